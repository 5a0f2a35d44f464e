/**
 * pytz: a time in one of its zones carries the zone as it is at that moment, with a fixed distance from UTC, so that
 * arithmetic across a change of clocks keeps the distance until `normalize` is asked. Distances come from the time zone
 * data that Node has. What is not in it is refused where it is asked for: the names of zones (`CEST`), whether it is
 * summer, and the local mean time that a zone of pytz stands for until it is localized. Source: pytz 2022.7, tzinfo.py.
 */
import { NotTranslated } from './not-translated.js';
import { DateTime } from './datetime.js';
import { AttributeError, KeyError, PyTypeError, ValueError } from './exceptions.js';
import { str } from './text.js';
import { TimeDelta } from './timedelta.js';
import { TzInfo, type LocalTime } from './timezone.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

export class UnknownTimeZoneError extends KeyError {
  static override readonly pythonClass: string = 'UnknownTimeZoneError';
}

export class InvalidTimeError extends ValueError {
  static override readonly pythonClass: string = 'InvalidTimeError';
}

export class AmbiguousTimeError extends InvalidTimeError {
  static override readonly pythonClass: string = 'AmbiguousTimeError';
}

export class NonExistentTimeError extends InvalidTimeError {
  static override readonly pythonClass: string = 'NonExistentTimeError';
}

const MICROSECONDS = 1_000_000;
const QUARTER_OF_A_DAY = new TimeDelta(0, 6 * 3600);
const DAY = 86_400;

/** A zone, and below it one for each distance that it has had. */
export class PytzZone extends TzInfo {
  static override readonly pythonClass: string = 'pytz.tzinfo.DstTzInfo';
  readonly #format: Intl.DateTimeFormat;
  readonly #root: PytzZone | undefined;
  readonly #periods = new Map<number, PytzZone>();
  readonly #offset: number | undefined;

  constructor(
    readonly zone: string,
    root?: PytzZone,
    offset?: number,
  ) {
    super();
    this.#root = root;
    this.#offset = offset;
    this.#format = root ? root.#format : formatOf(zone);
  }

