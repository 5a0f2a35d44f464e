/**
 * `strptime`, after CPython's `Lib/_strptime.py` (3.11): the format becomes a regular expression, of which every
 * directive is a group; letters of both cases match, and any space matches any others.
 */
import { checkStr } from './argument-type.js';
import { firstIsoMonday, fromOrdinal, toOrdinal, weekdayOf } from './calendar.js';
import { ValueError } from './exceptions.js';
import { repr } from './text.js';
import { MONTHS, WEEKDAYS } from './strftime.js';
import { microsecondsOf } from './time-of-day.js';
import type { Value } from './value.js';

export interface ParsedTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** Microseconds ahead of UTC. */
  readonly offset: number | undefined;
  readonly zone: string | undefined;
}

const short = (names: readonly string[]) => names.map((name) => name.slice(0, 3));

const DIRECTIVES: Readonly<Record<string, string>> = {
  a: short(WEEKDAYS).join('|'),
  A: [...WEEKDAYS].join('|'),
  b: short(MONTHS).join('|'),
  B: [...MONTHS].join('|'),
  d: '3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]',
  f: '[0-9]{1,6}',
  G: '\\d\\d\\d\\d',
  H: '2[0-3]|[0-1]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]| [1-9]',
  j: '36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  p: 'AM|PM',
  S: '6[0-1]|[0-5]\\d|\\d',
  u: '[1-7]',
  U: '5[0-3]|[0-4]\\d|\\d',
  V: '5[0-3]|0[1-9]|[1-4]\\d|\\d',
  w: '[0-6]',
  W: '5[0-3]|[0-4]\\d|\\d',
  y: '\\d\\d',
  Y: '\\d\\d\\d\\d',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|(?:[Zz])',
  Z: 'utc|gmt',
};

