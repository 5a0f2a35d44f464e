/** `int`, `float` and `bool`, with what Python says of values that they do not take. */
import { sliceText } from './code-points.js';
import { toAsciiDigits } from '../flask/python.js';
import { truthy } from './compare.js';
import { OverflowError, PyTypeError, ValueError } from './exceptions.js';
import {
  asFloat,
  asInt,
  intOf,
  intToNumber,
  normalize,
  toFloat,
  toIndex,
  type Int,
  type PyFloat,
} from './numbers.js';
import { pythonObject } from './protocols.js';
import { repr } from './text.js';
import { typeName } from './type-name.js';
import { Float, type Value } from './value.js';

export function int(value: Value = 0, base?: Value): Int {
  if (base !== undefined) return intWithBase(value, base);
  if (typeof value === 'string') return readInt(value, 10, value);
  const whole = asInt(value);
  if (whole !== undefined) return whole;
  const fraction = asFloat(value);
  if (fraction !== undefined) return truncate(fraction);
  if (value instanceof Uint8Array) return readInt(Buffer.from(value).toString('latin1'), 10, value);
  const object = pythonObject(value);
  const converted = object?.pyInt?.() ?? object?.pyIndex?.();
  if (converted !== undefined) return converted;
  throw new PyTypeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`,
  );
}
int.pythonClass = 'int';

function truncate(value: number): Int {
  if (Number.isNaN(value)) throw new ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new OverflowError('cannot convert float infinity to integer');
  return intOf(Math.trunc(value));
}

function intWithBase(value: Value, base: Value): Int {
  const radix = Number(toIndex(base));
  if (typeof value !== 'string' && !(value instanceof Uint8Array))
    throw new PyTypeError("int() can't convert non-string with explicit base");
  if (radix !== 0 && (radix < 2 || radix > 36))
    throw new ValueError('int() base must be >= 2 and <= 36, or 0');
  const text = typeof value === 'string' ? value : Buffer.from(value).toString('latin1');
  return readInt(text, radix, value);
}

const PREFIXES: Readonly<Record<string, number>> = { '0b': 2, '0o': 8, '0x': 16 };
/** From this many digits on, reading and writing an int takes too long for Python. */
const MAX_DIGITS = 4300;

function readInt(text: string, base: number, shown: Value): Int {
  const match = /^([+-]?)(0[box])?(_?)([\da-z]+(?:_[\da-z]+)*)$/i.exec(readable(text));
  if (!match) throw invalidInt(base, shown);
  const [, sign, prefix = '', separator] = match;
  let digits = match[4]!.replaceAll('_', '').toLowerCase();
  const named = PREFIXES[prefix.toLowerCase()];
  const radix = base === 0 ? (named ?? 10) : base;
  if (prefix !== '' && named !== radix) digits = (prefix + digits).toLowerCase();
  else if (prefix === '' && separator !== '') throw invalidInt(base, shown);
  if (digits.includes('_') || [...digits].some((digit) => Number.parseInt(digit, 36) >= radix))
    throw invalidInt(base, shown);
  // `int('010', 0)` could be meant as an octal number.
  if (base === 0 && prefix === '' && /^0+[1-9]/.test(digits)) throw invalidInt(base, shown);
  if (digits.length > MAX_DIGITS && (radix & (radix - 1)) !== 0)
    throw new ValueError(
      `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  const magnitude = parseDigits(digits, radix);
  return normalize(sign === '-' ? -magnitude : magnitude);
}

function parseDigits(digits: string, radix: number): bigint {
  const prefix = { 2: '0b', 8: '0o', 10: '', 16: '0x' }[radix];
  if (prefix !== undefined) return BigInt(prefix + digits);
  let result = 0n;
  for (const digit of digits) result = result * BigInt(radix) + BigInt(Number.parseInt(digit, 36));
  return result;
}

/** CPython shows the first 200 characters. */
function invalidInt(base: number, shown: Value): ValueError {
  const text = sliceText(repr(shown), 0, 200);
  return new ValueError(`invalid literal for int() with base ${base}: ${text}`);
}

/**
 * Without the spaces around it, and with the digits of every script as ASCII's. In a text that is all ASCII, Python
 * takes fewer characters for a space than in another.
 */
function readable(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.replaceAll(/^[\t-\r ]+|[\t-\r ]+$/g, '');
  return toAsciiDigits(
    text.replaceAll(
      /^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g,
      '',
    ),
  );
}

export function float(value: Value = 0): PyFloat {
  if (typeof value === 'string') return readFloat(value, value);
  if (asFloat(value) !== undefined) return value as PyFloat;
  const whole = asInt(value);
  if (whole !== undefined) return toFloat(intToNumber(whole));
  if (value instanceof Uint8Array) return readFloat(Buffer.from(value).toString('latin1'), value);
  const object = pythonObject(value);
  const converted = object?.pyFloat?.() ?? object?.pyIndex?.();
  if (typeof converted === 'number' || converted instanceof Float)
    return typeof converted === 'number' ? toFloat(converted) : converted;
  if (typeof converted === 'bigint') return toFloat(intToNumber(converted));
  throw new PyTypeError(
    `float() argument must be a string or a real number, not '${typeName(value)}'`,
  );
}
float.pythonClass = 'float';

function readFloat(text: string, shown: Value): PyFloat {
  const literal = readable(text).replaceAll(/(?<=\d)_(?=\d)/g, '');
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(literal)) return toFloat(Number(literal));
  const named = /^([+-]?)(?:(inf|infinity)|nan)$/i.exec(literal);
  if (!named) throw new ValueError(`could not convert string to float: ${repr(shown)}`);
  const magnitude = named[2] === undefined ? Number.NaN : Infinity;
  return named[1] === '-' ? -magnitude : magnitude;
}

export function bool(value: Value = false): boolean {
  return truthy(value);
}
bool.pythonClass = 'bool';
