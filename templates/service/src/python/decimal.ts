/**
 * Python's `Decimal`: a whole number times a power of ten, so that 1.10 keeps its zero; with arithmetic of 28 digits.
 * After the General Decimal Arithmetic Specification, as CPython's `_pydecimal.py` reads it. Signalling NaN and the
 * flags of a context are left out.
 */
import { dumps, type ToPythonJson, type Write } from '../flask/json.js';
import { toAsciiDigits } from '../flask/python.js';
import {
  divideRounded,
  DivisionByZero,
  getcontext,
  invalid,
  powerOfTen,
  ROUND_CEILING,
  ROUND_DOWN,
  ROUND_FLOOR,
  ROUND_HALF_EVEN,
} from './decimal-rounding.js';
import { formatDecimal } from './decimal-format.js';
import { NotImplementedError, OverflowError, PyTypeError, ValueError } from './exceptions.js';
import { integerSquareRoot } from './integers.js';
import { asFloat, asInt, normalize } from './numbers.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import {
  toFloat,
  tuple,
  tupleOf,
  type Int,
  type PyFloat,
  type Tuple,
  type Value,
} from './value.js';

export * from './decimal-rounding.js';

type Argument = Value | undefined;
type Special = 'Infinity' | 'NaN';

export interface DecimalParts {
  readonly isNegative: boolean;
  readonly coefficient: bigint;
  readonly exponent: number;
  readonly special?: Special | undefined;
}

export class Decimal implements PythonObject, ToPythonJson, DecimalParts {
  static readonly pythonClass: string = 'decimal.Decimal';

  readonly isNegative: boolean;
  readonly coefficient: bigint;
  readonly exponent: number;
  readonly special: Special | undefined;

  constructor(value: Argument = 0) {
    const { isNegative, coefficient, exponent, special } = partsOf(value);
    this.isNegative = isNegative;
    this.coefficient = coefficient;
    this.exponent = exponent;
    this.special = special;
  }

  static of(parts: DecimalParts): Decimal {
    return new Decimal(parts);
  }

  static from_float(value: Value): Decimal {
    return new Decimal(value);
  }

  /** The digits of the coefficient. */
  get digits(): string {
    return String(this.coefficient);
  }

  adjusted(): number {
    return this.special ? 0 : this.exponent + this.digits.length - 1;
  }

  is_nan(): boolean {
    return this.special === 'NaN';
  }

  is_infinite(): boolean {
    return this.special === 'Infinity';
  }

  is_finite(): boolean {
    return this.special === undefined;
  }

  is_zero(): boolean {
    return this.special === undefined && this.coefficient === 0n;
  }

  is_signed(): boolean {
    return this.isNegative;
  }

  copy_abs(): Decimal {
    return Decimal.of({ ...this.parts, isNegative: false });
  }

  copy_negate(): Decimal {
    return Decimal.of({ ...this.parts, isNegative: !this.isNegative });
  }

  as_tuple(): Tuple {
    return tuple(
      Number(this.isNegative),
      tupleOf(Array.from(this.special === 'Infinity' ? '0' : this.digits, Number)),
      this.special === undefined ? this.exponent : this.special === 'NaN' ? 'n' : 'F',
    );
  }

  /** With the exponent of another number. */
  quantize(other: Value, rounding: Argument = null): Decimal {
    const second = decimalOf(other)!;
    const { exponent, special } = second;
    if (this.special === 'NaN') return this;
    if (special === 'NaN') return second;
    if (special || this.special) {
      if (special === this.special) return this;
      throw invalid('InvalidOperation');
    }
    const result = this.rescaled(exponent, (rounding as string | null) ?? getcontext().rounding);
    if (result.digits.length > getcontext().prec) throw invalid('InvalidOperation');
    return result;
  }

