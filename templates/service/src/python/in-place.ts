/** `+=` and its kin: a list, a set and a dict are changed where they are; all else gets a new value. */
import * as arithmetic from './arithmetic.js';
import { iterate } from './iterate.js';
import { pythonObject } from './protocols.js';
import { Tuple, type Value } from './value.js';

export function addInPlace(a: string, b: string): string;
export function addInPlace<A>(a: A[], b: Iterable<A>): A[];
export function addInPlace(a: Value, b: Value): Value;
export function addInPlace(a: Value, b: Value): Value {
  if (isList(a)) {
    for (const item of a === b ? [...a] : iterate(b)) a.push(item);
    return a;
  }
  return arithmetic.isSequence(a) ? arithmetic.add(a, b) : inPlace(a, b, arithmetic.ADD, '+=');
}

export function multiplyInPlace(a: Value, b: Value): Value {
  if (isList(a)) {
    const items = arithmetic.multiply(a, b) as Value[];
    a.length = 0;
    for (const item of items) a.push(item);
    return a;
  }
  const isRepeated = arithmetic.isSequence(b) && !pythonObject(a)?.pyContains;
  return arithmetic.isSequence(a) || isRepeated
    ? arithmetic.multiply(a, b)
    : inPlace(a, b, arithmetic.MULTIPLY, '*=');
}

export function moduloInPlace(a: Value, b: Value): Value {
  return typeof a === 'string' ? arithmetic.modulo(a, b) : inPlace(a, b, arithmetic.MODULO, '%=');
}

export function subtractInPlace(a: Value, b: Value): Value {
  return inPlace(a, b, arithmetic.SUBTRACT, '-=');
}

export function divideInPlace(a: Value, b: Value): Value {
  return inPlace(a, b, arithmetic.DIVIDE, '/=');
}

export function floorDivideInPlace(a: Value, b: Value): Value {
  return inPlace(a, b, arithmetic.FLOOR_DIVIDE, '//=');
}

export function powerInPlace(a: Value, b: Value): Value {
  return inPlace(a, b, arithmetic.POWER, '**=');
}

export function bitAndInPlace(a: Value, b: Value): Value {
  return areBools(a, b) ? arithmetic.bitAnd(a, b) : inPlace(a, b, arithmetic.BIT_AND, '&=');
}

export function bitOrInPlace(a: Value, b: Value): Value {
  return areBools(a, b) ? arithmetic.bitOr(a, b) : inPlace(a, b, arithmetic.BIT_OR, '|=');
}

export function bitXorInPlace(a: Value, b: Value): Value {
  return areBools(a, b) ? arithmetic.bitXor(a, b) : inPlace(a, b, arithmetic.BIT_XOR, '^=');
}

export function shiftLeftInPlace(a: Value, b: Value): Value {
  return inPlace(a, b, arithmetic.SHIFT_LEFT, '<<=');
}

export function shiftRightInPlace(a: Value, b: Value): Value {
  return inPlace(a, b, arithmetic.SHIFT_RIGHT, '>>=');
}

function isList(value: Value): value is Value[] {
  return Array.isArray(value) && !(value instanceof Tuple);
}

function areBools(a: Value, b: Value): boolean {
  return typeof a === 'boolean' && typeof b === 'boolean';
}

function inPlace(a: Value, b: Value, operation: arithmetic.Operation, sign: string): Value {
  const object = pythonObject(a) as Readonly<Record<string, unknown>> | undefined;
  const method = object?.[`${operation.method}InPlace`] as
    ((other: Value) => Value | undefined) | undefined;
  return method?.call(object, b) ?? arithmetic.calculate(a, b, operation, sign);
}
