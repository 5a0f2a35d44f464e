import { describe } from 'vitest';
import * as bisect from '../../templates/service/src/python/bisect.js';
import { Decimal } from '../../templates/service/src/python/decimal.js';
import * as heapq from '../../templates/service/src/python/heapq.js';
import { fsum, isqrt } from '../../templates/service/src/python/math.js';
import * as statistics from '../../templates/service/src/python/statistics.js';
import { repr } from '../../templates/service/src/python/text.js';
import { Float, tuple, type Value } from '../../templates/service/src/python/value.js';
import { compareWithPython, type Pair } from './compare-with-python.js';

/** The same numbers each time. */
function numbers(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state;
  });
}

const DATA: Value[] = [
  [],
  [3],
  [1, 2, 3, 4],
  [1, 2, 3],
  [true, false, true],
  [1, 2.5, new Float(4)],
  [0.1, 0.2, 0.3],
  [new Float(1e16), new Float(1), new Float(-1e16)],
  [5e-324, 1e300, 3],
  [9007199254740993n, 1, 2],
  [new Decimal('1.10'), new Decimal('2.2'), new Decimal('3.30')],
  [new Decimal(1), new Decimal(2), new Decimal(3)],
  [new Decimal('0.1'), 3],
  [new Decimal('4'), new Decimal('4')],
  [new Decimal('1e10'), new Decimal('1e-10'), new Decimal('7')],
  [4, 4, 4],
  ['a', 'b'],
  ['a', 'a', 'b', 'c', 'b'],
  [1, 'a'],
  [Infinity, 1],
  [Number.NaN, 2.5, 3],
  [null],
  tuple(4, 1, 3, 2, 5),
  ...[1, 2, 3, 4].map((seed) => numbers(9, seed).map((one) => one / 997)),
  ...[5, 6, 7].map((seed) => numbers(12, seed)),
  ...[8, 9].map((seed) => numbers(7, seed).map((one) => new Decimal(one).scaleb(-3))),
];

/** Python names no NaN and no infinity. */
function written(value: Value): string {
  return repr(value).replaceAll(/\b(?:nan|inf)\b/g, "float('$&')");
}

describe('statistics', () => {
  const functions = [
    ['mean', statistics.mean],
    ['fmean', statistics.fmean],
    ['median', statistics.median],
    ['median_low', statistics.medianLow],
    ['median_high', statistics.medianHigh],
    ['mode', statistics.mode],
    ['multimode', statistics.multimode],
    ['quantiles', statistics.quantiles],
    ['variance', statistics.variance],
    ['pvariance', statistics.pvariance],
    ['stdev', statistics.stdev],
    ['pstdev', statistics.pstdev],
  ] as const;
  compareWithPython('from statistics import *\nfrom decimal import Decimal\nimport math', [
    ...functions.flatMap(([name, run]) =>
      DATA.map((data): Pair => [`${name}(${written(data)})`, () => run(data)]),
    ),
    ['stdev([1, 2, 4], 2)', () => statistics.stdev([1, 2, 4], 2)],
    ['variance([1, 2, 4], 2.5)', () => statistics.variance([1, 2, 4], 2.5)],
    ['pvariance([1, 2, 4], mu=0)', () => statistics.pvariance([1, 2, 4], 0)],
    [
      "pstdev([Decimal('1.5'), Decimal(2)], Decimal(1))",
      () => statistics.pstdev([new Decimal('1.5'), new Decimal(2)], new Decimal(1)),
    ],
    ['fmean([1, 2], [3, 4])', () => statistics.fmean([1, 2], [3, 4])],
    ['fmean([1, 2], [3])', () => statistics.fmean([1, 2], [3])],
    ['fmean([1, 2], [0, 0])', () => statistics.fmean([1, 2], [0, 0])],
    ['quantiles([1, 5, 2, 9], n=10)', () => statistics.quantiles([1, 5, 2, 9], 10)],
    [
      "quantiles([1, 5, 2, 9], n=3, method='inclusive')",
      () => statistics.quantiles([1, 5, 2, 9], 3, 'inclusive'),
    ],
    ['quantiles([1, 2], n=0)', () => statistics.quantiles([1, 2], 0)],
    ["quantiles([1, 2], method='x')", () => statistics.quantiles([1, 2], 4, 'x')],
    ['mean(5)', () => statistics.mean(5)],
    ...[
      [1e308, 1e308, -1e308],
      [Infinity, -Infinity],
      [Number.NaN, Infinity],
      [1, 1e100, 1, -1e100],
      [1e-16, 1, 1e16],
      [2 ** 53, 1, 2 ** -60],
      [2 ** 53, 1, -(2 ** -60)],
      [],
    ].map((list): Pair => {
      const floats: Value[] = list.map((one) => (Number.isInteger(one) ? new Float(one) : one));
      return [`math.fsum(${written(floats)})`, () => fsum(floats)];
    }),
    ['math.isqrt(10**60 + 1), math.isqrt(0)', () => tuple(isqrt(10n ** 60n + 1n), isqrt(0))],
  ]);
});