  /** Without zeros at its end. */
  normalize(): Decimal {
    const found = this.rounded();
    if (found.special) return found;
    if (found.coefficient === 0n) return Decimal.of({ ...found.parts, exponent: 0 });
    let { coefficient, exponent } = found;
    while (coefficient % 10n === 0n) {
      coefficient /= 10n;
      exponent += 1;
    }
    return Decimal.of({ ...found.parts, coefficient, exponent });
  }

  to_integral_value(rounding: Argument = null): Decimal {
    if (this.special || this.exponent >= 0) return this;
    return this.rescaled(0, (rounding as string | null) ?? getcontext().rounding);
  }

  /** Times a power of ten. */
  scaleb(power: Value): Decimal {
    return Decimal.of({ ...this.parts, exponent: this.exponent + Number(power) });
  }

  sqrt(): Decimal {
    if (this.special === 'NaN' || (this.special && !this.isNegative)) return this;
    if (this.isNegative && this.coefficient !== 0n) throw invalid('InvalidOperation');
    const ideal = Math.floor(this.exponent / 2);
    if (this.coefficient === 0n) return Decimal.of({ ...this.parts, exponent: ideal });
    // An even exponent, and two digits more than are wanted.
    const wanted = getcontext().prec + 2;
    let shift = Math.max(0, 2 * wanted - this.digits.length);
    if ((this.exponent - shift) % 2 !== 0) shift += 1;
    const radicand = this.coefficient * powerOfTen(shift);
    let root = integerSquareRoot(radicand);
    let exponent = (this.exponent - shift) / 2;
    if (root * root !== radicand) root = root * 10n + 1n;
    else {
      while (exponent < ideal && root % 10n === 0n) {
        root /= 10n;
        exponent += 1;
      }
      return Decimal.of({ isNegative: false, coefficient: root, exponent }).rounded();
    }
    return Decimal.of({ isNegative: false, coefficient: root, exponent: exponent - 1 }).rounded();
  }

  compare(other: Value): Decimal {
    return new Decimal(Math.sign(this.pyCompare(other)!));
  }

  max(other: Value): Decimal {
    return this.pyCompare(other)! >= 0 ? this : decimalOf(other)!;
  }

  min(other: Value): Decimal {
    return this.pyCompare(other)! <= 0 ? this : decimalOf(other)!;
  }

  pyStr(): string {
    const sign = this.isNegative ? '-' : '';
    if (this.special) return sign + this.special;
    const { digits, exponent } = this;
    const left = exponent + digits.length;
    const point = exponent <= 0 && left > -6 ? left : 1;
    const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
    const rest = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
    const power = left - point;
    const shown = power === 0 ? '' : `E${power < 0 ? '-' : '+'}${Math.abs(power)}`;
    return sign + whole + (rest === '' ? '' : `.${rest}`) + shown;
  }

  pyRepr(): string {
    return `Decimal('${this.pyStr()}')`;
  }

  pyFormat(spec: string): string {
    return spec === '' ? this.pyStr() : formatDecimal(this, spec);
  }

  pyBool(): boolean {
    return this.special !== undefined || this.coefficient !== 0n;
  }

  pyInt(): Int {
    if (this.special === 'NaN') throw new ValueError('cannot convert NaN to integer');
    if (this.special) throw new OverflowError('cannot convert Infinity to integer');
    return signed(this.rescaled(0, ROUND_DOWN));
  }

  pyTruncate(): Int {
    return this.pyInt();
  }

  pyFloor(): Int {
    this.pyInt();
    return signed(this.rescaled(0, ROUND_FLOOR));
  }

  pyCeil(): Int {
    this.pyInt();
    return signed(this.rescaled(0, ROUND_CEILING));
  }

  pyFloat(): PyFloat {
    return toFloat(Number(this.pyStr()));
  }

  pyRound(digits: Argument): Value {
    if (digits !== undefined && digits !== null)
      return this.quantize(
        Decimal.of({ isNegative: false, coefficient: 1n, exponent: -Number(digits) }),
        ROUND_HALF_EVEN,
      );
    this.pyInt();
    return signed(this.rescaled(0, ROUND_HALF_EVEN));
  }

