import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import * as bytes from '../../templates/service/src/python/bytes.js';
import * as characters from '../../templates/service/src/python/characters.js';
import * as conversions from '../../templates/service/src/python/conversions.js';
import { Dict, dict } from '../../templates/service/src/python/dict.js';
import { fromkeys } from '../../templates/service/src/python/dicts.js';
import { strOf } from '../../templates/service/src/python/encoding.js';
import { hash } from '../../templates/service/src/python/identity.js';
import * as ints from '../../templates/service/src/python/int-methods.js';
import { len } from '../../templates/service/src/python/items.js';
import { iter, next } from '../../templates/service/src/python/iterate.js';
import * as numeric from '../../templates/service/src/python/numeric.js';
import { range } from '../../templates/service/src/python/range.js';
import * as sequences from '../../templates/service/src/python/sequences.js';
import { frozenset, PySet, set } from '../../templates/service/src/python/set.js';
import { ascii, repr, str } from '../../templates/service/src/python/text.js';
import { Float, tuple, type Value } from '../../templates/service/src/python/value.js';
import { differences, startPython, type Case } from './oracle.js';
import { FLOATS, INTS, SMALL, VALUES } from './values.js';

const resources = new Resources();
afterAll(() => resources.close());
const python = startPython(resources);

const all = (values: Value) => [...sequences.list(values)];

/** Functions of one value, tried with every value. */
const UNARY: Readonly<Record<string, (value: Value) => Value>> = {
  int: (value) => conversions.int(value),
  float: (value) => conversions.float(value),
  bool: (value) => conversions.bool(value),
  str: (value) => str(value),
  repr,
  ascii,
  len,
  abs: numeric.abs,
  round: (value) => numeric.round(value),
  'list(reversed(%))': (value) => all(sequences.reversed(value)),
  list: (value) => sequences.list(value),
  tuple: sequences.toTuple,
  set: (value) => set(value),
  frozenset: (value) => frozenset(value),
  dict: (value) => dict(value),
  sorted: (value) => sequences.sorted(value),
  'list(enumerate(%))': (value) => all(sequences.enumerate(value)),
  'list(zip(%))': (value) => all(sequences.zip(value)),
  'list(map(str, %))': (value) => all(sequences.map(str, value)),
  'list(filter(None, %))': (value) => all(sequences.filter(null, value)),
  any: sequences.any,
  all: sequences.all,
  sum: (value) => numeric.sum(value),
  min: (value) => numeric.min([value]),
  max: (value) => numeric.max([value]),
  chr: (value) => (typeof value === 'bigint' ? 'large' : characters.chr(value)),
  ord: characters.ord,
  hex: characters.hex,
  oct: characters.oct,
  bin: characters.bin,
  'list(range(%))': (value) => all(range(value)),
  range: (value) => range(value),
  'next(iter(%))': (value) => next(iter(value)),
  'next(iter(%), 5)': (value) => next(iter(value), 5),
  next: (value) => next(value),
  'dict.fromkeys(%, 1)': (value) => fromkeys(value, 1),
  bytes: (value) => bytes.bytes(value),
  'type(hash(%)).__name__': (value) => (hash(value), 'int'),
};

/** What only takes too long, or says more than it needs to. */
const LEFT_OUT: Readonly<Record<string, (value: Value) => boolean>> = {
  chr: (value) => typeof value === 'bigint',
  'list(range(%))': (value) =>
    typeof value === 'bigint' || (typeof value === 'number' && value > 1e6),
  range: (value) => typeof value === 'bigint',
  bytes: (value) => typeof value === 'bigint' || (typeof value === 'number' && value > 1e6),
};

