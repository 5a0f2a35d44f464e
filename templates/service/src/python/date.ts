/** `datetime.date`. `DateTime` inherits from it, as in Python. */
import { dumps, type ToPythonJson, type Write } from '../flask/json.js';
import {
  dayOfYear,
  daysInMonth,
  firstIsoMonday,
  fromOrdinal,
  isoCalendar,
  MAX_ORDINAL,
  toOrdinal,
  weekdayOf,
  type CalendarDay,
} from './calendar.js';
import { OverflowError, PyTypeError, ValueError } from './exceptions.js';
import { toSmallIndex } from './numbers.js';
import { repr } from './text.js';
import type { PythonObject } from './protocols.js';
import { MONTHS, strftime, WEEKDAYS } from './strftime.js';
import { structTime, type StructTime } from './struct-time.js';
import { pad, TimeDelta } from './timedelta.js';
import { Tuple, type Value } from './value.js';

type Argument = Value | undefined;

export class PyDate implements PythonObject, CalendarDay, ToPythonJson {
  static readonly pythonClass: string = 'datetime.date';

  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year?: Argument, month?: Argument, day?: Argument) {
    this.year = required(year, 'year', 1);
    this.month = required(month, 'month', 2);
    this.day = required(day, 'day', 3);
    if (this.year < 1 || this.year > 9999)
      throw new ValueError(`year ${this.year} is out of range`);
    if (this.month < 1 || this.month > 12) throw new ValueError('month must be in 1..12');
    if (this.day < 1 || this.day > daysInMonth(this.year, this.month))
      throw new ValueError('day is out of range for month');
  }

  static get min(): PyDate {
    return new PyDate(1, 1, 1);
  }

  static get max(): PyDate {
    return new PyDate(9999, 12, 31);
  }

  static get resolution(): TimeDelta {
    return new TimeDelta(1);
  }

  static today(): PyDate {
    const now = new Date();
    return new PyDate(now.getFullYear(), now.getMonth() + 1, now.getDate());
  }

  /** On the process's own clock. */
  static fromtimestamp(seconds: Value): PyDate {
    const local = new Date(numberOfSeconds(seconds) * 1000);
    return new PyDate(local.getFullYear(), local.getMonth() + 1, local.getDate());
  }

  static fromordinal(ordinal: Value): PyDate {
    const found = toSmallIndex(ordinal);
    if (found < 1) throw new ValueError('ordinal must be >= 1');
    if (found > MAX_ORDINAL) throw new ValueError('year is out of range');
    return dateOf(fromOrdinal(found));
  }

  static fromisoformat(text: Value): PyDate {
    if (typeof text !== 'string') throw new PyTypeError('fromisoformat: argument must be str');
    const found = parseIsoDate(text);
    if (!found) throw new ValueError(`Invalid isoformat string: ${repr(text)}`);
    return dateOf(found);
  }

  static fromisocalendar(year: Value, week: Value, day: Value): PyDate {
    return dateOf(isoWeekDate(toSmallIndex(year), toSmallIndex(week), toSmallIndex(day)));
  }

  toordinal(): number {
    return toOrdinal(this);
  }

  /** Monday is 0. */
  weekday(): number {
    return weekdayOf(toOrdinal(this));
  }

  isoweekday(): number {
    return this.weekday() + 1;
  }

  isocalendar(): IsoCalendarDate {
    return IsoCalendarDate.of(...isoCalendar(this)) as IsoCalendarDate;
  }

  replace(year?: Argument, month?: Argument, day?: Argument): PyDate {
    return new PyDate(year ?? this.year, month ?? this.month, day ?? this.day);
  }

  timetuple(): StructTime {
    const { year, month, day } = this;
    return structTime(year, month, day, 0, 0, 0, this.weekday(), dayOfYear(this), -1);
  }

  ctime(): string {
    return strftime(fieldsOf(this), '%a %b %e %H:%M:%S %Y').replace(/\d+$/, (year) =>
      year.padStart(4, '0'),
    );
  }

  strftime(format: Value): string {
    return strftime(fieldsOf(this), format);
  }

  isoformat(): string {
    return isoDate(this);
  }

  pyStr(): string {
    return isoDate(this);
  }

  pyRepr(): string {
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`;
  }

  /** In an f-string: `{day:%d.%m.%Y}`. */
  pyFormat(format: string): string {
    return format === '' ? this.pyStr() : this.strftime(format);
  }

  pyHash(): string {
    return `date ${toOrdinal(this)}`;
  }

  pyEquals(other: Value): boolean | undefined {
    if (!(other instanceof PyDate)) return undefined;
    return other.constructor === this.constructor && toOrdinal(this) === toOrdinal(other);
  }

  pyCompare(other: Value): number | undefined {
    if (!(other instanceof PyDate)) return undefined;
    if ('hour' in other || 'hour' in this)
      throw new PyTypeError("can't compare datetime.datetime to datetime.date");
    return toOrdinal(this) - toOrdinal(other);
  }

  pyAdd(other: Value): PyDate | undefined {
    return other instanceof TimeDelta ? this.addDays(other.days) : undefined;
  }

  pyReflectedAdd(other: Value): PyDate | undefined {
    return this.pyAdd(other);
  }

  pySubtract(other: Value): PyDate | TimeDelta | undefined {
    if (other instanceof TimeDelta) return this.addDays(-other.days);
    if (!(other instanceof PyDate) || 'hour' in other) return undefined;
    return new TimeDelta(toOrdinal(this) - toOrdinal(other));
  }

  /** As Flask writes it: the HTTP date of its midnight in UTC. */
  toPythonJson(_write: Write): string {
    return dumps(`${httpDay(this)} 00:00:00 GMT`);
  }

  private addDays(days: number): PyDate {
    return dateOf(dayInRange(toOrdinal(this) + days));
  }
}

/** What `isocalendar` gives: a tuple with names. */
export class IsoCalendarDate extends Tuple {
  static readonly pythonClass: string = 'datetime.IsoCalendarDate';

  get year(): number {
    return this[0] as number;
  }

  get week(): number {
    return this[1] as number;
  }

  get weekday(): number {
    return this[2] as number;
  }
}

/** @throws OverflowError for a day before the year 1 or after 9999. */
export function dayInRange(ordinal: number): CalendarDay {
  if (ordinal < 1 || ordinal > MAX_ORDINAL) throw new OverflowError('date value out of range');
  return fromOrdinal(ordinal);
}

function dateOf({ year, month, day }: CalendarDay): PyDate {
  return new PyDate(year, month, day);
}

function fieldsOf({ year, month, day }: CalendarDay): CalendarDay {
  return { year, month, day };
}

function required(value: Argument, name: string, place: number): number {
  if (value === undefined)
    throw new PyTypeError(`function missing required argument '${name}' (pos ${place})`);
  return toSmallIndex(value);
}

export function isoDate({ year, month, day }: CalendarDay): string {
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

export function httpDay(date: CalendarDay): string {
  const weekday = WEEKDAYS[weekdayOf(toOrdinal(date))]!.slice(0, 3);
  return `${weekday}, ${pad(date.day)} ${MONTHS[date.month - 1]!.slice(0, 3)} ${pad(date.year, 4)}`;
}

const ISO_DATE =
  /^(?<year>\d{4})(?:(?<dash>-?)(?<month>\d\d)\k<dash>(?<day>\d\d)|(?<separator>-?)W(?<week>\d\d)(?:\k<separator>(?<weekday>\d))?)$/;

/** Undefined for text of another form; fields may be out of range. */
export function parseIsoDate(text: string): CalendarDay | undefined {
  const found = ISO_DATE.exec(text)?.groups;
  if (!found) return undefined;
  const year = Number(found.year);
  if (found.week === undefined) return { year, month: Number(found.month), day: Number(found.day) };
  return isoWeekDate(year, Number(found.week), Number(found.weekday ?? 1));
}

function isoWeekDate(year: number, week: number, day: number): CalendarDay {
  if (year < 1 || year > 9999) throw new ValueError(`Year is out of range: ${year}`);
  const weeks = Math.round((firstIsoMonday(year + 1) - firstIsoMonday(year)) / 7);
  if (week < 1 || week > weeks) throw new ValueError(`Invalid week: ${week}`);
  if (day < 1 || day > 7) throw new ValueError(`Invalid weekday: ${day} (range is [1, 7])`);
  return fromOrdinal(firstIsoMonday(year) + (week - 1) * 7 + day - 1);
}

/** What was given as a time stamp: a number of seconds. */
export function numberOfSeconds(value: Value): number {
  const seconds =
    typeof value === 'object' && value !== null && 'value' in value
      ? Number(value.value)
      : typeof value === 'number'
        ? value
        : Number(toSmallIndex(value));
  if (Number.isNaN(seconds)) throw new ValueError('Invalid value NaN (not a number)');
  if (Math.abs(seconds) > 9.2e18)
    throw new OverflowError('timestamp out of range for platform time_t');
  if (Math.abs(seconds) > 8e12) {
    const year = 1970 + Math.floor(seconds / 31_556_952);
    throw new ValueError(`year ${year} is out of range`);
  }
  return seconds;
}
