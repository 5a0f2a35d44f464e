/**
 * Python's `datetime`: with microseconds, and with a time zone or without one. JavaScript's Date has neither. What it
 * lacks is `fold`: of a time that clocks show twice the first is meant.
 */
import { dumps, type Write } from '../flask/json.js';
import { argumentType } from './argument-type.js';
import { dayOfYear, fromOrdinal, toOrdinal } from './calendar.js';
import { epochMicroseconds, localOffset, localZoneName, secondsOfLocal } from './clock.js';
import { dayInRange, httpDay, isoDate, numberOfSeconds, parseIsoDate, PyDate } from './date.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { toSmallIndex } from './numbers.js';
import { repr } from './text.js';
import { strftime } from './strftime.js';
import { parseTime } from './strptime.js';
import { structTime, type StructTime } from './struct-time.js';
import {
  checkTime,
  isoOffset,
  isoTime,
  microsecondsOfDay,
  parseIsoTime,
  PyTime,
  zoneFields,
  type TimeFields,
} from './time-of-day.js';
import { ratio, TimeDelta } from './timedelta.js';
import { TimeZone, timeZoneOf, TzInfo } from './timezone.js';
import { toFloat, type PyFloat, type Value } from './value.js';

export { PyDate, PyTime, TimeDelta, TimeZone, TzInfo };
export { IsoCalendarDate } from './date.js';

type Argument = Value | undefined;

const DAY = 86_400_000_000;
/** The ordinal of 1 January 1970. */
const EPOCH_DAY = 719_163;

export class DateTime extends PyDate implements TimeFields {
  static override readonly pythonClass: string = 'datetime.datetime';

  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: TzInfo | null;
  readonly fold = 0;

  constructor(
    year?: Argument,
    month?: Argument,
    day?: Argument,
    hour: Argument = 0,
    minute: Argument = 0,
    second: Argument = 0,
    microsecond: Argument = 0,
    tzinfo?: Argument,
  ) {
    super(year, month, day);
    this.hour = toSmallIndex(hour);
    this.minute = toSmallIndex(minute);
    this.second = toSmallIndex(second);
    this.microsecond = toSmallIndex(microsecond);
    this.tzinfo = timeZoneOf(tzinfo);
    checkTime(this);
  }

  static override get min(): DateTime {
    return new DateTime(1, 1, 1);
  }

  static override get max(): DateTime {
    return new DateTime(9999, 12, 31, 23, 59, 59, 999_999);
  }

  static override get resolution(): TimeDelta {
    return TimeDelta.resolution;
  }

  static now(tz?: Argument): DateTime {
    return ofMoment(epochMicroseconds(), timeZoneOf(tz));
  }

  static utcnow(): DateTime {
    return ofMicroseconds(epochMicroseconds(), null);
  }

  static override today(): DateTime {
    return DateTime.now();
  }

  static override fromtimestamp(seconds: Value, tz?: Argument): DateTime {
    return ofMoment(toMicroseconds(seconds), timeZoneOf(tz));
  }

  static utcfromtimestamp(seconds: Value): DateTime {
    return ofMicroseconds(toMicroseconds(seconds), null);
  }

  static override fromordinal(ordinal: Value): DateTime {
    const { year, month, day } = PyDate.fromordinal(ordinal);
    return new DateTime(year, month, day);
  }

  static combine(date: Value, time: Value, tzinfo?: Argument): DateTime {
    if (!(date instanceof PyDate))
      throw new PyTypeError(
        `combine() argument 1 must be datetime.date, not ${argumentType(date)}`,
      );
    if (!(time instanceof PyTime))
      throw new PyTypeError(
        `combine() argument 2 must be datetime.time, not ${argumentType(time)}`,
      );
    const { year, month, day } = date;
    const { hour, minute, second, microsecond } = time;
    const zone = tzinfo === undefined ? time.tzinfo : tzinfo;
    return new DateTime(year, month, day, hour, minute, second, microsecond, zone);
  }

  static override fromisoformat(text: Value): DateTime {
    if (typeof text !== 'string') throw new PyTypeError('fromisoformat: argument must be str');
    for (const length of [10, 8, 7]) {
      const day = parseIsoDate(text.slice(0, length));
      if (!day) continue;
      const { year, month, day: dayOfMonth } = day;
      if (text.length <= length) return new DateTime(year, month, dayOfMonth);
      // One character, whichever it is, stands between the two.
      const rest = text.slice(length);
      const time = parseIsoTime(rest.slice(rest.codePointAt(0)! > 0xffff ? 2 : 1));
      if (!time) continue;
      const { hour, minute, second, microsecond, tzinfo } = time;
      return new DateTime(year, month, dayOfMonth, hour, minute, second, microsecond, tzinfo);
    }
    throw new ValueError(`Invalid isoformat string: ${repr(text)}`);
  }

