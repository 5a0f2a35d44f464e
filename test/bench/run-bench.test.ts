/** Runs against a driver that answers as told, and against real servers that die. */
import { afterAll, expect, test } from 'vitest';
import { autocannonDriver } from '../../src/bench/load/autocannon-driver.js';
import type { LoadDriver, LoadRequest } from '../../src/bench/load/load-driver.js';
import { runBench, type BenchEvent, type BenchOptions } from '../../src/bench/run-bench.js';
import type { LoadSample } from '../../src/model/bench-result.js';
import { killServers, serve } from './local-server.js';
import { resultOf, sampleOf } from './sample-of.js';

afterAll(killServers);

const { environment } = resultOf({});

function toldDriver(
  answer: (request: LoadRequest, call: number) => Partial<LoadSample>,
): LoadDriver {
  let calls = 0;
  return {
    name: 'wrk',
    measure: async (request) => {
      calls += 1;
      return sampleOf(0, 100, answer(request, calls));
    },
  };
}

function options(changes: Partial<BenchOptions>): BenchOptions {
  return {
    targets: ['flask', 'service'].map((name) => ({
      name,
      url: `http://${name}.test/base/`,
      description: undefined,
    })),
    requests: ['/films/', '/films/995/'].map((path) => ({
      route: `GET ${path}`,
      method: 'GET',
      path,
      headers: {},
      body: undefined,
    })),
    driver: toldDriver(() => ({})),
    connections: 20,
    rounds: 3,
    durationSeconds: 10,
    warmupSeconds: 1,
    environment,
    differences: [],
    notes: ['a note'],
    signal: new AbortController().signal,
    onEvent: () => {},
    checkTarget: async () => undefined,
    ...changes,
  };
}

test('measures every round, leaves the warm-up out, and gives what it was given', async () => {
  const seen: LoadRequest[] = [];
  const driver = toldDriver((request) => {
    seen.push(request);
    return { rps: request.url.includes('flask') ? 100 : 300 };
  });
  const result = await runBench(options({ driver }));
  expect(seen).toHaveLength(2 * (2 + 2 * 3));
  expect(seen[0]).toMatchObject({ url: 'http://flask.test/base/films/', durationSeconds: 1 });
  expect(result.routes.map(({ route }) => route)).toStrictEqual(['GET /films/', 'GET /films/995/']);
  expect(result.routes[0]!.results['flask']!.samples.map(({ round }) => round)).toStrictEqual([
    1, 2, 3,
  ]);
  expect(result.routes[0]!.ratios['service/flask']).toMatchObject({ median: 3, rounds: 3 });
  expect(result).toMatchObject({
    notes: ['a note'],
    settings: { driver: 'wrk', connections: 20, rounds: 3, durationSeconds: 10, warmupSeconds: 1 },
  });
});

test('tells of each step, with the load that is left', async () => {
  const events: BenchEvent[] = [];
  await runBench(options({ rounds: 1, onEvent: (event) => events.push(event) }));
  const started = events.filter((event) => event.kind === 'step-started');
  expect(started.map(({ index, total }) => [index, total])).toStrictEqual(
    [0, 1, 2, 3, 4, 5, 6, 7].map((index) => [index, 8]),
  );
  expect(started.map(({ remainingSeconds }) => remainingSeconds)).toStrictEqual([
    44, 43, 42, 32, 22, 21, 20, 10,
  ]);
  expect(events.filter(({ kind }) => kind === 'step-finished')).toHaveLength(8);
});

