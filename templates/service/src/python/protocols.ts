/**
 * What an object may do beyond JavaScript: the methods that Python's operators and builtins look for, in place of
 * `__eq__`, `__len__` and so on. A class has those that its Python class has. An operator's method answers
 * `undefined` where Python's answers NotImplemented.
 */
import type { Value } from './value.js';

export interface PythonObject {
  /** Python's name of the class, where it is not the name of the JavaScript class. */
  readonly pythonClass?: string;
  /** Its attributes' names in JavaScript, by those in Python. */
  readonly pyAttributes?: Readonly<Record<string, string>>;

  pyRepr?(): string;
  pyStr?(): string;
  pyFormat?(spec: string): string;

  pyEquals?(other: Value): boolean | undefined;
  /** What stands for the object as a key: equal for objects that are equal. */
  pyHash?(): string | number | bigint;
  /** The builtin value that the object is the same key as. */
  pyHashesAs?(): Value;
  /** Below, at or above zero; NaN for what has no order, as sets of which none holds the other. */
  pyCompare?(other: Value): number | undefined;
  pyLess?(other: Value): Value | undefined;
  pyLessOrEqual?(other: Value): Value | undefined;
  pyGreater?(other: Value): Value | undefined;
  pyGreaterOrEqual?(other: Value): Value | undefined;

  pyBool?(): boolean;
  pyLen?(): number;
  pyGetItem?(key: Value): Value;
  pySetItem?(key: Value, value: Value): void;
  pyDeleteItem?(key: Value): void;
  pyContains?(item: Value): boolean;
  pyIterate?(): Iterable<Value>;
  pyReversed?(): Iterable<Value>;
  pyNext?(): Value;

  pyInt?(): number | bigint;
  pyFloat?(): Value;
  /** `__index__`: the object stands for an int. */
  pyIndex?(): number | bigint;
  pyRound?(digits: Value | undefined): Value;
  pyAbs?(): Value;
  pyNegate?(): Value;
  pyPositive?(): Value;
  pyInvert?(): Value;

  pyAdd?(other: Value): Value | undefined;
  pySubtract?(other: Value): Value | undefined;
  pyMultiply?(other: Value): Value | undefined;
  pyDivide?(other: Value): Value | undefined;
  pyFloorDivide?(other: Value): Value | undefined;
  pyModulo?(other: Value): Value | undefined;
  pyDivmod?(other: Value): Value | undefined;
  pyPower?(other: Value): Value | undefined;
  pyBitAnd?(other: Value): Value | undefined;
  pyBitOr?(other: Value): Value | undefined;
  pyBitXor?(other: Value): Value | undefined;
  pyShiftLeft?(other: Value): Value | undefined;
  pyShiftRight?(other: Value): Value | undefined;

  pyReflectedAdd?(other: Value): Value | undefined;
  pyReflectedSubtract?(other: Value): Value | undefined;
  pyReflectedMultiply?(other: Value): Value | undefined;
  pyReflectedDivide?(other: Value): Value | undefined;
  pyReflectedFloorDivide?(other: Value): Value | undefined;
  pyReflectedModulo?(other: Value): Value | undefined;
  pyReflectedDivmod?(other: Value): Value | undefined;
  pyReflectedPower?(other: Value): Value | undefined;
  pyReflectedBitAnd?(other: Value): Value | undefined;
  pyReflectedBitOr?(other: Value): Value | undefined;
  pyReflectedBitXor?(other: Value): Value | undefined;
  pyReflectedShiftLeft?(other: Value): Value | undefined;
  pyReflectedShiftRight?(other: Value): Value | undefined;

  /* `+=` and the others, for an object that changes itself and gives itself back. */
  pyAddInPlace?(other: Value): Value | undefined;
  pySubtractInPlace?(other: Value): Value | undefined;
  pyMultiplyInPlace?(other: Value): Value | undefined;
  pyDivideInPlace?(other: Value): Value | undefined;
  pyFloorDivideInPlace?(other: Value): Value | undefined;
  pyModuloInPlace?(other: Value): Value | undefined;
  pyPowerInPlace?(other: Value): Value | undefined;
  pyBitAndInPlace?(other: Value): Value | undefined;
  pyBitOrInPlace?(other: Value): Value | undefined;
  pyBitXorInPlace?(other: Value): Value | undefined;
  pyShiftLeftInPlace?(other: Value): Value | undefined;
  pyShiftRightInPlace?(other: Value): Value | undefined;

  /** `__getattr__`: an attribute that the object does not have. */
  pyGetAttribute?(name: string): Value;
  /** What `dir()` finds, by Python's names, where these are not the members' own. */
  pyMembers?(): Iterable<readonly [string, Value]>;
  /** `__setattr__`. */
  pySetAttribute?(name: string, value: Value): void;
}

/** An object that may have methods for Python; undefined for all other values. */
export function pythonObject(value: Value | undefined): PythonObject | undefined {
  return typeof value === 'object' && value !== null ? (value as PythonObject) : undefined;
}
