/** Which values are numbers, and what kind: a bool counts as an int, as in Python. */
import { OverflowError, PyTypeError } from './exceptions.js';
import { pythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { Float, toFloat, type Int, type PyFloat, type Value } from './value.js';

/** The int that a value is, bool included; undefined for all else. */
export function asInt(value: Value | undefined): Int | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return undefined;
}

/** The float that a value is; undefined for all else, ints included. */
export function asFloat(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : value;
  return value instanceof Float ? value.value : undefined;
}

/** An int or a float, as JavaScript's number or a bigint, so that their order is right. */
export function asNumber(value: Value | undefined): Int | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Float ? value.value : undefined;
}

/** A result as the number that Python's int is here. */
export function normalize(value: bigint): Int {
  return value >= MIN_SAFE && value <= MAX_SAFE ? Number(value) : value;
}

const MIN_SAFE = BigInt(Number.MIN_SAFE_INTEGER);
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The whole number that a JavaScript number stands for. */
export function intOf(value: number): Int {
  return Number.isSafeInteger(value) ? value + 0 : BigInt(value);
}

/** @throws OverflowError for an int that no float is near. */
export function intToNumber(value: Int): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new OverflowError('int too large to convert to float');
  return number;
}

/** `float` of a number, as JavaScript's number. */
export function toNumber(value: Value): number | undefined {
  const float = asFloat(value);
  if (float !== undefined) return float;
  const int = asInt(value);
  return int === undefined ? undefined : intToNumber(int);
}

/** `operator.index(value)`, which is asked for wherever Python wants an int and takes no float. */
export function toIndex(value: Value | undefined): Int {
  const int = asInt(value);
  if (int !== undefined) return int;
  const index = pythonObject(value)?.pyIndex?.();
  if (index !== undefined) return index;
  throw new PyTypeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** An index that fits into a list's length. */
export function toSmallIndex(value: Value | undefined): number {
  const index = toIndex(value);
  return typeof index === 'number'
    ? index
    : index < 0n
      ? -Number.MAX_SAFE_INTEGER
      : Number.MAX_SAFE_INTEGER;
}

export { toFloat, type Int, type PyFloat };