test('a target that dies keeps its rounds and is left alone, and the others go on', async () => {
  let isDead = false;
  const afterDeath: string[] = [];
  const driver = toldDriver((request, call) => {
    if (isDead && request.url.includes('flask')) afterDeath.push(request.url);
    // Warm-ups are calls 1 and 2; round 1 is flask, service; round 2 is service, flask.
    isDead ||= call === 6;
    return isDead && request.url.includes('flask') ? { rps: 0, requests: 0, errors: 9 } : {};
  });
  const events: BenchEvent[] = [];
  const result = await runBench(
    options({
      driver,
      onEvent: (event) => events.push(event),
      checkTarget: async ({ name }) =>
        name === 'flask' && isDead ? 'exited with code 139' : undefined,
    }),
  );
  const failure = { route: 'GET /films/', round: 2, reason: 'exited with code 139' };
  expect(result.targets.map((target) => target.failure)).toStrictEqual([failure, undefined]);
  expect(events).toContainEqual({ kind: 'target-failed', target: 'flask', failure });
  expect(afterDeath).toStrictEqual([]);
  const [first, second] = result.routes;
  expect(first!.results['flask']!.samples).toHaveLength(1);
  expect(first!.results['service']!.samples).toHaveLength(3);
  expect(first!.ratios['service/flask']).toMatchObject({ rounds: 1 });
  expect(second!.results).not.toHaveProperty('flask');
  expect(second!.results['service']!.samples).toHaveLength(3);
  expect(second!.ratios).toStrictEqual({});
});

test('a target that lives and answers only errors is measured, and its errors are counted', async () => {
  const driver = toldDriver(({ url }) =>
    url.includes('flask') ? { rps: 0, requests: 0, non2xx: 50, errors: 1, latency: null } : {},
  );
  const result = await runBench(options({ driver }));
  expect(result.targets.map(({ failure }) => failure)).toStrictEqual([undefined, undefined]);
  expect(result.routes[0]!.results['flask']).toMatchObject({
    rps: 0,
    p50: null,
    errors: 153,
    non2xx: 150,
  });
  expect(result.routes[0]!.ratios).toStrictEqual({});
});

test('an abort ends the run with its reason, and nothing more is sent', async () => {
  const abort = new AbortController();
  const reason = new Error('interrupted');
  let calls = 0;
  const driver = toldDriver((_request, call) => {
    calls = call;
    if (call === 3) abort.abort(reason);
    return {};
  });
  await expect(runBench(options({ driver, signal: abort.signal }))).rejects.toBe(reason);
  expect(calls).toBe(3);
});

test('a driver that cannot run ends the run', async () => {
  const driver: LoadDriver = { name: 'wrk', measure: () => Promise.reject(new Error('no wrk')) };
  await expect(runBench(options({ driver }))).rejects.toThrow('no wrk');
});

test('two targets of one name are our own mistake', async () => {
  const { targets } = options({});
  await expect(runBench(options({ targets: [targets[0]!, targets[0]!] }))).rejects.toThrow(
    'same name',
  );
});

test('real servers, one of which is killed while it is measured', async () => {
  const steady = await serve((_request, response) => response.end('ok'));
  const frail = await serve((_request, response) => response.end('ok'));
  const { checkTarget: _told, ...real } = options({});
  const result = await runBench({
    ...real,
    targets: [
      { name: 'frail', url: frail.url, description: undefined },
      { name: 'steady', url: steady.url, description: 'stays up' },
    ],
    driver: autocannonDriver({ now: () => performance.now() }),
    connections: 3,
    rounds: 2,
    durationSeconds: 0.3,
    warmupSeconds: 0,
    onEvent: (event) => {
      if (event.kind === 'step-started' && event.index === 3)
        setTimeout(() => void frail.kill(), 100);
    },
  });
  expect(result.targets).toStrictEqual([
    {
      name: 'frail',
      url: frail.url,
      description: undefined,
      failure: { route: 'GET /films/', round: 2, reason: 'connection refused' },
    },
    { name: 'steady', url: steady.url, description: 'stays up', failure: undefined },
  ]);
  expect(result.routes[0]!.results['frail']).toMatchObject({ errors: 0 });
  expect(result.routes[0]!.results['frail']!.samples).toHaveLength(1);
  expect(result.routes[1]!.results).not.toHaveProperty('frail');
  expect(result.routes[1]!.results['steady']!.samples).toHaveLength(2);
  expect(result.routes[1]!.results['steady']!.requests).toBeGreaterThan(0);
});
