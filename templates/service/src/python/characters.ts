/** `chr`, `ord`, and ints in other bases. */
import { lengthOf } from './code-points.js';
import { OverflowError, PyTypeError, ValueError } from './exceptions.js';
import { toIndex } from './numbers.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export function chr(code: Value): string {
  const point = toIndex(code);
  if (point > 2 ** 31 - 1 || point < -(2 ** 31))
    throw new OverflowError('Python int too large to convert to C int');
  if (point < 0 || point > 0x10ffff) throw new ValueError('chr() arg not in range(0x110000)');
  return String.fromCodePoint(Number(point));
}

export function ord(character: Value): number {
  if (typeof character !== 'string' && !(character instanceof Uint8Array))
    throw new PyTypeError(`ord() expected string of length 1, but ${typeName(character)} found`);
  const length = typeof character === 'string' ? lengthOf(character) : character.length;
  if (length !== 1)
    throw new PyTypeError(`ord() expected a character, but string of length ${length} found`);
  return typeof character === 'string' ? character.codePointAt(0)! : character[0]!;
}

export function hex(value: Value): string {
  return withPrefix(value, '0x', 16);
}

export function oct(value: Value): string {
  return withPrefix(value, '0o', 8);
}

export function bin(value: Value): string {
  return withPrefix(value, '0b', 2);
}

function withPrefix(value: Value, prefix: string, radix: number): string {
  const int = toIndex(value);
  return int < 0 ? `-${prefix}${(-int).toString(radix)}` : prefix + int.toString(radix);
}
