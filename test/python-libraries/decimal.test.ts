import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as compare from '../../templates/service/src/python/compare.js';
import { Decimal, ROUND_HALF_UP } from '../../templates/service/src/python/decimal.js';
import * as operators from '../../templates/service/src/python/operators.js';
import { repr } from '../../templates/service/src/python/text.js';
import { toFloat, type Value } from '../../templates/service/src/python/value.js';
import { answerOf, askPython, compareWithPython, type Pair } from './compare-with-python.js';

const D = (value: Value) => new Decimal(value);
const texts = [
  '1.10',
  '0',
  '-0.00',
  '1E+5',
  '1e-7',
  '0.000001',
  '123456789012345678901234567890',
  '  1_0.5 ',
  '.5',
  '5.',
  'Infinity',
  '-inf',
  'nan',
  'abc',
  '',
  '1,5',
  '-1.5e3',
];
const formats = [
  '.2f',
  ',.2f',
  '.0f',
  'f',
  '10.3f',
  '<10',
  '+.1f',
  '%',
  '.1%',
  'e',
  '.2e',
  'g',
  '.3g',
  ',',
  '',
  '010.2f',
  'd',
];

describe('Decimal', () => {
  compareWithPython('from decimal import *', [
    ...texts.map((text): Pair => [`Decimal(${repr(text)})`, () => D(text)]),
    ...formats.flatMap((spec) =>
      ['1234.565', '-0.005', '1E+3', '0'].map((text): Pair => [
        `format(Decimal('${text}'), '${spec}')`,
        () => D(text).pyFormat(spec),
      ]),
    ),
    ['Decimal(0.1)', () => D(0.1)],
    ['Decimal(2**70)', () => D(2n ** 70n)],
    ['Decimal(None)', () => D(null)],
    ["Decimal('1') / 0", () => operators.divide(D('1'), 0)],
    ["Decimal('0') / 0", () => operators.divide(D('0'), 0)],
    ["Decimal('1') + 1.5", () => operators.add(D('1'), 1.5)],
    ["1 + Decimal('1.50')", () => operators.add(1, D('1.50'))],
    ["10 - Decimal('1.50')", () => operators.subtract(10, D('1.50'))],
    [
      "Decimal('1.5') == 1.5, Decimal('0.1') == 0.1, Decimal('1') == 1",
      () =>
        Object.setPrototypeOf(
          [compare.equals(D('1.5'), 1.5), compare.equals(D('0.1'), 0.1), compare.equals(D('1'), 1)],
          Object.getPrototypeOf(D('1').as_tuple()) as object,
        ) as Value,
    ],
    ["Decimal('1') < '2'", () => compare.less(D('1'), '2')],
    ["Decimal('1.1') > 1", () => compare.greater(D('1.1'), 1)],
    ["Decimal('2.675').quantize(Decimal('0.01'))", () => D('2.675').quantize(D('0.01'))],
    [
      "Decimal('2.665').quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)",
      () => D('2.665').quantize(D('0.01'), ROUND_HALF_UP),
    ],
    ["Decimal('NaN').quantize(Decimal('0.01'))", () => D('NaN').quantize(D('0.01'))],
    ["Decimal('-Infinity').quantize(Decimal('NaN'))", () => D('-Infinity').quantize(D('NaN'))],
    ["Decimal('1').quantize(Decimal('Infinity'))", () => D('1').quantize(D('Infinity'))],
    ["Decimal('1e30').quantize(Decimal('0.01'))", () => D('1e30').quantize(D('0.01'))],
    ["round(Decimal('2.5'))", () => D('2.5').pyRound(undefined)],
    ["round(Decimal('2.675'), 2)", () => D('2.675').pyRound(2)],
    ["int(Decimal('-2.9'))", () => D('-2.9').pyInt()],
    ["float(Decimal('1.10'))", () => D('1.10').pyFloat()],
    ["Decimal('100.00').normalize()", () => D('100.00').normalize()],
    [
      "Decimal('2').sqrt(), Decimal('4.00').sqrt()",
      () =>
        D('1').as_tuple().constructor &&
        (Object.setPrototypeOf(
          [D('2').sqrt(), D('4.00').sqrt()],
          Object.getPrototypeOf(D('1').as_tuple()) as object,
        ) as Value),
    ],
    ["Decimal('1.1') ** 10", () => operators.power(D('1.1'), 10)],
    ["Decimal('3') ** -2", () => operators.power(D('3'), -2)],
    ["-Decimal('0')", () => operators.negate(D('0'))],
    ["abs(Decimal('-1.20'))", () => D('-1.20').pyAbs()],
    ["tuple(Decimal('-1.20').as_tuple())", () => D('-1.20').as_tuple()],
    ["{1: 'a'}[Decimal('1.0')]", () => (D('1.0').pyHash() === 1 ? 'a' : 'b')],
  ]);
});

test('arithmetic is that of Python for random numbers', async () => {
  const number = fc
    .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: -20, max: 12 }))
    .map(([digits, power]) => `${digits}E${power}`);
  const small = fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -4, max: 2 }))
    .map(([digits, power]) => `${digits}E${power}`);
  const pairs = fc.sample(fc.tuple(fc.oneof(number, small), fc.oneof(number, small)), {
    seed: 3,
    numRuns: 300,
  });
  const { add, subtract, multiply, divide, floorDivide, modulo } = operators;
  const operations = [
    ['+', add],
    ['-', subtract],
    ['*', multiply],
    ['/', divide],
    ['//', floorDivide],
    ['%', modulo],
  ] as const;
  const cases = pairs.flatMap(([a, b]) =>
    operations.map(
      ([sign, operate]) =>
        [`Decimal('${a}') ${sign} Decimal('${b}')`, () => operate(D(a), D(b))] as const,
    ),
  );
  const expected = askPython(
    'from decimal import *',
    cases.map(([python]) => python),
  );
  const found = await Promise.all(cases.map(async ([, operate]) => answerOf(operate)));
  expect(found).toEqual(expected);
  expect(repr(D(toFloat(2)))).toBe("Decimal('2')");
});
