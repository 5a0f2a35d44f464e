/** Python's `math`: ints stay ints of any size, and what has no answer is a ValueError. */
import { OverflowError, PyTypeError, ValueError } from './exceptions.js';
import { integerSquareRoot } from './integers.js';
import { iterate } from './iterate.js';
import { asInt, intOf, normalize, toIndex, toNumber } from './numbers.js';
import { multiply } from './operators.js';
import { pythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { toFloat, tuple, type Int, type PyFloat, type Tuple, type Value } from './value.js';

export const pi = Math.PI;
export const e = Math.E;
export const tau = 2 * Math.PI;
export const inf = Infinity;
export const nan = Number.NaN;

/** A float, or an object that stands for one. */
function real(value: Value): number {
  const number = toNumber(value);
  if (number !== undefined) return number;
  const float = pythonObject(value)?.pyFloat?.();
  if (float !== undefined) return toNumber(float)!;
  throw new PyTypeError(`must be real number, not ${typeName(value)}`);
}

function rounded(
  value: Value,
  round: (number: number) => number,
  method: 'pyFloor' | 'pyCeil' | 'pyTruncate',
): Int {
  const int = asInt(value);
  if (int !== undefined) return int;
  const own = pythonObject(value) as { [name in typeof method]?: () => Int } | undefined;
  if (own?.[method]) return own[method]();
  const number = real(value);
  if (Number.isNaN(number)) throw new ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(number)) throw new OverflowError('cannot convert float infinity to integer');
  return intOf(round(number));
}

export function floor(value: Value): Int {
  return rounded(value, Math.floor, 'pyFloor');
}

export function ceil(value: Value): Int {
  return rounded(value, Math.ceil, 'pyCeil');
}

export function trunc(value: Value): Int {
  return rounded(value, Math.trunc, 'pyTruncate');
}

/** A function of floats: NaN for numbers is a domain error, infinity for finite ones a range error. */
function ofFloats(compute: (...values: number[]) => number): (...values: Value[]) => PyFloat {
  return (...values) => {
    const numbers = values.map(real);
    const result = compute(...numbers);
    if (Number.isNaN(result) && !numbers.some(Number.isNaN))
      throw new ValueError('math domain error');
    if (!Number.isFinite(result) && numbers.every(Number.isFinite))
      throw new OverflowError('math range error');
    return toFloat(result);
  };
}

export const sqrt = ofFloats(Math.sqrt);
export const cbrt = ofFloats(Math.cbrt);
export const exp = ofFloats(Math.exp);
export const expm1 = ofFloats(Math.expm1);
export const sin = ofFloats(Math.sin);
export const cos = ofFloats(Math.cos);
export const tan = ofFloats(Math.tan);
export const asin = ofFloats(Math.asin);
export const acos = ofFloats(Math.acos);
export const atan = ofFloats(Math.atan);
export const atan2 = ofFloats(Math.atan2);
export const sinh = ofFloats(Math.sinh);
export const cosh = ofFloats(Math.cosh);
export const tanh = ofFloats(Math.tanh);
export const hypot = ofFloats(Math.hypot);
export const radians = ofFloats((degrees_) => degrees_ * (Math.PI / 180));
export const degrees = ofFloats((radians_) => radians_ * (180 / Math.PI));
export const fabs = ofFloats(Math.abs);
export const fmod = ofFloats((a, b) => a % b);
export const copysign = ofFloats((a, b) =>
  b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a),
);

export function pow(base: Value, exponent: Value): PyFloat {
  const [a, b] = [real(base), real(exponent)];
  if (a === 1 || b === 0) return toFloat(1);
  if (a === 0 && b < 0) throw new ValueError('math domain error');
  return powerOf(a, b);
}

const powerOf = ofFloats((a, b) => a ** b);

export function log(value: Value, base?: Value): PyFloat {
  const number = logarithm(value, Math.log);
  if (base === undefined) return toFloat(number);
  const divisor = logarithm(base, Math.log);
  if (divisor === 0) throw new ValueError('math domain error');
  return toFloat(number / divisor);
}

export function log2(value: Value): PyFloat {
  return toFloat(logarithm(value, Math.log2));
}

export function log10(value: Value): PyFloat {
  return toFloat(logarithm(value, Math.log10));
}

export const log1p = ofFloats(Math.log1p);

function logarithm(value: Value, compute: (number: number) => number): number {
  const int = asInt(value);
  if (typeof int === 'bigint' && int > 0n) {
    // Too big for a float, perhaps, where its logarithm is not.
    const shift = Math.max(0, int.toString(2).length - 1000);
    return compute(Number(int >> BigInt(shift))) + shift * compute(2);
  }
  const number = real(value);
  if (number <= 0) throw new ValueError('math domain error');
  return compute(number);
}

export function isnan(value: Value): boolean {
  return Number.isNaN(real(value));
}

export function isinf(value: Value): boolean {
  return Math.abs(real(value)) === Infinity;
}

