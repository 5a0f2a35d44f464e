/** Python's `functools`: what apps use of it. */
import type { Callable } from './callable.js';
import { equals, truthy } from './compare.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { iterate } from './iterate.js';
import { textKey } from './hash.js';
import type { PythonObject } from './protocols.js';
import { tuple, tupleOf, type Value } from './value.js';

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

/**
 * `lru_cache`, as `@lru_cache` and as `@lru_cache(maxsize=…)`: what was computed is kept, by the arguments. Of what
 * waits, the promise is kept, but not where it fails: an exception is no result.
 */
export function lruCache(call: Callable): Callable;
export function lruCache(size?: Value, isTyped?: Value): (call: Callable) => Callable;
export function lruCache(
  first: Value = 128,
  _isTyped?: Value,
): Callable | ((call: Callable) => Callable) {
  return typeof first === 'function'
    ? cached(first as Callable, 128)
    : (call: Callable) => cached(call, first === null ? Infinity : Math.max(0, Number(first)));
}

/** `functools.cache`, which forgets nothing. */
export function cache(call: Callable): Callable {
  return cached(call, Infinity);
}

function cached(call: Callable, size: number): Callable {
  const results = new Map<string, ReturnType<Callable>>();
  return (positional, named) => {
    const names = [...(named?.entries() ?? [])].map(([name, value]) => tuple(name, value));
    const key = textKey(tuple(tupleOf(positional), tupleOf(names)));
    if (results.has(key)) {
      const known = results.get(key);
      results.delete(key);
      results.set(key, known);
      return known;
    }
    const result = call(positional, named);
    results.set(key, result);
    if (result instanceof Promise) result.catch(() => results.delete(key));
    if (results.size > size) results.delete(results.keys().next().value!);
    return result;
  };
}

/** `total_ordering`: of a class that says one of the comparisons, and what is equal, the others follow. */
export function totalOrdering(type: { readonly prototype: object }): void {
  const methods = type.prototype as PythonObject;
  const own = (['pyLess', 'pyLessOrEqual', 'pyGreater', 'pyGreaterOrEqual'] as const).find(
    (name) => methods[name] !== undefined,
  );
  if (own === undefined)
    throw new ValueError('must define at least one ordering operation: < > <= >=');
  const compared = methods[own]!;
  const isStrict = own === 'pyLess' || own === 'pyGreater';
  const isEqual = (self: Value, other: Value): boolean => equals(self, other);
  /** What the one comparison says, with what it leaves open. */
  const derived = (combine: (holds: boolean, same: () => boolean) => boolean) =>
    function compare(this: Value, other: Value): Value | undefined {
      const holds = compared.call(this as PythonObject, other);
      return holds === undefined ? undefined : combine(truthy(holds), () => isEqual(this, other));
    };
  const orSame = derived((holds, same) => holds || same());
  const butNotSame = derived((holds, same) => holds && !same());
  const opposite = derived((holds) => !holds);
  const oppositeOrSame = derived((holds, same) => !holds || same());
  const oppositeNotSame = derived((holds, same) => !holds && !same());
  const isLess = own === 'pyLess' || own === 'pyLessOrEqual';
  const [less, lessOrEqual, greater, greaterOrEqual] = isLess
    ? (['pyLess', 'pyLessOrEqual', 'pyGreater', 'pyGreaterOrEqual'] as const)
    : (['pyGreater', 'pyGreaterOrEqual', 'pyLess', 'pyLessOrEqual'] as const);
  methods[isStrict ? lessOrEqual : less] ??= isStrict ? orSame : butNotSame;
  methods[greater] ??= isStrict ? oppositeNotSame : opposite;
  methods[greaterOrEqual] ??= isStrict ? opposite : oppositeOrSame;
}
