/**
 * Dates and times as pydantic 1 reads them: ISO 8601 with some freedom, and numbers as seconds or milliseconds since
 * 1970.
 * Source: pydantic/datetime_parse.py, 1.10.
 */
import { float as toFloat, int } from '../python/conversions.js';
import { decode } from '../python/encoding.js';
import { DateTime, PyDate, PyTime, TimeDelta, TimeZone } from '../python/datetime.js';
import { PyTypeError, ValueError } from '../python/exceptions.js';
import { isBytes, isFloat, isInt } from '../python/kinds.js';
import { toNumber } from '../python/numbers.js';
import type { Value } from '../python/value.js';
import { Failure } from './v1-errors.js';

const DATE = String.raw`(?<year>\p{Nd}{4})-(?<month>\p{Nd}{1,2})-(?<day>\p{Nd}{1,2})`;
const TIME =
  String.raw`(?<hour>\p{Nd}{1,2}):(?<minute>\p{Nd}{1,2})(?::(?<second>\p{Nd}{1,2})` +
  String.raw`(?:\.(?<fraction>\p{Nd}{1,6})\p{Nd}{0,6})?)?(?<zone>Z|[+-]\p{Nd}{2}(?::?\p{Nd}{2})?)?`;
const DATE_FORM = new RegExp(String.raw`^${DATE}\n?$`, 'u');
const TIME_FORM = new RegExp(String.raw`^${TIME}\n?$`, 'u');
const DATETIME_FORM = new RegExp(String.raw`^${DATE}[T ]${TIME}\n?$`, 'u');

/** Beyond this many seconds a number is one of milliseconds. */
const WATERSHED = 2e10;
const MOST = 3e20;

export function parseDate(value: Value): PyDate {
  if (value instanceof DateTime) return value.date();
  if (value instanceof PyDate) return value;
  const number = numberOf(value, 'date');
  if (number !== undefined) return fromSeconds(number).date();
  const { groups } = DATE_FORM.exec(textOf(value)) ?? {};
  return made(groups, 'date', ({ year, month, day }) => new PyDate(year, month, day));
}

export function parseDateTime(value: Value): DateTime {
  if (value instanceof DateTime) return value;
  const number = numberOf(value, 'datetime');
  if (number !== undefined) return fromSeconds(number);
  const { groups } = DATETIME_FORM.exec(textOf(value)) ?? {};
  return made(
    groups,
    'datetime',
    ({ year, month, day, hour, minute, second, micro }) =>
      new DateTime(
        year,
        month,
        day,
        hour,
        minute,
        second,
        micro,
        zoneOf(groups!['zone'], 'datetime'),
      ),
  );
}

export function parseTime(value: Value): PyTime {
  if (value instanceof PyTime) return value;
  const number = numberOf(value, 'time');
  if (number !== undefined) {
    if (number >= 86_400) throw invalid('time');
    const moment = DateTime.min.pyAdd(new TimeDelta(0, toFloat(number))) as DateTime;
    return moment.time();
  }
  const { groups } = TIME_FORM.exec(textOf(value)) ?? {};
  return made(
    groups,
    'time',
    ({ hour, minute, second, micro }) =>
      new PyTime(hour, minute, second, micro, zoneOf(groups!['zone'], 'time')),
  );
}

const DURATION =
  /^(?:(?<days>-?\d+) (?:days?, )?)?(?:(?<hours>-?\d+):(?=\d+:\d+))?(?:(?<minutes>-?\d+):)?(?<seconds>-?\d+)(?:\.(?<fraction>\d{1,6})\d{0,6})?\n?$/;
const ISO_DURATION =
  /^(?<sign>[-+]?)P(?:(?<days>\d+(?:.\d+)?)D)?(?:T(?:(?<hours>\d+(?:.\d+)?)H)?(?:(?<minutes>\d+(?:.\d+)?)M)?(?:(?<seconds>\d+(?:.\d+)?)S)?)?\n?$/;

export function parseDuration(value: Value): TimeDelta {
  if (value instanceof TimeDelta) return value;
  const given = isInt(value) || isFloat(value) ? fixed(numeric(value)) : value;
  const text = isBytes(given) ? decode(given, 'utf-8') : given;
  if (typeof text !== 'string')
    throw new PyTypeError('invalid type; expected timedelta, string, bytes, int or float');
  const { groups } = DURATION.exec(text) ?? ISO_DURATION.exec(text) ?? {};
  if (!groups) throw invalid('duration');
  const { days, hours, minutes, seconds, fraction, sign } = groups;
  const factor = sign === '-' ? -1 : 1;
  const part = (one: string | undefined): Value => toFloat(factor * numeric(one ?? 0));
  const micro = fraction === undefined ? '0' : fraction.padEnd(6, '0');
  return new TimeDelta(
    part(days),
    part(seconds),
    part(seconds?.startsWith('-') ? `-${micro}` : micro),
    undefined,
    part(minutes),
    part(hours),
  );
}

function invalid(what: string): Failure {
  return new Failure(`value_error.${what}`, `invalid ${what} format`);
}

/** A number, or a text that is one. */
function numberOf(value: Value, expected: string): number | undefined {
  if (isInt(value) || isFloat(value)) return numeric(value);
  try {
    return numeric(value);
  } catch (error) {
    if (error instanceof ValueError) return undefined;
    throw new PyTypeError(`invalid type; expected ${expected}, string, bytes, int or float`);
  }
}

/** With six digits, however long it is. */
function fixed(value: number): string {
  return Math.abs(value) < 1e21 || !Number.isFinite(value)
    ? value.toFixed(6)
    : String(BigInt(value));
}

function numeric(value: Value): number {
  return toNumber(toFloat(value))!;
}

function fromSeconds(given: number): DateTime {
  if (given > MOST) return DateTime.max;
  if (given < -MOST) return DateTime.min;
  let seconds = given;
  while (Math.abs(seconds) > WATERSHED) seconds /= 1000;
  const moment = new DateTime(1970, 1, 1).pyAdd(new TimeDelta(0, toFloat(seconds))) as DateTime;
  const { year, month, day, hour, minute, second, microsecond } = moment;
  return new DateTime(year, month, day, hour, minute, second, microsecond, TimeZone.utc);
}

function textOf(value: Value): string {
  return isBytes(value) ? decode(value, 'utf-8') : (value as string);
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'micro';

function made<Made>(
  groups: Readonly<Record<string, string | undefined>> | undefined,
  what: string,
  make: (parts: Readonly<Record<Part, Value>>) => Made,
): Made {
  if (!groups) throw invalid(what);
  const part = (name: string): Value => int(groups[name] ?? 0);
  try {
    return make({
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
      second: part('second'),
      micro: int((groups['fraction'] ?? '0').padEnd(6, '0')),
    });
  } catch (error) {
    if (error instanceof ValueError) throw invalid(what);
    throw error;
  }
}

function zoneOf(text: string | undefined, what: string): TimeZone | null {
  if (text === undefined) return null;
  if (text === 'Z') return TimeZone.utc;
  const minutes = text.length > 3 ? Number(int(text.slice(-2))) : 0;
  const offset = 60 * Number(int(text.slice(1, 3))) + minutes;
  try {
    return new TimeZone(new TimeDelta(0, (text.startsWith('-') ? -60 : 60) * offset));
  } catch (error) {
    if (error instanceof ValueError) throw invalid(what);
    throw error;
  }
}
