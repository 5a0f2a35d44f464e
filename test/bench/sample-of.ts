/** Samples and results of made-up rates, for tests that are not about measuring. */
import type { BenchResult, RoundSample } from '../../src/model/bench-result.js';
import { ratiosOf, summarizeRounds } from '../../src/bench/statistics.js';

export function sampleOf(
  round: number,
  rps: number,
  changes: Partial<RoundSample> = {},
): RoundSample {
  return {
    round,
    requests: rps * 10,
    seconds: 10,
    rps,
    latency: rps === 0 ? null : { p50: 1, p90: 2, p99: 3, max: 4 },
    errors: 0,
    non2xx: 0,
    bytes: rps * 1000,
    ...changes,
  };
}

export function roundsOf(...rates: readonly number[]): readonly RoundSample[] {
  return rates.map((rps, index) => sampleOf(index + 1, rps));
}

/** `{ 'GET /films/': { flask: [99, 101], service: [300, 310] } }`: a rate for each round. */
export function resultOf(
  rates: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>,
): BenchResult {
  const routes = Object.entries(rates).map(([route, ofTargets]) => {
    const samples = new Map(
      Object.entries(ofTargets).map(([name, ofRounds]) => [name, roundsOf(...ofRounds)]),
    );
    return {
      route,
      results: Object.fromEntries(
        Array.from(samples, ([name, rounds]) => [name, summarizeRounds(rounds)]),
      ),
      ratios: ratiosOf(samples),
    };
  });
  const names = [...new Set(routes.flatMap(({ results }) => Object.keys(results)))];
  return {
    environment: {
      date: '2026-11-22T10:00:00.000Z',
      cpu: 'Example CPU',
      cores: 2,
      memoryBytes: 8 * 2 ** 30,
      os: 'Linux 6.1.0 x64',
      node: 'v20.20.2',
      software: { PostgreSQL: '15.6' },
    },
    settings: {
      driver: 'wrk',
      connections: 20,
      rounds: 3,
      durationSeconds: 10,
      warmupSeconds: 2,
    },
    targets: names.map((name) => ({
      name,
      url: 'http://127.0.0.1:5000',
      description: undefined,
      failure: undefined,
    })),
    routes,
    differences: [],
    notes: [],
  };
}
