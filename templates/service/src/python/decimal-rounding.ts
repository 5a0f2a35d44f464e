/** Python's `decimal`: its modes of rounding, its exceptions, and the context that arithmetic looks at. */
import { ArithmeticError } from './exceptions.js';

export const ROUND_CEILING = 'ROUND_CEILING';
export const ROUND_DOWN = 'ROUND_DOWN';
export const ROUND_FLOOR = 'ROUND_FLOOR';
export const ROUND_HALF_DOWN = 'ROUND_HALF_DOWN';
export const ROUND_HALF_EVEN = 'ROUND_HALF_EVEN';
export const ROUND_HALF_UP = 'ROUND_HALF_UP';
export const ROUND_UP = 'ROUND_UP';
export const ROUND_05UP = 'ROUND_05UP';

export class DecimalException extends ArithmeticError {
  static override readonly pythonClass: string = 'DecimalException';
}

export class InvalidOperation extends DecimalException {
  static override readonly pythonClass: string = 'InvalidOperation';
}

export class DivisionByZero extends DecimalException {
  static override readonly pythonClass: string = 'DivisionByZero';
}

export class DecimalOverflow extends DecimalException {
  static override readonly pythonClass: string = 'Overflow';
}

/** What Python says: the class of what went wrong. */
export function invalid(reason: string): InvalidOperation {
  return new InvalidOperation(`[<class 'decimal.${reason}'>]`);
}

export class Context {
  static readonly pythonClass: string = 'decimal.Context';
  prec = 28;
  rounding: string = ROUND_HALF_EVEN;
}

const context = new Context();

/** There is one for the whole process, where Python has one for each thread. */
export function getcontext(): Context {
  return context;
}

export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** A quotient of whole numbers that are not below zero, rounded. */
export function divideRounded(
  numerator: bigint,
  denominator: bigint,
  isNegative: boolean,
  mode: string,
): bigint {
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n) return quotient;
  const half = rest * 2n < denominator ? -1 : rest * 2n > denominator ? 1 : 0;
  return isAway(quotient, half, isNegative, mode) ? quotient + 1n : quotient;
}

/** @param half whether the rest is below, at or above a half. */
function isAway(quotient: bigint, half: number, isNegative: boolean, mode: string): boolean {
  switch (mode) {
    case ROUND_DOWN:
      return false;
    case ROUND_UP:
      return true;
    case ROUND_CEILING:
      return !isNegative;
    case ROUND_FLOOR:
      return isNegative;
    case ROUND_HALF_UP:
      return half >= 0;
    case ROUND_HALF_DOWN:
      return half > 0;
    case ROUND_05UP:
      return quotient % 5n === 0n;
    default:
      return half > 0 || (half === 0 && quotient % 2n !== 0n);
  }
}
