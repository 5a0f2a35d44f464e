import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import * as items from '../../templates/service/src/python/items.js';
import { deleteSlice } from '../../templates/service/src/python/slices.js';
import { repr } from '../../templates/service/src/python/text.js';
import { tuple, type Value } from '../../templates/service/src/python/value.js';
import { differences, startPython, type Case } from './oracle.js';
import { SMALL, VALUES } from './values.js';

const resources = new Resources();
afterAll(() => resources.close());
const python = startPython(resources);

const KEYS: readonly Value[] = [...SMALL, 5, [], 'b'];
const READ_KEYS: readonly Value[] = [...KEYS, 10n ** 30n];

test('container[key] for every type', (context) => {
  const cases = VALUES.flatMap((container) =>
    READ_KEYS.map((key): Case => [
      `(${repr(container)})[${repr(key)}]`,
      () => items.getItem(container, key),
    ]),
  );
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

const MUTABLE: readonly (() => Value)[] = VALUES.filter(
  (value) => typeof value === 'object' && !Number.isNaN(value),
).map((value) => {
  const text = repr(value as Value);
  const copy =
    Array.isArray(value) && text.startsWith('[') ? () => [...(value as Value[])] : undefined;
  return copy ?? (() => (hasCopy(value) ? value.copy() : (value as Value)));
});

function hasCopy(value: Value): value is { copy(): Value } & object {
  return (
    typeof (value as { copy?: unknown } | null)?.copy === 'function' &&
    !(value instanceof Uint8Array)
  );
}

test('container[key] = value and del container[key] for every type', (context) => {
  const cases = MUTABLE.flatMap((make) =>
    KEYS.flatMap((key): Case[] => {
      const text = repr(make());
      return [
        [
          `result = ${text}\nresult[${repr(key)}] = 'new'`,
          () => {
            const container = make();
            items.setItem(container, key, 'new');
            return container;
          },
        ],
        [
          `result = ${text}\ndel result[${repr(key)}]`,
          () => {
            const container = make();
            items.deleteItem(container, key);
            return container;
          },
        ],
      ];
    }),
  );
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

describe('slices', () => {
  const bounds: readonly Value[] = [null, 0, 1, 2, -1, -2, 5, -9, 10n ** 30n, true];
  const steps: readonly Value[] = [null, 1, 2, -1, -2, 0, 9];
  const print = (bound: Value) => (bound === null ? '' : repr(bound));

  test('are read as in Python', (context) => {
    const sequences: readonly (readonly [string, () => Value])[] = [
      ['[1, 2, 3, 4]', () => [1, 2, 3, 4]],
      ["'abcd'", () => 'abcd'],
      ["'a😀cd'", () => 'a😀cd'],
      ['(1, 2, 3)', () => tuple(1, 2, 3)],
      ["b'abc'", () => Buffer.from('abc')],
      ['[]', () => []],
    ];
    const cases = sequences.flatMap(([text, make]) =>
      bounds.flatMap((lower) =>
        bounds.flatMap((upper) =>
          steps.map((step): Case => [
            `(${text})[${print(lower)}:${print(upper)}:${print(step)}]`,
            () => items.slice(make(), lower, upper, step),
          ]),
        ),
      ),
    );
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });

  test('are assigned to and deleted as in Python', (context) => {
    const cases = bounds.flatMap((lower) =>
      bounds.flatMap((upper) =>
        steps.flatMap((step): Case[] => [
          ...[[], ['x'], ['x', 'y'], 'pq', 5].map((values): Case => [
            `result = [1, 2, 3, 4]\nresult[${print(lower)}:${print(upper)}:${print(step)}] = ${repr(values)}`,
            () => {
              const list: Value[] = [1, 2, 3, 4];
              items.setSlice(list, lower, upper, values, step);
              return list;
            },
          ]),
          [
            `result = [1, 2, 3, 4]\ndel result[${print(lower)}:${print(upper)}:${print(step)}]`,
            () => {
              const list: Value[] = [1, 2, 3, 4];
              deleteSlice(list, lower, upper, step);
              return list;
            },
          ],
        ]),
      ),
    );
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });

  test('of what has none', (context) => {
    const cases = VALUES.flatMap((value): Case[] => [
      [`(${repr(value)})[1:]`, () => items.slice(value, 1)],
      [`(${repr(value)})['a':]`, () => items.slice(value, 'a')],
    ]);
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});

test('unpacking', (context) => {
  const cases = VALUES.flatMap((value): Case[] => [
    ...[1, 2, 3].map((count): Case => [
      `${['a', 'b', 'c'].slice(0, count).join(', ')}, = ${repr(value)}\nresult = [${['a', 'b', 'c'].slice(0, count).join(', ')}]`,
      () => [...items.unpack(value, count)],
    ]),
    [`a, *b = ${repr(value)}\nresult = [a, b]`, () => items.unpackStarred(value, 1, 0)],
    [`*a, b, c = ${repr(value)}\nresult = [a, b, c]`, () => items.unpackStarred(value, 0, 2)],
    [`a, *b, c = ${repr(value)}\nresult = [a, b, c]`, () => items.unpackStarred(value, 1, 1)],
  ]);
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});