  /** That of the int or the float that it is equal to, where there is one. */
  pyHash(): string | number | bigint {
    if (this.special) return this.pyStr();
    const whole = this.rescaled(0, ROUND_DOWN);
    if (whole.compareTo(this) === 0) return signed(whole);
    const float = Number(this.pyStr());
    const isExact = Number.isFinite(float) && new Decimal(toFloat(float)).compareTo(this) === 0;
    return isExact ? float : `decimal ${this.normalize().pyStr()}`;
  }

  pyEquals(other: Value): boolean | undefined {
    const second = comparable(other);
    if (!second) return undefined;
    if (this.special === 'NaN' || second.special === 'NaN') return false;
    return this.compareTo(second) === 0;
  }

  pyCompare(other: Value): number | undefined {
    const second = comparable(other);
    if (!second) return undefined;
    if (this.special === 'NaN' || second.special === 'NaN') throw invalid('InvalidOperation');
    return this.compareTo(second);
  }

  pyNegate(): Decimal {
    return this.is_zero() ? this.copy_abs().rounded() : this.copy_negate().rounded();
  }

  pyPositive(): Decimal {
    return this.is_zero() ? this.copy_abs().rounded() : this.rounded();
  }

  pyAbs(): Decimal {
    return this.copy_abs().rounded();
  }

  pyAdd(other: Value): Decimal | undefined {
    const second = decimalOf(other);
    return second && sum(this, second);
  }

  pyReflectedAdd(other: Value): Decimal | undefined {
    return this.pyAdd(other);
  }

  pySubtract(other: Value): Decimal | undefined {
    const second = decimalOf(other);
    return second && sum(this, second.copy_negate());
  }

  pyReflectedSubtract(other: Value): Decimal | undefined {
    return decimalOf(other)?.pySubtract(this);
  }

  pyMultiply(other: Value): Decimal | undefined {
    const second = decimalOf(other);
    if (!second) return undefined;
    const isNegative = this.isNegative !== second.isNegative;
    if (this.special || second.special) {
      if (this.special === 'NaN' || second.special === 'NaN') return new Decimal('NaN');
      if (this.is_zero() || second.is_zero()) throw invalid('InvalidOperation');
      return infinity(isNegative);
    }
    return Decimal.of({
      isNegative,
      coefficient: this.coefficient * second.coefficient,
      exponent: this.exponent + second.exponent,
    }).rounded();
  }

  pyReflectedMultiply(other: Value): Decimal | undefined {
    return this.pyMultiply(other);
  }

  pyDivide(other: Value): Decimal | undefined {
    const second = decimalOf(other);
    return second && quotient(this, second);
  }

  pyReflectedDivide(other: Value): Decimal | undefined {
    return decimalOf(other)?.pyDivide(this);
  }

  pyFloorDivide(other: Value): Decimal | undefined {
    const second = decimalOf(other);
    return second && divided(this, second)[0];
  }

  pyReflectedFloorDivide(other: Value): Decimal | undefined {
    return decimalOf(other)?.pyFloorDivide(this);
  }

  /** With the sign of the dividend, where that of an int has the divisor's. */
  pyModulo(other: Value): Decimal | undefined {
    const second = decimalOf(other);
    if (second?.is_zero() && this.coefficient !== 0n) throw invalid('InvalidOperation');
    return second && divided(this, second)[1];
  }

  pyReflectedModulo(other: Value): Decimal | undefined {
    return decimalOf(other)?.pyModulo(this);
  }

  pyDivmod(other: Value): Tuple | undefined {
    const second = decimalOf(other);
    return second && tuple(...divided(this, second));
  }

  pyPower(other: Value): Decimal | undefined {
    const second = decimalOf(other);
    if (!second) return undefined;
    if (second.special || this.special || second.rescaled(0, ROUND_DOWN).compareTo(second) !== 0)
      throw new NotImplementedError('a power of Decimal that is no int');
    const power = Number(second.pyInt());
    if (power === 0 && this.is_zero()) throw invalid('InvalidOperation');
    const isNegative = this.isNegative && power % 2 !== 0;
    const size = Math.abs(power);
    const coefficient = this.coefficient ** BigInt(size);
    const result = Decimal.of({ isNegative, coefficient, exponent: this.exponent * size });
    return power < 0 ? quotient(new Decimal(1), result) : result.rounded();
  }