/** What stands for several others. */
const COMPOSED: Readonly<Record<string, string>> = {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

/** @throws ValueError for text that is not of the format, and for a format that says nothing. */
export function parseTime(text: Value, format: Value): ParsedTime {
  checkStr(text, 'strptime', 1);
  checkStr(format, 'strptime', 2);
  const { expression, names } = compile(format);
  const match = expression.exec(text);
  if (!match) throw new ValueError(`time data ${repr(text)} does not match format ${repr(format)}`);
  if (match[0].length !== text.length)
    throw new ValueError(`unconverted data remains: ${text.slice(match[0].length)}`);
  return read(new Map(names.map((name, at) => [name, match[at + 1]!])));
}

interface Compiled {
  readonly expression: RegExp;
  readonly names: readonly string[];
}

function compile(format: string): Compiled {
  const names: string[] = [];
  // As Python does, which escapes only these, and before it looks for directives.
  const escaped = format
    .replaceAll(/[\\.^$*+?(){}[\]|]/g, '\\$&')
    .replaceAll(/[^\S\ufeff]+/g, '\\s+');
  const source = expand(escaped, format, names);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new ValueError(`redefinition of group name '${twice}' in format ${repr(format)}`);
  return { expression: new RegExp(`^(?:${source})`, 'i'), names };
}

function expand(text: string, format: string, names: string[]): string {
  if (/(?:^|[^%])(?:%%)*%$/.test(text)) throw new ValueError(`stray % in format ${repr(format)}`);
  return text.replaceAll(/%(\\?.)/gsu, (_whole, directive: string) => {
    if (directive === '%') return '%';
    const composed = COMPOSED[directive];
    if (composed !== undefined) return expand(composed.replaceAll(' ', '\\s+'), format, names);
    const group = DIRECTIVES[directive];
    if (group === undefined)
      throw new ValueError(`${repr(directive)} is a bad directive in format ${repr(format)}`);
    names.push(directive);
    return `(${group})`;
  });
}

type Found = ReadonlyMap<string, string>;

function read(found: Found): ParsedTime {
  const number = (name: string) => (found.has(name) ? Number(found.get(name)) : undefined);
  const named = (name: string, names: readonly string[]) => {
    const text = found.get(name)?.toLowerCase();
    return text === undefined
      ? undefined
      : names.findIndex((candidate) => candidate.toLowerCase() === text);
  };
  const monthOf = (index: number | undefined) => (index === undefined ? undefined : index + 1);
  const sunday = number('w');
  const weekday =
    named('A', WEEKDAYS) ??
    named('a', short(WEEKDAYS)) ??
    (sunday === undefined ? undefined : (sunday + 6) % 7) ??
    (found.has('u') ? number('u')! - 1 : undefined);
  return {
    ...dayOf(found, {
      year: yearOf(found),
      month: number('m') ?? monthOf(named('B', MONTHS)) ?? monthOf(named('b', short(MONTHS))),
      day: number('d'),
      weekday,
    }),
    hour: number('H') ?? hourOf(found) ?? 0,
    minute: number('M') ?? 0,
    second: number('S') ?? 0,
    microsecond: microsecondsOf(found.get('f')),
    ...zoneOf(found),
  };
}

function yearOf(found: Found): number | undefined {
  if (found.has('Y')) return Number(found.get('Y'));
  if (!found.has('y')) return undefined;
  const year = Number(found.get('y'));
  // POSIX: 69 to 99 are of the last century.
  return year + (year <= 68 ? 2000 : 1900);
}

function hourOf(found: Found): number | undefined {
  if (!found.has('I')) return undefined;
  const hour = Number(found.get('I')) % 12;
  return found.get('p')?.toLowerCase() === 'pm' ? hour + 12 : hour;
}

interface Day {
  readonly year: number | undefined;
  readonly month: number | undefined;
  readonly day: number | undefined;
  readonly weekday: number | undefined;
}

interface FoundDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dayOf(found: Found, { year, month, day, weekday }: Day): FoundDay {
  checkIsoWeek(found, year, weekday);
  // A leap day without a year is of a leap year, but answers with 1900, which has none.
  const known = year ?? 1900;
  let dayOfYear = found.has('j') ? Number(found.get('j')) : undefined;
  const week = found.get('U') ?? found.get('W');
  if (found.has('G') && weekday !== undefined) {
    const ordinal =
      firstIsoMonday(Number(found.get('G'))) + (Number(found.get('V')) - 1) * 7 + weekday;
    return fromOrdinal(ordinal);
  }
  if (dayOfYear === undefined && weekday !== undefined && week !== undefined && year !== undefined)
    dayOfYear = dayOfWeek(year, Number(week), weekday, !found.has('U'));
  if (dayOfYear !== undefined && (month === undefined || day === undefined))
    return fromOrdinal(toOrdinal({ year: known, month: 1, day: 1 }) + dayOfYear - 1);
  return { year: known, month: month ?? 1, day: day ?? 1 };
}

function checkIsoWeek(found: Found, year: number | undefined, weekday: number | undefined): void {
  const needs = "a weekday directive ('%A', '%a', '%w', or '%u').";
  if (found.has('G')) {
    if (found.has('j'))
      throw new ValueError(
        "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.",
      );
    if (!found.has('V') || weekday === undefined)
      throw new ValueError(
        `ISO year directive '%G' must be used with the ISO week directive '%V' and ${needs}`,
      );
  } else if (found.has('V')) {
    throw new ValueError(
      year === undefined || weekday === undefined
        ? `ISO week directive '%V' must be used with the ISO year directive '%G' and ${needs}`
        : "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.",
    );
  }
}

/** The day of the year that a week of it and a weekday say. */
function dayOfWeek(year: number, week: number, weekday: number, startsOnMonday: boolean): number {
  const firstWeekday = weekdayOf(toOrdinal({ year, month: 1, day: 1 }));
  const [first, day] = startsOnMonday
    ? [firstWeekday, weekday]
    : [(firstWeekday + 1) % 7, (weekday + 1) % 7];
  const weekZero = (7 - first) % 7;
  if (week === 0) return 1 + day - first;
  return 1 + weekZero + 7 * (week - 1) + day;
}

function zoneOf(found: Found): Pick<ParsedTime, 'offset' | 'zone'> {
  const text = found.get('z');
  const zone = found.get('Z')?.toUpperCase();
  if (text === undefined) return { offset: undefined, zone };
  if (/^z$/i.test(text)) return { offset: 0, zone };
  const [sign, rest] = [text[0] === '-' ? -1 : 1, text.slice(1)];
  if (/^\d\d:/.test(rest) && rest.length > 5 && rest[5] !== ':')
    throw new ValueError(`Inconsistent use of : in ${text}`);
  const [digits, fraction] = rest.replaceAll(':', '').split('.') as [string, string | undefined];
  const seconds =
    Number(digits.slice(0, 2)) * 3600 +
    Number(digits.slice(2, 4)) * 60 +
    Number(digits.slice(4, 6) || 0);
  return { offset: sign * (seconds * 1_000_000 + microsecondsOf(fraction)), zone };
}
