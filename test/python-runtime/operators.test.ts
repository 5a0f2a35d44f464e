import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import * as operators from '../../templates/service/src/python/operators.js';
import { Dict } from '../../templates/service/src/python/dict.js';
import { sorted } from '../../templates/service/src/python/sequences.js';
import { FrozenSet, PySet } from '../../templates/service/src/python/set.js';
import { repr } from '../../templates/service/src/python/text.js';
import { Tuple, tuple, type Value } from '../../templates/service/src/python/value.js';
import { differences, startPython, type Case } from './oracle.js';
import { FLOATS, INTS, VALUES } from './values.js';

const resources = new Resources();
afterAll(() => resources.close());
const python = startPython(resources);

const BINARY: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '+': operators.add,
  '-': operators.subtract,
  '*': operators.multiply,
  '/': operators.divide,
  '//': operators.floorDivide,
  '%': operators.modulo,
  '&': operators.bitAnd,
  '|': operators.bitOr,
  '^': operators.bitXor,
  '==': operators.equals,
  '!=': operators.notEquals,
  '<': operators.less,
  '<=': operators.lessOrEqual,
  '>': operators.greater,
  '>=': operators.greaterOrEqual,
  in: (a, b) => operators.contains(b, a),
};

function isHuge(value: Value): boolean {
  return (
    (typeof value === 'number' || typeof value === 'bigint') && (value > 1000 || value < -1000)
  );
}

describe.each(Object.entries(BINARY))('%s', (sign, run) => {
  test('is what it is in Python, for every pair of types', (context) => {
    // bytes have no `%` here.
    const left = VALUES.filter((a) => sign !== '%' || !(a instanceof Uint8Array));
    const cases = left.flatMap((a) =>
      VALUES.filter((b) => sign !== '*' || !(isHuge(a) || isHuge(b)) || typeof a === typeof b).map(
        (b): Case => [`(${repr(a)}) ${sign} (${repr(b)})`, () => run(a, b)],
      ),
    );
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});

test('powers and shifts are those of Python', (context) => {
  const numbers = [...INTS, ...FLOATS, true, 'a', [1]] as Value[];
  const small = [0, 1, 2, 5, -1, -2, 0.5, Infinity, Number.NaN, true, 'a', null] as Value[];
  const cases = numbers.flatMap((a) =>
    small.flatMap((b): Case[] => [
      [`(${repr(a)}) << (${repr(b)})`, () => operators.shiftLeft(a, b)],
      [`(${repr(a)}) >> (${repr(b)})`, () => operators.shiftRight(a, b)],
      // A negative base with a fraction as exponent is a complex number.
      ...(typeof b === 'number' && !Number.isInteger(b) && repr(a).startsWith('-')
        ? []
        : ([[`(${repr(a)}) ** (${repr(b)})`, () => operators.power(a, b)]] as Case[])),
    ]),
  );
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

test('unary operators and truth are those of Python', (context) => {
  const cases = VALUES.flatMap((a): Case[] => [
    [`-(${repr(a)})`, () => operators.negate(a)],
    [`+(${repr(a)})`, () => operators.positive(a)],
    [`~(${repr(a)})`, () => operators.invert(a)],
    [`not (${repr(a)})`, () => operators.not(a)],
    [`bool(${repr(a)})`, () => operators.truthy(a)],
    [`(${repr(a)}) or 1`, () => operators.or(a, () => 1)],
    [`(${repr(a)}) and 1`, () => operators.and(a, () => 1)],
  ]);
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

const IN_PLACE: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '+=': operators.addInPlace,
  '-=': operators.subtractInPlace,
  '*=': operators.multiplyInPlace,
  '/=': operators.divideInPlace,
  '//=': operators.floorDivideInPlace,
  '%=': operators.moduloInPlace,
  '&=': operators.bitAndInPlace,
  '|=': operators.bitOrInPlace,
  '^=': operators.bitXorInPlace,
};
const MAKERS: readonly (() => Value)[] = [
  () => null,
  () => true,
  () => 5,
  () => 0.5,
  () => 'text',
  () => [1, 2],
  () => tuple(1),
  () => new PySet([1, 2]),
  () => new FrozenSet([1, 2]),
  () => new Dict([['a', 1]]),
];

describe.each(Object.entries(IN_PLACE))('%s', (sign, run) => {
  test('changes what can be changed where it is', (context) => {
    const others = [
      null,
      false,
      3,
      2.5,
      'x',
      '',
      [7],
      tuple(8),
      new PySet([2, 3]),
      new Dict([['b', 2]]),
      [tuple('k', 1)],
    ];
    const cases = MAKERS.flatMap((make) =>
      others.map((other): Case => [
        `x = y = ${repr(make())}\nx ${sign} ${repr(other as Value)}\nresult = [x if type(x) not in (set, frozenset) else sorted(x), x is y and type(x) in (list, set, dict)]`,
        () => {
          const x = make();
          const found = run(x, other as Value);
          const isChanged =
            found === x && (Array.isArray(x) || x instanceof PySet || x instanceof Dict);
          return [
            found instanceof PySet || found instanceof FrozenSet ? sorted(found as Value) : found,
            isChanged && !(x instanceof Tuple),
          ];
        },
      ]),
    );
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});
