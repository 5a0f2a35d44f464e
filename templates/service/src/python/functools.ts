/** Python's `functools` and `itertools`: what apps use of them. */
import { PyTypeError } from './exceptions.js';
import { iterate } from './iterate.js';
import { textKey } from './hash.js';
import type { Value } from './value.js';

type Call = (...values: Value[]) => Value;

export function partial(call: Value, ...first: Value[]): Call {
  return (...others) => (call as Call)(...first, ...others);
}

export function reduce(call: Value, values: Value, initial?: Value): Value {
  const items = [...iterate(values)];
  if (initial === undefined && items.length === 0)
    throw new PyTypeError('reduce() of empty iterable with no initial value');
  let result = initial === undefined ? items.shift()! : initial;
  for (const item of items) result = (call as Call)(result, item);
  return result;
}

/** `lru_cache` of any size: what was computed is kept, by the arguments. */
export function cached(call: Value, size: Value = 128): Call {
  const results = new Map<string, Value>();
  return (...values) => {
    const key = values.map((value) => textKey(value)).join('');
    let result = results.get(key);
    if (result === undefined) result = (call as Call)(...values);
    else results.delete(key);
    results.set(key, result);
    if (size !== null && results.size > Number(size)) results.delete(results.keys().next().value!);
    return result;
  };
}
