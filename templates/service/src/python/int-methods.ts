/** What the methods of int and float do, as functions of the number. */
import { OverflowError, ValueError } from './exceptions.js';
import { missingAttribute } from './getattr.js';
import { bitLength } from './integers.js';
import { asFloat, asInt, normalize, toIndex } from './numbers.js';
import type { Int, Value } from './value.js';

export function bit_length(value: Value): number {
  const int = asInt(value);
  if (int === undefined) throw missingAttribute(value, 'bit_length');
  return bitLength(int);
}

export function is_integer(value: Value): boolean {
  const number = asFloat(value);
  if (number === undefined) throw missingAttribute(value, 'is_integer');
  return Number.isInteger(number);
}

// The order of Python's parameters.
export function to_bytes(value: Value, length: Value = 1, byteorder: Value = 'big'): Uint8Array {
  const int = asInt(value);
  if (int === undefined) throw missingAttribute(value, 'to_bytes');
  if (int < 0) throw new OverflowError("can't convert negative int to unsigned");
  const digits = BigInt(int).toString(16);
  const size = Number(toIndex(length));
  if (int !== 0 && digits.length > size * 2) throw new OverflowError('int too big to convert');
  const bytes = Buffer.from(digits.padStart(size * 2, '0').slice(-size * 2 || undefined), 'hex');
  return orderOf(byteorder) === 'big'
    ? bytes.subarray(0, size)
    : bytes.subarray(0, size).toReversed();
}

/** `int.from_bytes(bytes, byteorder)`. */
export function from_bytes(bytes: Value, byteorder: Value = 'big'): Int {
  const given = Buffer.from(bytes as Uint8Array);
  const ordered = orderOf(byteorder) === 'big' ? given : given.toReversed();
  return given.length === 0 ? 0 : normalize(BigInt(`0x${Buffer.from(ordered).toString('hex')}`));
}

function orderOf(byteorder: Value): 'big' | 'little' {
  if (byteorder === 'big' || byteorder === 'little') return byteorder;
  throw new ValueError("byteorder must be either 'little' or 'big'");
}
