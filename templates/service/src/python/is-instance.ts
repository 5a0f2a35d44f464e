/** `isinstance` with a class that only the running program knows. */
import { PyTypeError } from './exceptions.js';
import * as kinds from './kinds.js';
import { className, isClass } from './type-name.js';
import { Tuple, type Value } from './value.js';

const TESTS: Readonly<Record<string, (value: Value) => boolean>> = {
  int: kinds.isInt,
  float: kinds.isFloat,
  str: kinds.isStr,
  bool: kinds.isBool,
  list: kinds.isList,
  tuple: kinds.isTuple,
  dict: kinds.isDict,
  set: kinds.isSet,
  frozenset: kinds.isFrozenSet,
  bytes: kinds.isBytes,
};

/** @param kind a class, or a tuple of classes */
export function isInstance(value: Value, kind: Value): boolean {
  if (kind instanceof Tuple) return kind.some((one) => isInstance(value, one));
  if (isClass(kind)) return value instanceof (kind as unknown as new () => object);
  const test = typeof kind === 'function' ? TESTS[className(kind)] : undefined;
  if (test) return test(value);
  throw new PyTypeError('isinstance() arg 2 must be a type, a tuple of types, or a union');
}
