import { describe } from 'vitest';
import { copy, deepcopy } from '../../templates/service/src/python/copy.js';
import { dict } from '../../templates/service/src/python/dict.js';
import * as itertools from '../../templates/service/src/python/itertools.js';
import { range } from '../../templates/service/src/python/range.js';
import { PySet } from '../../templates/service/src/python/set.js';
import { tuple, type Value } from '../../templates/service/src/python/value.js';
import { compareWithPython, type Pair } from './compare-with-python.js';

const even = (value: Value) => (value as number) % 2 === 0;
const all = (python: string, typescript: () => Iterable<Value>): Pair => [
  `list(${python})`,
  () => [...typescript()],
];

describe('itertools', () => {
  compareWithPython('from itertools import *\neven = lambda n: n % 2 == 0', [
    all("chain([1], 'ab', (2,))", () => itertools.chain([1], 'ab', tuple(2))),
    all('chain.from_iterable([[1], [2, 3]])', () => itertools.chainFrom([[1], [2, 3]])),
    all("islice('abcdef', 3)", () => itertools.islice('abcdef', 3)),
    all("islice('abcdef', 1, None, 2)", () => itertools.islice('abcdef', 1, null, 2)),
    all("islice('abcdef', 4, 2)", () => itertools.islice('abcdef', 4, 2)),
    all("islice('abc', -1)", () => itertools.islice('abc', -1)),
    all("islice('abc', 0, 3, 0)", () => itertools.islice('abc', 0, 3, 0)),
    all('islice(count(2, 3), 3)', () => itertools.islice(itertools.count(2, 3), 3)),
    all('islice(cycle([1, 2]), 5)', () => itertools.islice(itertools.cycle([1, 2]), 5)),
    all("repeat('x', 3)", () => itertools.repeat('x', 3)),
    all('accumulate([1, 2, 3])', () => itertools.accumulate([1, 2, 3])),
    all('accumulate([1, 2], None, initial=5)', () => itertools.accumulate([1, 2], null, 5)),
    all('takewhile(even, [2, 4, 5, 6])', () => itertools.takewhile(even, [2, 4, 5, 6])),
    all('dropwhile(even, [2, 4, 5, 6])', () => itertools.dropwhile(even, [2, 4, 5, 6])),
    all('filterfalse(even, range(5))', () => itertools.filterfalse(even, range(5))),
    all('filterfalse(None, [0, 1, ""])', () => itertools.filterfalse(null, [0, 1, ''])),
    all("compress('abc', [1, 0, 1])", () => itertools.compress('abc', [1, 0, 1])),
    all('starmap(pow, [(2, 3), (3, 2)])', () =>
      itertools.starmap((a: number, b: number) => a ** b, [tuple(2, 3), tuple(3, 2)]),
    ),
    [
      '[(key, list(group)) for key, group in groupby([1, 3, 2, 4, 5], even)]',
      () =>
        Array.from(itertools.groupby([1, 3, 2, 4, 5], even), (pair) => {
          const [key, group] = pair as [Value, Iterable<Value>];
          return tuple(key, [...group]);
        }),
    ],
    all("zip_longest('ab', [1], fillvalue='-')", () => itertools.zipLongest(['ab', [1]], '-')),
    all('product([1, 2], repeat=2)', () => itertools.product([[1, 2]], 2)),
    all("product('ab', [1, 2])", () => itertools.product(['ab', [1, 2]])),
    all('product()', () => itertools.product([])),
    all("permutations('abc', 2)", () => itertools.permutations('abc', 2)),
    all("combinations('abcd', 2)", () => itertools.combinations('abcd', 2)),
    all("combinations('ab', -1)", () => itertools.combinations('ab', -1)),
    all("combinations_with_replacement('ab', 2)", () =>
      itertools.combinationsWithReplacement('ab', 2),
    ),
    all("pairwise('abc')", () => itertools.pairwise('abc')),
  ]);
});

describe('copy', () => {
  const nested = () => {
    const inner = [1, tuple(2, [3])];
    return dict([
      ['a', inner],
      ['b', inner],
    ] as never);
  };
  const changed = (make: (value: Value) => Value) => () => {
    const original = nested();
    const made = make(original) as typeof original;
    (made.get('a') as unknown as Value[]).push(4);
    made.set('c' as never, 1 as never);
    return [original, made, made.get('a') === made.get('b')];
  };
  const setup = `from copy import copy, deepcopy
def changed(make):
    inner = [1, (2, [3])]
    original = {'a': inner, 'b': inner}
    made = make(original)
    made['a'].append(4)
    made['c'] = 1
    return [original, made, made['a'] is made['b']]`;
  compareWithPython(setup, [
    ['changed(copy)', changed(copy)],
    ['changed(deepcopy)', changed(deepcopy)],
    ['deepcopy({1, 2})', () => deepcopy(new PySet([1, 2]))],
    ['copy((1, [2]))', () => copy(tuple(1, [2]))],
    ["deepcopy('text'), copy(None)", () => tuple(deepcopy('text'), copy(null))],
  ]);
});
