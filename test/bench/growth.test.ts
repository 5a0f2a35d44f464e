/** What grows, with real servers, at sizes that are small and for moments; and what is said of memory. */
import { afterAll, describe, expect, test } from 'vitest';
import { judgeMemory } from '../../src/bench/growth/judge-memory.js';
import { bench } from '../../src/pipeline/bench.js';
import { prepareBench } from '../../src/pipeline/bench-app.js';
import { openSeededDatabases } from '../../src/pipeline/seeded-databases.js';
import { Resources } from '../../src/processes/resources.js';

const resources = new Resources();
afterAll(() => resources.close());

test('sweeps, start-up and a soak come after the rounds', async () => {
  const databaseUrl = process.env['DATABASE_URL'] || undefined;
  const onStep = () => {};
  const prepared = await prepareBench(resources, undefined, { databaseUrl, onStep });
  if (prepared.kind !== 'ready') throw new Error(prepared.message);
  const outcome = await bench(resources, prepared.app, {
    targets: ['flask', 'idiomatic', 'service'],
    running: [],
    driver: undefined,
    connections: 4,
    rounds: 1,
    durationSeconds: 0.3,
    warmupSeconds: 0,
    databases: await openSeededDatabases(resources, databaseUrl, prepared.app.sqlFiles),
    limits: false,
    rateShare: undefined,
    growth: { sweeps: true, soakMinutes: 0.05 },
    growthSizes: { connections: [1, 8], rows: [10, 5000], routes: [3, 40], starts: 2 },
    mayWrite: true,
    env: process.env,
    now: () => new Date(),
    onStep,
    onCompared: () => {},
    onEvent: () => {},
  });
  if (outcome.kind !== 'measured') throw new Error(outcome.message);
  const { startUp, sweeps, soak } = outcome.result.growth!;
  expect(sweeps.map(({ kind, route }) => `${kind} ${route}`)).toEqual([
    'connections GET /films/',
    'connections GET /films/995/',
    'connections POST /reviews/',
    'rows GET /films/',
    'routes GET /films/995/',
  ]);
  for (const { kind, series } of sweeps) {
    expect(series.map(({ target }) => target)).toEqual(
      kind === 'routes' ? ['service'] : ['idiomatic', 'service'],
    );
    for (const { points } of series) {
      expect(points).toHaveLength(2);
      for (const { rps, errors, p99, startSeconds } of points) {
        expect(rps).toBeGreaterThan(0);
        expect(errors).toBe(0);
        expect(p99).toBeGreaterThan(0);
        expect(startSeconds !== undefined).toBe(kind === 'routes');
      }
    }
  }
  expect(startUp.map(({ target, starts }) => [target, starts])).toEqual([
    ['idiomatic', 2],
    ['service', 2],
  ]);
  expect(soak).toMatchObject({ target: 'service', errors: 0 });
  expect(soak!.requests).toBeGreaterThan(0);
}, 400_000);

describe('memory is flat', () => {
  const over = (bytes: (index: number) => number) =>
    Array.from({ length: 60 }, (_, index) => ({ seconds: index, rssBytes: bytes(index) }));

  test('when it goes up and down, and when it grew only at first', () => {
    expect(judgeMemory(over((index) => 100 + (index % 7)))).toMatchObject({ isFlat: true });
    expect(judgeMemory(over((index) => 100 - 80 / (1 + index)))).toMatchObject({ isFlat: true });
    expect(judgeMemory(over((index) => 200 - index))).toMatchObject({ isFlat: true });
  });

  test('and is not when it keeps growing', () => {
    expect(judgeMemory(over((index) => 100 + index))).toMatchObject({
      isFlat: false,
      highestBytes: 159,
    });
  });

  test('and nothing is said after a moment', () => {
    expect(judgeMemory(over(() => 1).slice(0, 10))).toBeNull();
    expect(judgeMemory([])).toBeNull();
  });
});