  /** The zone as it is at a moment, in seconds since 1970 in UTC. */
  override at(seconds: number): PytzZone {
    if (this.#root) return this.#root.at(seconds);
    const offset = this.secondsAhead(seconds);
    const known = this.#periods.get(offset);
    if (known) return known;
    const period = new PytzZone(this.zone, this, offset);
    this.#periods.set(offset, period);
    return period;
  }

  override offsetAt(seconds: number): TimeDelta {
    return new TimeDelta(0, this.secondsAhead(seconds));
  }

  override utcoffset(local: LocalTime | null): TimeDelta | null {
    if (local === null) return null;
    // `datetime(…, tzinfo=zone)`, whose distance depends on the release of pytz's data.
    if (this.#offset === undefined)
      throw new NotTranslated(`a time in ${this.zone} that pytz has not localized`);
    return new TimeDelta(0, this.#offset);
  }

  override tzname(local: LocalTime | null): string {
    if (local === null) return this.zone;
    throw new NotTranslated(`the name of the time zone ${this.zone} at a time`);
  }

  override dst(): TimeDelta | null {
    throw new NotTranslated(`whether it is summer in ${this.zone}`);
  }

  /** @param isDst which of two times is meant; null to refuse where there are two, or none */
  localize(given: Value, isDst: Argument = false): DateTime {
    const local = naive(given);
    const seconds = secondsOf(local);
    const candidates = new Set(
      [seconds - DAY, seconds + DAY]
        .map((around) => this.secondsAhead(around))
        .filter((offset) => this.secondsAhead(seconds - offset) === offset),
    );
    // The greater distance from UTC is that of the earlier moment: of summer, where clocks are put back.
    const offsets = [...candidates].toSorted((a, b) => b - a);
    const [first, second] = offsets;
    if (first === undefined) {
      if (isDst === null) throw new NonExistentTimeError(local);
      return isDst === true
        ? (this.localize(local.pyAdd(QUARTER_OF_A_DAY)!, true).pySubtract(
            QUARTER_OF_A_DAY,
          ) as DateTime)
        : this.localize(local.pySubtract(QUARTER_OF_A_DAY)!, false).pyAdd(QUARTER_OF_A_DAY)!;
    }
    if (second !== undefined && isDst === null) throw new AmbiguousTimeError(local);
    if (second !== undefined && OTHERWISE.has(this.zone))
      throw new NotTranslated(`a time that clocks in ${this.zone} show twice`);
    const offset = isDst === true ? first : (second ?? first);
    return within(local, this.at(seconds - offset));
  }

  /** The same moment, with the distance from UTC that it really has. */
  normalize(given: Value): DateTime {
    const time = momentOf(given);
    if (time.tzinfo === null) throw new ValueError('Naive time - no tzinfo set');
    return time.astimezone(this);
  }

  pyStr(): string {
    return this.zone;
  }

  pyRepr(): string {
    throw new NotTranslated(`the name of the time zone ${this.zone} at a time`);
  }

  private secondsAhead(seconds: number): number {
    const shown: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
    for (const { type, value } of this.#format.formatToParts(seconds * 1000)) shown[type] = value;
    const [year, month, day] = [Number(shown.year), Number(shown.month), Number(shown.day)];
    const clock = [Number(shown.hour), Number(shown.minute), Number(shown.second)] as const;
    const ahead = Date.UTC(year, month - 1, day, ...clock) / 1000 - seconds;
    // Minutes are the finest that pytz knows.
    return Math.floor((ahead + 30) / 60) * 60;
  }
}

/** Where clocks are put back in summer, or winter is what is called the other time: which is meant, pytz's data says. */
const OTHERWISE = new Set([
  'Africa/Casablanca',
  'Africa/El_Aaiun',
  'Africa/Windhoek',
  'Europe/Dublin',
]);

function formatOf(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** `pytz.utc`, of which there is one. */
class PytzUtc extends TzInfo {
  static override readonly pythonClass: string = 'pytz.UTC';
  readonly zone = 'UTC';

  override utcoffset(_local: LocalTime | null): TimeDelta {
    return new TimeDelta();
  }

  override tzname(_local: LocalTime | null): string {
    return 'UTC';
  }

  override dst(_local: LocalTime | null): TimeDelta {
    return new TimeDelta();
  }

  localize(given: Value, _isDst?: Argument): DateTime {
    return within(naive(given), this);
  }

  normalize(given: Value): DateTime {
    const time = momentOf(given);
    if (time.tzinfo === this) return time;
    if (time.tzinfo === null) throw new ValueError('Naive time - no tzinfo set');
    return time.astimezone(this);
  }

  pyStr(): string {
    return 'UTC';
  }

  pyRepr(): string {
    return '<UTC>';
  }
}

export const utc = new PytzUtc();

const zones = new Map<string, PytzZone>();

/** @throws UnknownTimeZoneError */
export function timezone(name: Value): PytzZone {
  if (name === null) throw new UnknownTimeZoneError(null);
  if (typeof name !== 'string')
    throw new AttributeError(`'${typeName(name)}' object has no attribute 'upper'`);
  // Its type is that of the others: the same can be done with it.
  if (name.toUpperCase() === 'UTC') return utc as unknown as PytzZone;
  const known = zones.get(name);
  if (known) return known;
  // Zones without changes of clocks are printed and compared in another way.
  if (!/^[A-Za-z]+\/[A-Za-z_/-]+$/.test(name) || /^etc\//i.test(name)) throw unknown(name);
  try {
    const zone = new PytzZone(name);
    zones.set(name, zone);
    return zone;
  } catch (error) {
    if (error instanceof RangeError) throw new UnknownTimeZoneError(name);
    throw error;
  }
}

function unknown(name: string): Error {
  try {
    formatOf(name);
  } catch {
    return new UnknownTimeZoneError(name);
  }
  return new NotTranslated(`the time zone ${name}`);
}

function momentOf(value: Value): DateTime {
  if (value instanceof DateTime) return value;
  if (value === null || typeof value !== 'object')
    throw new AttributeError(`'${typeName(value)}' object has no attribute 'tzinfo'`);
  throw new PyTypeError(`a datetime is wanted, not ${str(value)}`);
}

function naive(value: Value): DateTime {
  const time = momentOf(value);
  if (time.tzinfo !== null) throw new ValueError('Not naive datetime (tzinfo is already set)');
  return time;
}

function within(time: DateTime, zone: TzInfo): DateTime {
  const { year, month, day, hour, minute, second, microsecond } = time;
  return new DateTime(year, month, day, hour, minute, second, microsecond, zone);
}

/** Since 1970, as if clocks showed UTC. */
function secondsOf(time: DateTime): number {
  const { total } = time.pySubtract(new DateTime(1970, 1, 1)) as TimeDelta;
  return Math.floor(Number(total) / MICROSECONDS);
}
