/** `datetime.timedelta`: a difference of two times, in days, seconds and microseconds. */
import { OverflowError, PyTypeError, ValueError, ZeroDivisionError } from './exceptions.js';
import { asFloat, asInt, normalize } from './numbers.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { toFloat, tupleOf, type Int, type PyFloat, type Value } from './value.js';

const SECOND = 1_000_000n;
const DAY = 86_400n * SECOND;
const MAX_DAYS = 999_999_999n;

type Argument = Value | undefined;

export class TimeDelta implements PythonObject {
  static readonly pythonClass: string = 'datetime.timedelta';

  /** Of the three parts only the days may be below zero. */
  readonly days: number;
  readonly seconds: number;
  readonly microseconds: number;

  constructor(
    days?: Argument,
    seconds?: Argument,
    microseconds?: Argument,
    milliseconds?: Argument,
    minutes?: Argument,
    hours?: Argument,
    weeks?: Argument,
  ) {
    const sum = new Sum();
    sum.add('microseconds', microseconds, 1n);
    sum.add('milliseconds', milliseconds, 1000n);
    sum.add('seconds', seconds, SECOND);
    sum.add('minutes', minutes, 60n * SECOND);
    sum.add('hours', hours, 3600n * SECOND);
    sum.add('days', days, DAY);
    sum.add('weeks', weeks, 7n * DAY);
    const total = sum.total();
    const wholeDays = floorDivide(total, DAY);
    if (wholeDays > MAX_DAYS || wholeDays < -MAX_DAYS)
      throw new OverflowError(`days=${wholeDays}; must have magnitude <= 999999999`);
    const rest = Number(total - wholeDays * DAY);
    this.days = Number(wholeDays);
    this.seconds = Math.floor(rest / 1_000_000);
    this.microseconds = rest % 1_000_000;
  }

  static of(microseconds: bigint | number): TimeDelta {
    return new TimeDelta(undefined, undefined, microseconds);
  }

  static get min(): TimeDelta {
    return TimeDelta.of(-MAX_DAYS * DAY);
  }

  static get max(): TimeDelta {
    return TimeDelta.of(MAX_DAYS * DAY + DAY - 1n);
  }

  static get resolution(): TimeDelta {
    return TimeDelta.of(1n);
  }

  /** All of it in microseconds. */
  get total(): bigint {
    return (
      (BigInt(this.days) * 86_400n + BigInt(this.seconds)) * SECOND + BigInt(this.microseconds)
    );
  }

  total_seconds(): PyFloat {
    return toFloat(ratio(this.total, SECOND));
  }

  pyStr(): string {
    const days = this.days === 0 ? '' : `${this.days} day${Math.abs(this.days) === 1 ? '' : 's'}, `;
    const [hours, minutes] = [Math.floor(this.seconds / 3600), Math.floor(this.seconds / 60) % 60];
    const fraction = this.microseconds === 0 ? '' : `.${pad(this.microseconds, 6)}`;
    return `${days}${hours}:${pad(minutes)}:${pad(this.seconds % 60)}${fraction}`;
  }

  pyRepr(): string {
    const parts = (['days', 'seconds', 'microseconds'] as const)
      .filter((part) => this[part] !== 0)
      .map((part) => `${part}=${this[part]}`);
    return `datetime.timedelta(${parts.join(', ') || '0'})`;
  }

  pyBool(): boolean {
    return this.total !== 0n;
  }

  pyEquals(other: Value): boolean | undefined {
    return other instanceof TimeDelta ? this.total === other.total : undefined;
  }

  pyCompare(other: Value): number | undefined {
    return other instanceof TimeDelta ? Number(this.total - other.total) : undefined;
  }

  pyHash(): string {
    return `timedelta ${this.total}`;
  }

  pyNegate(): TimeDelta {
    return TimeDelta.of(-this.total);
  }

  pyPositive(): TimeDelta {
    return this;
  }

  pyAbs(): TimeDelta {
    return this.days < 0 ? this.pyNegate() : this;
  }

  pyAdd(other: Value): TimeDelta | undefined {
    return other instanceof TimeDelta ? TimeDelta.of(this.total + other.total) : undefined;
  }

  pySubtract(other: Value): TimeDelta | undefined {
    return other instanceof TimeDelta ? TimeDelta.of(this.total - other.total) : undefined;
  }

  pyMultiply(other: Value): TimeDelta | undefined {
    const int = asInt(other);
    if (int !== undefined) return TimeDelta.of(this.total * BigInt(int));
    const float = asFloat(other);
    if (float === undefined) return undefined;
    const [numerator, denominator] = exactFraction(float);
    return TimeDelta.of(roundedRatio(this.total * numerator, denominator));
  }

