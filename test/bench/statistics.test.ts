import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { median, ratioOfRounds, ratiosOf, summarizeRounds } from '../../src/bench/statistics.js';
import { roundsOf, sampleOf } from './sample-of.js';

const rate = fc.double({ min: 1, max: 1e6, noNaN: true });
const pairs = fc.array(fc.tuple(rate, rate), { minLength: 1, maxLength: 9 });

test('the median is the middle value, or half way between the two', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test('a ratio is that of the medians, its spread that of the rounds', () => {
  const ratio = ratioOfRounds(roundsOf(300, 310, 290), roundsOf(100, 100, 100));
  expect(ratio).toMatchObject({
    median: 3,
    low: 2.9,
    high: 3.1,
    rounds: 3,
    interval: { low: 2.9, high: 3.1 },
    isDifferenceShown: true,
  });
});

test('one disturbed round widens the spread and leaves the ratio where it was', () => {
  const ratio = ratioOfRounds(roundsOf(300, 300, 30, 300, 300), roundsOf(100, 100, 100, 100, 100))!;
  expect(ratio.median).toBe(3);
  expect(ratio.low).toBe(0.3);
});

test('the interval is of 95 %: it leaves out what seven rounds hardly ever give', () => {
  const ratio = ratioOfRounds(
    roundsOf(100, 200, 300, 400, 500, 600, 700),
    roundsOf(100, 100, 100, 100, 100, 100, 100),
  );
  expect(ratio).toMatchObject({ median: 4, low: 1, high: 7, interval: { low: 2, high: 6 } });
});

test('no difference is shown when the interval spans 1, nor by a single round', () => {
  const alike = ratioOfRounds(roundsOf(100, 90, 110, 95), roundsOf(95, 105, 100, 100))!;
  expect(alike.isDifferenceShown).toBe(false);
  const once = ratioOfRounds(roundsOf(900), roundsOf(100))!;
  expect(once).toMatchObject({ median: 9, interval: undefined, isDifferenceShown: false });
});

test('only rounds that both targets finished count', () => {
  const a = roundsOf(200, 220, 240);
  const ratio = ratioOfRounds(a, roundsOf(100, 110))!;
  expect(ratio).toMatchObject({ median: 2, low: 2, high: 2, rounds: 2 });
  expect(ratioOfRounds(a, [sampleOf(9, 100)])).toBeUndefined();
});

test('there is no ratio where one of the two answered nothing', () => {
  const samples = new Map([
    ['flask', roundsOf(100, 0, 100)],
    ['quart', roundsOf(200, 200, 200)],
    ['service', roundsOf(400, 400, 400)],
  ]);
  expect(Object.keys(ratiosOf(samples))).toStrictEqual(['service/quart', 'quart/service']);
});

test('medians, ratio and interval lie within the spread, and a ratio turned round is its inverse', () => {
  fc.assert(
    fc.property(pairs, (rates) => {
      const a = roundsOf(...rates.map(([x]) => x));
      const b = roundsOf(...rates.map(([, y]) => y));
      const all = ratiosOf(
        new Map([
          ['a', a],
          ['b', b],
        ]),
      );
      const forth = all['a/b']!;
      const back = all['b/a']!;
      const slack = 1 + 1e-9;
      for (const value of [forth.median, forth.interval?.low, forth.interval?.high]) {
        if (value === undefined) continue;
        expect(value).toBeGreaterThanOrEqual(forth.low / slack);
        expect(value).toBeLessThanOrEqual(forth.high * slack);
      }
      expect(forth.median * back.median).toBeCloseTo(1, 9);
      expect(forth.low * back.high).toBeCloseTo(1, 9);
      expect(forth.isDifferenceShown).toBe(back.isDifferenceShown);
      const again = ratioOfRounds(b, a)!;
      expect(again.median).toBeCloseTo(back.median, 9);
    }),
    { seed: 1 },
  );
});

test('the same samples give the same figures', () => {
  const [a, b] = [roundsOf(310, 290, 305, 280), roundsOf(100, 120, 95, 105)];
  expect(ratioOfRounds(a, b)).toStrictEqual(ratioOfRounds(a, b));
});

test('rounds are summed up as medians, errors as totals', () => {
  const result = summarizeRounds([
    sampleOf(1, 100, { errors: 2, non2xx: 1, latency: { p50: 1, p90: 5, p99: 9, max: 20 } }),
    sampleOf(2, 120, { latency: { p50: 2, p90: 6, p99: 10, max: 11 } }),
    sampleOf(3, 110, { latency: { p50: 3, p90: 7, p99: 50, max: 99 } }),
  ]);
  expect(result).toMatchObject({
    rps: 110,
    lowRps: 100,
    highRps: 120,
    p50: 2,
    p90: 6,
    p99: 10,
    max: 99,
    errors: 3,
    non2xx: 1,
    requests: 3300,
  });
});

test('nothing answered is a rate of zero and no latency', () => {
  expect(summarizeRounds(roundsOf(0, 0))).toMatchObject({
    rps: 0,
    p50: null,
    p99: null,
    max: null,
  });
});
