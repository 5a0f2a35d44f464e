/** `isinstance` for Python's own classes. */
import { Dict } from './dict.js';
import { FrozenSet, PySet } from './set.js';
import { Float, Tuple, type Int, type PyFloat, type Value } from './value.js';

/** A bool is an int. */
export function isInt(value: Value): value is Int | boolean {
  return typeof value === 'number'
    ? Number.isSafeInteger(value)
    : typeof value === 'bigint' || typeof value === 'boolean';
}

export function isFloat(value: Value): value is PyFloat {
  return typeof value === 'number' ? !Number.isSafeInteger(value) : value instanceof Float;
}

export function isStr(value: Value): value is string {
  return typeof value === 'string';
}

export function isBool(value: Value): value is boolean {
  return typeof value === 'boolean';
}

export function isNone(value: Value): value is null {
  return value === null;
}

export function isList(value: Value): value is Value[] {
  return Array.isArray(value) && !(value instanceof Tuple);
}

export function isTuple(value: Value): value is Tuple {
  return value instanceof Tuple;
}

export function isDict(value: Value): value is Dict {
  return value instanceof Dict;
}

export function isSet(value: Value): value is PySet {
  return value instanceof PySet;
}

export function isFrozenSet(value: Value): value is FrozenSet {
  return value instanceof FrozenSet;
}

export function isBytes(value: Value): value is Uint8Array {
  return value instanceof Uint8Array;
}

/** `callable(value)`. */
export function isCallable(value: Value): boolean {
  return typeof value === 'function';
}