  static override fromisocalendar(year: Value, week: Value, day: Value): DateTime {
    return DateTime.fromordinal(PyDate.fromisocalendar(year, week, day).toordinal());
  }

  static strptime(text: Value, format: Value): DateTime {
    const found = parseTime(text, format);
    const { year, month, day, hour, minute, second, microsecond, offset, zone } = found;
    const tzinfo = offset === undefined ? null : new TimeZone(TimeDelta.of(offset), zone);
    return new DateTime(year, month, day, hour, minute, second, microsecond, tzinfo);
  }

  date(): PyDate {
    return new PyDate(this.year, this.month, this.day);
  }

  time(): PyTime {
    return new PyTime(this.hour, this.minute, this.second, this.microsecond);
  }

  timetz(): PyTime {
    return new PyTime(this.hour, this.minute, this.second, this.microsecond, this.tzinfo);
  }

  override replace(
    year?: Argument,
    month?: Argument,
    day?: Argument,
    hour?: Argument,
    minute?: Argument,
    second?: Argument,
    microsecond?: Argument,
    tzinfo: Argument = this.tzinfo,
  ): DateTime {
    return new DateTime(
      year ?? this.year,
      month ?? this.month,
      day ?? this.day,
      hour ?? this.hour,
      minute ?? this.minute,
      second ?? this.second,
      microsecond ?? this.microsecond,
      tzinfo,
    );
  }

  /** The same moment as clocks in another zone show it; without one the process's own. */
  astimezone(tz?: Argument): DateTime {
    const zone = timeZoneOf(tz);
    const moment = this.moment();
    return ofMoment(moment, zone ?? localTimeZone(moment));
  }

  utcoffset(): TimeDelta | null {
    return this.tzinfo?.utcoffset(this) ?? null;
  }

  tzname(): string | null {
    return this.tzinfo?.tzname(this) ?? null;
  }

  dst(): TimeDelta | null {
    return this.tzinfo?.dst(this) ?? null;
  }

  /** Seconds since 1970 in UTC; without a time zone it is the process's own. */
  timestamp(): PyFloat {
    if (this.utcoffset() === null) return toFloat(this.localSeconds() + this.microsecond / 1e6);
    return toFloat(ratio(BigInt(this.moment()), 1_000_000n));
  }

  override timetuple(): StructTime {
    const dst = this.dst();
    return this.structTime(dst === null ? -1 : Number(dst.pyBool()));
  }

  utctimetuple(): StructTime {
    const { offset } = this;
    return (offset === 0 ? this : (this.pySubtract(TimeDelta.of(offset)) as DateTime)).structTime(
      0,
    );
  }

  override ctime(): string {
    return this.strftime('%a %b %e %H:%M:%S ') + String(this.year).padStart(4, '0');
  }

  override strftime(format: Value): string {
    const { year, month, day, hour, minute, second, microsecond } = this;
    // Not every zone knows its name.
    const name = String(format).includes('%Z') ? this.tzname() : null;
    const zone = zoneFields(this.utcoffset(), name);
    return strftime({ year, month, day, hour, minute, second, microsecond, ...zone }, format);
  }

  override isoformat(separator: Argument = 'T', timespec: Argument = 'auto'): string {
    if (typeof separator !== 'string' || Array.from(separator).length !== 1)
      throw new PyTypeError(
        typeof separator === 'string'
          ? 'isoformat() argument 1 must be a unicode character, not str'
          : `isoformat() argument 1 must be a unicode character, not ${argumentType(separator)}`,
      );
    return `${isoDate(this)}${separator}${isoTime(this, timespec)}${isoOffset(this.utcoffset())}`;
  }

  override pyStr(): string {
    return this.isoformat(' ');
  }

  override pyRepr(): string {
    const parts = [this.hour, this.minute, this.second, this.microsecond];
    while (parts.length > 2 && parts.at(-1) === 0) parts.pop();
    const zone = this.tzinfo === null ? '' : `, tzinfo=${repr(this.tzinfo)}`;
    return `datetime.datetime(${[this.year, this.month, this.day, ...parts].join(', ')}${zone})`;
  }

  override pyHash(): string {
    return this.utcoffset() === null ? `datetime ${this.isoformat()}` : `moment ${this.moment()}`;
  }

  override pyEquals(other: Value): boolean | undefined {
    if (!(other instanceof DateTime)) return other instanceof PyDate ? false : undefined;
    return this.isNaive === other.isNaive && this.compare(other) === 0;
  }