describe.each(Object.entries(UNARY))('%s', (name, run) => {
  test('is what it is in Python, for every type', (context) => {
    const values = VALUES.filter((value) => !LEFT_OUT[name]?.(value));
    const cases = values.map((value): Case => [
      name.includes('%') ? name.replace('%', repr(value)) : `${name}(${repr(value)})`,
      () => run(value),
    ]);
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});

test('int of texts in many forms', (context) => {
  const texts = [
    '0',
    '-0',
    '+5',
    ' 5 ',
    '1_000',
    '1__0',
    '_1',
    '1_',
    '0x1f',
    '0b101',
    '0o17',
    '1f',
    'z',
    '٣',
    '\u00a05',
    '\x1c5',
    '',
    ' ',
    '1.5',
    '1e5',
    '007',
    '-',
    '--5',
    '9007199254740993',
    '0_1',
    '0x_1f',
    '5\0',
    '0b2',
    '0B11',
    '5 5',
    '0x',
  ];
  const bases = [2, 8, 10, 16, 36, 0, 1, 37, -1, 'a', null, true];
  const cases = texts.flatMap((text): Case[] => [
    [`int(${repr(text)})`, () => conversions.int(text)],
    ...bases.map((base): Case => [
      `int(${repr(text)}, ${repr(base)})`,
      () => conversions.int(text, base),
    ]),
  ]);
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

test('float of texts in many forms', (context) => {
  const texts = [
    '0',
    '-0',
    '1.5',
    '.5',
    '5.',
    '.',
    '1e5',
    '1E-5',
    'inf',
    '-Infinity',
    'nan',
    'NaN',
    '+inf',
    ' 1.5 ',
    '1_0.5',
    '1_.5',
    '1._5',
    '٣.٥',
    '',
    'abc',
    '1e400',
    '0x1',
    '1,5',
    '1e',
    'infinit',
  ];
  return expect(
    differences(
      context,
      python,
      texts.map((text): Case => [`float(${repr(text)})`, () => conversions.float(text)]),
    ),
  ).resolves.toEqual([]);
});

test('round to digits', (context) => {
  const values = [
    ...INTS,
    ...FLOATS,
    2.675,
    1.005,
    0.125,
    0.375,
    1234.5678,
    5.015,
    1e-10,
    0.5,
    1.5,
    2.5,
    -1.5,
    new Float(15),
    new Float(25),
    15,
    25,
    35,
    123456,
    1e15 + 0.5,
    null,
    'a',
    true,
  ] as Value[];
  const digits = [0, 1, 2, 3, 5, -1, -2, 20, -20, null, 'a', new Float(1), true] as Value[];
  const cases = values.flatMap((value) =>
    digits.map((places): Case => [
      `round(${repr(value)}, ${repr(places)})`,
      () => numeric.round(value, places),
    ]),
  );
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

test('divmod, pow and three-way pow', (context) => {
  const cases = SMALL.flatMap((a) =>
    SMALL.flatMap((b): Case[] => [
      [`divmod(${repr(a)}, ${repr(b)})`, () => numeric.divmod(a, b)],
      [`pow(${repr(a)}, ${repr(b)}, 7)`, () => numeric.pow(a, b, 7)],
      [`min(${repr(a)}, ${repr(b)})`, () => numeric.min([a, b])],
      [`max(${repr(a)}, ${repr(b)})`, () => numeric.max([a, b])],
      [`sum([${repr(a)}], ${repr(b)})`, () => numeric.sum([a], b)],
      [`list(range(${repr(a)}, ${repr(b)}))`, () => all(range(a, b))],
      [`list(range(0, 5, ${repr(b)}))`, () => all(range(0, 5, b))],
      [`list(zip([1, 2, 3], ${repr(b)}))`, () => all(sequences.zip([1, 2, 3], b))],
    ]),
  );
  // Python's message for a pow() of two types names only those, and pow with a modulus wants ints.
  return expect(
    differences(
      context,
      python,
      cases.filter(([text]) => !/^pow\(.*(?:'|None|\[|\(|\.)/.test(text)),
    ),
  ).resolves.toEqual([]);
});

test('calls with keys, defaults and starts', (context) => {
  const lengthOf = (value: Value) => len(value);
  const negative = (value: Value) => -Number(value);
  const words = ['ccc', 'a', 'bb', 'dd'];
  const cases: Case[] = [
    ["sorted(['ccc', 'a', 'bb', 'dd'], key=len)", () => sequences.sorted(words, lengthOf)],
    [
      "sorted(['ccc', 'a', 'bb', 'dd'], key=len, reverse=True)",
      () => sequences.sorted(words, lengthOf, true),
    ],
    ['sorted([3, 1, 2], key=None, reverse=1)', () => sequences.sorted([3, 1, 2], null, 1)],
    [
      "sorted([1, 'a'], reverse=True)",
      () => sequences.sorted([1, 'a'] as Value[], undefined, true),
    ],
    ['sorted([3, 1, 2], key=5)', () => sequences.sorted([3, 1, 2], 5)],
    [
      'sorted([(2, 1), (1, 2), (1, 1)])',
      () => sequences.sorted([tuple(2, 1), tuple(1, 2), tuple(1, 1)]),
    ],
    [
      "sorted(['é', 'z', 'Z', '😀', '\\uffff'])",
      () => sequences.sorted(['é', 'z', 'Z', '😀', '\uffff']),
    ],
    [
      'sorted([True, 0.5, 2, -1.0])',
      () => sequences.sorted([true, 0.5, 2, new Float(-1)] as Value[]),
    ],
    ['sorted([None, 1])', () => sequences.sorted([null, 1] as Value[])],
    ["sorted({'b': 1, 'a': 2})", () => sequences.sorted(dict({ b: 1, a: 2 }))],
    ["min(['ccc', 'a', 'bb'], key=len)", () => numeric.min([['ccc', 'a', 'bb']], lengthOf)],
    ["max('a', 'bbb', key=len)", () => numeric.max(['a', 'bbb'], lengthOf)],
    ['min([], default=5)', () => numeric.min([[]], undefined, 5)],
    ['min([], default=None)', () => numeric.min([[]], undefined, null)],
    ['max(1, 2, default=5)', () => numeric.max([1, 2], undefined, 5)],
    ['max([1, 3, 2], key=lambda x: -x)', () => numeric.max([[1, 3, 2]], negative)],
    ['min()', () => numeric.min([])],
    ["list(enumerate('ab', 1))", () => all(sequences.enumerate('ab', 1))],
    ["list(enumerate('ab', start='x'))", () => all(sequences.enumerate('ab', 'x'))],
    ['list(zip())', () => all(sequences.zip())],
    [
      "list(zip([1, 2], 'abc', (True, False)))",
      () => all(sequences.zip([1, 2], 'abc', tuple(true, false))),
    ],
    [
      'list(map(lambda a, b: a + b, [1, 2], [3, 4, 5]))',
      () => all(sequences.map((a: Value, b: Value) => Number(a) + Number(b), [1, 2], [3, 4, 5])),
    ],
    [
      'list(filter(lambda x: x > 1, [1, 2, 3]))',
      () => all(sequences.filter((x: Value) => Number(x) > 1, [1, 2, 3])),
    ],
    ['range(5)', () => range(5)],
    ['range(1, 10, 3)', () => range(1, 10, 3)],
    ['list(range(10, 0, -3))', () => all(range(10, 0, -3))],
    ['len(range(10, 0, -3))', () => len(range(10, 0, -3))],
    ['5 in range(1, 10, 2)', () => range(1, 10, 2).pyContains(5)],
    ['list(reversed(range(5)))', () => all(sequences.reversed(range(5)))],
    ['range(0) == range(2, 1)', () => range(0).pyEquals(range(2, 1)) ?? null],
    ["str(b'abc', 'utf-8')", () => strOf(bytes.bytesLiteral('abc'), 'utf-8')],
    ["str('abc', 'utf-8')", () => strOf('abc', 'utf-8')],
    ["str(5, 'utf-8')", () => strOf(5, 'utf-8')],
    ["str(b'abc')", () => strOf(bytes.bytesLiteral('abc'))],
    ['str()', () => strOf()],
    ['int()', () => conversions.int()],
    ['float()', () => conversions.float()],
    ['(255).bit_length()', () => ints.bit_length(255)],
    ['(10**30).bit_length()', () => ints.bit_length(10n ** 30n)],
    ["(1024).to_bytes(2, 'big')", () => ints.to_bytes(1024, 2, 'big')],
    ["(1024).to_bytes(4, 'little')", () => ints.to_bytes(1024, 4, 'little')],
    ["(1024).to_bytes(1, 'big')", () => ints.to_bytes(1024, 1, 'big')],
    ["(0).to_bytes(2, 'big')", () => ints.to_bytes(0, 2, 'big')],
    ["(-1).to_bytes(2, 'big')", () => ints.to_bytes(-1, 2, 'big')],
    [
      "int.from_bytes(b'\\x04\\x00', 'big')",
      () => ints.from_bytes(bytes.bytesLiteral('\x04\x00'), 'big'),
    ],
    [
      "int.from_bytes(b'\\x04\\x00', 'little')",
      () => ints.from_bytes(bytes.bytesLiteral('\x04\x00'), 'little'),
    ],
    ["int.from_bytes(b'', 'big')", () => ints.from_bytes(bytes.bytesLiteral(''), 'big')],
    ['(2.0).is_integer()', () => ints.is_integer(new Float(2))],
    ['(2.5).is_integer()', () => ints.is_integer(2.5)],
    ["bytes.fromhex('0aFF 10')", () => bytes.fromhex('0aFF 10')],
    ["bytes.fromhex('0g')", () => bytes.fromhex('0g')],
    ["bytes('é', 'utf-8')", () => bytes.bytes('é', 'utf-8')],
    ['bytes(3)', () => bytes.bytes(3)],
    ['bytes([1, 255])', () => bytes.bytes([1, 255])],
    ['hash(1) == hash(1.0) == hash(True)', () => hash(1) === hash(true)],
    ['hash(2**61 - 1)', () => hash(2n ** 61n - 1n)],
    ['hash(-1)', () => hash(-1)],
    ['dict(a=1, b=2)', () => dict({ a: 1, b: 2 })],
    ["dict([('a', 1)], b=2)", () => dict([tuple('a', 1)] as Value, new Dict([['b', 2]]))],
    [
      "dict({1: 'a', True: 'b', 1.0: 'c'})",
      () =>
        new Dict<Value, Value>([
          [1, 'a'],
          [true, 'b'],
          [new Float(1), 'c'],
        ]),
    ],
    [
      "{(1, 'a'): 1, (1.0, 'a'): 2}",
      () =>
        new Dict<Value, Value>([
          [tuple(1, 'a'), 1],
          [tuple(new Float(1), 'a'), 2],
        ]),
    ],
    [
      "{'\\0t': 1, (): 2}",
      () =>
        new Dict<Value, Value>([
          ['\0t', 1],
          [tuple(), 2],
        ]),
    ],
    [
      '{10**30: 1, 1e30: 2}',
      () =>
        new Dict<Value, Value>([
          [10n ** 30n, 1],
          [new Float(1e30), 2],
        ]),
    ],
    [
      '{2**70: 1, 2.0**70: 2}',
      () =>
        new Dict<Value, Value>([
          [2n ** 70n, 1],
          [new Float(2 ** 70), 2],
        ]),
    ],
    [
      '{0.0: 1, -0.0: 2, False: 3}',
      () =>
        new Dict<Value, Value>([
          [new Float(0), 1],
          [new Float(-0), 2],
          [false, 3],
        ]),
    ],
    [
      '{frozenset({1, 2}): 1}[frozenset({2, 1})]',
      () => new Dict([[frozenset([1, 2]), 1]]).pyGetItem(frozenset([2, 1])),
    ],
    [
      "{b'a': 1, 'a': 2}",
      () =>
        new Dict<Value, Value>([
          [bytes.bytesLiteral('a'), 1],
          ['a', 2],
        ]),
    ],
    ['{None: 1}[None]', () => new Dict([[null, 1]]).pyGetItem(null)],
    [
      "{'10': 1, '9': 2, 'a': 3}",
      () =>
        new Dict<Value, Value>([
          ['10', 1],
          ['9', 2],
          ['a', 3],
        ]),
    ],
    ["{'a': 1} | {'a': 2, 'b': 3}", () => dict({ a: 1 }).pyBitOr(dict({ a: 2, b: 3 })) ?? null],
    ['len({1, 1.0, True, 2})', () => new PySet([1, new Float(1), true, 2] as Value[]).size],
    ['[[]] * 2', () => [[], []]],
  ];
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});
