/** How Python's functions that are written in C name the type of an argument they do not take. */
import { PyTypeError } from './exceptions.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export function argumentType(value: Value | undefined): string {
  return value === null ? 'None' : typeName(value);
}

/** @throws PyTypeError as `strptime() argument 1 must be str, not int`. */
export function checkStr(
  value: Value | undefined,
  name: string,
  place: number,
): asserts value is string {
  if (typeof value !== 'string')
    throw new PyTypeError(`${name}() argument ${place} must be str, not ${argumentType(value)}`);
}