  override pyCompare(other: Value): number | undefined {
    if (!(other instanceof DateTime)) return super.pyCompare(other);
    if (this.isNaive !== other.isNaive)
      throw new PyTypeError("can't compare offset-naive and offset-aware datetimes");
    return this.compare(other);
  }

  override pyAdd(other: Value): DateTime | undefined {
    return other instanceof TimeDelta ? this.plus(other) : undefined;
  }

  override pyReflectedAdd(other: Value): DateTime | undefined {
    return this.pyAdd(other);
  }

  override pySubtract(other: Value): DateTime | TimeDelta | undefined {
    if (other instanceof TimeDelta) return this.plus(other.pyNegate());
    if (!(other instanceof DateTime)) return undefined;
    if (this.isNaive !== other.isNaive)
      throw new PyTypeError("can't subtract offset-naive and offset-aware datetimes");
    return TimeDelta.of(this.compare(other));
  }

  /** As Flask writes it: an HTTP date, for which a time without a zone is in UTC, and fractions are cut off. */
  override toPythonJson(_write: Write): string {
    const { offset } = this;
    const utc = offset === 0 ? this : (this.pySubtract(TimeDelta.of(offset)) as DateTime);
    return dumps(`${httpDay(utc)} ${isoTime(utc, 'seconds')} GMT`);
  }

  private get isNaive(): boolean {
    return this.utcoffset() === null;
  }

  /** Microseconds from UTC. */
  private get offset(): number {
    return Number(this.utcoffset()?.total ?? 0n);
  }

  private compare(other: DateTime): number {
    const days = toOrdinal(this) - toOrdinal(other);
    const rest = microsecondsOfDay(this) - microsecondsOfDay(other);
    // Of the same zone clocks are compared, not moments.
    const offsets = this.tzinfo === other.tzinfo ? 0 : this.offset - other.offset;
    return days * DAY + rest - offsets;
  }

  private plus(delta: TimeDelta): DateTime {
    const rest = microsecondsOfDay(this) + delta.seconds * 1_000_000 + delta.microseconds;
    const { year, month, day } = dayInRange(toOrdinal(this) + delta.days + Math.floor(rest / DAY));
    return new DateTime(year, month, day, ...timeOf(rest % DAY), this.tzinfo);
  }

  /** Microseconds since 1970 in UTC. */
  private moment(): number {
    if (this.isNaive) return this.localSeconds() * 1_000_000 + this.microsecond;
    return (toOrdinal(this) - EPOCH_DAY) * DAY + microsecondsOfDay(this) - this.offset;
  }

  private localSeconds(): number {
    return secondsOfLocal(this.year, this.month, this.day, this.hour, this.minute, this.second);
  }

  private structTime(dst: number): StructTime {
    const { year, month, day, hour, minute, second } = this;
    const weekday = this.weekday();
    return structTime(year, month, day, hour, minute, second, weekday, dayOfYear(this), dst);
  }
}

/** What clocks show at a moment, in microseconds since 1970 in UTC: in a zone, or without one in the process's own. */
function ofMoment(moment: number, zone: TzInfo | null): DateTime {
  const seconds = Math.floor(moment / 1_000_000);
  const offset =
    zone === null ? localOffset(seconds * 1000) * 1_000_000 : Number(zone.offsetAt(seconds).total);
  return ofMicroseconds(moment + offset, zone?.at(seconds) ?? null);
}

function ofMicroseconds(microseconds: number, zone: TzInfo | null): DateTime {
  const days = Math.floor(microseconds / DAY);
  const { year, month, day } = fromOrdinal(days + EPOCH_DAY);
  return new DateTime(year, month, day, ...timeOf(microseconds - days * DAY), zone);
}

function timeOf(microseconds: number): [number, number, number, number] {
  const seconds = Math.floor(microseconds / 1_000_000);
  const minutes = Math.floor(seconds / 60);
  return [Math.floor(minutes / 60), minutes % 60, seconds % 60, microseconds % 1_000_000];
}

/** Half to even, as Python rounds a time stamp. */
function toMicroseconds(value: Value): number {
  const seconds = numberOfSeconds(value);
  const whole = Math.trunc(seconds);
  const fraction = (seconds - whole) * 1e6;
  const below = Math.floor(fraction);
  const isTie = fraction - below === 0.5;
  const rounded = isTie ? below + (below % 2 === 0 ? 0 : 1) : Math.round(fraction);
  return whole * 1_000_000 + rounded;
}

function localTimeZone(moment: number): TimeZone {
  const milliseconds = Math.floor(moment / 1000);
  return new TimeZone(new TimeDelta(0, localOffset(milliseconds)), localZoneName(milliseconds));
}

export const minYear = 1;
export const maxYear = 9999;
