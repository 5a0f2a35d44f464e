/** `format(value, spec)` and the values in f-strings. */
import { sliceText } from './code-points.js';
import { OverflowError, PyTypeError, ValueError } from './exceptions.js';
import { padNumber, pad, parseFormatSpec, type FormatSpec } from './format-spec.js';
import { floatParts } from './format-float.js';
import { asFloat, asInt, intToNumber, type Int } from './numbers.js';
import { ascii, repr, str } from './text.js';
import { pythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

/** `{value!conversion:spec}` of an f-string. */
export function formatValue(value: Value, spec = '', conversion?: 'r' | 's' | 'a'): string {
  return format(conversion === undefined ? value : convert(value, conversion), spec);
}

export function convert(value: Value, conversion: string): string {
  return conversion === 'r' ? repr(value) : conversion === 'a' ? ascii(value) : str(value);
}

export function format(value: Value, spec: Value = ''): string {
  if (typeof spec !== 'string')
    throw new PyTypeError(`format() argument 2 must be str, not ${typeName(spec)}`);
  const object = pythonObject(value);
  if (object?.pyFormat) return object.pyFormat(spec);
  if (spec === '') return str(value);
  if (typeof value === 'string') return formatText(value, spec);
  const int = asInt(value);
  if (int !== undefined) return formatInt(int, spec, typeName(value));
  const float = asFloat(value);
  if (float !== undefined) return formatFloat(float, parseFormatSpec(spec, 'float'));
  throw new PyTypeError(`unsupported format string passed to ${typeName(value)}.__format__`);
}

function formatText(text: string, specText: string): string {
  const spec = parseFormatSpec(specText, 'str');
  if (spec.type !== '' && spec.type !== 's') failType(spec, 'str');
  if (spec.sign !== undefined)
    throw new ValueError(
      spec.sign === ' '
        ? 'Space not allowed in string format specifier'
        : 'Sign not allowed in string format specifier',
    );
  if (spec.noNegativeZero)
    throw new ValueError('Negative zero coercion (z) not allowed in string format specifier');
  if (spec.alternate)
    throw new ValueError('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=')
    throw new ValueError("'=' alignment not allowed in string format specifier");
  return pad(spec.precision === undefined ? text : sliceText(text, 0, spec.precision), spec, '<');
}

function failType({ type }: FormatSpec, name: string): never {
  const code = type.codePointAt(0)!;
  const shown = code > 32 && code < 128 ? type : `\\x${code.toString(16)}`;
  throw new ValueError(`Unknown format code '${shown}' for object of type '${name}'`);
}

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };
const PREFIX: Readonly<Record<string, string>> = { b: '0b', o: '0o', x: '0x', X: '0X' };

function formatInt(value: Int, specText: string, name: string): string {
  const spec = parseFormatSpec(specText, name);
  const { type } = spec;
  if (/^[eEfFgG%]$/.test(type)) return formatFloat(intToNumber(value), spec);
  if (!/^[bcdoxXn]?$/.test(type)) failType(spec, name);
  if (spec.precision !== undefined)
    throw new ValueError('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero)
    throw new ValueError('Negative zero coercion (z) not allowed in integer format specifier');
  if (type === 'c') return formatCharacter(value, spec);
  const isNegative = value < 0;
  const magnitude = isNegative ? -value : value;
  const digits = magnitude.toString(RADIX[type] ?? 10);
  return padNumber(
    {
      isNegative,
      prefix: spec.alternate ? (PREFIX[type] ?? '') : '',
      whole: type === 'X' ? digits.toUpperCase() : digits,
      rest: '',
      group: type in RADIX ? 4 : 3,
    },
    spec,
  );
}

function formatCharacter(value: Int, spec: FormatSpec): string {
  if (spec.sign !== undefined)
    throw new ValueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate)
    throw new ValueError("Alternate form (#) not allowed with integer format specifier 'c'");
  if (value >= 2n ** 63n || value < -(2n ** 63n))
    throw new OverflowError('Python int too large to convert to C long');
  if (value < 0 || value > 0x10ffff) throw new OverflowError('%c arg not in range(0x110000)');
  return pad(String.fromCodePoint(Number(value)), spec, '<');
}

function formatFloat(value: number, spec: FormatSpec): string {
  if (!/^[eEfFgGn%]?$/.test(spec.type)) failType(spec, 'float');
  return padNumber({ ...floatParts(value, spec), prefix: '', group: 3 }, spec);
}
