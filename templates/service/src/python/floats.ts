/** Arithmetic of floats, where Python's differs from JavaScript's: division by zero raises, `%` has the divisor's sign. */
import { OverflowError, ZeroDivisionError } from './exceptions.js';

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
  if (quotient === 0) return a < 0 !== b < 0 && a !== 0 ? -0 : a / b < 0 ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Undefined where the result is no real number. */
export function powerFloats(a: number, b: number): number | undefined {
  if (b === 0 || a === 1) return 1;
  if (a === 0 && b < 0) throw new ZeroDivisionError('0.0 cannot be raised to a negative power');
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return 1;
  const result = a ** b;
  if (Number.isNaN(result) && !Number.isNaN(a) && !Number.isNaN(b)) return undefined;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b))
    throw new OverflowError("(34, 'Numerical result out of range')");
  return result;
}
