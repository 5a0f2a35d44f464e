/** Jinja's tests, by name: what stands behind `is`. Source: jinja2/tests.py, 3.1. */
import { Markup } from '../flask/markup.js';
import { Dict } from '../python/dict.js';
import { Decimal } from '../python/decimal.js';
import { iterableOf } from '../python/iterate.js';
import { isBool, isFloat, isInt } from '../python/kinds.js';
import * as operators from '../python/operators.js';
import { is } from '../python/compare.js';
import { pythonObject } from '../python/protocols.js';
import { islower, isupper } from '../python/strings.js';
import type { Value } from '../python/value.js';
import { isIn } from './compile-expression.js';
import { textOf } from './escape.js';
import type { Frame } from './frame.js';
import { TEST_PARAMETERS } from './known-names.js';
import { bind, isTemplateCallable, type Named } from './template-function.js';
import { Undefined } from './undefined.js';

export type TestFunction = (
  frame: Frame,
  value: Value,
  positional: readonly Value[],
  named: Named,
) => Value;

type Bound = (value: Value, other: Value, frame: Frame) => Value;

const modulo = (value: Value, by: Value, rest: number): boolean =>
  operators.equals(operators.modulo(value, by), rest);

const BOUND: Readonly<Record<string, Bound>> = {
  boolean: (value) => isBool(value),
  callable: (value) => typeof value === 'function' || isTemplateCallable(value),
  defined: (value) => !(value instanceof Undefined),
  divisibleby: (value, by) => modulo(value, by, 0),
  eq: operators.equals,
  equalto: operators.equals,
  escaped: (value) => value instanceof Markup,
  even: (value) => modulo(value, 2, 0),
  false: (value) => value === false,
  filter: (value, _other, { environment }) => environment.hasFilter(textOf(value)),
  float: (value) => isFloat(value),
  ge: operators.greaterOrEqual,
  greaterthan: operators.greater,
  gt: operators.greater,
  in: (value, container) => isIn(container, value),
  integer: (value) => isInt(value) && !isBool(value),
  iterable: (value) => iterableOf(value) !== undefined,
  le: operators.lessOrEqual,
  lessthan: operators.less,
  lower: (value) => islower(textOf(value)),
  lt: operators.less,
  mapping: (value) => value instanceof Dict,
  ne: operators.notEquals,
  none: (value) => value === null,
  number: (value) => isInt(value) || isFloat(value) || value instanceof Decimal,
  odd: (value) => modulo(value, 2, 1),
  sameas: (value, other) => is(value, other),
  sequence: (value) => isSequence(value),
  string: (value) => typeof value === 'string' || value instanceof Markup,
  test: (value, _other, { environment }) => environment.hasTest(textOf(value)),
  true: (value) => value === true,
  undefined: (value) => value instanceof Undefined,
  upper: (value) => isupper(textOf(value)),
  '!=': operators.notEquals,
  '<': operators.less,
  '<=': operators.lessOrEqual,
  '==': operators.equals,
  '>': operators.greater,
  '>=': operators.greaterOrEqual,
};

/** It has a length, and items. */
function isSequence(value: Value): boolean {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return true;
  const object = pythonObject(value);
  return value instanceof Markup || (object?.pyLen !== undefined && object.pyGetItem !== undefined);
}

export const TESTS: Readonly<Record<string, TestFunction>> = Object.fromEntries(
  Object.entries(BOUND).map(([name, run]): [string, TestFunction] => [
    name,
    (frame, value, positional, named) => {
      const [other = null] = bind(name, TEST_PARAMETERS[name]!, positional, named);
      return run(value, other, frame);
    },
  ]),
);
