/** Truth, equality and order of values: exactly Python's, where JavaScript's operators mean something else. */
import { byCodePoint } from '../flask/json.js';
import { PyTypeError } from './exceptions.js';
import { asNumber } from './numbers.js';
import { pythonObject, type PythonObject } from './protocols.js';
import { PyType, typeName } from './type-name.js';
import { Float, Tuple, type Value } from './value.js';

/** `bool(value)`: all is true but None, False, zero and what is empty. */
export function truthy(value: Value): boolean {
  switch (typeof value) {
    case 'number':
      return value !== 0;
    case 'object':
      return value !== null && isObjectTruthy(value);
    case 'undefined':
    case 'function':
      return typeof value === 'function';
    default:
      return Boolean(value);
  }
}

function isObjectTruthy(value: object): boolean {
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length > 0;
  if (value instanceof Float) return value.value !== 0;
  const { pyBool, pyLen } = value as PythonObject;
  if (pyBool) return pyBool.call(value);
  return pyLen ? pyLen.call(value) > 0 : true;
}

export function not(value: Value): boolean {
  return !truthy(value);
}

export function equals(a: Value, b: Value): boolean {
  if (a === b) return true;
  const [kind, other] = [typeof a, typeof b];
  if (kind === 'string' && other === 'string') return false;
  if (kind === 'number' && other === 'number') return false;
  const number = asNumber(a);
  if (number !== undefined) {
    const second = asNumber(b);
    if (second !== undefined) return sameNumber(number, second);
  }
  if (kind !== 'object' && other !== 'object') return false;
  if (Array.isArray(a) && Array.isArray(b)) return sameItems(a as Value[], b as Value[]);
  if (a instanceof Uint8Array && b instanceof Uint8Array)
    return a.length === b.length && a.every((byte, at) => byte === b[at]);
  const [one, two] = [pythonObject(a), pythonObject(b)];
  return one?.pyEquals?.(b) ?? two?.pyEquals?.(a) ?? false;
}

function sameNumber(a: number | bigint, b: number | bigint): boolean {
  return a <= b && a >= b;
}

function sameItems(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length || a instanceof Tuple !== b instanceof Tuple) return false;
  for (let at = 0; at < a.length; at += 1) if (!equals(a[at]!, b[at]!)) return false;
  return true;
}

export function notEquals(a: Value, b: Value): boolean {
  return !equals(a, b);
}

/** `a is b`: for what has no identity here, numbers and strings, whether they are the same. */
export function is(a: Value, b: Value): boolean {
  if (a === b || (a instanceof Float && b instanceof Float && Object.is(a.value, b.value)))
    return true;
  return a instanceof PyType ? a.pyEquals(b) : b instanceof PyType && b.pyEquals(a);
}

/**
 * Below, at or above zero, as a is to b; NaN where neither is first, as with NaN and some sets; undefined where
 * Python cannot compare them.
 */
export function order(a: Value, b: Value): number | undefined {
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b);
  const number = asNumber(a);
  if (number !== undefined) {
    const other = asNumber(b);
    if (other !== undefined)
      return number < other ? -1 : number > other ? 1 : number >= other ? 0 : Number.NaN;
  }
  const compared = pythonObject(a)?.pyCompare?.(b);
  if (compared !== undefined) return compared;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  const reflected = pythonObject(b)?.pyCompare?.(a);
  return reflected === undefined ? undefined : -reflected;
}

export function less(a: Value, b: Value): boolean {
  return compare(a, b, LESS);
}

export function lessOrEqual(a: Value, b: Value): boolean {
  return compare(a, b, LESS_OR_EQUAL);
}

export function greater(a: Value, b: Value): boolean {
  return compare(a, b, GREATER);
}

export function greaterOrEqual(a: Value, b: Value): boolean {
  return compare(a, b, GREATER_OR_EQUAL);
}

interface Comparison {
  readonly sign: string;
  readonly holds: (order: number) => boolean;
  readonly method: 'pyLess' | 'pyLessOrEqual' | 'pyGreater' | 'pyGreaterOrEqual';
  readonly reflected: 'pyLess' | 'pyLessOrEqual' | 'pyGreater' | 'pyGreaterOrEqual';
}

const LESS: Comparison = {
  sign: '<',
  holds: (found) => found < 0,
  method: 'pyLess',
  reflected: 'pyGreater',
};
const LESS_OR_EQUAL: Comparison = {
  sign: '<=',
  holds: (found) => found <= 0,
  method: 'pyLessOrEqual',
  reflected: 'pyGreaterOrEqual',
};
const GREATER: Comparison = {
  sign: '>',
  holds: (found) => found > 0,
  method: 'pyGreater',
  reflected: 'pyLess',
};
const GREATER_OR_EQUAL: Comparison = {
  sign: '>=',
  holds: (found) => found >= 0,
  method: 'pyGreaterOrEqual',
  reflected: 'pyLessOrEqual',
};

function compare(a: Value, b: Value, comparison: Comparison): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return comparison.holds(a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN);
  if (Array.isArray(a) && Array.isArray(b) && a instanceof Tuple === b instanceof Tuple)
    return compareItems(a as Value[], b as Value[], comparison);
  const answer =
    pythonObject(a)?.[comparison.method]?.(b) ?? pythonObject(b)?.[comparison.reflected]?.(a);
  if (answer !== undefined) return truthy(answer);
  const found = order(a, b);
  if (found !== undefined) return comparison.holds(found);
  throw new PyTypeError(
    `'${comparison.sign}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
  );
}

/** The first items that differ decide; where there are none, the lengths. */
function compareItems(a: readonly Value[], b: readonly Value[], comparison: Comparison): boolean {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1)
    if (!equals(a[at]!, b[at]!)) return compare(a[at]!, b[at]!, comparison);
  return comparison.holds(a.length - b.length);
}

/** `a or b`: a itself where it is true, and b is not evaluated. */
export function or<A extends Value, B>(a: A, b: () => B): A | B {
  return truthy(a) ? a : b();
}

export function and<A extends Value, B>(a: A, b: () => B): A | B {
  return truthy(a) ? b() : a;
}
