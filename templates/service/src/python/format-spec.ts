/** The specification in a format, as `>10,.2f`; and what every type does with width and fill. */
import { lengthOf } from './code-points.js';
import { ValueError } from './exceptions.js';

export interface FormatSpec {
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^' | undefined;
  readonly sign: '+' | '-' | ' ' | undefined;
  /** Negative zero loses its sign. */
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: ',' | '_' | undefined;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC =
  /^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<noNegativeZero>z)?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<grouping>[,_]*)(?:\.(?<precision>\d*))?(?<type>.*)$/su;

/** The few that a program has, each read once. */
const known = new Map<string, FormatSpec>();

/** @throws ValueError for a text that is none. */
export function parseFormatSpec(text: string, typeName: string): FormatSpec {
  const key = `${typeName} ${text}`;
  let spec = known.get(key);
  if (!spec) {
    spec = readFormatSpec(text, typeName);
    if (known.size > 500) known.clear();
    known.set(key, spec);
  }
  return spec;
}

function readFormatSpec(text: string, typeName: string): FormatSpec {
  const groups = SPEC.exec(text)!.groups!;
  const { fill, align, zero, width, grouping = '', precision, type = '' } = groups;
  if (precision === '') throw new ValueError('Format specifier missing precision');
  if (grouping.length > 1)
    throw new ValueError(
      grouping.startsWith(',_') || grouping.startsWith('_,')
        ? "Cannot specify both ',' and '_'."
        : `Cannot specify '${grouping[0]!}' with '${grouping[1]!}'.`,
    );
  if (lengthOf(type) > 1)
    throw new ValueError(`Invalid format specifier '${text}' for object of type '${typeName}'`);
  checkGrouping(grouping, type || (typeName === 'str' ? 's' : 'd'));
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: (align ?? (zero && typeName !== 'str' ? '=' : undefined)) as FormatSpec['align'],
    sign: groups['sign'] as FormatSpec['sign'],
    noNegativeZero: groups['noNegativeZero'] !== undefined,
    alternate: groups['alternate'] !== undefined,
    width: Number(width ?? 0),
    grouping: (grouping || undefined) as FormatSpec['grouping'],
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

/** Only numbers in base 10 have commas. */
function checkGrouping(grouping: string, type: string): void {
  const allowed = grouping === ',' ? /^[defgEGF%]$/ : /^[defgEGF%boxX]$/;
  if (grouping === '' || allowed.test(type)) return;
  const code = type.codePointAt(0)!;
  const shown = code > 32 && code < 128 ? type : `\\x${code.toString(16)}`;
  throw new ValueError(`Cannot specify '${grouping}' with '${shown}'.`);
}

/** @param otherwise the side for a type that was given none. */
export function pad(text: string, spec: FormatSpec, otherwise: '<' | '>'): string {
  const missing = spec.width - lengthOf(text);
  if (missing <= 0) return text;
  const align = spec.align ?? otherwise;
  const before = align === '<' ? 0 : align === '^' ? Math.floor(missing / 2) : missing;
  return spec.fill.repeat(before) + text + spec.fill.repeat(missing - before);
}

export interface NumberParts {
  readonly isNegative: boolean;
  /** `0x` and its like. */
  readonly prefix: string;
  /** The digits before the point. */
  readonly whole: string;
  /** The point, and all that follows it. */
  readonly rest: string;
  /** Digits between two separators. */
  readonly group: number;
}

/** A number with its sign, separators and fill. */
export function padNumber(parts: NumberParts, spec: FormatSpec): string {
  const { isNegative, prefix, whole, rest } = parts;
  const sign = isNegative ? '-' : spec.sign === '+' ? '+' : spec.sign === ' ' ? ' ' : '';
  const lead = sign + prefix;
  const align = spec.align ?? '>';
  if (align === '=' && spec.fill === '0') {
    const room = spec.width - lead.length - rest.length;
    return lead + group(whole, parts.group, spec.grouping, room) + rest;
  }
  const body = group(whole, parts.group, spec.grouping, 0) + rest;
  if (align !== '=') return pad(lead + body, spec, '>');
  return lead + spec.fill.repeat(Math.max(0, spec.width - lead.length - body.length)) + body;
}

/** With separators, and zeros before it that have separators too. */
function group(digits: string, size: number, separator: string | undefined, room: number): string {
  if (separator === undefined || !/^[\da-f]+$/i.test(digits)) return digits.padStart(room, '0');
  let padded = digits;
  while (padded.length + Math.floor((padded.length - 1) / size) < room) padded = `0${padded}`;
  const first = padded.length % size || size;
  let text = padded.slice(0, first);
  for (let at = first; at < padded.length; at += size)
    text += separator + padded.slice(at, at + size);
  return text;
}
