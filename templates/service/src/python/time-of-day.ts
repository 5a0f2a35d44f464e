/** `datetime.time`: a time on no particular day. */
import { PyTypeError, ValueError } from './exceptions.js';
import { toSmallIndex } from './numbers.js';
import { repr } from './text.js';
import type { PythonObject } from './protocols.js';
import { strftime } from './strftime.js';
import { pad, TimeDelta } from './timedelta.js';
import { printOffset, TimeZone, timeZoneOf, type TzInfo } from './timezone.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

export interface TimeFields {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

export class PyTime implements PythonObject, TimeFields {
  static readonly pythonClass: string = 'datetime.time';

  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  readonly tzinfo: TzInfo | null;
  readonly fold = 0;

  constructor(
    hour: Argument = 0,
    minute: Argument = 0,
    second: Argument = 0,
    microsecond: Argument = 0,
    tzinfo?: Argument,
  ) {
    this.hour = toSmallIndex(hour);
    this.minute = toSmallIndex(minute);
    this.second = toSmallIndex(second);
    this.microsecond = toSmallIndex(microsecond);
    this.tzinfo = timeZoneOf(tzinfo);
    checkTime(this);
  }

  static get min(): PyTime {
    return new PyTime();
  }

  static get max(): PyTime {
    return new PyTime(23, 59, 59, 999_999);
  }

  static get resolution(): TimeDelta {
    return TimeDelta.resolution;
  }

  static fromisoformat(text: Value): PyTime {
    if (typeof text !== 'string') throw new PyTypeError('fromisoformat: argument must be str');
    const found = parseIsoTime(text.replace(/^T/, ''));
    if (!found) throw new ValueError(`Invalid isoformat string: ${repr(text)}`);
    const { hour, minute, second, microsecond, tzinfo } = found;
    return new PyTime(hour, minute, second, microsecond, tzinfo);
  }

  replace(
    hour?: Argument,
    minute?: Argument,
    second?: Argument,
    microsecond?: Argument,
    tzinfo: Argument = this.tzinfo,
  ): PyTime {
    return new PyTime(
      hour ?? this.hour,
      minute ?? this.minute,
      second ?? this.second,
      microsecond ?? this.microsecond,
      tzinfo,
    );
  }

  utcoffset(): TimeDelta | null {
    return this.tzinfo?.utcoffset(null) ?? null;
  }

  tzname(): string | null {
    return this.tzinfo?.tzname(null) ?? null;
  }

  dst(): TimeDelta | null {
    return this.tzinfo?.dst(null) ?? null;
  }

  strftime(format: Value): string {
    const { hour, minute, second, microsecond } = this;
    return strftime(
      { hour, minute, second, microsecond, ...zoneFields(this.utcoffset(), this.tzname()) },
      format,
    );
  }

  isoformat(timespec: Argument = 'auto'): string {
    return isoTime(this, timespec) + isoOffset(this.utcoffset());
  }

  pyStr(): string {
    return this.isoformat();
  }

  pyRepr(): string {
    const parts = [this.hour, this.minute, this.second, this.microsecond];
    while (parts.length > 2 && parts.at(-1) === 0) parts.pop();
    const zone = this.tzinfo === null ? '' : `, tzinfo=${repr(this.tzinfo)}`;
    return `datetime.time(${parts.join(', ')}${zone})`;
  }

  pyFormat(format: string): string {
    return format === '' ? this.pyStr() : this.strftime(format);
  }

  pyHash(): string {
    const offset = this.utcoffset();
    return offset === null ? `time ${this.isoformat()}` : `time ${this.instant} utc`;
  }

  pyEquals(other: Value): boolean | undefined {
    if (!(other instanceof PyTime)) return undefined;
    return this.isNaive === other.isNaive && this.instant === other.instant;
  }

  pyCompare(other: Value): number | undefined {
    if (!(other instanceof PyTime)) return undefined;
    if (this.isNaive !== other.isNaive)
      throw new PyTypeError("can't compare offset-naive and offset-aware times");
    return this.instant - other.instant;
  }

