/**
 * Functions that are called as Python calls them, with positional arguments and named ones: what a decorator takes
 * and gives, since it passes on whatever it was called with.
 */
import { Dict, dict } from './dict.js';
import { PyTypeError } from './exceptions.js';
import { callMethod } from './getattr.js';
import { iterate } from './iterate.js';
import { isClass, typeName } from './type-name.js';
import type { Value } from './value.js';

export type Callable = (
  positional: readonly Value[],
  named?: Dict,
) => Value | undefined | void | Promise<Value | undefined | void>;

/**
 * `names` are those of the parameters of `run`, in order; those without a default come first. `*values` takes the
 * positional arguments that are left, as a list, and `**options` the named ones.
 */
export function callable<Parameters extends (Value | undefined)[]>(
  names: readonly string[],
  run: (...parameters: Parameters) => Value | void | Promise<Value | void>,
): Callable {
  const rest = names.findIndex((name) => name.startsWith('*') && !name.startsWith('**'));
  const options = names.findIndex((name) => name.startsWith('**'));
  const places = [rest, options, names.length].filter((place) => place !== -1);
  const standard = Math.min(...places);
  return (positional, named) => {
    if (positional.length > standard && rest === -1) {
      throw new PyTypeError(
        `${run.name}() takes ${standard} positional arguments but ${positional.length} were given`,
      );
    }
    const values: (Value | undefined)[] = positional.slice(0, standard);
    const others = dict();
    for (const [name, value] of named?.entries() ?? []) {
      const place = names.indexOf(String(name));
      if (place === -1 && options === -1) {
        throw new PyTypeError(`${run.name}() got an unexpected keyword argument '${String(name)}'`);
      }
      if (place === -1) others.set(name, value);
      else if (values[place] === undefined) values[place] = value;
      else
        throw new PyTypeError(`${run.name}() got multiple values for argument '${String(name)}'`);
    }
    const missing = names.filter(
      (_, place) =>
        place < run.length && place !== rest && place !== options && values[place] === undefined,
    );
    if (missing.length > 0) {
      const list = missing.map((name) => `'${name}'`).join(' and ');
      const noun = missing.length === 1 ? 'argument' : 'arguments';
      throw new PyTypeError(
        `${run.name}() missing ${missing.length} required positional ${noun}: ${list}`,
      );
    }
    if (options !== -1) values[options] = others;
    const left = positional.slice(standard);
    if (rest !== -1 && rest === names.length - 1) {
      // As the last parameter it is spread: `...values`.
      return run(...([...filled(values, rest), ...left] as Parameters));
    }
    if (rest !== -1) values[rest] = left;
    return run(...(values as Parameters));
  };
}

/** Without the holes of a list that is shorter: what was left out is `undefined`, and takes its default. */
function filled(values: readonly (Value | undefined)[], length: number): (Value | undefined)[] {
  return Array.from({ length }, (_, place) => values[place]);
}

/** A method that a decorator has wrapped: what wraps it is given the object as its first argument. */
export function boundTo(self: Value, method: Callable): Callable {
  return (positional, named) => method([self, ...positional], named);
}

/** Calls what may be a function, with positional arguments. */
export function callValue(callee: Value, ...positional: readonly Value[]): Value {
  if (typeof callee !== 'function')
    throw new PyTypeError(`'${typeName(callee)}' object is not callable`);
  if (isClass(callee))
    return new (callee as new (...values: readonly Value[]) => object)(...positional);
  return (callee as (...values: readonly Value[]) => Value)(...positional);
}

/** A method called on its class, whose object is the first of the values. */
export function callUnbound(
  method: (self: Value, ...others: Value[]) => Value,
  name: string,
  values: Value,
): Value {
  const [self, ...others] = iterate(values);
  if (self === undefined) throw new PyTypeError(`unbound method ${name}() needs an argument`);
  return method(self, ...others);
}

/**
 * A method that several classes have, with different parameters.
 * @param refused the classes whose method cannot take the arguments, with what Python says then
 */
export function callByName(
  object: Value,
  name: string,
  args: readonly Value[],
  refused: readonly (readonly [type: abstract new (...values: never[]) => object, string])[] = [],
): Value {
  for (const [type, message] of refused) if (object instanceof type) throw new PyTypeError(message);
  return callMethod(object, name, args);
}

/** A call whose arguments do not fit: Python finds out when it is made. */
export function wrongCall(message: string): never {
  throw new PyTypeError(message);
}

/** What is given as `**value`: a dict, or what has keys and items as one. */
export function keywords(value: Value, callee: string): Dict {
  if (value instanceof Dict) return value;
  const hasKeys = typeof value === 'object' && value !== null && 'keys' in value;
  if (hasKeys && !Array.isArray(value)) return dict(value);
  throw new PyTypeError(`${callee}() argument after ** must be a mapping, not ${typeName(value)}`);
}
