import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { bytesLiteral, decode } from '../../templates/service/src/python/bytes.js';
import { float, int } from '../../templates/service/src/python/conversions.js';
import { Dict } from '../../templates/service/src/python/dict.js';
import { items } from '../../templates/service/src/python/dicts.js';
import * as numeric from '../../templates/service/src/python/numeric.js';
import * as operators from '../../templates/service/src/python/operators.js';
import { sorted } from '../../templates/service/src/python/sequences.js';
import { PySet, set } from '../../templates/service/src/python/set.js';
import { slice } from '../../templates/service/src/python/slices.js';
import * as strings from '../../templates/service/src/python/strings.js';
import { repr } from '../../templates/service/src/python/text.js';
import { toFloat, tupleOf, type Value } from '../../templates/service/src/python/value.js';
import { differences, startPython, type Case } from './oracle.js';

const resources = new Resources();
afterAll(() => resources.close());
const python = startPython(resources);

const number: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }).map((value): Value => int(String(value))),
  fc.double().map((value): Value => toFloat(value)),
  fc.integer({ min: -1000, max: 1000 }).map((value): Value => toFloat(value / 4)),
  fc.boolean(),
);

const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', ',', ' ', '\n', '\t', 'é', '😀', '\u2003', 'A', '1'),
    maxLength: 12,
  }),
  // Beyond these, there are characters that are newer than Python's Unicode.
  fc.string({
    unit: fc
      .oneof(fc.integer({ min: 0, max: 0x17f }), fc.integer({ min: 0x370, max: 0x4ff }))
      .map((code) => String.fromCharCode(code)),
    maxLength: 6,
  }),
);

const scalar = fc.oneof(number, text as fc.Arbitrary<Value>, fc.constant(null as Value));

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }).map((list): Value => list),
    fc.array(tie('value'), { maxLength: 3 }).map((list): Value => tupleOf(list)),
    fc
      .array(fc.tuple(scalar, tie('value')), { maxLength: 3 })
      .map((pairs): Value => new Dict(pairs)),
  ),
}));

/** NaN is itself to Python in a list, and another one here. */
const hasNaN = (one: Value): boolean => /\bnan\b/.test(repr(one));

const small = fc.integer({ min: -6, max: 6 });

const PROPERTIES: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  'arithmetic of numbers': fc
    .tuple(number, number, fc.constantFrom('+', '-', '*', '/', '//', '%'))
    .map(([a, b, sign]): Case => [
      `(${repr(a)}) ${sign} (${repr(b)})`,
      () =>
        ({
          '+': operators.add,
          '-': operators.subtract,
          '*': operators.multiply,
          '/': operators.divide,
          '//': operators.floorDivide,
          '%': operators.modulo,
        })[sign]!(a, b),
    ]),
  'divmod of numbers': fc
    .tuple(number, number)
    .map(([a, b]): Case => [`divmod(${repr(a)}, ${repr(b)})`, () => numeric.divmod(a, b)]),
  'small powers of ints': fc
    .tuple(fc.bigInt({ min: -1000n, max: 1000n }), fc.integer({ min: 0, max: 30 }))
    .map(([a, b]): Case => [`(${a}) ** ${b}`, () => operators.power(int(String(a)), b)]),
  'powers of floats': fc
    .tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.integer({ min: -20, max: 20 }))
    .map(([a, b]): Case => [`(${repr(toFloat(a))}) ** ${b}`, () => operators.power(toFloat(a), b)]),
  rounding: fc
    .tuple(number, fc.integer({ min: -5, max: 12 }))
    .map(([a, b]): Case => [`round(${repr(a)}, ${b})`, () => numeric.round(a, b)]),
  'texts of floats': fc
    .double()
    .map((a): Case => [`float(${repr(repr(toFloat(a)))})`, () => float(repr(toFloat(a)))]),
  'equality and repr of nested values': fc
    .tuple(value, value)
    .filter(([a, b]) => !hasNaN(a) && !hasNaN(b))
    .map(([a, b]): Case => [
      `[${repr(a)}, ${repr(a)} == ${repr(b)}]`,
      () => [a, operators.equals(a, b)],
    ]),
  'order of values': fc
    .tuple(value, value)
    .filter(([a, b]) => !hasNaN(a) && !hasNaN(b))
    .map(([a, b]): Case => [`${repr(a)} < ${repr(b)}`, () => operators.less(a, b)]),
  'keys of dicts': fc
    .array(fc.tuple(scalar, fc.integer()), { maxLength: 6 })
    .filter((pairs) => !pairs.some(([key]) => hasNaN(key)))
    .map((pairs): Case => [
      `list({${pairs.map(([key, item]) => `${repr(key)}: ${item}`).join(', ')}}.items())`,
      () => [...items(new Dict<Value, Value>(pairs))],
    ]),
  'sorting of texts': fc
    .array(text, { maxLength: 6 })
    .map((list): Case => [`sorted(${repr(list)})`, () => sorted(list)]),
  'sorting of numbers': fc
    .array(number, { maxLength: 6 })
    .filter((list) => !hasNaN(list))
    .map((list): Case => [
      `sorted(${repr(list)}, reverse=True)`,
      () => sorted(list, undefined, true),
    ]),
  'split and rsplit': fc
    .tuple(text, fc.oneof(fc.constant(null as Value), text as fc.Arbitrary<Value>), small)
    .map(([self, sep, limit]): Case => [
      `[x(${repr(sep)}, ${limit}) for x in ((${repr(self)}).split, (${repr(self)}).rsplit)]`,
      () => [strings.split(self, sep, limit), strings.rsplit(self, sep, limit)],
    ]),
  'find and count': fc
    .tuple(text, text, small, small)
    .map(([self, sub, start, end]): Case => [
      `[x(${repr(sub)}, ${start}, ${end}) for x in ((${repr(self)}).find, (${repr(self)}).rfind, (${repr(self)}).count, (${repr(self)}).startswith, (${repr(self)}).endswith)]`,
      () => [
        strings.find(self, sub, start, end),
        strings.rfind(self, sub, start, end),
        strings.count(self, sub, start, end),
        strings.startswith(self, sub, start, end),
        strings.endswith(self, sub, start, end),
      ],
    ]),
  'replace and strip': fc
    .tuple(text, text, text, small)
    .map(([self, a, b, limit]): Case => [
      `[(${repr(self)}).replace(${repr(a)}, ${repr(b)}, ${limit}), (${repr(self)}).strip(${repr(a)}), (${repr(self)}).strip()]`,
      () => [strings.replace(self, a, b, limit), strings.strip(self, a), strings.strip(self)],
    ]),
  'lines and case': text.map((self): Case => [
    `[(${repr(self)}).splitlines(), (${repr(self)}).splitlines(True), (${repr(self)}).title(), (${repr(self)}).swapcase(), (${repr(self)}).center(9, '*')]`,
    () => [
      strings.splitlines(self),
      strings.splitlines(self, true),
      strings.title(self),
      strings.swapcase(self),
      strings.center(self, 9, '*'),
    ],
  ]),
  slices: fc
    .tuple(
      text,
      small,
      small,
      small.filter((step) => step !== 0),
    )
    .map(([self, a, b, step]): Case => [
      `(${repr(self)})[${a}:${b}:${step}]`,
      () => slice(self, a, b, step),
    ]),
  'bytes as text': fc
    .tuple(
      fc.string({
        unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
        maxLength: 8,
      }),
      fc.constantFrom('strict', 'replace', 'ignore', 'backslashreplace'),
    )
    .map(([self, errors]): Case => [
      `(${repr(bytesLiteral(self))}).decode('utf-8', '${errors}')`,
      () => decode(bytesLiteral(self), 'utf-8', errors),
    ]),
};

