/** Exact fractions of whole numbers, and what numbers of Python's are as such: `statistics` counts with them. */
import { Decimal, getcontext, powerOfTen } from './decimal.js';
import { PyTypeError } from './exceptions.js';
import { bitLength, divideInts, integerSquareRoot } from './integers.js';
import { asFloat, asInt, normalize } from './numbers.js';
import { typeName } from './type-name.js';
import { toFloat, type PyFloat, type Value } from './value.js';

/** In lowest terms, the denominator above zero. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function fraction(numerator: bigint, denominator = 1n): Fraction {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  const divisor = a === 0n ? 1n : a;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** `as_integer_ratio()`; undefined for infinity and NaN. @throws PyTypeError for what is no number */
export function fractionOf(value: Value): Fraction | undefined {
  const int = asInt(value);
  if (int !== undefined) return { numerator: BigInt(int), denominator: 1n };
  if (value instanceof Decimal) return value.is_finite() ? fractionOfDecimal(value) : undefined;
  const float = asFloat(value);
  if (float === undefined) {
    const message = `can't convert type '${typeName(value)}' to numerator/denominator`;
    throw new PyTypeError(message);
  }
  return Number.isFinite(float) ? fractionOfFloat(float) : undefined;
}

function fractionOfDecimal({ isNegative, coefficient, exponent }: Decimal): Fraction {
  const signed = isNegative ? -coefficient : coefficient;
  return exponent < 0
    ? fraction(signed, powerOfTen(-exponent))
    : fraction(signed * powerOfTen(exponent));
}

function fractionOfFloat(value: number): Fraction {
  let [whole, shift] = [value, 0n];
  // A double has whole bits after at most 1,074 doublings, each of them exact.
  while (!Number.isInteger(whole)) [whole, shift] = [whole * 2, shift + 1n];
  return fraction(BigInt(whole), 1n << shift);
}

export function toPyFloat({ numerator, denominator }: Fraction): PyFloat {
  return toFloat(divideInts(normalize(numerator), normalize(denominator)));
}

/** The float that is next to the square root. Source: statistics.py 3.11, `_float_sqrt_of_frac`. */
export function floatSquareRoot({ numerator, denominator }: Fraction): PyFloat {
  const bits = bitLength(normalize(numerator)) - bitLength(normalize(denominator)) - 109;
  const by = BigInt(Math.floor(bits / 2));
  return by >= 0n
    ? toPyFloat(fraction(rootToOdd(numerator, denominator << (2n * by)) << by))
    : toPyFloat(fraction(rootToOdd(numerator << (-2n * by), denominator), 1n << -by));
}

/** What is left over makes the root odd, so that a half is told from more. */
function rootToOdd(numerator: bigint, denominator: bigint): bigint {
  const root = integerSquareRoot(numerator / denominator);
  return root * root * denominator === numerator ? root : root | 1n;
}

/** The Decimal that is next to the square root. Source: statistics.py 3.11, `_decimal_sqrt_of_frac`. */
export function decimalSquareRoot({ numerator, denominator }: Fraction): Decimal {
  if (numerator === 0n) return new Decimal('0.0');
  const quotient = new Decimal(normalize(numerator)).pyDivide(normalize(denominator));
  const root = (quotient as Decimal).sqrt();
  const [above, below] = [neighbour(root, 1n), neighbour(root, -1n)];
  // Whether the square of what is halfway to the other is on this side of the number.
  const compareToHalf = (other: Decimal): bigint => {
    const [a, b] = [fractionOfDecimal(root), fractionOfDecimal(other)];
    const [sum, product] = [
      a.denominator * b.numerator + b.denominator * a.numerator,
      a.denominator * b.denominator,
    ];
    return 4n * numerator * product ** 2n - denominator * sum ** 2n;
  };
  if (compareToHalf(above) > 0n) return above;
  return compareToHalf(below) < 0n ? below : root;
}

/** `next_plus()` and `next_minus()` of a number above zero. */
function neighbour(value: Decimal, step: 1n | -1n): Decimal {
  const digits = getcontext().prec - value.digits.length;
  const whole = value.coefficient * powerOfTen(digits);
  const exponent = value.exponent - digits;
  // Below a power of ten numbers lie ten times closer.
  const isPower = step < 0n && whole === powerOfTen(getcontext().prec - 1);
  const coefficient = isPower ? whole * 10n - 1n : whole + step;
  return Decimal.of({
    isNegative: false,
    coefficient,
    exponent: isPower ? exponent - 1 : exponent,
  }).rounded();
}
