/** The bytes that a function was given, where Python takes no str. */
import { PyTypeError } from './exceptions.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export function bytesOf(value: Value | undefined, message = bytesRequired): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new PyTypeError(message(typeName(value)));
}

function bytesRequired(type: string): string {
  return `a bytes-like object is required, not '${type}'`;
}

/** Bytes as they are, a str as UTF-8. */
export function utf8Of(value: Value | undefined, message?: (type: string) => string): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : bytesOf(value, message);
}
