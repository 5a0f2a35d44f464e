/** Python's conversions of a value from a request. What Python raises is a `ConversionError` here. */
import type { Int } from './types.js';

export class ConversionError extends Error {
  override readonly name = 'ConversionError';
}

/** A float without a fraction, such as `4.0`: as a JavaScript number it would be an int. */
export class Float {
  constructor(readonly value: number) {}

  /** As psycopg2 writes it into a statement. */
  toPostgres(): string {
    return floatRepr(this.value);
  }
}

/** `int(value)`: truncates floats, counts booleans as 0 and 1, reads `+5`, `007` and `1_000`. */
export function int(value: unknown): Int {
  if (value instanceof Float) return int(value.value);
  if (typeof value === 'number' && Number.isFinite(value)) {
    const whole = Math.trunc(value);
    return Number.isSafeInteger(whole) ? whole : BigInt(whole);
  }
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const literal = value.trim();
    if (/^[+-]?\d+(?:_\d+)*$/.test(literal)) {
      const digits = literal.replaceAll('_', '');
      const number = Number(digits);
      if (Number.isSafeInteger(number)) return number;
      return digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits.replace('+', ''));
    }
  }
  throw new ConversionError(`int() does not take ${describe(value)}`);
}

/** `float(value)`, with Python's spellings of infinity and not-a-number. */
export function float(value: unknown): number {
  if (value instanceof Float) return value.value;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const literal = value.trim().replaceAll(/(?<=\d)_(?=\d)/g, '');
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(literal)) return Number(literal);
    const named = /^([+-]?)(inf|infinity|nan)$/i.exec(literal);
    if (named) {
      const magnitude = named[2]!.toLowerCase() === 'nan' ? NaN : Infinity;
      return named[1] === '-' ? -magnitude : magnitude;
    }
  }
  throw new ConversionError(`float() does not take ${describe(value)}`);
}

/** `bool(value)`: everything is true but None, false, zero and what is empty; so `'0'` is true. */
export function bool(value: unknown): boolean {
  if (value instanceof Float) return value.value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** `str(value)` of a string, number, boolean or None; other values have no one spelling to rely on. */
export function str(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  if (value instanceof Float) return floatRepr(value.value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isSafeInteger(value) ? `${value}` : floatRepr(value);
  throw new ConversionError(`str() of ${describe(value)} is not supported`);
}

/** `repr(value)` of a Python float: always with a point or an exponent, which begins at 1e16 and below 1e-4. */
export function floatRepr(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  }
  if (Object.is(value, -0)) return '-0.0';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e16 || magnitude < 1e-4)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  return Number.isInteger(value) ? `${value}.0` : `${value}`;
}

function describe(value: unknown): string {
  return value === null ? 'None' : `${typeof value} ${JSON.stringify(value) ?? ''}`.trim();
}
