/** `text % values`: printf-style formatting. */
import { lengthOf, sliceText } from './code-points.js';
import { OverflowError, PyTypeError, ValueError } from './exceptions.js';
import { convert } from './format.js';
import { floatParts } from './format-float.js';
import { asFloat, asInt, intOf, toNumber, type Int } from './numbers.js';
import { getItem } from './items.js';
import { pythonObject, type PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { Tuple, type Value } from './value.js';

const PLACE =
  /%(?:\((?<key>(?:[^()]|\([^()]*\))*)\))?(?<flags>[-#0 +]*)(?<width>\*|\d+)?(?:\.(?<precision>\*|\d*))?[hlL]?(?<type>[\s\S]?)/gu;

export function formatPercent(text: string, values: Value): string {
  const reader = new ValueReader(values);
  const result = text.replaceAll(PLACE, (...match: unknown[]) => {
    const groups = match.at(-1) as Readonly<Record<string, string | undefined>>;
    const place = match[0] as string;
    const type = groups['type']!;
    if (place === '%%') return '%';
    // A bracket that is not closed.
    if (type === '(') throw reader.requireMapping(new ValueError('incomplete format key'));
    const named = groups['key'] === undefined ? undefined : reader.member(groups['key']);
    const width = size(groups['width'], reader, WIDTH);
    const precision = groups['precision'] === '' ? 0 : size(groups['precision'], reader, PRECISION);
    if (type === '') throw new ValueError('incomplete format');
    if (!'diuoxXeEfFgGcrsa'.includes(type)) {
      if (named === undefined) reader.next();
      const at = lengthOf(text.slice(0, (match.at(-3) as number) + place.length)) - 1;
      const code = type.codePointAt(0)!;
      const shown = code > 31 && code < 127 ? type : '?';
      throw new ValueError(
        `unsupported format character '${shown}' (0x${code.toString(16)}) at index ${at}`,
      );
    }
    const flags = groups['flags']!;
    const isLeft = flags.includes('-') || (width ?? 0) < 0;
    return formatPlace(named ?? reader.next(), {
      type,
      isLeft,
      isZero: flags.includes('0'),
      alternate: flags.includes('#'),
      sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '',
      width: Math.abs(width ?? 0),
      precision,
    });
  });
  reader.finish();
  return result;
}

class ValueReader {
  readonly #items: readonly Value[];
  readonly #mapping: PythonObject | undefined;
  #at = 0;
  #isNamed = false;

  constructor(values: Value) {
    this.#items = values instanceof Tuple ? values : [values];
    const object = values instanceof Tuple ? undefined : pythonObject(values);
    const isMapping = object?.pyGetItem ?? (Array.isArray(object) || object instanceof Uint8Array);
    this.#mapping = isMapping ? object : undefined;
  }

  next(): Value {
    const item = this.#items[this.#at];
    if (item === undefined || this.#isNamed)
      throw new PyTypeError('not enough arguments for format string');
    this.#at += 1;
    return item;
  }

  member(key: string): Value {
    if (!this.#mapping) throw new PyTypeError('format requires a mapping');
    this.#isNamed = true;
    return getItem(this.#mapping, key);
  }

  /** The error itself, where there is something to look names up in. */
  requireMapping(error: Error): Error {
    return this.#mapping ? error : new PyTypeError('format requires a mapping');
  }

  finish(): void {
    if (this.#mapping || this.#isNamed || this.#at >= this.#items.length) return;
    throw new PyTypeError('not all arguments converted during string formatting');
  }
}

interface Limit {
  readonly bits: bigint;
  readonly type: string;
}

const WIDTH: Limit = { bits: 63n, type: 'ssize_t' };
const PRECISION: Limit = { bits: 31n, type: 'int' };

function size(text: string | undefined, reader: ValueReader, limit: Limit): number | undefined {
  if (text !== '*') return text === undefined ? undefined : Number(text);
  const value = asInt(reader.next());
  if (value === undefined) throw new PyTypeError('* wants int');
  if (value >= 2n ** limit.bits || value < -(2n ** limit.bits))
    throw new OverflowError(`Python int too large to convert to C ${limit.type}`);
  return Number(value);
}

interface Place {
  readonly type: string;
  readonly isLeft: boolean;
  readonly isZero: boolean;
  readonly alternate: boolean;
  readonly sign: string;
  readonly width: number;
  readonly precision: number | undefined;
}

function formatPlace(value: Value, place: Place): string {
  const { type, precision } = place;
  if (/[rsa]/.test(type)) {
    const text = convert(value, type);
    return justify(precision === undefined ? text : sliceText(text, 0, precision), place);
  }
  if (type === 'c') return justify(character(value), place);
  const { isNegative, prefix, digits } = /[eEfFgG]/.test(type)
    ? floatDigits(value, place)
    : intDigits(value, place);
  const lead = (isNegative ? '-' : place.sign) + prefix;
  return place.isZero && !place.isLeft
    ? lead + digits.padStart(place.width - lead.length, '0')
    : justify(lead + digits, place);
}

function justify(text: string, { width, isLeft }: Place): string {
  const fill = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return isLeft ? text + fill : fill + text;
}

interface Digits {
  readonly isNegative: boolean;
  readonly prefix: string;
  readonly digits: string;
}

function floatDigits(value: Value, { type, precision, alternate }: Place): Digits {
  const number = toNumber(value) ?? toNumber(pythonObject(value)?.pyFloat?.() ?? null);
  if (number === undefined) throw new PyTypeError(`must be real number, not ${typeName(value)}`);
  const { isNegative, whole, rest } = floatParts(number, { type, precision, alternate });
  return { isNegative, prefix: '', digits: whole + rest };
}

const RADIX: Readonly<Record<string, number>> = { o: 8, x: 16, X: 16 };
const PREFIX: Readonly<Record<string, string>> = { o: '0o', x: '0x', X: '0X' };

function intDigits(value: Value, { type, precision, alternate }: Place): Digits {
  const int = RADIX[type] ? indexFor(value, type) : wholeFor(value, type);
  const isNegative = int < 0;
  const text = (isNegative ? -int : int).toString(RADIX[type] ?? 10);
  const digits = (type === 'X' ? text.toUpperCase() : text).padStart(precision ?? 0, '0');
  return { isNegative, prefix: alternate ? (PREFIX[type] ?? '') : '', digits };
}

function indexFor(value: Value, type: string): Int {
  const int = asInt(value) ?? pythonObject(value)?.pyIndex?.();
  if (int !== undefined) return int;
  throw new PyTypeError(`%${type} format: an integer is required, not ${typeName(value)}`);
}

function wholeFor(value: Value, type: string): Int {
  const int = asInt(value);
  if (int !== undefined) return int;
  const float = asFloat(value);
  if (float !== undefined) {
    if (Number.isNaN(float)) throw new ValueError('cannot convert float NaN to integer');
    if (!Number.isFinite(float))
      throw new OverflowError('cannot convert float infinity to integer');
    return intOf(Math.trunc(float));
  }
  const object = pythonObject(value);
  const converted = object?.pyInt?.() ?? object?.pyIndex?.();
  if (converted !== undefined) return converted;
  throw new PyTypeError(`%${type} format: a real number is required, not ${typeName(value)}`);
}

function character(value: Value): string {
  if (typeof value === 'string' && lengthOf(value) === 1) return value;
  const code = asInt(value);
  if (code === undefined) throw new PyTypeError('%c requires int or char');
  if (code < 0 || code > 0x10ffff) throw new OverflowError('%c arg not in range(0x110000)');
  return String.fromCodePoint(Number(code));
}