describe('heapq', () => {
  const lists: Value[][] = [
    [],
    [3, 1, 2],
    numbers(20, 3).map((one) => one % 7),
    numbers(30, 4),
    ['b', 'a', 'c'],
    [tuple(2, 'b'), tuple(1, 'z'), tuple(2, 'a'), tuple(1, 'y')],
    [2, 'a', 3],
  ];
  const byRest = ((one: number) => one % 3) as unknown as Value;
  compareWithPython(
    `
from heapq import *
def changed(run, heap):
    result = run(heap)
    return result, heap
def emptied(heap):
    heapify(heap)
    return [heappop(heap) for _ in range(len(heap))]
def filled(items):
    heap = []
    for item in items:
        heappush(heap, item)
    return heap`,
    [
      ...lists.flatMap((list): Pair[] => [
        [
          `changed(heapify, ${repr(list)})`,
          () => {
            const heap = [...list];
            return tuple(heapq.heapify(heap), heap);
          },
        ],
        [
          `filled(${repr(list)})`,
          () => {
            const heap: Value[] = [];
            for (const item of list) heapq.heappush(heap, item);
            return heap;
          },
        ],
        [
          `emptied(${repr(list)})`,
          () => {
            const heap = [...list];
            heapq.heapify(heap);
            return list.map(() => heapq.heappop(heap));
          },
        ],
        ...[-1, 0, 1, 2, 3, 50].flatMap((n): Pair[] => [
          [`nlargest(${n}, ${repr(list)})`, () => heapq.nlargest(n, list)],
          [`nsmallest(${n}, ${repr(list)})`, () => heapq.nsmallest(n, list)],
        ]),
      ]),
      ...[1, 4].flatMap((n): Pair[] => [
        [
          `nlargest(${n}, ${repr(lists[3]!)}, key=lambda one: one % 3)`,
          () => heapq.nlargest(n, lists[3]!, byRest),
        ],
        [
          `nsmallest(${n}, ${repr(lists[3]!)}, key=lambda one: one % 3)`,
          () => heapq.nsmallest(n, lists[3]!, byRest),
        ],
      ]),
      ['heappop([])', () => heapq.heappop([])],
      ['heapreplace([], 1)', () => heapq.heapreplace([], 1)],
      [
        'changed(lambda heap: heapreplace(heap, 5), [1, 3, 2])',
        () => {
          const heap = [1, 3, 2];
          return tuple(heapq.heapreplace(heap, 5), heap);
        },
      ],
      [
        'changed(lambda heap: heappushpop(heap, 2), [1, 3, 2])',
        () => {
          const heap = [1, 3, 2];
          return tuple(heapq.heappushpop(heap, 2), heap);
        },
      ],
    ],
  );
});

describe('bisect', () => {
  const list = [1, 2, 2, 2, 5, 9];
  const byNegative = ((one: number) => -one) as unknown as Value;
  compareWithPython(
    'from bisect import *\ndef put(run, a, *rest, **named):\n    run(a, *rest, **named)\n    return a',
    [
      ...[0, 1, 2, 3, 9, 10, 2.5].flatMap((x): Pair[] => [
        [`bisect(${repr(list)}, ${x})`, () => bisect.bisectRight(list, x)],
        [`bisect_left(${repr(list)}, ${x})`, () => bisect.bisectLeft(list, x)],
        [`bisect_left(${repr(list)}, ${x}, 2, 4)`, () => bisect.bisectLeft(list, x, 2, 4)],
        [
          `put(insort, ${repr(list)}, ${x}), put(insort_left, ${repr(list)}, ${x})`,
          () => {
            const [right, left]: [Value[], Value[]] = [[...list], [...list]];
            bisect.insortRight(right, x);
            bisect.insortLeft(left, x);
            return tuple(right, left);
          },
        ],
      ]),
      [
        'bisect([9, 5, 2, 1], -2, key=lambda one: -one)',
        () => bisect.bisectRight([9, 5, 2, 1], -2, undefined, undefined, byNegative),
      ],
      [
        'put(insort, [9, 5, 2, 1], 3, key=lambda one: -one)',
        () => {
          const sorted: Value[] = [9, 5, 2, 1];
          bisect.insortRight(sorted, 3, undefined, undefined, byNegative);
          return sorted;
        },
      ],
      ["bisect('abd', 'c')", () => bisect.bisectRight('abd', 'c')],
      ['bisect([1], 2, -1)', () => bisect.bisectRight([1], 2, -1)],
      ["bisect([1], 'a')", () => bisect.bisectRight([1], 'a')],
    ],
  );
});
