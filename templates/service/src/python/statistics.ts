/**
 * Python's `statistics`: sums are exact fractions, and are rounded once. Ints give an int where there is no fraction,
 * Decimals give Decimals. Source: Lib/statistics.py, 3.11.
 */
import { add, divide, floorDivide, multiply, subtract } from './arithmetic.js';
import { Counter } from './collections.js';
import { less, truthy } from './compare.js';
import { Decimal } from './decimal.js';
import { AttributeError, PyTypeError, ValueError } from './exceptions.js';
import {
  decimalSquareRoot,
  floatSquareRoot,
  fraction,
  fractionOf,
  toPyFloat,
  type Fraction,
} from './fraction.js';
import { iterate } from './iterate.js';
import { fsum } from './math.js';
import { asInt, normalize, toSmallIndex } from './numbers.js';
import { sorted } from './sequences.js';
import { repr } from './text.js';
import { typeName } from './type-name.js';
import type { PyFloat, Value } from './value.js';

export class StatisticsError extends ValueError {
  static override readonly pythonClass: string = 'StatisticsError';
}

type Kind = 'int' | 'float' | 'Decimal';

/** Of numbers of which one is infinite or NaN, the sum is a number like it. */
type Total = Fraction | { readonly special: Value };

interface Sums {
  readonly kind: Kind;
  readonly count: number;
  readonly total: Total;
  readonly squares: Fraction;
}

function sumsOf(values: Value): Sums {
  const kinds = new Set<Kind>();
  const [byDenominator, squaresBy] = [new Map<bigint, bigint>(), new Map<bigint, bigint>()];
  let count = 0;
  let special: Value | undefined;
  for (const value of iterate(values)) {
    const exact = fractionOf(value);
    kinds.add(kindOf(value));
    count += 1;
    if (!exact) {
      special = add(special ?? 0, value);
      continue;
    }
    const { numerator, denominator } = exact;
    const square = denominator * denominator;
    byDenominator.set(denominator, (byDenominator.get(denominator) ?? 0n) + numerator);
    squaresBy.set(square, (squaresBy.get(square) ?? 0n) + numerator * numerator);
  }
  if (kinds.has('float') && kinds.has('Decimal'))
    throw new PyTypeError("don't know how to coerce float and Decimal");
  const kind = kinds.has('Decimal') ? 'Decimal' : kinds.has('float') ? 'float' : 'int';
  const total = special === undefined ? sumOf(byDenominator) : { special };
  return { kind, count, total, squares: sumOf(squaresBy) };
}

function kindOf(value: Value): Kind {
  return value instanceof Decimal ? 'Decimal' : asInt(value) === undefined ? 'float' : 'int';
}

function sumOf(numerators: ReadonlyMap<bigint, bigint>): Fraction {
  let sum = fraction(0n);
  for (const [denominator, numerator] of numerators) {
    sum = fraction(
      sum.numerator * denominator + numerator * sum.denominator,
      sum.denominator * denominator,
    );
  }
  return sum;
}

function over(total: Total, count: number): Total {
  if ('special' in total) return { special: divide(total.special, count) };
  return fraction(total.numerator, total.denominator * BigInt(count));
}

function converted(total: Total, kind: Kind): Value {
  if ('special' in total) return total.special;
  if (kind === 'Decimal')
    return divide(new Decimal(normalize(total.numerator)), normalize(total.denominator));
  if (kind === 'int' && total.denominator === 1n) return normalize(total.numerator);
  return toPyFloat(total);
}

export function mean(data: Value): Value {
  const { kind, count, total } = sumsOf(data);
  if (count < 1) throw new StatisticsError('mean requires at least one data point');
  return converted(over(total, count), kind);
}

export function fmean(data: Value, weights: Value | undefined = null): PyFloat {
  const values = [...iterate(data)];
  if (weights === null) {
    if (values.length === 0) throw new StatisticsError('fmean requires at least one data point');
    return divide(fsum(values), values.length) as PyFloat;
  }
  const factors = [...iterate(weights)];
  const pairs = Math.min(values.length, factors.length);
  const sum = fsum(values.slice(0, pairs).map((value, at) => multiply(value, factors[at]!)));
  if (values.length !== factors.length)
    throw new StatisticsError('data and weights must be the same length');
  const weight = fsum(factors);
  if (!truthy(weight)) throw new StatisticsError('sum of weights must be non-zero');
  return divide(sum, weight) as PyFloat;
}

