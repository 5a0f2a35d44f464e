import { expect, test } from 'vitest';
import { routeLimits, sharesOfLimit } from '../../../src/bench/limits/route-limits.js';
import { roundsOf } from '../sample-of.js';

test('the combined limit is both, one behind the other, round by round', () => {
  const limits = routeLimits(
    new Map([
      ['http', roundsOf(100, 300, 200)],
      ['database', roundsOf(100, 150, 200)],
    ]),
  )!;
  expect(limits.combined!.samples.map(({ rps }) => rps)).toEqual([50, 100, 100]);
  expect(limits.http!.rps).toBe(200);
  const shares = sharesOfLimit(new Map([['service', roundsOf(40, 80, 90)]]), limits);
  expect(shares['service/limit']).toMatchObject({ median: 0.8, low: 0.8, high: 0.9, rounds: 3 });
});

test('without one of the two there is no combined limit, and no share of it', () => {
  const limits = routeLimits(new Map([['http', roundsOf(100)]]))!;
  expect(limits).toMatchObject({ database: undefined, combined: undefined });
  expect(sharesOfLimit(new Map([['service', roundsOf(40)]]), limits)).toEqual({});
  expect(routeLimits(new Map())).toBeUndefined();
});
