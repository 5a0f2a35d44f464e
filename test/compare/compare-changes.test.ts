import { describe, expect, test } from 'vitest';
import { changeNoise, compareChanges } from '../../src/compare/compare-changes.js';
import type { DatabaseChange } from '../../src/model/exchange.js';

const QUIET = { tables: [], sequences: [] };
const change = (added: readonly string[], gone: readonly string[] = []): DatabaseChange => ({
  tables: [{ table: 'review', added, gone }],
  sequences: [],
});

describe('what two databases went through', () => {
  test('is the same whatever the order of the rows', () => {
    const [one, other] = [change(['{"id":1}', '{"id":2}']), change(['{"id":2}', '{"id":1}'])];
    expect(compareChanges(one, other, QUIET)).toEqual([]);
  });

  test('differs when a row came twice, did not come, or went', () => {
    const row = '{"id":1}';
    expect(compareChanges(change([row]), change([row, row]), QUIET)).toEqual([
      { table: 'review', expected: [], actual: [`+${row}`] },
    ]);
    expect(compareChanges(change([row]), QUIET, QUIET)).toEqual([
      { table: 'review', expected: [`+${row}`], actual: [] },
    ]);
    expect(compareChanges(change([row]), change([], [row]), QUIET)).toEqual([
      { table: 'review', expected: [`+${row}`], actual: [`-${row}`] },
    ]);
  });

  test('includes how far the sequences moved', () => {
    const moved = (by: string) => ({ tables: [], sequences: [{ sequence: 'id_seq', by }] });
    expect(compareChanges(moved('1'), moved('1'), QUIET)).toEqual([]);
    expect(compareChanges(moved('1'), QUIET, QUIET)).toEqual([
      { table: 'id_seq', expected: ['moved by 1'], actual: [] },
    ]);
  });

  test('of a table too large to read is told by the sum of its hashes', () => {
    const large = (hash: string) => ({
      tables: [{ table: 'log', added: [], gone: [], summary: { rows: 1, hash } }],
      sequences: [],
    });
    expect(compareChanges(large('aa'), large('aa'), QUIET)).toEqual([]);
    expect(compareChanges(large('aa'), large('bb'), QUIET)).toHaveLength(1);
  });
});

describe('a column that varies from run to run', () => {
  const row = (at: string, rating: number) => `{"rating":${rating},"at":"${at}"}`;
  const noise = changeNoise(
    change([row('2024-01-01T10:00:00', 4)]),
    change([row('2024-01-01T10:00:07', 4)]),
  );

  test('is found, and compared by its kind', () => {
    expect(noise.tables).toEqual([{ table: 'review', columns: ['at'] }]);
    const first = change([row('2024-01-01T10:00:00', 4)]);
    expect(compareChanges(first, change([row('2025-05-05T05:05:05', 4)]), noise)).toEqual([]);
    expect(compareChanges(first, change([row('2025-05-05T05:05:05', 5)]), noise)).toHaveLength(1);
    expect(compareChanges(first, change(['{"rating":4,"at":null}']), noise)).toHaveLength(1);
  });
});
