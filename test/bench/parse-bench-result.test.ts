import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BENCH_CASES } from '../report/bench-cases.js';
import { parseBenchResult } from '../../src/bench/parse-bench-result.js';
import { resultOf } from './sample-of.js';

const result = {
  ...resultOf({ 'GET /films/': { flask: [100, 110], service: [0, 0] } }),
  notes: ['a note'],
  differences: [
    {
      route: 'GET /films/',
      reference: 'flask',
      candidate: 'service',
      layer: 'body' as const,
      expected: '1',
      actual: '2',
    },
  ],
  targets: [
    {
      name: 'flask',
      url: 'http://127.0.0.1:1',
      description: 'as written',
      failure: { route: 'GET /films/', round: 0, reason: 'connection refused' },
    },
  ],
};

test('what was saved is read back as it was', () => {
  expect(parseBenchResult(JSON.stringify(result))).toStrictEqual({ kind: 'result', result });
});

test('the core of the format is enough', () => {
  const core = {
    environment: {},
    settings: {},
    routes: [
      {
        route: 'GET /',
        results: { flask: { rps: 10, p50: 1, p90: 2, p99: 3, errors: 0 } },
        ratios: { 'flask/flask': { median: 1, low: 1, high: 1 } },
      },
    ],
  };
  const parsed = parseBenchResult(JSON.stringify(core));
  expect(parsed).toMatchObject({
    kind: 'result',
    result: { targets: [{ name: 'flask' }], routes: [{ results: { flask: { lowRps: 10 } } }] },
  });
});

test.for([
  ['{', /^not JSON: /],
  ['[]', /^the document is not an object$/],
  ['{}', /^routes is missing$/],
  ['{"routes": {}}', /^routes is not a list$/],
  ['{"routes": [{"results": {}}]}', /^routes\[0\]\.route is missing$/],
  [
    '{"routes": [{"route": "a", "results": {"b": {"rps": "9"}}}]}',
    /^routes\[0\]\.results\["b"\]\.rps is not a number$/,
  ],
  [
    '{"routes": [], "differences": [{"route": "r", "reference": "a", "candidate": "b", "layer": "x"}]}',
    /^differences\[0\]\.layer is not one of /,
  ],
] as const)('names what is wrong in %s', ([text, message]) => {
  const parsed = parseBenchResult(text);
  expect(parsed.kind === 'invalid' && parsed.message).toMatch(message);
});

test('no JSON at all makes it throw', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(['result', 'invalid']).toContain(parseBenchResult(text).kind);
    }),
    { seed: 1 },
  );
});

test('a name such as __proto__ is a name like any other', () => {
  const text = '{"routes": [{"route": "r", "results": {"__proto__": {"rps": 1, "errors": 0}}}]}';
  const parsed = parseBenchResult(text);
  expect(parsed.kind === 'result' && Object.keys(parsed.result.routes[0]!.results)).toStrictEqual([
    '__proto__',
  ]);
});

test.for(['limits', 'growth'] as const)('a run with %s is read back as it was', (name) => {
  const written = JSON.stringify(BENCH_CASES[name]);
  expect(parseBenchResult(written)).toEqual({
    kind: 'result',
    result: JSON.parse(written) as unknown,
  });
});