  pyReflectedPower(other: Value): Decimal | undefined {
    return decimalOf(other)?.pyPower(this);
  }

  toPythonJson(_write: Write): string {
    return dumps(this.pyStr());
  }

  /** As it is sent to PostgreSQL. */
  toPostgres(): string {
    return this.pyStr();
  }

  get parts(): DecimalParts {
    const { isNegative, coefficient, exponent, special } = this;
    return { isNegative, coefficient, exponent, special };
  }

  rescaled(exponent: number, mode: string): Decimal {
    const by = this.exponent - exponent;
    const coefficient =
      by >= 0
        ? this.coefficient * powerOfTen(by)
        : divideRounded(this.coefficient, powerOfTen(-by), this.isNegative, mode);
    return Decimal.of({ isNegative: this.isNegative, coefficient, exponent });
  }

  /** With as many digits as the context has. */
  rounded(digits = getcontext().prec, mode = getcontext().rounding): Decimal {
    const over = this.digits.length - digits;
    if (this.special || over <= 0) return this;
    const result = this.rescaled(this.exponent + over, mode);
    return result.digits.length > digits ? result.rescaled(result.exponent + 1, mode) : result;
  }

  private compareTo(other: Decimal): number {
    if (this.special || other.special) return rank(this) - rank(other);
    const exponent = Math.min(this.exponent, other.exponent);
    const difference = aligned(this, exponent) - aligned(other, exponent);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
}

function rank({ special, isNegative }: DecimalParts): number {
  return special ? (isNegative ? -1 : 1) : 0;
}

function signed({ isNegative, coefficient }: DecimalParts): Int {
  return normalize(isNegative ? -coefficient : coefficient);
}

function aligned({ isNegative, coefficient, exponent }: DecimalParts, to: number): bigint {
  const value = coefficient * powerOfTen(exponent - to);
  return isNegative ? -value : value;
}

function infinity(isNegative: boolean): Decimal {
  return Decimal.of({ isNegative, coefficient: 0n, exponent: 0, special: 'Infinity' });
}

function sum(a: Decimal, b: Decimal): Decimal {
  if (a.special || b.special) {
    if (a.special === 'NaN' || b.special === 'NaN') return new Decimal('NaN');
    if (a.special && b.special && a.isNegative !== b.isNegative) throw invalid('InvalidOperation');
    return a.special ? a : b;
  }
  const exponent = Math.min(a.exponent, b.exponent);
  const total = aligned(a, exponent) + aligned(b, exponent);
  const isNegative = total < 0n || (total === 0n && a.isNegative && b.isNegative);
  const coefficient = total < 0n ? -total : total;
  return Decimal.of({ isNegative, coefficient, exponent }).rounded();
}

function quotient(a: Decimal, b: Decimal): Decimal {
  const isNegative = a.isNegative !== b.isNegative;
  if (a.special === 'NaN' || b.special === 'NaN') return new Decimal('NaN');
  if (a.special && b.special) throw invalid('InvalidOperation');
  if (a.special) return infinity(isNegative);
  if (b.special) return Decimal.of({ isNegative, coefficient: 0n, exponent: -1_000_026 });
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) throw invalid('DivisionUndefined');
    throw new DivisionByZero("[<class 'decimal.DivisionByZero'>]");
  }
  const ideal = a.exponent - b.exponent;
  if (a.coefficient === 0n) return Decimal.of({ isNegative, coefficient: 0n, exponent: ideal });
  const shift = b.digits.length - a.digits.length + getcontext().prec + 1;
  const numerator = a.coefficient * powerOfTen(Math.max(0, shift));
  const denominator = b.coefficient * powerOfTen(Math.max(0, -shift));
  let coefficient = numerator / denominator;
  let exponent = ideal - shift;
  if (numerator % denominator !== 0n) {
    // A last digit of 0 or 5 would look like an exact result.
    if (coefficient % 5n === 0n) coefficient += 1n;
  } else {
    while (exponent < ideal && coefficient % 10n === 0n) {
      coefficient /= 10n;
      exponent += 1;
    }
  }
  return Decimal.of({ isNegative, coefficient, exponent }).rounded();
}

