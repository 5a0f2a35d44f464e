import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { bytesLiteral } from '../../templates/service/src/python/bytes.js';
import { Dict } from '../../templates/service/src/python/dict.js';
import { AttributeError } from '../../templates/service/src/python/exceptions.js';
import * as namespace from '../../templates/service/src/python/methods.js';
import { FrozenSet, PySet } from '../../templates/service/src/python/set.js';
import { repr } from '../../templates/service/src/python/text.js';
import { Float, tuple, type Value } from '../../templates/service/src/python/value.js';
import { differences, startPython, type Case } from './oracle.js';

const resources = new Resources();
afterAll(() => resources.close());
const python = startPython(resources);

const methods = { ...namespace };
type Name = keyof typeof methods;

/** `self.name(values)`, with what has become of a self that changes. */
function call(name: Name, make: () => Value, values: readonly Value[]): Case {
  const text = `(self).${name}(${values.map((value) => repr(value)).join(', ')})`;
  return [
    `self = ${repr(make())}\nanswer = ${text}\nresult = (answer, self)`,
    () => {
      const self = make();
      const answer = methods[name](self, ...values);
      return tuple(answer, self);
    },
  ];
}

const SELVES: readonly Value[] = [
  '',
  'a',
  'abc',
  'ABC def',
  '  spaced  out ',
  '\t\x1cmixed\x1f\u2003\n',
  'a,b,,c,',
  'aaa',
  'one\ntwo\r\nthree\rfour\x0bfive\u2028',
  "they're bill's",
  '+12',
  '-7',
  'Title Case',
  'ümlaut ß ǆ ﬁ Σας',
  '😀 smile 😀',
  '١٢٣',
  '²',
  'x\ty\tz\n\tq',
  'snake_case1',
  'prefix-body-suffix',
];

const TEXT_ARGUMENTS: Readonly<Partial<Record<Name, readonly (readonly Value[])[]>>> = {
  strip: [[], [null], ['a'], ['abc '], [''], [1]],
  lstrip: [[], ['a'], ['+-'], [1]],
  rstrip: [[], ['a'], [','], [1]],
  split: [
    [],
    [null],
    [','],
    [',', 1],
    [' ', 0],
    [null, 1],
    [null, 0],
    ['aa'],
    [''],
    [1],
    [',', -1],
    [null, 2],
    ['a', 'b'],
  ],
  rsplit: [[], [null], [','], [',', 1], [null, 1], [null, 0], ['aa'], ['aa', 1], [''], [null, 5]],
  splitlines: [[], [true], [false]],
  join: [[['x', 'y', 'z']], [[]], ['xyz'], [['x', 1]], [1], [new Dict([['k', 1]])], [tuple('p')]],
  replace: [
    ['a', 'b'],
    ['a', 'b', 1],
    ['', '-'],
    ['', '-', 2],
    ['a', 'b', -1],
    ['a', 'b', 0],
    [1, 'b'],
    ['a', null],
    ['😀', ':)'],
  ],
  lower: [[]],
  upper: [[]],
  title: [[]],
  capitalize: [[]],
  swapcase: [[]],
  casefold: [[]],
  startswith: [
    ['a'],
    [''],
    [tuple('x', 'A')],
    [tuple()],
    [1],
    [['a']],
    [tuple(1)],
    ['b', 1],
    ['b', 1, 2],
    ['', 99],
    ['c', -1],
  ],
  endswith: [['c'], [''], [tuple('x', 'c')], [1], ['b', 0, 2], ['c', -2], ['', 5, 2]],
  find: [
    ['a'],
    ['b'],
    [''],
    ['a', 1],
    ['a', -2],
    ['', 3],
    ['', 99],
    ['s', 2, 8],
    [1],
    ['a', null, 2],
  ],
  rfind: [['a'], ['b'], [''], ['a', 1], ['a', 0, -1], ['', 3], ['', 99], ['😀']],
  index: [['a'], ['zz'], ['', 99]],
  rindex: [['a'], ['zz']],
  count: [['a'], [''], ['aa'], ['a', 1], ['a', 1, 2], [1], ['', 5]],
  isdigit: [[]],
  isalpha: [[]],
  isalnum: [[]],
  isnumeric: [[]],
  isdecimal: [[]],
  isspace: [[]],
  isupper: [[]],
  islower: [[]],
  istitle: [[]],
  isascii: [[]],
  isprintable: [[]],
  isidentifier: [[]],
  zfill: [[5], [0], [-1], ['a'], [true], [20]],
  center: [[8], [9, '*'], [0], [5, 'ab'], [5, 1], [21, '😀']],
  ljust: [[8], [9, '*'], [0], ['x']],
  rjust: [[8], [9, '*'], [0], [5, '']],
  encode: [
    [],
    ['utf-8'],
    ['ascii'],
    ['ascii', 'ignore'],
    ['ascii', 'replace'],
    ['latin-1', 'replace'],
    ['nope'],
    ['UTF8'],
    ['ascii', 'xmlcharrefreplace'],
    ['ascii', 'backslashreplace'],
    ['latin1'],
    ['utf-16'],
    [1],
  ],
  partition: [[','], [' '], [''], [1]],
  rpartition: [[','], [' '], [''], [1]],
  expandtabs: [[], [4], [0], [1]],
  removeprefix: [['prefix'], ['a'], [''], [1]],
  removesuffix: [['suffix'], ['c'], [''], [1]],
  format_map: [[new Dict([['a', 1]])], [1]],
  translate: [
    [
      new Dict<Value, Value>([
        [97, 'X'],
        [98, null],
        [99, 100],
      ]),
    ],
    [new Dict()],
  ],
};

