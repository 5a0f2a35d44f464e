/** Filters of numbers. */
import * as conversions from '../python/conversions.js';
import { PyTypeError, ValueError } from '../python/exceptions.js';
import { formatValue } from '../python/format.js';
import { ceil, floor } from '../python/math.js';
import { abs, round } from '../python/numeric.js';
import { divide, multiply, power, truthy } from '../python/operators.js';
import { floorDivide } from '../python/operators.js';
import type { Value } from '../python/value.js';
import { toFloat } from '../python/value.js';
import { FilterArgumentError } from './errors.js';
import type { BoundFilter } from './filters.js';
import { Markup } from '../flask/markup.js';
import { asFloat } from '../python/numbers.js';

export const NUMBER_FILTERS: Readonly<Record<string, BoundFilter>> = {
  abs: (_frame, value) => abs(value),
  filesizeformat: (_frame, value, binary = false) => fileSize(plain(value), truthy(binary)),
  float: (_frame, value, otherwise = toFloat(0)) =>
    attempt(() => conversions.float(plain(value))) ?? otherwise,
  int: (_frame, value, otherwise = 0, base = 10) => {
    const given = plain(value);
    return (
      attempt(() => conversions.int(given, typeof given === 'string' ? base : undefined)) ??
      attempt(() => conversions.int(conversions.float(given))) ??
      otherwise
    );
  },
  round: (_frame, value, precision = 0, method = 'common') => {
    if (method !== 'common' && method !== 'ceil' && method !== 'floor')
      throw new FilterArgumentError('method must be common, ceil or floor');
    if (method === 'common') return round(value, precision);
    const unit = power(10, precision);
    return divide((method === 'ceil' ? ceil : floor)(multiply(value, unit)), unit);
  },
};

function plain(value: Value): Value {
  return value instanceof Markup ? value.toHtml() : value;
}

/** Undefined where Python raises TypeError or ValueError. */
function attempt(convert: () => Value): Value | undefined {
  try {
    return convert();
  } catch (error) {
    if (error instanceof PyTypeError || error instanceof ValueError) return undefined;
    throw error;
  }
}

const LETTERS = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

function fileSize(value: Value, isBinary: boolean): string {
  const bytes = conversions.float(value);
  const number = asFloat(bytes)!;
  const base = isBinary ? 1024 : 1000;
  if (number === 1) return '1 Byte';
  if (number < base) return `${String(conversions.int(bytes))} Bytes`;
  let unit: Value = base;
  for (const [at, letter] of LETTERS.entries()) {
    unit = multiply(unit, base);
    const isLast = at === LETTERS.length - 1;
    if (!isLast && number >= Number(unit)) continue;
    const suffix = isBinary ? `${letter === 'k' ? 'K' : letter}iB` : `${letter}B`;
    return `${formatValue(divide(multiply(base, bytes), unit), '.1f')} ${suffix}`;
  }
  return String(floorDivide(bytes, 1));
}
