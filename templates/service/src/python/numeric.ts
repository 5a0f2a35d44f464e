/** The builtins that calculate: `abs`, `round`, `min`, `max`, `sum`, `divmod`, `pow`. */
import { greater, less } from './compare.js';
import { OverflowError, PyTypeError, ValueError, ZeroDivisionError } from './exceptions.js';
import { roundFloat } from './float-text.js';
import { powerModulo } from './integers.js';
import { iterate } from './iterate.js';
import {
  asFloat,
  asInt,
  intOf,
  normalize,
  toFloat,
  toIndex,
  type Int,
  type PyFloat,
} from './numbers.js';
import { add, floorDivide, modulo, negate, power } from './arithmetic.js';
import { pythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { tuple, type Tuple, type Value } from './value.js';

export function abs(value: Int): Int;
export function abs(value: Value): Value;
export function abs(value: Value): Value {
  const int = asInt(value);
  if (int !== undefined) return int < 0 ? negate(int) : int;
  const float = asFloat(value);
  if (float !== undefined) return toFloat(Math.abs(float));
  const answer = pythonObject(value)?.pyAbs?.();
  if (answer !== undefined) return answer;
  throw new PyTypeError(`bad operand type for abs(): '${typeName(value)}'`);
}

/** Halves go to the even neighbour; a float without `digits` becomes an int. */
export function round(value: Int, digits?: null): Int;
export function round(value: PyFloat, digits?: null): Int;
export function round(value: Value, digits?: Value): Value;
export function round(value: Value, digits?: Value): Value {
  const int = asInt(value);
  const float = asFloat(value);
  if (int === undefined && float === undefined) {
    const object = pythonObject(value);
    if (object?.pyRound) return object.pyRound(digits ?? undefined);
    throw new PyTypeError(`type ${typeName(value)} doesn't define __round__ method`);
  }
  if (digits === undefined || digits === null) return int ?? roundToInt(float!);
  const places = Number(toIndex(digits));
  if (int !== undefined) return places < 0 ? roundInt(int, -places) : int;
  if (!Number.isFinite(float)) return value;
  const rounded = roundFloat(float!, places);
  if (!Number.isFinite(rounded)) throw new OverflowError('rounded value too large to represent');
  return toFloat(rounded);
}

function roundToInt(value: number): Int {
  if (Number.isNaN(value)) throw new ValueError('cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new OverflowError('cannot convert float infinity to integer');
  return intOf(roundFloat(value, 0));
}

function roundInt(value: Int, zeros: number): Int {
  const unit = 10n ** BigInt(zeros);
  const whole = BigInt(value);
  const rest = ((whole % unit) + unit) % unit;
  const below = whole - rest;
  const isUp = rest * 2n > unit || (rest * 2n === unit && (below / unit) % 2n !== 0n);
  return normalize(isUp ? below + unit : below);
}

type Key = Value | undefined;

/** `values` are the arguments: one of them is what holds the values. */
export function min<Item>(values: readonly [Item[]], key?: Key, otherwise?: undefined): Item;
export function min(values: readonly Value[], key?: Key, otherwise?: Value): Value;
export function min(values: readonly Value[], key?: Key, otherwise?: Value): Value {
  return best('min', values, less, key, otherwise);
}

export function max<Item>(values: readonly [Item[]], key?: Key, otherwise?: undefined): Item;
export function max(values: readonly Value[], key?: Key, otherwise?: Value): Value;
export function max(values: readonly Value[], key?: Key, otherwise?: Value): Value {
  return best('max', values, greater, key, otherwise);
}

function best(
  name: string,
  values: readonly Value[],
  isBetter: (a: Value, b: Value) => boolean,
  key: Key,
  otherwise: Key,
): Value {
  if (values.length === 0) throw new PyTypeError(`${name} expected at least 1 argument, got 0`);
  if (values.length > 1 && otherwise !== undefined)
    throw new PyTypeError(
      `Cannot specify a default for ${name}() with multiple positional arguments`,
    );
  const items = values.length === 1 ? iterate(values[0]!) : values;
  const rank = keyFunction(key);
  let found: { readonly item: Value; readonly rank: Value } | undefined;
  for (const item of items) {
    const ranked = rank(item);
    if (!found || isBetter(ranked, found.rank)) found = { item, rank: ranked };
  }
  if (found) return found.item;
  if (otherwise !== undefined) return otherwise;
  throw new ValueError(`${name}() arg is an empty sequence`);
}

/** What a `key` parameter stands for: nothing, None, or a function. */
export function keyFunction(key: Key): (item: Value) => Value {
  if (key === undefined || key === null) return (item) => item;
  if (typeof key !== 'function') throw new PyTypeError(`'${typeName(key)}' object is not callable`);
  return key as (item: Value) => Value;
}

export function sum(values: Iterable<Int>, start?: Int): Int;
export function sum(values: Value, start?: Value): Value;
export function sum(values: Value, start: Value = 0): Value {
  if (typeof start === 'string')
    throw new PyTypeError("sum() can't sum strings [use ''.join(seq) instead]");
  let total = start as Value;
  for (const value of iterate(values)) total = add(total, value);
  return total;
}

export function divmod(a: Value, b: Value): Tuple & [Value, Value] {
  const isNumeric = [a, b].every(
    (value) => asInt(value) !== undefined || asFloat(value) !== undefined,
  );
  if (isNumeric) {
    if (asFloat(a) !== undefined || asFloat(b) !== undefined) {
      if (Number(asInt(b) ?? asFloat(b)) === 0) throw new ZeroDivisionError('float divmod()');
    }
    return tuple(floorDivide(a, b), modulo(a, b));
  }
  const answer = pythonObject(a)?.pyDivmod?.(b) ?? pythonObject(b)?.pyReflectedDivmod?.(a);
  if (answer !== undefined) return answer as Tuple & [Value, Value];
  throw new PyTypeError(
    `unsupported operand type(s) for divmod(): '${typeName(a)}' and '${typeName(b)}'`,
  );
}

/** `pow(base, exponent, modulus)`. */
export function pow(base: Value, exponent: Value, modulus?: Value): Value {
  if (modulus === undefined || modulus === null) return power(base, exponent);
  const [a, b, c] = [asInt(base), asInt(exponent), asInt(modulus)];
  if (a === undefined || b === undefined || c === undefined)
    throw new PyTypeError('pow() 3rd argument not allowed unless all arguments are integers');
  return powerModulo(a, b, c);
}