export function isfinite(value: Value): boolean {
  return Number.isFinite(real(value));
}

export function isclose(a: Value, b: Value, relative: Value = 1e-9, absolute: Value = 0): boolean {
  const [one, two, share, least] = [real(a), real(b), real(relative), real(absolute)];
  if (share < 0 || least < 0) throw new ValueError('tolerances must be non-negative');
  if (one === two) return true;
  if (!Number.isFinite(one) || !Number.isFinite(two)) return false;
  const difference = Math.abs(one - two);
  return (
    difference <= Math.abs(share * two) ||
    difference <= Math.abs(share * one) ||
    difference <= least
  );
}

export function factorial(value: Value): Int {
  const number = toIndex(value);
  if (number < 0) throw new ValueError('factorial() not defined for negative values');
  let result = 1n;
  for (let factor = 2n; factor <= number; factor += 1n) result *= factor;
  return normalize(result);
}

export function gcd(...values: Value[]): Int {
  let result = 0n;
  for (const value of values) {
    let other = BigInt(toIndex(value));
    while (other !== 0n) [result, other] = [other, result % other];
    if (result < 0n) result = -result;
  }
  return normalize(result);
}

export function lcm(...values: Value[]): Int {
  let result = 1n;
  for (const value of values) {
    const other = BigInt(toIndex(value));
    if (other === 0n) return 0;
    result = (result * other) / BigInt(gcd(normalize(result), normalize(other)));
    if (result < 0n) result = -result;
  }
  return normalize(result);
}

export function comb(from: Value, count: Value): Int {
  const [n, k] = [BigInt(toIndex(from)), BigInt(toIndex(count))];
  if (n < 0n) throw new ValueError('n must be a non-negative integer');
  if (k < 0n) throw new ValueError('k must be a non-negative integer');
  if (k > n) return 0;
  let result = 1n;
  for (let done = 1n; done <= k; done += 1n) result = (result * (n - k + done)) / done;
  return normalize(result);
}

export function perm(from: Value, count: Value = from): Int {
  const [n, k] = [BigInt(toIndex(from)), BigInt(toIndex(count))];
  if (n < 0n) throw new ValueError('n must be a non-negative integer');
  if (k < 0n) throw new ValueError('k must be a non-negative integer');
  let result = k > n ? 0n : 1n;
  for (let done = 0n; done < k && result !== 0n; done += 1n) result *= n - done;
  return normalize(result);
}

export function isqrt(value: Value): Int {
  const number = BigInt(toIndex(value));
  if (number < 0n) throw new ValueError('isqrt() argument must be nonnegative');
  return normalize(integerSquareRoot(number));
}

export function prod(values: Value, start: Value = 1): Value {
  return [...iterate(values)].reduce((result, value) => multiply(result, value), start);
}

/** The exact sum, rounded once. Source: Modules/mathmodule.c, 3.11, `math_fsum`. */
export function fsum(values: Value): PyFloat {
  let partials: number[] = [];
  // Infinities and NaN: their sum, and that of the infinities alone.
  let [special, infinite] = [0, 0];
  for (const value of iterate(values)) {
    const given = real(value);
    let sum = given;
    const rest: number[] = [];
    for (let partial of Number.isFinite(given) ? partials : []) {
      if (Math.abs(sum) < Math.abs(partial)) [sum, partial] = [partial, sum];
      const high = sum + partial;
      const low = partial - (high - sum);
      if (low !== 0) rest.push(low);
      sum = high;
    }
    if (Number.isFinite(sum)) partials = [...rest, sum];
    else if (Number.isFinite(given)) throw new OverflowError('intermediate overflow in fsum');
    else {
      special += given;
      if (!Number.isNaN(given)) infinite += given;
    }
  }
  if (Number.isNaN(infinite)) throw new ValueError('-inf + inf in fsum');
  return toFloat(special === 0 ? roundedSum(partials) : special);
}

/** Of parts that do not overlap, the least first. */
function roundedSum(partials: number[]): number {
  let high = partials.pop() ?? 0;
  while (partials.length > 0) {
    const part = partials.pop()!;
    const sum = high + part;
    const low = part - (sum - high);
    high = sum;
    if (low === 0) continue;
    // A half goes to the even neighbour, unless there is more on its side.
    const next = partials.at(-1) ?? 0;
    const further = high + 2 * low;
    if (low * next > 0 && further - high === 2 * low) return further;
    return high;
  }
  return high;
}

export function modf(value: Value): Tuple & [PyFloat, PyFloat] {
  const number = real(value);
  const whole = Math.trunc(number);
  return tuple(toFloat(Number.isFinite(number) ? number - whole : 0), toFloat(whole));
}

export function dist(a: Value, b: Value): PyFloat {
  const [one, two] = [[...iterate(a)], [...iterate(b)]];
  return toFloat(Math.hypot(...one.map((value, at) => real(value) - real(two[at]!))));
}
