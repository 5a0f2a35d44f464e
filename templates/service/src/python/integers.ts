/** Arithmetic of ints of any size: as numbers while that is exact, beyond that as bigints. */
import { MemoryError, OverflowError, ValueError, ZeroDivisionError } from './exceptions.js';
import { normalize, type Int } from './numbers.js';

export function addInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return normalize(BigInt(a) + BigInt(b));
}

export function subtractInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return normalize(BigInt(a) - BigInt(b));
}

export function multiplyInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // Zero has no sign here.
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return normalize(BigInt(a) * BigInt(b));
}

/** Rounded down, also below zero. */
export function floorDivideInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    const rest = a % b;
    // Without the rest there is nothing to round.
    return (a - rest) / b - (rest !== 0 && rest < 0 !== b < 0 ? 1 : 0) + 0;
  }
  const [dividend, divisor] = [BigInt(a), BigInt(b)];
  if (divisor === 0n) throw new ZeroDivisionError('integer division or modulo by zero');
  const quotient = dividend / divisor;
  const isBelow = dividend % divisor !== 0n && dividend < 0n !== divisor < 0n;
  return normalize(isBelow ? quotient - 1n : quotient);
}

/** With the sign of the divisor. */
export function moduloInts(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) return modulo(a, b);
  const divisor = BigInt(b);
  if (divisor === 0n) throw new ZeroDivisionError('integer modulo by zero');
  const rest = BigInt(a) % divisor;
  return normalize(rest !== 0n && rest < 0n !== divisor < 0n ? rest + divisor : rest);
}

function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
}

/** The nearest float, also where the ints are too large for one. */
export function divideInts(a: Int, b: Int): number {
  if (BigInt(b) === 0n) throw new ZeroDivisionError('division by zero');
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const quotient = divideExactly(BigInt(a), BigInt(b));
  if (!Number.isFinite(quotient))
    throw new OverflowError('integer division result too large for a float');
  return quotient;
}

function divideExactly(a: bigint, b: bigint): number {
  return scaledQuotient(a, b, 0);
}

/** The float next to `a / b * 2 ** exponent`. */
export function scaledQuotient(a: bigint, b: bigint, exponent: number): number {
  const isNegative = a < 0n !== b < 0n;
  const [dividend, divisor] = [a < 0n ? -a : a, b < 0n ? -b : b];
  if (dividend === 0n) return isNegative ? -0 : 0;
  // More bits than a double has; what is left over makes the last one odd, so that a half is told from more.
  const shift = bitLength(divisor) - bitLength(dividend) + 66;
  const scaled = shift > 0 ? dividend << BigInt(shift) : dividend;
  const by = shift < 0 ? divisor << BigInt(-shift) : divisor;
  let quotient = scaled / by;
  if (scaled % by !== 0n) quotient |= 1n;
  const power = exponent - shift;
  const half = Math.trunc(power / 2);
  const result = Number(quotient) * 2 ** half * 2 ** (power - half);
  return isNegative ? -result : result;
}

/** The largest whole number whose square is no more: Newton's way, from above. */
export function integerSquareRoot(value: bigint): bigint {
  if (value === 0n) return 0n;
  let root = 1n << BigInt(Math.ceil(value.toString(16).length * 2));
  for (;;) {
    const next = (root + value / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

export function bitLength(value: Int): number {
  const magnitude = BigInt(value) < 0n ? -BigInt(value) : BigInt(value);
  return magnitude === 0n ? 0 : magnitude.toString(2).length;
}

export function powerInts(base: Int, exponent: Int): Int {
  const result = Number(base) ** Number(exponent);
  if (Number.isSafeInteger(result)) return result;
  try {
    return normalize(BigInt(base) ** BigInt(exponent));
  } catch {
    throw new MemoryError();
  }
}

/** `pow(base, exponent, modulus)`. */
export function powerModulo(base: Int, exponent: Int, modulus: Int): Int {
  const divisor = BigInt(modulus);
  if (divisor === 0n) throw new ValueError('pow() 3rd argument cannot be 0');
  let [factor, rest] = [BigInt(base), BigInt(exponent)];
  if (rest < 0n) {
    factor = inverse(factor, divisor);
    rest = -rest;
  }
  const size = divisor < 0n ? -divisor : divisor;
  let result = 1n % size;
  factor = ((factor % size) + size) % size;
  for (; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % size;
    factor = (factor * factor) % size;
  }
  return normalize(divisor < 0n && result > 0n ? result + divisor : result);
}

function inverse(value: bigint, modulus: bigint): bigint {
  const size = modulus < 0n ? -modulus : modulus;
  let [a, b, x, y] = [((value % size) + size) % size, size, 1n, 0n];
  while (b > 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  if (a !== 1n) throw new ValueError('base is not invertible for the given modulus');
  return ((x % size) + size) % size;
}

export function shiftLeftInt(value: Int, by: Int): Int {
  if (by < 0) throw new ValueError('negative shift count');
  return normalize(BigInt(value) << BigInt(by));
}

export function shiftRightInt(value: Int, by: Int): Int {
  if (by < 0) throw new ValueError('negative shift count');
  return normalize(BigInt(value) >> BigInt(by));
}