/** The whole quotient, cut off towards zero, and what remains. */
function divided(a: Decimal, b: Decimal): readonly [Decimal, Decimal] {
  if (a.special || b.special) throw invalid('InvalidOperation');
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) throw invalid('DivisionUndefined');
    throw new DivisionByZero("[<class 'decimal.DivisionByZero'>]");
  }
  const exponent = Math.min(a.exponent, b.exponent);
  const [numerator, denominator] = [
    aligned(a.copy_abs(), exponent),
    aligned(b.copy_abs(), exponent),
  ];
  const whole = Decimal.of({
    isNegative: a.isNegative !== b.isNegative,
    coefficient: numerator / denominator,
    exponent: 0,
  });
  if (whole.digits.length > getcontext().prec) throw invalid('DivisionImpossible');
  const coefficient = numerator % denominator;
  return [whole, Decimal.of({ isNegative: a.isNegative, coefficient, exponent }).rounded()];
}

/** For arithmetic, which takes no floats. */
function decimalOf(value: Value): Decimal | undefined {
  if (value instanceof Decimal) return value;
  const int = asInt(value);
  return int === undefined ? undefined : new Decimal(int);
}

/** For comparison, which takes floats as the numbers that they are. */
function comparable(value: Value): Decimal | undefined {
  return asFloat(value) === undefined ? decimalOf(value) : new Decimal(value);
}

const NUMBER = /^([-+]?)(?=\d|\.\d)(\d*)(?:\.(\d*))?(?:e([-+]?\d+))?$/i;

function partsOf(value: Value): DecimalParts {
  if (value instanceof Decimal) return value.parts;
  const int = asInt(value);
  if (int !== undefined)
    return { isNegative: int < 0, coefficient: absolute(BigInt(int)), exponent: 0 };
  const float = asFloat(value);
  if (float !== undefined) return partsOfFloat(float);
  if (typeof value === 'string') return partsOfText(value);
  if (typeof value === 'object' && value !== null && 'coefficient' in value)
    return value as DecimalParts;
  throw new PyTypeError(`conversion from ${typeName(value)} to Decimal is not supported`);
}

function partsOfText(text: string): DecimalParts {
  const trimmed = toAsciiDigits(text.trim().replaceAll('_', ''));
  const found = NUMBER.exec(trimmed);
  if (found) {
    const [, sign, whole, fraction = '', power = '0'] = found;
    return {
      isNegative: sign === '-',
      coefficient: BigInt(whole! + fraction),
      exponent: Number(power) - fraction.length,
    };
  }
  const special = /^([-+]?)(?:(inf(?:inity)?)|nan)$/i.exec(trimmed);
  if (!special) throw invalid('ConversionSyntax');
  return {
    isNegative: special[1] === '-',
    coefficient: 0n,
    exponent: 0,
    special: special[2] === undefined ? 'NaN' : 'Infinity',
  };
}

/** A float is exactly a number of ten's powers, which may be long. */
function partsOfFloat(float: number): DecimalParts {
  const isNegative = float < 0 || Object.is(float, -0);
  if (!Number.isFinite(float))
    return partsOfText(Number.isNaN(float) ? 'nan' : isNegative ? '-inf' : 'inf');
  let [numerator, halvings] = [Math.abs(float), 0];
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    halvings += 1;
  }
  return {
    isNegative,
    coefficient: BigInt(numerator) * 5n ** BigInt(halvings),
    exponent: -halvings,
  };
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