  toPythonJson(): string {
    throw new PyTypeError('Object of type time is not JSON serializable');
  }

  private get isNaive(): boolean {
    return this.utcoffset() === null;
  }

  /** Microseconds since midnight in UTC. */
  private get instant(): number {
    return microsecondsOfDay(this) - Number(this.utcoffset()?.total ?? 0n);
  }
}

export function microsecondsOfDay({ hour, minute, second, microsecond }: TimeFields): number {
  return ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond;
}

export function checkTime({ hour, minute, second, microsecond }: TimeFields): void {
  if (hour < 0 || hour > 23) throw new ValueError('hour must be in 0..23');
  if (minute < 0 || minute > 59) throw new ValueError('minute must be in 0..59');
  if (second < 0 || second > 59) throw new ValueError('second must be in 0..59');
  if (microsecond < 0 || microsecond > 999_999)
    throw new ValueError('microsecond must be in 0..999999');
}

export function isoTime(fields: TimeFields, timespec: Value): string {
  const { microsecond } = fields;
  const [hour, minute, second] = [fields.hour, fields.minute, fields.second].map((part) =>
    pad(part),
  );
  switch (timespec) {
    case 'auto':
      return isoTime(fields, microsecond === 0 ? 'seconds' : 'microseconds');
    case 'hours':
      return hour!;
    case 'minutes':
      return `${hour}:${minute}`;
    case 'seconds':
      return `${hour}:${minute}:${second}`;
    case 'milliseconds':
      return `${hour}:${minute}:${second}.${pad(Math.floor(microsecond / 1000), 3)}`;
    case 'microseconds':
      return `${hour}:${minute}:${second}.${pad(microsecond, 6)}`;
    default:
      throw new ValueError('Unknown timespec value');
  }
}

export function isoOffset(offset: TimeDelta | null): string {
  return offset === null ? '' : printOffset(offset, ':');
}

/** What `%z` and `%Z` stand for. */
export function zoneFields(
  offset: TimeDelta | null,
  name: string | null,
): { readonly offset: string; readonly zone: string } {
  return { offset: offset === null ? '' : printOffset(offset, ''), zone: name ?? '' };
}

/** CPython lets any one character stand before the zone. */
const ISO_TIME =
  /^(?<hour>\d\d)(?:(?<colon>:?)(?<minute>\d\d)(?:\k<colon>(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?)?(?:\D?(?<zone>Z|(?<sign>[+-])(?<zoneHour>\d\d)(?:(?<zoneColon>:?)(?<zoneMinute>\d\d)(?:\k<zoneColon>(?<zoneSecond>\d\d)(?:[.,](?<zoneFraction>\d+))?)?)?))?$/;

/** Undefined for text of another form; fields may be out of range. */
export function parseIsoTime(
  text: string,
): (TimeFields & { readonly tzinfo: TzInfo | null }) | undefined {
  const found = ISO_TIME.exec(text)?.groups;
  if (!found) return undefined;
  return {
    hour: Number(found.hour),
    minute: Number(found.minute ?? 0),
    second: Number(found.second ?? 0),
    microsecond: microsecondsOf(found.fraction),
    tzinfo: found.zone === undefined ? null : isoZone(found),
  };
}

function isoZone(found: Readonly<Record<string, string | undefined>>): TimeZone {
  if (found.zone === 'Z') return TimeZone.utc;
  const seconds =
    (Number(found.zoneHour) * 60 + Number(found.zoneMinute ?? 0)) * 60 +
    Number(found.zoneSecond ?? 0);
  const size = seconds * 1_000_000 + microsecondsOf(found.zoneFraction);
  if (size === 0) return TimeZone.utc;
  return new TimeZone(TimeDelta.of(found.sign === '-' ? -size : size));
}

/** Digits after the point; those below a microsecond are cut off. */
export function microsecondsOf(digits: string | undefined): number {
  return Number((digits ?? '').slice(0, 6).padEnd(6, '0'));
}
