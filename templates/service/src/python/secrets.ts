/** Python's `secrets`. */
import { randomBytes, randomInt } from 'node:crypto';
import { IndexError, ValueError } from './exceptions.js';
import { getItem, len } from './items.js';
import { normalize, toIndex } from './numbers.js';
import type { Int, Value } from './value.js';

export { compareDigest } from './hmac.js';

type Argument = Value | undefined;

export function tokenBytes(size?: Argument): Uint8Array {
  return randomBytes(sizeOf(size));
}

export function tokenHex(size?: Argument): string {
  return randomBytes(sizeOf(size)).toString('hex');
}

export function tokenUrlsafe(size?: Argument): string {
  return randomBytes(sizeOf(size)).toString('base64url');
}

function sizeOf(size: Argument): number {
  return size === undefined || size === null ? 32 : Number(toIndex(size));
}

export function choice<Item extends Value>(items: Item[]): Item;
export function choice(items: string): string;
export function choice(items: Value): Value;
export function choice(items: Value): Value {
  const length = len(items);
  if (length === 0) throw new IndexError('Cannot choose from an empty sequence');
  return getItem(items, randomInt(length));
}

export function randbelow(limit: Value): Int {
  const most = BigInt(toIndex(limit));
  if (most <= 0n) throw new ValueError('Upper bound must be positive.');
  return normalize(randomBits(most.toString(2).length + 64) % most);
}

export function randbits(count: Value): Int {
  return normalize(randomBits(Number(toIndex(count))));
}

function randomBits(count: number): bigint {
  const size = Math.ceil(count / 8);
  if (size === 0) return 0n;
  return BigInt(`0x${randomBytes(size).toString('hex')}`) & ((1n << BigInt(count)) - 1n);
}
