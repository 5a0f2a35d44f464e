/** `datetime.timezone`, a fixed distance from UTC; and `datetime.tzinfo`, which every time zone is. */
import { argumentType } from './argument-type.js';
import { NotImplementedError, PyTypeError, ValueError } from './exceptions.js';
import { reprString } from './text.js';
import type { PythonObject } from './protocols.js';
import { pad, TimeDelta } from './timedelta.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

/** The fields that clocks show in a time zone. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export class TzInfo {
  static readonly pythonClass: string = 'datetime.tzinfo';

  /** How far a clock in the zone is ahead of UTC when it shows `local`. */
  utcoffset(_local: LocalTime | null): TimeDelta | null {
    throw new NotImplementedError('a tzinfo subclass must implement utcoffset()');
  }

  tzname(_local: LocalTime | null): string | null {
    throw new NotImplementedError('a tzinfo subclass must implement tzname()');
  }

  dst(_local: LocalTime | null): TimeDelta | null {
    throw new NotImplementedError('a tzinfo subclass must implement dst()');
  }

  /** What a time has as its zone at a moment, in seconds since 1970 in UTC: pytz has one for each distance from UTC. */
  at(_seconds: number): TzInfo {
    return this;
  }

  /** How far clocks are ahead at a moment, in seconds since 1970 in UTC. */
  offsetAt(seconds: number): TimeDelta {
    const utc = new Date(seconds * 1000);
    const fields = {
      year: utc.getUTCFullYear(),
      month: utc.getUTCMonth() + 1,
      day: utc.getUTCDate(),
      hour: utc.getUTCHours(),
      minute: utc.getUTCMinutes(),
      second: utc.getUTCSeconds(),
    };
    return this.utcoffset(fields) ?? new TimeDelta();
  }
}

const DAY = 86_400_000_000n;

export class TimeZone extends TzInfo implements PythonObject {
  static override readonly pythonClass: string = 'datetime.timezone';
  static readonly utc: TimeZone = new TimeZone(new TimeDelta());

  readonly offset: TimeDelta;
  readonly name: string | undefined;

  constructor(offset: Value, name?: Value) {
    super();
    if (!(offset instanceof TimeDelta))
      throw new PyTypeError(
        `timezone() argument 1 must be datetime.timedelta, not ${argumentType(offset)}`,
      );
    if (name !== undefined && typeof name !== 'string')
      throw new PyTypeError(`timezone() argument 2 must be str, not ${argumentType(name)}`);
    if (offset.total <= -DAY || offset.total >= DAY)
      throw new ValueError(
        'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), ' +
          `not ${offset.pyRepr()}.`,
      );
    this.offset = offset;
    this.name = name;
  }

  override utcoffset(_local?: LocalTime | null): TimeDelta {
    return this.offset;
  }

  override tzname(_local?: LocalTime | null): string {
    if (this.name !== undefined) return this.name;
    return this.offset.pyBool() ? `UTC${printOffset(this.offset, ':')}` : 'UTC';
  }

  override dst(_local?: LocalTime | null): null {
    return null;
  }

  override offsetAt(): TimeDelta {
    return this.offset;
  }

  pyStr(): string {
    return this.tzname();
  }

  pyRepr(): string {
    if (this.name === undefined && !this.offset.pyBool()) return 'datetime.timezone.utc';
    const name = this.name === undefined ? '' : `, ${reprString(this.name)}`;
    return `datetime.timezone(${this.offset.pyRepr()}${name})`;
  }

  pyEquals(other: Value): boolean | undefined {
    return other instanceof TimeZone ? this.offset.pyEquals(other.offset) : undefined;
  }

  pyHash(): string {
    return `timezone ${this.offset.total}`;
  }
}

/** As `+01:00`; seconds and microseconds only where there are some. */
export function printOffset(offset: TimeDelta, separator: string): string {
  const [sign, size] = offset.days < 0 ? ['-', offset.pyNegate()] : ['+', offset];
  const { seconds, microseconds } = size;
  const minutes = Math.floor(seconds / 60);
  let text = `${sign}${pad(Math.floor(minutes / 60))}${separator}${pad(minutes % 60)}`;
  if (seconds % 60 !== 0 || microseconds !== 0) text += `${separator}${pad(seconds % 60)}`;
  return microseconds === 0 ? text : `${text}.${pad(microseconds, 6)}`;
}

/** What was given as a `tzinfo`. */
export function timeZoneOf(value: Value | undefined): TzInfo | null {
  if (value === undefined || value === null) return null;
  if (value instanceof TzInfo) return value;
  throw new PyTypeError(
    `tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(value)}'`,
  );
}