  pyReflectedMultiply(other: Value): TimeDelta | undefined {
    return this.pyMultiply(other);
  }

  pyDivide(other: Value): TimeDelta | PyFloat | undefined {
    if (other instanceof TimeDelta) {
      if (other.total === 0n) throw new ZeroDivisionError('division by zero');
      return toFloat(ratio(this.total, other.total));
    }
    const int = asInt(other);
    const float = int === undefined ? asFloat(other) : undefined;
    if (int === undefined && float === undefined) return undefined;
    if (int === 0 || float === 0) throw new ZeroDivisionError('integer division or modulo by zero');
    if (int !== undefined) return TimeDelta.of(roundedRatio(this.total, BigInt(int)));
    const [numerator, denominator] = exactFraction(float!);
    return TimeDelta.of(roundedRatio(this.total * denominator, numerator));
  }

  pyFloorDivide(other: Value): TimeDelta | Int | undefined {
    const divisor = other instanceof TimeDelta ? other.total : asInt(other);
    if (divisor === undefined) return undefined;
    if (Number(divisor) === 0) throw new ZeroDivisionError('integer division or modulo by zero');
    const quotient = floorDivide(this.total, BigInt(divisor));
    return other instanceof TimeDelta ? normalize(quotient) : TimeDelta.of(quotient);
  }

  pyModulo(other: Value): TimeDelta | undefined {
    if (!(other instanceof TimeDelta)) return undefined;
    if (other.total === 0n) throw new ZeroDivisionError('integer modulo by zero');
    return TimeDelta.of(this.total - floorDivide(this.total, other.total) * other.total);
  }

  pyDivmod(other: Value): Value | undefined {
    if (!(other instanceof TimeDelta)) return undefined;
    return tupleOf([this.pyFloorDivide(other)!, this.pyModulo(other)!]);
  }

  toPythonJson(): string {
    throw new PyTypeError('Object of type timedelta is not JSON serializable');
  }
}

/** The parts of a timedelta. What floats leave below a microsecond is added up, and rounded at the end. */
class Sum {
  #microseconds = 0n;
  #fraction = 0;

  add(name: string, value: Argument, unit: bigint): void {
    if (value === undefined) return;
    const int = asInt(value);
    if (int !== undefined) {
      this.#microseconds += BigInt(int) * unit;
      return;
    }
    const float = asFloat(value);
    if (float === undefined)
      throw new PyTypeError(`unsupported type for timedelta ${name} component: ${typeName(value)}`);
    if (Number.isNaN(float)) throw new ValueError('cannot convert float NaN to integer');
    if (!Number.isFinite(float))
      throw new OverflowError('cannot convert float infinity to integer');
    const whole = Math.trunc(float);
    this.#microseconds += BigInt(whole) * unit;
    const rest = (float - whole) * Number(unit);
    this.#microseconds += BigInt(Math.trunc(rest));
    this.#fraction += rest - Math.trunc(rest);
  }

  total(): bigint {
    if (this.#fraction === 0) return this.#microseconds;
    const odd = Number(this.#microseconds & 1n);
    // Half to even: of the sum, not of the fraction.
    const half = (this.#fraction + odd) * 0.5;
    const away = Math.sign(half) * Math.round(Math.abs(half));
    const rounded = Math.round(Math.abs(this.#fraction)) * Math.sign(this.#fraction);
    const isTie = Math.abs(rounded - this.#fraction) === 0.5;
    return this.#microseconds + BigInt(isTie ? 2 * away - odd : rounded);
  }
}

export function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Half to even. */
function roundedRatio(a: bigint, b: bigint): bigint {
  const quotient = floorDivide(a, b);
  const twice = (a - quotient * b) * 2n;
  const [double, whole] = b < 0n ? [-twice, -b] : [twice, b];
  return double > whole || (double === whole && quotient % 2n !== 0n) ? quotient + 1n : quotient;
}

/** a / b as the nearest float. */
export function ratio(a: bigint, b: bigint): number {
  const [numerator, denominator] = [Number(a), Number(b)];
  if (Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator))
    return numerator / denominator;
  // Of 64 more bits than a float has the last says whether anything was cut off.
  const shifted = a << 128n;
  const quotient = shifted / b;
  return Number(quotient * b === shifted ? quotient : quotient | 1n) / 2 ** 128;
}

/** A float as the fraction it is. */
function exactFraction(value: number): readonly [bigint, bigint] {
  let [numerator, denominator] = [value, 1n];
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return [BigInt(numerator), denominator];
}
