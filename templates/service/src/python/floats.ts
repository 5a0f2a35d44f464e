/** Arithmetic of floats, where Python's differs from JavaScript's: division by zero raises, `%` has the divisor's sign. */
import { OverflowError, ZeroDivisionError } from './exceptions.js';
import { scaledQuotient } from './integers.js';

export function divideFloats(a: number, b: number): number {
  if (b === 0) throw new ZeroDivisionError('float division by zero');
  return a / b;
}

export function moduloFloats(a: number, b: number): number {
  if (b === 0) throw new ZeroDivisionError('float modulo');
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return rest < 0 !== b < 0 ? rest + b : rest;
}

export function floorDivideFloats(a: number, b: number): number {
  if (b === 0) throw new ZeroDivisionError('float floor division by zero');
  const rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0 && rest < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Undefined where the result is no real number. */
export function powerFloats(a: number, b: number): number | undefined {
  if (b === 0 || a === 1) return 1;
  if (a === 0 && b < 0) throw new ZeroDivisionError('0.0 cannot be raised to a negative power');
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return 1;
  const result = Number.isInteger(b) && Math.abs(b) <= 64 ? powerExactly(a, b) : rootOf(a, b);
  if (Number.isNaN(result) && !Number.isNaN(a) && !Number.isNaN(b)) return undefined;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b))
    throw new OverflowError("(34, 'Numerical result out of range')");
  return result;
}

/** JavaScript's `**` is off by a bit where C's `pow` is not. */
function powerExactly(a: number, b: number): number {
  if (a === 0 || !Number.isFinite(a)) return a ** b;
  const { mantissa, exponent } = decompose(a);
  const raised = mantissa ** BigInt(Math.abs(b));
  return b < 0
    ? scaledQuotient(1n, raised, exponent * b)
    : scaledQuotient(raised, 1n, exponent * b);
}

function rootOf(a: number, b: number): number {
  return b === 0.5 && a > 0 ? Math.sqrt(a) : a ** b;
}

/** A finite number as an odd int times a power of two. */
export function decompose(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(value));
  const word = bits.getBigUint64(0);
  const biased = Number(word >> 52n);
  const fraction = word & 0xfffffffffffffn;
  let mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  let exponent = Math.max(biased, 1) - 1075;
  while (mantissa !== 0n && (mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent += 1;
  }
  return { mantissa: value < 0 ? -mantissa : mantissa, exponent };
}