describe.each(Object.entries(TEXT_ARGUMENTS))('str.%s', (name, lists) => {
  test('is what it is in Python', (context) => {
    const cases = SELVES.flatMap((self) =>
      lists.map((values) => call(name as Name, () => self, values)),
    );
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});

test('what has no such method says so', (context) => {
  const selves = [null, 1, true, tuple(1), [1], new Dict(), new PySet(), 'x'];
  const names = Object.keys(methods) as Name[];
  const cases = selves.flatMap((self) =>
    names.map((name): Case => [
      `result = (${repr(self)}).${name}\nresult = 0`,
      () => {
        try {
          methods[name](self);
        } catch (error) {
          if (error instanceof AttributeError) throw error;
        }
        return 0;
      },
    ]),
  );
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

const LISTS: readonly (() => Value)[] = [
  () => [],
  () => [1],
  () => [3, 1, 2],
  () => [1, true, new Float(1), 'a'],
  () => ['b', 'a', 'C'],
  () => [[2], [1, 5], [1]],
  () => tuple(3, 1, 3),
];

const LIST_ARGUMENTS: Readonly<Partial<Record<Name, readonly (readonly Value[])[]>>> = {
  append: [[1], [[1]]],
  extend: [[[1, 2]], ['ab'], [1], [null], [new Dict([['k', 1]])]],
  insert: [
    [0, 'x'],
    [-1, 'x'],
    [99, 'x'],
    [-99, 'x'],
    ['a', 'x'],
  ],
  pop: [[], [0], [-1], [5], [-5], ['a']],
  remove: [[1], [3], ['z'], [[1]]],
  clear: [[]],
  copy: [[]],
  reverse: [[]],
  sort: [[]],
  index: [[1], [3], ['z'], [3, 1], [1, -2], [1, 0, 1]],
  count: [[1], [3], ['z']],
};

describe.each(Object.entries(LIST_ARGUMENTS))('list.%s', (name, lists) => {
  test('is what it is in Python', (context) => {
    const cases = LISTS.flatMap((make) => lists.map((values) => call(name as Name, make, values)));
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});

const DICTS: readonly (() => Value)[] = [
  () => new Dict(),
  () => new Dict([['a', 1]]),
  () =>
    new Dict<Value, Value>([
      [2, 'two'],
      ['1', 'one'],
      [1, null],
      [tuple(1, 'x'), []],
      [new Float(7), 'seven'],
      [true, 'yes'],
    ]),
];

const DICT_ARGUMENTS: Readonly<Partial<Record<Name, readonly (readonly Value[])[]>>> = {
  get: [['a'], [1], [new Float(1), 5], ['zz', 5], [[]], [tuple(1, 'x')], [null]],
  keys: [[]],
  values: [[]],
  items: [[]],
  pop: [['a'], ['zz'], ['zz', 5], [1], [7], [[]], [true]],
  popitem: [[]],
  setdefault: [['a'], ['n'], ['n', 5], [1, 5], [[]]],
  update: [[], [new Dict([['a', 2]])], [[tuple('k', 1)]], [['ab']], [[1]], [['abc']], [1], [null]],
  copy: [[]],
  clear: [[]],
};

describe.each(Object.entries(DICT_ARGUMENTS))('dict.%s', (name, lists) => {
  test('is what it is in Python', (context) => {
    const cases = DICTS.flatMap((make) => lists.map((values) => call(name as Name, make, values)));
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});

const SETS: readonly (() => Value)[] = [
  () => new PySet(),
  () => new PySet([1]),
  () => new PySet([1, 2, 3]),
  () => new FrozenSet([1, 2]),
];

const SET_ARGUMENTS: Readonly<Partial<Record<Name, readonly (readonly Value[])[]>>> = {
  add: [[1], [4], [[]]],
  discard: [[1], [4]],
  remove: [[1], [4]],
  pop: [[]],
  clear: [[]],
  copy: [[]],
  update: [[[3, 4]], [1], [new PySet([9])]],
  union: [[[3, 4]], [1], [], [new PySet([2]), [5]]],
  intersection: [[[1, 3]], [1], []],
  difference: [[[1, 3]], [1], []],
  symmetric_difference: [[[1, 3]], [1]],
  intersection_update: [[[1, 3]]],
  difference_update: [[[1, 3]]],
  symmetric_difference_update: [[[1, 4]]],
  issubset: [[[1, 2, 3, 4]], [[]], [1]],
  issuperset: [[[1]], [[9]]],
  isdisjoint: [[[1]], [[9]], [1]],
};

describe.each(Object.entries(SET_ARGUMENTS))('set.%s', (name, lists) => {
  test('is what it is in Python', (context) => {
    const cases = SETS.flatMap((make) => lists.map((values) => call(name as Name, make, values)));
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});

const b = bytesLiteral;
const BYTES: readonly Value[] = [
  b(''),
  b('abc'),
  b(' a b '),
  b('a,b,,c'),
  b('line\nline\r\n'),
  b('\xff\xe9X'),
  b('caf\xc3\xa9'),
];
const BYTES_ARGUMENTS: Readonly<Partial<Record<Name, readonly (readonly Value[])[]>>> = {
  strip: [[], [b('a')]],
  split: [[], [b(',')], [b(','), 1], ['a']],
  splitlines: [[], [true]],
  replace: [[b('a'), b('x')]],
  startswith: [[b('a')], [tuple(b('x'), b(' '))]],
  endswith: [[b('c')]],
  find: [[b('b')], [b('z')]],
  count: [[b('a')]],
  lower: [[]],
  upper: [[]],
  isdigit: [[]],
  partition: [[b(',')]],
  hex: [[]],
  decode: [
    [],
    ['utf-8'],
    ['ascii'],
    ['latin-1'],
    ['utf-8', 'replace'],
    ['utf-8', 'ignore'],
    ['ascii', 'replace'],
    ['x'],
    ['utf-8', 'backslashreplace'],
  ],
  join: [[[b('x'), b('y')]], [['x']]],
};

describe.each(Object.entries(BYTES_ARGUMENTS))('bytes.%s', (name, lists) => {
  test('is what it is in Python', (context) => {
    const cases = BYTES.flatMap((self) =>
      lists.map((values) => call(name as Name, () => self, values)),
    );
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});
