/** `hash` and `id`, as ints that are the same for what is equal, or the same object; their digits are not CPython's. */
import { hashKey, identityOf, textKey } from './hash.js';
import { asInt, normalize } from './numbers.js';
import type { Int, Value } from './value.js';

/** @throws PyTypeError for what has no hash. */
export function hash(value: Value): Int {
  const int = asInt(value);
  if (int !== undefined) {
    const modulus = 2n ** 61n - 1n;
    const magnitude = BigInt(int) < 0n ? -BigInt(int) : BigInt(int);
    const rest = magnitude % modulus;
    const signed = BigInt(int) < 0n ? -rest : rest;
    return normalize(signed === -1n ? -2n : signed);
  }
  hashKey(value);
  return textHash(textKey(value));
}

function textHash(text: string): number {
  let result = 0;
  for (let at = 0; at < text.length; at += 1)
    result = (Math.imul(result, 31) + text.charCodeAt(at)) | 0;
  return result;
}

export function id(value: Value): number {
  return typeof value === 'object' && value !== null ? identityOf(value) : textHash(textKey(value));
}
