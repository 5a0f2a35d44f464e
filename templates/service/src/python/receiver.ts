/** What methods ask first: whether what they are called on is an object of their class. */
import { PyTypeError } from './exceptions.js';
import { missingAttribute } from './getattr.js';
import { className, typeName } from './type-name.js';
import type { Value } from './value.js';

/** @throws AttributeError where the receiver has no such method. */
export function textOf(value: Value, method: string): string {
  if (typeof value === 'string') return value;
  throw missingAttribute(value, method);
}

/** The object of a method that is called on its class: `datetime.strftime(moment, '%Y')`. */
export function receiver<T extends object>(
  value: Value,
  type: abstract new (...values: never[]) => T,
  method: string,
): T {
  if (value instanceof type) return value;
  throw new PyTypeError(
    `descriptor '${method}' for '${className(type)}' objects doesn't apply to a '${typeName(value)}' object`,
  );
}