const ints = fc.array(
  fc.oneof(
    fc.integer({ min: -3, max: 40 }),
    fc.integer({ min: -100_000, max: 100_000 }),
    fc.maxSafeInteger(),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 64n }),
  ),
  { maxLength: 40 },
);
const SET_STEPS = {
  add: (self: PySet, other: readonly Value[]) => self.add(other[0] ?? 1),
  discard: (self: PySet, other: readonly Value[]) => self.delete(other[0] ?? 1),
  update: (self: PySet, other: Value) => self.update(other),
  difference_update: (self: PySet, other: Value) => self.differenceUpdate(other),
  intersection_update: (self: PySet, other: Value) => self.intersectionUpdate(other),
  symmetric_difference_update: (self: PySet, other: Value) => self.symmetricDifferenceUpdate(other),
  union: (self: PySet, other: Value) => self.union(other),
  intersection: (self: PySet, other: Value) => self.intersection(other),
  difference: (self: PySet, other: Value) => self.difference(other),
  symmetric_difference: (self: PySet, other: Value) => self.symmetricDifference(other),
  pop: (self: PySet) => self.size > 0 && self.pop(),
};
const step = fc.tuple(
  fc.constantFrom(...(Object.keys(SET_STEPS) as (keyof typeof SET_STEPS)[])),
  ints,
  fc.boolean(),
);

/** What becomes of a set in many steps, and in which order its members are. */
function stepsOf(
  start: readonly Value[],
  steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[],
): Case {
  const lines = steps.map(([name, list, isSet]) => {
    const other = isSet ? `set(${repr(list as Value)})` : repr(list as Value);
    if (name === 'pop') return 'out.append(s and s.pop())';
    if (name === 'add' || name === 'discard') return `s.${name}(${repr(list[0] ?? 1)})`;
    const call = `s.${name}(${other})`;
    return name.endsWith('update') ? call : `out.append(list(${call}))`;
  });
  const source = [
    `s = set(${repr(start as Value)})`,
    'out = []',
    ...lines,
    'result = [out, list(s)]',
  ];
  return [
    source.join('\n').replaceAll('s and s.pop()', 's.pop() if s else False'),
    () => {
      const self = set(start as Value);
      const out: Value[] = [];
      for (const [name, list, isSet] of steps) {
        const other = isSet ? set(list as Value) : (list as Value);
        const isPlain = name === 'add' || name === 'discard';
        const result = SET_STEPS[name](self, (isPlain ? list : other) as Value[]);
        if (name === 'pop') out.push(result as Value);
        else if (!isPlain && !name.endsWith('update')) out.push([...(result as Iterable<Value>)]);
      }
      return [out, [...self]];
    },
  ];
}

test('ints have the order in a set that CPython gives them', (context) => {
  const cases = fc.sample(
    fc.tuple(ints, fc.array(step, { maxLength: 6 })).map(([start, steps]) => stepsOf(start, steps)),
    { seed: 9, numRuns: 2000 },
  );
  const displays = fc.sample(ints, { seed: 9, numRuns: 500 });
  for (const list of displays.filter((one) => one.length > 0))
    cases.push([`list({${list.join(', ')}})`, () => [...new PySet(list as Value)]]);
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

describe.each(Object.entries(PROPERTIES))('random values: %s', (_name, arbitrary) => {
  test('are what they are in Python', (context) => {
    const cases = fc.sample(arbitrary, { seed: 7, numRuns: 1500 });
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});
