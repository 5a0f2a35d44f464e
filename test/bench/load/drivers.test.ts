/**
 * Both drivers against servers whose behaviour is known, held to the same expectations. What is asserted
 * is what they count, never how fast anything is.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { autocannonDriver } from '../../../src/bench/load/autocannon-driver.js';
import type { LoadDriver, LoadRequest } from '../../../src/bench/load/load-driver.js';
import { wrkDriver } from '../../../src/bench/load/wrk-driver.js';
import { deadUrl, killServers, readBody, serve, serveSockets } from '../local-server.js';
import { WRK, runCommand } from './found-wrk.js';

const directory = mkdtempSync(join(tmpdir(), 'drivers-test-'));
afterAll(killServers);
afterAll(() => rmSync(directory, { recursive: true }));

interface Case {
  readonly name: string;
  readonly driver: () => LoadDriver;
  readonly isMissing: boolean;
}

const DRIVERS: readonly Case[] = [
  {
    name: WRK === undefined ? 'wrk (skipped: wrk is not installed)' : 'wrk',
    driver: () => wrkDriver({ command: WRK ?? 'wrk', directory, runCommand }),
    isMissing: WRK === undefined,
  },
  {
    name: 'autocannon',
    driver: () => autocannonDriver({ now: () => performance.now() }),
    isMissing: false,
  },
];

function load(url: string, changes: Partial<LoadRequest> = {}): LoadRequest {
  const signal = new AbortController().signal;
  const plain = { method: 'GET', headers: {}, body: undefined, connections: 4 };
  return { url, ...plain, durationSeconds: 0.3, signal, ...changes };
}

for (const { name, driver, isMissing } of DRIVERS) {
  describe.skipIf(isMissing).concurrent(`driver ${name}`, () => {
    test('counts what was answered with 2xx, and how long that took', async ({ expect }) => {
      let seen = 0;
      const server = await serve((_request, response) => {
        seen += 1;
        response.end('hello');
      });
      const sample = await driver().measure(load(server.url));
      expect(sample).toMatchObject({ errors: 0, non2xx: 0 });
      expect(sample.requests).toBeGreaterThan(0);
      expect(sample.requests).toBeLessThanOrEqual(seen);
      expect(sample.seconds).toBeGreaterThanOrEqual(0.29);
      expect(sample.rps).toBeCloseTo(sample.requests / sample.seconds, 6);
      expect(sample.bytes).toBeGreaterThan(sample.requests * 'hello'.length);
      const { p50, p90, p99, max } = sample.latency!;
      expect([p50, p90, p99, max]).toStrictEqual([p50, p90, p99, max].toSorted((a, b) => a - b));
      expect(p50).toBeGreaterThan(0);
    });

    test('sends method, query, headers and body as they are, whatever they hold', async ({
      expect,
    }) => {
      const body = '{"text": "]] \\"quoted\\" %d \\n ü 你好 -- end\'"}';
      const seen = new Set<string>();
      const server = await serve(async (request, response) => {
        const { method, url, headers } = request;
        const text = (await readBody(request)).toString('utf8');
        seen.add(JSON.stringify([method, url, headers['x-odd'], headers['content-type'], text]));
        response.statusCode = 201;
        response.end();
      });
      const sample = await driver().measure(
        load(`${server.url}/reviews/?year.gt=1999&q=a%20b`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'x-odd': 'a"b\\c %s' },
          body,
        }),
      );
      expect(sample.requests).toBeGreaterThan(0);
      expect([...seen].map((text) => JSON.parse(text) as unknown)).toStrictEqual([
        ['POST', '/reviews/?year.gt=1999&q=a%20b', 'a"b\\c %s', 'application/json', body],
      ]);
    });

    test.for([302, 404, 500])('an answer of %d is no throughput', async (status, { expect }) => {
      const server = await serve((_request, response) => {
        response.writeHead(status, { location: '/elsewhere' });
        response.end('no');
      });
      const sample = await driver().measure(load(server.url));
      expect(sample).toMatchObject({ requests: 0, rps: 0, errors: 0 });
      expect(sample.non2xx).toBeGreaterThan(0);
    });

    test('splits good answers from bad ones', async ({ expect }) => {
      let turn = 0;
      const server = await serve((_request, response) => {
        turn += 1;
        response.statusCode = turn % 2 === 0 ? 200 : 503;
        response.end();
      });
      const sample = await driver().measure(load(server.url));
      const total = sample.requests + sample.non2xx;
      expect(sample.errors).toBe(0);
      expect(Math.abs(sample.requests - total / 2)).toBeLessThanOrEqual(5);
    });

    test('a port that nobody listens on gives errors and nothing else', async ({ expect }) => {
      const sample = await driver().measure(load(await deadUrl()));
      expect(sample).toMatchObject({ requests: 0, rps: 0, non2xx: 0, latency: null });
      expect(sample.errors).toBeGreaterThan(0);
    });

    test('a connection that is closed without an answer is an error', async ({ expect }) => {
      const server = await serveSockets((socket) => {
        socket.on('data', () => socket.end());
      });
      const sample = await driver().measure(load(server.url));
      expect(sample).toMatchObject({ requests: 0, non2xx: 0 });
      expect(sample.errors).toBeGreaterThan(0);
    });

    test('a server that never answers leaves one error for each connection', async ({ expect }) => {
      const server = await serve(() => {});
      const sample = await driver().measure(load(server.url));
      expect(sample).toMatchObject({ requests: 0, errors: 4, non2xx: 0, latency: null });
    });

    test('a server that closes after each answer, as it says it will, makes no error', async ({
      expect,
    }) => {
      const server = await serve((_request, response) => {
        response.setHeader('connection', 'close');
        response.end('bye');
      });
      const sample = await driver().measure(load(server.url));
      expect(sample).toMatchObject({ errors: 0, non2xx: 0 });
      expect(sample.requests).toBeGreaterThan(0);
    });

    test('a server that dies half way gives what it answered, and errors', async ({ expect }) => {
      const server = await serve((_request, response) => response.end('hello'));
      setTimeout(() => void server.kill(), 200);
      const sample = await driver().measure(load(server.url, { durationSeconds: 1 }));
      expect(sample.requests).toBeGreaterThan(0);
      expect(sample.errors).toBeGreaterThan(0);
    });

    test('an abort ends the load at once, with its reason', async ({ expect }) => {
      let seen = 0;
      const server = await serve((_request, response) => {
        seen += 1;
        response.end();
      });
      const abort = new AbortController();
      const reason = new Error('interrupted');
      setTimeout(() => abort.abort(reason), 200);
      const run = driver().measure(load(server.url, { durationSeconds: 60, signal: abort.signal }));
      await expect(run).rejects.toBe(reason);
      await quiet();
      const atEnd = seen;
      await quiet();
      expect(seen).toBe(atEnd);
      await expect(driver().measure(load(server.url, { signal: abort.signal }))).rejects.toBe(
        reason,
      );
    });
  });
}

test('latencies with autocannon do not grow against a server that closes after each answer', async ({
  expect,
}) => {
  // Each answer is immediate, so no latency comes near the length of the run.
  const server = await serve((_request, response) => {
    response.setHeader('connection', 'close');
    response.end();
  });
  const [, autocannon] = DRIVERS;
  const sample = await autocannon!.driver().measure(load(server.url, { durationSeconds: 1 }));
  expect(sample.requests).toBeGreaterThan(20);
  expect(sample.latency!.p50).toBeLessThan(500);
});

test.skipIf(WRK === undefined)('wrk that cannot run says what it said', async ({ expect }) => {
  const broken = wrkDriver({
    command: 'wrk',
    directory,
    runCommand: async () => ({ exitCode: 1, stdout: '', stderr: 'unknown argument' }),
  });
  await expect(broken.measure(load(await deadUrl()))).rejects.toThrow(
    'wrk ended with 1: unknown argument',
  );
});

async function quiet(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 150);
  });
}
