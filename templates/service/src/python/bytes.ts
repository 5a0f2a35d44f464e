/** Python's bytes: a Buffer of Node's, or any other Uint8Array. pg takes them and gives them. */
import { PyTypeError, ValueError } from './exceptions.js';
import { encode } from './encoding.js';
import { iterableOf } from './iterate.js';
import { asInt, toIndex } from './numbers.js';
import { missingAttribute } from './getattr.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export type Bytes = Uint8Array;

export { decode } from './encoding.js';

/** A literal, a character for each byte. */
export function bytesLiteral(text: string): Bytes {
  return Buffer.from(text, 'latin1');
}

/** `bytes(source, encoding, errors)`. */
export function bytes(source: Value = [], encoding?: Value, errors?: Value): Bytes {
  if (typeof source === 'string') {
    if (encoding === undefined) throw new PyTypeError('string argument without an encoding');
    return encode(source, encoding, errors);
  }
  if (source instanceof Uint8Array) return Buffer.from(source);
  const length = asInt(source);
  if (length !== undefined) {
    if (length < 0) throw new ValueError('negative count');
    return Buffer.alloc(Number(length));
  }
  const items = iterableOf(source);
  if (items === undefined)
    throw new PyTypeError(`cannot convert '${typeName(source)}' object to bytes`);
  const values: number[] = [];
  for (const item of items) {
    const byte = toIndex(item);
    if (byte < 0 || byte > 255) throw new ValueError('bytes must be in range(0, 256)');
    values.push(Number(byte));
  }
  return Buffer.from(values);
}
bytes.pythonClass = 'bytes';

/** @throws AttributeError where the receiver has no such method. */
export function bytesOf(value: Value, method: string): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length);
  throw missingAttribute(value, method);
}

/** What is given to a method of bytes. */
export function toBytes(value: Value): Buffer {
  if (value instanceof Uint8Array) return bytesOf(value, '');
  throw new PyTypeError(`a bytes-like object is required, not '${typeName(value)}'`);
}

/** `bytes.hex()`. */
export function hex(value: Value): string {
  return bytesOf(value, 'hex').toString('hex');
}

/** `bytes.fromhex(text)`. */
export function fromhex(text: Value): Bytes {
  if (typeof text !== 'string')
    throw new PyTypeError(`fromhex() argument must be str, not ${typeName(text)}`);
  const digits = text.replaceAll(/[\t-\r ]+(?=(?:[^\t-\r ]{2}|[\t-\r ])*$)/g, '');
  const wrong = digits.search(/[^\da-fA-F]/);
  if (wrong >= 0 || digits.length % 2 === 1)
    throw new ValueError(
      `non-hexadecimal number found in fromhex() arg at position ${wrong < 0 ? text.length : text.search(/[^\da-fA-F\t-\r ]/)}`,
    );
  return Buffer.from(digits, 'hex');
}

/** The text methods of bytes work on a text with a character for each byte. */
export function asText(value: Value, method: string): string {
  return bytesOf(value, method).toString('latin1');
}
