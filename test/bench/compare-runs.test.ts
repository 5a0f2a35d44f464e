import { expect, test } from 'vitest';
import { compareRuns } from '../../src/bench/compare-runs.js';
import { resultOf } from './sample-of.js';

test('each cell is now over then, and counts as different only when no rounds overlap', () => {
  const earlier = resultOf({ 'GET /films/': { quart: [100, 110, 120], service: [500, 500, 500] } });
  const now = resultOf({ 'GET /films/': { quart: [105, 112, 118], service: [600, 610, 590] } });
  expect(compareRuns(earlier, now)).toStrictEqual({
    earlierDate: '2026-11-22T10:00:00.000Z',
    cells: [
      {
        route: 'GET /films/',
        target: 'quart',
        earlierRps: 110,
        rps: 112,
        ratio: 112 / 110,
        isDifferenceShown: false,
      },
      {
        route: 'GET /films/',
        target: 'service',
        earlierRps: 500,
        rps: 600,
        ratio: 1.2,
        isDifferenceShown: true,
      },
    ],
    environmentDifferences: [],
    onlyEarlier: [],
    onlyNow: [],
  });
});

test('what only one run has is listed, and a rate of nothing divides nothing', () => {
  const earlier = resultOf({ 'GET /a': { flask: [0], quart: [10] } });
  const now = resultOf({ 'GET /a': { flask: [10], service: [10] } });
  const comparison = compareRuns(earlier, now);
  expect(comparison.cells).toMatchObject([{ target: 'flask', ratio: undefined }]);
  expect(comparison.onlyEarlier).toStrictEqual(['GET /a on quart']);
  expect(comparison.onlyNow).toStrictEqual(['GET /a on service']);
});

test('differences of machine and settings are named', () => {
  const earlier = resultOf({});
  const now = {
    ...earlier,
    environment: { ...earlier.environment, cores: 8, software: { PostgreSQL: '18.0' } },
    settings: { ...earlier.settings, driver: 'autocannon' },
  };
  expect(compareRuns(earlier, now).environmentDifferences).toStrictEqual([
    'cores: 2 then, 8 now',
    'PostgreSQL: 15.6 then, 18.0 now',
    'driver: wrk then, autocannon now',
  ]);
});
