/**
 * Functions that are called as Python calls them, with positional arguments and named ones: what a decorator takes
 * and gives, since it passes on whatever it was called with.
 */
import { Dict } from './dict.js';
import { PyTypeError } from './exceptions.js';
import type { Value } from './value.js';

export type Callable = (
  positional: readonly Value[],
  named?: Dict,
) => Value | undefined | void | Promise<Value | undefined | void>;

/** `names` are those of the parameters of `run`, in order; those without a default come first. */
export function callable<Parameters extends Value[]>(
  names: readonly string[],
  run: (...parameters: Parameters) => Value | void | Promise<Value | void>,
): Callable {
  return (positional, named) => {
    if (positional.length > names.length) {
      throw new PyTypeError(
        `${run.name}() takes ${names.length} positional arguments but ${positional.length} were given`,
      );
    }
    const values: (Value | undefined)[] = [...positional];
    for (const [name, value] of named?.entries() ?? []) {
      const place = names.indexOf(String(name));
      if (place === -1) {
        throw new PyTypeError(`${run.name}() got an unexpected keyword argument '${String(name)}'`);
      }
      if (values[place] !== undefined) {
        throw new PyTypeError(`${run.name}() got multiple values for argument '${String(name)}'`);
      }
      values[place] = value;
    }
    const missing = names.filter((_, place) => place < run.length && values[place] === undefined);
    if (missing.length > 0) {
      const list = missing.map((name) => `'${name}'`).join(' and ');
      const noun = missing.length === 1 ? 'argument' : 'arguments';
      throw new PyTypeError(
        `${run.name}() missing ${missing.length} required positional ${noun}: ${list}`,
      );
    }
    return run(...(values as Parameters));
  };
}

/** Calls what may be a function, with positional arguments. */
export function callValue(callee: Value, ...positional: readonly Value[]): Value {
  if (typeof callee !== 'function') throw new PyTypeError('the object is not callable');
  return (callee as (...values: readonly Value[]) => Value)(...positional);
}

/** A call whose arguments do not fit: Python finds out when it is made. */
export function wrongCall(message: string): never {
  throw new PyTypeError(message);
}
