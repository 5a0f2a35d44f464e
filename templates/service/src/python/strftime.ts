/**
 * `strftime` as Python calls it on Linux: the directives of glibc in the C locale, with `%f`, `%z` and `%Z`, which
 * Python fills in itself.
 */
import { checkStr } from './argument-type.js';
import { dayOfYear, isoCalendar, toOrdinal, weekdayOf } from './calendar.js';
import { localOffset, localZoneName, secondsOfLocal } from './clock.js';
import { pad } from './timedelta.js';
import type { Value } from './value.js';

export const WEEKDAYS: readonly string[] =
  'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

export const MONTHS: readonly string[] =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** What is formatted: what a date does not have is zero, and a time is on 1 January 1900. */
export interface Moment {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly microsecond?: number;
  /** As `+0100`. */
  readonly offset?: string;
  readonly zone?: string;
}

type Fields = Required<Moment>;

const EMPTY: Fields = {
  year: 1900,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  second: 0,
  microsecond: 0,
  offset: '',
  zone: '',
};

export function strftime(moment: Moment, format: Value): string {
  checkStr(format, 'strftime', 1);
  return expand({ ...EMPTY, ...moment }, format);
}

function expand(fields: Fields, format: string): string {
  return format.replaceAll(
    /%([-_0^#]*)(\d*)[EO]?([A-Za-z%])/g,
    (whole, flags: string, width: string, directive: string) => {
      const found = directiveText(fields, directive);
      if (found === undefined) return whole;
      return withFlags(found, flags, width);
    },
  );
}

/** A number that is filled up, or text. */
type Directive = string | readonly [value: number, width: number, fill: '0' | ' '];

function withFlags(found: Directive, flags: string, width: string): string {
  let text = found as string;
  if (typeof found !== 'string') {
    const [value, least, usual] = found;
    const fill = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : usual;
    text = flags.includes('-') ? String(value) : String(value).padStart(least, fill);
    text = text.padStart(Number(width), fill);
  } else text = text.padStart(Number(width), flags.includes('0') ? '0' : ' ');
  if (flags.includes('^')) return text.toUpperCase();
  if (flags.includes('#'))
    return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
  return text;
}

function directiveText(fields: Fields, directive: string): Directive | undefined {
  const { year, month, day, hour, minute, second } = fields;
  const weekday = weekdayOf(toOrdinal(fields));
  switch (directive) {
    case 'a':
      return WEEKDAYS[weekday]!.slice(0, 3);
    case 'A':
      return WEEKDAYS[weekday]!;
    case 'b':
    case 'h':
      return MONTHS[month - 1]!.slice(0, 3);
    case 'B':
      return MONTHS[month - 1]!;
    case 'c':
      return expand(fields, '%a %b %e %H:%M:%S %Y');
    case 'C':
      return [Math.floor(year / 100), 1, '0'];
    case 'd':
      return [day, 2, '0'];
    case 'D':
    case 'x':
      return expand(fields, '%m/%d/%y');
    case 'e':
      return [day, 2, ' '];
    case 'f':
      return pad(fields.microsecond, 6);
    case 'F':
      return expand(fields, '%Y-%m-%d');
    case 'G':
      return [isoCalendar(fields)[0], 1, '0'];
    case 'g':
      return [isoCalendar(fields)[0] % 100, 2, '0'];
    case 'H':
      return [hour, 2, '0'];
    case 'I':
      return [hour % 12 || 12, 2, '0'];
    case 'j':
      return [dayOfYear(fields), 3, '0'];
    case 'k':
      return [hour, 2, ' '];
    case 'l':
      return [hour % 12 || 12, 2, ' '];
    case 'm':
      return [month, 2, '0'];
    case 'M':
      return [minute, 2, '0'];
    case 'n':
      return '\n';
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 'P':
      return hour < 12 ? 'am' : 'pm';
    case 'r':
      return expand(fields, '%I:%M:%S %p');
    case 'R':
      return expand(fields, '%H:%M');
    case 's':
      return String(secondsOfLocal(year, month, day, hour, minute, second));
    case 'S':
      return [second, 2, '0'];
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return expand(fields, '%H:%M:%S');
    case 'u':
      return String(weekday + 1);
    case 'U':
      return [weekOfYear(fields, (weekday + 1) % 7), 2, '0'];
    case 'V':
      return [isoCalendar(fields)[1], 2, '0'];
    case 'w':
      return String((weekday + 1) % 7);
    case 'W':
      return [weekOfYear(fields, weekday), 2, '0'];
    case 'y':
      return [year % 100, 2, '0'];
    case 'Y':
      return [year, 1, '0'];
    case 'z':
      return fields.offset;
    case 'Z':
      return fields.zone;
    case '%':
      return '%';
    default:
      return undefined;
  }
}

/** @param weekday of the day, where the week's first is 0. Days before the first whole week are in week 0. */
function weekOfYear(fields: Fields, weekday: number): number {
  return Math.floor((dayOfYear(fields) + 6 - weekday) / 7);
}

/** What `%z` and `%Z` say of the process's own time zone. */
export function localZone(seconds: number): { readonly offset: string; readonly zone: string } {
  const minutes = Math.round(localOffset(seconds * 1000) / 60);
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${pad(size % 60)}`;
  return { offset, zone: localZoneName(seconds * 1000) };
}
