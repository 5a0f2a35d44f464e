import { expect, test } from 'vitest';
import { renderAnswerDifferences } from '../../src/report/render-answer-differences.js';
import { renderRunComparison } from '../../src/report/render-run-comparison.js';
import type { RunComparison } from '../../src/model/bench-result.js';
import { widthOf } from '../../src/report/visible-text.js';
import { BENCH_CASES } from './bench-cases.js';
import { golden } from './golden.js';

const comparison: RunComparison = {
  earlierDate: '2026-11-20T08:30:00.000Z',
  cells: [
    {
      route: 'GET /films/995/',
      target: 'flask',
      earlierRps: 214,
      rps: 215,
      ratio: 215 / 214,
      isDifferenceShown: false,
    },
    {
      route: 'GET /films/995/',
      target: 'service',
      earlierRps: 20_100,
      rps: 30_100,
      ratio: 301 / 201,
      isDifferenceShown: true,
    },
    {
      route: 'POST /reviews/',
      target: 'service',
      earlierRps: 0,
      rps: 10_480,
      ratio: undefined,
      isDifferenceShown: true,
    },
  ],
  environmentDifferences: ['cores: 4 then, 2 now'],
  onlyEarlier: ['GET /films/ on quart'],
  onlyNow: [],
};

test('now and then, with what else has changed', () => {
  const actual = renderRunComparison(comparison, { width: 80, color: false });
  expect(actual).toBe(golden('comparison-80.txt', actual));
});

test('runs that have nothing in common say so', () => {
  const none = { ...comparison, cells: [], environmentDifferences: [], onlyEarlier: [] };
  expect(renderRunComparison(none, { width: 80, color: false })).toBe(
    'against the run of 2026-11-20 08:30 UTC\nno route and target in common\n',
  );
});

test('differing answers show both sides, and no line is too wide', () => {
  const { differences } = BENCH_CASES.died;
  expect(renderAnswerDifferences(differences, { width: 80, color: false })).toBe(
    [
      'answers that differed before anything was timed:',
      '  POST /reviews/: service and flask differ in the status',
      '    flask    500 <!doctype html><html lang=en><title>500 Internal Server',
      '      Error</title>',
      '    service  200 {"film_id":995,"rating":4}',
      '  GET /films/: service and flask differ in the body',
      '    flask    $["12"].release_year: 2006',
      '    service  $["12"].release_year: "2006"',
      '',
    ].join('\n'),
  );
  const narrow = renderAnswerDifferences(BENCH_CASES.hostile.differences, {
    width: 40,
    color: false,
  });
  expect(narrow.split('\n').every((line) => widthOf(line) <= 40)).toBe(true);
  expect(renderAnswerDifferences([], { width: 80, color: false })).toBe('');
});