function sortedData(data: Value): Value[] {
  const values = sorted(data);
  if (values.length === 0) throw new StatisticsError('no median for empty data');
  return values;
}

export function median(data: Value): Value {
  const values = sortedData(data);
  const half = Math.floor(values.length / 2);
  if (values.length % 2 === 1) return values[half]!;
  return divide(add(values[half - 1]!, values[half]!), 2);
}

export function medianLow(data: Value): Value {
  const values = sortedData(data);
  return values[Math.floor((values.length - 1) / 2)]!;
}

export function medianHigh(data: Value): Value {
  const values = sortedData(data);
  return values[Math.floor(values.length / 2)]!;
}

/** Of several that are there as often, the first. */
export function mode(data: Value): Value {
  const [most] = new Counter([...iterate(data)]).most_common(1);
  if (!most) throw new StatisticsError('no mode for empty data');
  return most[0];
}

export function multimode(data: Value): Value[] {
  const common = new Counter([...iterate(data)]).most_common();
  return common.filter(([, count]) => count === common[0]![1]).map(([value]) => value);
}

export function quantiles(
  data: Value,
  n: Value | undefined = 4,
  method: Value | undefined = 'exclusive',
): Value[] {
  if (less(n, 1)) throw new StatisticsError('n must be at least 1');
  const values = sorted(data);
  const { length } = values;
  if (length < 2) throw new StatisticsError('must have at least two data points');
  if (method !== 'inclusive' && method !== 'exclusive')
    throw new ValueError(`Unknown method: ${repr(method)}`);
  const parts = toSmallIndex(n);
  const points = method === 'inclusive' ? length - 1 : length + 1;
  return Array.from({ length: parts - 1 }, (_, index) => {
    const at = (index + 1) * points;
    const place = toSmallIndex(floorDivide(at, parts));
    const low = method === 'inclusive' ? place : Math.min(Math.max(place, 1), length - 1) - 1;
    const delta = at - (method === 'inclusive' ? low : low + 1) * parts;
    const weighted = add(multiply(values[low]!, parts - delta), multiply(values[low + 1]!, delta));
    return divide(weighted, parts);
  });
}

interface Spread {
  readonly kind: Kind;
  readonly count: number;
  /** The sum of the squares of what lies between each value and the mean. */
  readonly squares: Total;
}

function spreadOf(data: Value, center: Value | undefined = null): Spread {
  if (center !== null) {
    const distances = Array.from(iterate(data), (value) => subtract(value, center));
    const { kind, count, total } = sumsOf(distances.map((one) => multiply(one, one)));
    return { kind, count, squares: total };
  }
  const { kind, count, total, squares } = sumsOf(data);
  if ('special' in total || count === 0) return { kind, count, squares: total };
  const of = BigInt(count);
  const { numerator, denominator } = total;
  const square = denominator * denominator;
  const above = of * squares.numerator * square - numerator * numerator * squares.denominator;
  return { kind, count, squares: fraction(above, squares.denominator * square * of) };
}

function requirePoints(name: string, { count }: Spread, least: number): void {
  if (count >= least) return;
  const wanted = least === 1 ? 'one data point' : 'two data points';
  throw new StatisticsError(`${name} requires at least ${wanted}`);
}

export function variance(data: Value, xbar?: Value): Value {
  const spread = spreadOf(data, xbar);
  requirePoints('variance', spread, 2);
  return converted(over(spread.squares, spread.count - 1), spread.kind);
}

export function pvariance(data: Value, mu?: Value): Value {
  const spread = spreadOf(data, mu);
  requirePoints('pvariance', spread, 1);
  return converted(over(spread.squares, spread.count), spread.kind);
}

export function stdev(data: Value, xbar?: Value): Value {
  const spread = spreadOf(data, xbar);
  requirePoints('stdev', spread, 2);
  return squareRoot(over(spread.squares, spread.count - 1), spread.kind);
}

export function pstdev(data: Value, mu?: Value): Value {
  const spread = spreadOf(data, mu);
  requirePoints('pstdev', spread, 1);
  return squareRoot(over(spread.squares, spread.count), spread.kind);
}

function squareRoot(total: Total, kind: Kind): Value {
  if ('special' in total) {
    const name = total.special instanceof Decimal ? 'decimal.Decimal' : typeName(total.special);
    throw new AttributeError(`'${name}' object has no attribute 'numerator'`);
  }
  return kind === 'Decimal' ? decimalSquareRoot(total) : floatSquareRoot(total);
}
