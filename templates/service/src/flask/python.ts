/**
 * Python's conversions of a value from a request, and how it prints one. What Python raises is a
 * `ConversionError` here.
 */
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
    const literal = readable(value);
    if (/^[+-]?\d+(?:_\d+)*$/.test(literal)) {
      const digits = literal.replaceAll('_', '');
      if (digits.replace(/^[+-]/, '').length > MAX_DIGITS)
        throw new ConversionError('int() takes up to 4300 digits');
      const number = Number(digits);
      if (Number.isSafeInteger(number)) return number;
      return digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits.replace('+', ''));
    }
  }
  throw new ConversionError(`int() does not take ${repr(value)}`);
}

/** `float(value)`, with Python's spellings of infinity and not-a-number. */
export function float(value: unknown): number {
  if (value instanceof Float) return value.value;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' && Number.isFinite(Number(value))) return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const literal = readable(value).replaceAll(/(?<=\d)_(?=\d)/g, '');
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(literal)) return Number(literal);
    const named = /^([+-]?)(inf|infinity|nan)$/i.exec(literal);
    if (named) {
      const magnitude = named[2]!.toLowerCase() === 'nan' ? NaN : Infinity;
      return named[1] === '-' ? -magnitude : magnitude;
    }
  }
  throw new ConversionError(`float() does not take ${repr(value)}`);
}

/** Without the spaces around it, and with the digits of every script as ASCII's. */
function readable(text: string): string {
  if (/^[\x21-\x7e]*$/.test(text)) return text;
  return toAsciiDigits(
    text.replace(/^(?:[^\S\ufeff]|\x85)+/, '').replace(/(?:[^\S\ufeff]|\x85)+$/, ''),
  );
}

/** Python's limit for reading an int from text, since 3.11. */
export const MAX_DIGITS = 4300;

/** Python reads the digits of every script as numbers; each script has them in a run, beginning with its zero. */
export function toAsciiDigits(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/gu, (character) => {
    const code = character.codePointAt(0)!;
    if (!/\p{Nd}/u.test(character)) return character;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  });
}

/** `bool(value)`: everything is true but None, false, zero and what is empty; so `'0'` is true. */
export function bool(value: unknown): boolean {
  if (value instanceof Float) return value.value !== 0;
  // NaN is no zero.
  if (typeof value === 'number') return value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** `str(value)`: a string is itself, anything else is printed as Python prints it. */
export function str(value: unknown): string {
  return typeof value === 'string' ? value : repr(value);
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

/** `repr(value)` of what JSON can hold: how Python prints a list or a dict, and the strings in them. */
export function repr(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return reprString(value);
  if (value instanceof Float) return floatRepr(value.value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? `${value}` : floatRepr(value);
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  const keys = Object.keys(value as object);
  if (keys.length > 1 && keys.some((key) => /^\d+$/.test(key))) {
    throw new ConversionError('JavaScript has forgotten the order of these keys');
  }
  const members = keys.map(
    (key) => `${reprString(key)}: ${repr((value as Readonly<Record<string, unknown>>)[key])}`,
  );
  return `{${members.join(', ')}}`;
}

function reprString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // Controls, unassigned code points, and every space but the plain one.
  const escaped = text.replaceAll(/[\\'\p{C}\p{Z}]/gu, (character) => {
    if (character === ' ' || (character === "'" && quote === '"')) return character;
    return ESCAPES[character] ?? escapeCode(character.codePointAt(0)!);
  });
  return `${quote}${escaped}${quote}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeCode(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
