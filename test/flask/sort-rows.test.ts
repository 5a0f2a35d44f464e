/** Rows in the order of whole numbers, however they come and however large the numbers are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinRows, type Rows, ROWS_FROM } from '../../templates/service/src/flask/join-rows.js';
import { sortRows } from '../../templates/service/src/flask/sort-rows.js';

const key = fc.oneof(
  fc.bigInt(-40n, 40n),
  fc.bigInt(-(2n ** 53n) - 3n, 2n ** 53n + 3n),
  fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
);
const keys = fc
  .array(fc.uniqueArray(key, { maxLength: 30 }), { maxLength: 6 })
  // Stretches that ascend, as in a table of which some rows were changed; or chance.
  .chain((stretches) =>
    fc.boolean().map((isSorted) => (isSorted ? stretches.map(sorted) : stretches)),
  )
  .map((stretches) => [...new Set(stretches.flat())]);

test('rows are in the order of their keys', () => {
  fc.assert(
    fc.property(keys, (given) => {
      const values = given.length === 0 ? undefined : given.join(',');
      const rows = joinRows(['"', { values, isText: false }, '":1']);
      expect(textOf(rows)).toBe(given.map((one) => `"${one}":1`).join(','));
      expect(textOf(sortRows(rows))).toBe(
        sorted(given)
          .map((one) => `"${one}":1`)
          .join(','),
      );
    }),
    { numRuns: 2000, seed: 7 },
  );
});

test('a null that the database was said not to have is no answer', () => {
  const ids = { values: '1,2,3', isText: false };
  const titles = { values: 'one|,two', isText: true };
  expect(() => joinRows([ids, titles])).toThrow('a null');
  expect(() => joinRows([titles, ids])).toThrow('a null');
});

function textOf({ buffer, end }: Rows): string {
  return buffer.toString('latin1', ROWS_FROM, end);
}

function sorted(numbers: readonly bigint[]): bigint[] {
  return numbers.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
}
