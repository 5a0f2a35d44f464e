/**
 * Arithmetic on any two values. An int's result is an int of any size, a float stays a float without a fraction too,
 * and what Python has no meaning for is its TypeError.
 */
import { PyTypeError, ValueError } from './exceptions.js';
import { divideFloats, floorDivideFloats, moduloFloats, powerFloats } from './floats.js';
import { formatPercent } from './format-percent.js';
import {
  addInts,
  divideInts,
  floorDivideInts,
  moduloInts,
  multiplyInts,
  powerInts,
  shiftLeftInt,
  shiftRightInt,
  subtractInts,
} from './integers.js';
import {
  asFloat,
  asInt,
  intToNumber,
  normalize,
  toFloat,
  type Int,
  type PyFloat,
} from './numbers.js';
import { pythonObject, type PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { Float, Tuple, tupleOf, type Value } from './value.js';

export function add(a: string, b: string): string;
export function add(a: Int, b: Int): Value;
export function add<A, B>(a: A[], b: B[]): (A | B)[];
export function add(a: Value, b: Value): Value;
export function add(a: Value, b: Value): Value {
  if (typeof a === 'number') return calculate(a, b, ADD);
  if (typeof a === 'string') {
    if (typeof b === 'string') return a + b;
    const reflected = pythonObject(b)?.pyReflectedAdd?.(a);
    if (reflected !== undefined) return reflected;
    throw new PyTypeError(`can only concatenate str (not "${typeName(b)}") to str`);
  }
  if (Array.isArray(a)) return concatenate(a as Value[], b);
  if (a instanceof Uint8Array) {
    if (b instanceof Uint8Array) return Buffer.concat([a, b]);
    throw new PyTypeError(`can't concat ${typeName(b)} to bytes`);
  }
  return calculate(a, b, ADD);
}

function concatenate(a: Value[], b: Value): Value {
  if (Array.isArray(b) && a instanceof Tuple === b instanceof Tuple) {
    const items = (a as Value[]).concat(b as Value[]);
    return a instanceof Tuple ? tupleOf(items) : items;
  }
  const reflected = pythonObject(b)?.pyReflectedAdd?.(a);
  if (reflected !== undefined) return reflected;
  const name = typeName(a);
  throw new PyTypeError(`can only concatenate ${name} (not "${typeName(b)}") to ${name}`);
}

export function subtract(a: Value, b: Value): Value {
  return calculate(a, b, SUBTRACT);
}

export function multiply(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return calculate(a, b, MULTIPLY);
  if (isSequence(a)) return repeat(a, b);
  if (isSequence(b)) return repeat(b, a);
  return calculate(a, b, MULTIPLY);
}

export function isSequence(value: Value): value is string | Value[] | Uint8Array {
  return typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array;
}

function repeat(sequence: string | Value[] | Uint8Array, by: Value): Value {
  const times = asInt(by) ?? pythonObject(by)?.pyIndex?.();
  if (times === undefined)
    throw new PyTypeError(`can't multiply sequence by non-int of type '${typeName(by)}'`);
  const count = Math.max(0, Number(times));
  if (typeof sequence === 'string') return sequence.repeat(count);
  if (sequence instanceof Uint8Array)
    return Buffer.concat(Array.from({ length: count }, () => sequence));
  const items: Value[] = [];
  for (let time = 0; time < count; time += 1) for (const item of sequence) items.push(item);
  return sequence instanceof Tuple ? tupleOf(items) : items;
}

export function divide(a: Int | PyFloat, b: Int | PyFloat): PyFloat;
export function divide(a: Value, b: Value): Value;
export function divide(a: Value, b: Value): Value {
  return calculate(a, b, DIVIDE);
}

export function floorDivide(a: Value, b: Value): Value {
  return calculate(a, b, FLOOR_DIVIDE);
}

/** `a % b`, which for a str puts values into it. */
export function modulo(a: string, b: Value): string;
export function modulo(a: Value, b: Value): Value;
export function modulo(a: Value, b: Value): Value {
  return typeof a === 'string' ? formatPercent(a, b) : calculate(a, b, MODULO);
}

export function power(a: Value, b: Value): Value {
  return calculate(a, b, POWER);
}

export function bitAnd(a: boolean, b: boolean): boolean;
export function bitAnd(a: Value, b: Value): Value;
export function bitAnd(a: Value, b: Value): Value {
  if (typeof a === 'boolean' && typeof b === 'boolean') return a && b;
  return calculate(a, b, BIT_AND);
}

export function bitOr(a: boolean, b: boolean): boolean;
export function bitOr(a: Value, b: Value): Value;
export function bitOr(a: Value, b: Value): Value {
  if (typeof a === 'boolean' && typeof b === 'boolean') return a || b;
  return calculate(a, b, BIT_OR);
}

export function bitXor(a: boolean, b: boolean): boolean;
export function bitXor(a: Value, b: Value): Value;
export function bitXor(a: Value, b: Value): Value {
  if (typeof a === 'boolean' && typeof b === 'boolean') return a !== b;
  return calculate(a, b, BIT_XOR);
}

export function shiftLeft(a: Value, b: Value): Value {
  return calculate(a, b, SHIFT_LEFT);
}

export function shiftRight(a: Value, b: Value): Value {
  return calculate(a, b, SHIFT_RIGHT);
}

export function negate(value: Value): Value {
  const int = asInt(value);
  if (int !== undefined) return subtractInts(0, int);
  const float = asFloat(value);
  if (float !== undefined) return toFloat(-float);
  return pythonObject(value)?.pyNegate?.() ?? failUnary('-', value);
}

export function positive(value: Value): Value {
  const int = asInt(value);
  if (int !== undefined) return int;
  if (asFloat(value) !== undefined) return value;
  return pythonObject(value)?.pyPositive?.() ?? failUnary('+', value);
}

export function invert(value: Value): Value {
  const int = asInt(value);
  if (int !== undefined) return subtractInts(-1, int);
  return pythonObject(value)?.pyInvert?.() ?? failUnary('~', value);
}

function failUnary(sign: string, value: Value): never {
  throw new PyTypeError(`bad operand type for unary ${sign}: '${typeName(value)}'`);
}

export type Method = keyof PythonObject & `py${string}`;

export interface Operation {
  readonly sign: string;
  readonly method: Method;
  readonly reflected: Method;
  readonly ints: (a: Int, b: Int) => Value;
  /** Where floats have the operation. */
  readonly floats?: (a: number, b: number) => Value;
}

export const ADD: Operation = {
  sign: '+',
  method: 'pyAdd',
  reflected: 'pyReflectedAdd',
  ints: addInts,
  floats: (a, b) => toFloat(a + b),
};
export const SUBTRACT: Operation = {
  sign: '-',
  method: 'pySubtract',
  reflected: 'pyReflectedSubtract',
  ints: subtractInts,
  floats: (a, b) => toFloat(a - b),
};
export const MULTIPLY: Operation = {
  sign: '*',
  method: 'pyMultiply',
  reflected: 'pyReflectedMultiply',
  ints: multiplyInts,
  floats: (a, b) => toFloat(a * b),
};
export const DIVIDE: Operation = {
  sign: '/',
  method: 'pyDivide',
  reflected: 'pyReflectedDivide',
  ints: (a, b) => toFloat(divideInts(a, b)),
  floats: (a, b) => toFloat(divideFloats(a, b)),
};
export const FLOOR_DIVIDE: Operation = {
  sign: '//',
  method: 'pyFloorDivide',
  reflected: 'pyReflectedFloorDivide',
  ints: floorDivideInts,
  floats: (a, b) => toFloat(floorDivideFloats(a, b)),
};
export const MODULO: Operation = {
  sign: '%',
  method: 'pyModulo',
  reflected: 'pyReflectedModulo',
  ints: moduloInts,
  floats: (a, b) => toFloat(moduloFloats(a, b)),
};
export const POWER: Operation = {
  sign: '** or pow()',
  method: 'pyPower',
  reflected: 'pyReflectedPower',
  ints: (a, b) => (b < 0 ? raise(intToNumber(a), intToNumber(b)) : powerInts(a, b)),
  floats: raise,
};
export const BIT_AND: Operation = {
  sign: '&',
  method: 'pyBitAnd',
  reflected: 'pyReflectedBitAnd',
  ints: (a, b) => normalize(BigInt(a) & BigInt(b)),
};
export const BIT_OR: Operation = {
  sign: '|',
  method: 'pyBitOr',
  reflected: 'pyReflectedBitOr',
  ints: (a, b) => normalize(BigInt(a) | BigInt(b)),
};
export const BIT_XOR: Operation = {
  sign: '^',
  method: 'pyBitXor',
  reflected: 'pyReflectedBitXor',
  ints: (a, b) => normalize(BigInt(a) ^ BigInt(b)),
};
export const SHIFT_LEFT: Operation = {
  sign: '<<',
  method: 'pyShiftLeft',
  reflected: 'pyReflectedShiftLeft',
  ints: shiftLeftInt,
};
export const SHIFT_RIGHT: Operation = {
  sign: '>>',
  method: 'pyShiftRight',
  reflected: 'pyReflectedShiftRight',
  ints: shiftRightInt,
};

function raise(a: number, b: number): PyFloat {
  const result = powerFloats(a, b);
  // Python's result is a complex number, of which there are none here.
  if (result === undefined) throw new ValueError('math domain error');
  return toFloat(result);
}

/** @param sign as Python's message has it. */
export function calculate(a: Value, b: Value, operation: Operation, sign = operation.sign): Value {
  const [int, second] = [asInt(a), asInt(b)];
  if (int !== undefined && second !== undefined) return operation.ints(int, second);
  if (operation.floats && isNumber(a, int) && isNumber(b, second))
    return operation.floats(operand(a, int), operand(b, second));
  const answer = call(a, operation.method, b) ?? call(b, operation.reflected, a);
  if (answer !== undefined) return answer;
  throw new PyTypeError(
    `unsupported operand type(s) for ${sign}: '${typeName(a)}' and '${typeName(b)}'`,
  );
}

function isNumber(value: Value, int: Int | undefined): boolean {
  return int !== undefined || typeof value === 'number' || value instanceof Float;
}

function operand(value: Value, int: Int | undefined): number {
  return int === undefined ? asFloat(value)! : intToNumber(int);
}

function call(value: Value, name: Method, other: Value): Value | undefined {
  const object = pythonObject(value);
  const method = object?.[name] as ((other: Value) => Value | undefined) | undefined;
  return method?.call(object, other);
}
