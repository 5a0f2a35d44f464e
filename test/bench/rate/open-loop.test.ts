/** Against servers that stall, refuse and close: what is counted, and from when. No speed is asserted. */
import { afterAll, describe, test } from 'vitest';
import { sendAtRate, type RateRequest } from '../../../src/bench/rate/open-loop.js';
import { deadUrl, killServers, readBody, serve, serveSockets } from '../local-server.js';

afterAll(killServers);

function load(url: string, changes: Partial<RateRequest> = {}): RateRequest {
  return {
    url,
    method: 'GET',
    headers: {},
    body: undefined,
    connections: 4,
    durationSeconds: 0.5,
    rate: 200,
    signal: new AbortController().signal,
    now: () => performance.now(),
    ...changes,
  };
}

describe.concurrent('requests at a fixed rate', () => {
  test('as many as are due, each answered once', async ({ expect }) => {
    const seen: string[] = [];
    const server = await serve(async (request, response) => {
      const text = (await readBody(request)).toString('utf8');
      seen.push(`${request.method} ${request.url} ${request.headers['x-odd']} ${text}`);
      response.end('x'.repeat(100_000));
    });
    const changes = { method: 'POST', headers: { 'x-odd': 'a b' }, body: '{"ü":1}' };
    const sample = await sendAtRate(load(`${server.url}/films/?year.gt=1`, changes));
    expect(sample).toMatchObject({ rate: 200, sent: 100, requests: 100, errors: 0, unanswered: 0 });
    // One over each connection comes before.
    expect(seen).toHaveLength(104);
    expect(new Set(seen)).toEqual(new Set(['POST /films/?year.gt=1 a b {"ü":1}']));
    expect(sample.delay!.max).toBeGreaterThanOrEqual(0);
  });

  test('a server that stalls is seen to have kept all waiting that were due meanwhile', async ({
    expect,
  }) => {
    const stall = 400;
    let answered = 0;
    let stalledUntil = 0;
    const server = await serve((_request, response) => {
      answered += 1;
      if (answered === 20) stalledUntil = performance.now() + stall;
      setTimeout(() => response.end('x'), Math.max(0, stalledUntil - performance.now()));
    });
    const sample = await sendAtRate(load(server.url, { durationSeconds: 1 }));
    expect(sample).toMatchObject({ sent: 200, requests: 200, errors: 0 });
    // Four requests were under way, and about 80 were due while it stalled: 40 % of all, and not 2 %.
    expect(sample.latency!.max).toBeGreaterThanOrEqual(stall * 0.9);
    expect(sample.latency!.p90).toBeGreaterThan(stall * 0.5);
  });

  test('answers that never come are counted, with the time that they were waited for', async ({
    expect,
  }) => {
    let requests = 0;
    const server = await serve((_request, response) => {
      requests += 1;
      if (requests <= 4 || requests % 20 !== 0) response.end('x');
    });
    const sample = await sendAtRate(load(server.url, { rate: 40, connections: 4 }));
    expect(sample.sent).toBe(20);
    expect(sample.unanswered).toBe(1);
    expect(sample.requests).toBe(19);
    expect(sample.latency!.max).toBeGreaterThan(4000);
  }, 30_000);

  test('other answers than 2xx and broken connections are errors', async ({ expect }) => {
    const refusing = await serve((_request, response) => {
      response.statusCode = 500;
      response.end();
    });
    expect(await sendAtRate(load(refusing.url))).toMatchObject({
      non2xx: 100,
      requests: 0,
      latency: null,
    });
    const closing = await serveSockets((socket) => socket.on('data', () => socket.destroy()));
    expect(await sendAtRate(load(closing.url))).toMatchObject({ requests: 0, errors: 100 });
  });

  test('a server that closes after each answer gets a new connection each time', async ({
    expect,
  }) => {
    const server = await serve((_request, response) => {
      response.setHeader('connection', 'close');
      response.end('x');
    });
    expect(await sendAtRate(load(server.url))).toMatchObject({ requests: 100, errors: 0 });
  });

  test('nobody at the address: nothing is answered, and it ends', async ({ expect }) => {
    const sample = await sendAtRate(load(await deadUrl()));
    expect(sample).toMatchObject({ requests: 0, unanswered: 100 });
  }, 30_000);

  test('an abort ends it at once', async ({ expect }) => {
    const server = await serve((_request, response) => void response.end('x'));
    const controller = new AbortController();
    const run = sendAtRate(load(server.url, { durationSeconds: 60, signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('enough')), 100);
    await expect(run).rejects.toThrow('enough');
  });
});
