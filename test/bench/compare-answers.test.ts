/** Real servers that answer nearly, or not at all, the same. */
import type { RequestListener } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import type { BenchRequest, Target } from '../../src/bench/bench-request.js';
import { compareAnswers } from '../../src/bench/compare-answers.js';
import { deadUrl, killServers, readBody, serve, serveSockets } from './local-server.js';

afterAll(killServers);

const json: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end('{"film_id":995,"title":"Yentl Idaho","tags":["a","b"]}\n');
};

const cut: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('half');
  setTimeout(() => response.destroy(), 20);
};

function request(changes: Partial<BenchRequest> = {}): BenchRequest {
  return {
    route: 'GET /films/995/',
    method: 'GET',
    path: '/films/995/',
    headers: {},
    body: undefined,
    ...changes,
  };
}

function target(name: string, { url }: { readonly url: string }): Target {
  return { name, url, description: undefined };
}

async function compare(
  reference: RequestListener,
  candidate: RequestListener,
  requests: readonly BenchRequest[] = [request()],
) {
  const targets = [
    target('flask', await serve(reference)),
    target('service', await serve(candidate)),
  ];
  const signal = new AbortController().signal;
  const differences = await compareAnswers({ targets, requests, timeoutSeconds: 0.5, signal });
  return differences.map(({ layer, expected, actual }) => ({ layer, expected, actual }));
}

function answer(status: number, headers: Record<string, string>, body: string): RequestListener {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

test('the same bytes with the same status and type are no difference', async () => {
  expect(await compare(json, json)).toStrictEqual([]);
});

test('the same value in other bytes is noted apart', async () => {
  const spaced = answer(
    200,
    { 'content-type': 'application/json' },
    '{"title": "Yentl Idaho", "tags": ["a", "b"], "film_id": 995}',
  );
  const [difference, ...others] = await compare(json, spaced);
  expect(others).toStrictEqual([]);
  expect(difference!.layer).toBe('bytes');
});

test('a difference inside a JSON body is shown by its path', async () => {
  const type = { 'content-type': 'application/json' };
  const other = answer(200, type, '{"film_id":995,"title":"Yentl Idaho","tags":["a","c"]}\n');
  expect(await compare(json, other)).toStrictEqual([
    { layer: 'body', expected: '$.tags[1]: "b"', actual: '$.tags[1]: "c"' },
  ]);
  const less = answer(200, type, '{"film_id":995,"tags":["a","b"]}');
  expect(await compare(json, less)).toStrictEqual([
    { layer: 'body', expected: '$.title: "Yentl Idaho"', actual: '$.title: nothing' },
  ]);
});

test('a long text is shown around the first character that differs', async () => {
  const text = 'x'.repeat(5000);
  const [difference] = await compare(
    answer(200, {}, `${text}A${text}`),
    answer(200, {}, `${text}B${text}`),
  );
  expect(difference!.layer).toBe('body');
  expect(difference!.expected).toMatch(/^…"x{20}Ax+"…$/);
  expect(difference!.actual).toMatch(/^…"x{20}Bx+"…$/);
});

test('the content type is compared as the header is', async () => {
  const withCharset = answer(200, { 'content-type': 'application/json; charset=utf-8' }, '1');
  expect(
    await compare(answer(200, { 'content-type': 'application/json' }, '1'), withCharset),
  ).toStrictEqual([
    {
      layer: 'content-type',
      expected: 'application/json',
      actual: 'application/json; charset=utf-8',
    },
  ]);
  expect(
    await compare(answer(200, {}, '1'), answer(200, { 'content-type': 'text/html' }, '1')),
  ).toStrictEqual([{ layer: 'content-type', expected: 'none', actual: 'text/html' }]);
});

test('another status is one difference, and a redirect is not followed', async () => {
  const redirect = answer(308, { location: '/films/995/' }, 'moved');
  const missing = answer(404, { 'content-type': 'text/html' }, '<h1>Not\n   Found</h1>');
  expect(await compare(redirect, missing)).toStrictEqual([
    { layer: 'status', expected: '308 moved', actual: '404 <h1>Not Found</h1>' },
  ]);
});

test('method, headers, path and body reach every target as given', async () => {
  const echo: RequestListener = async (incoming, response) => {
    const { method, url, headers } = incoming;
    const body = (await readBody(incoming)).toString('utf8');
    seen.push([method, url, headers['x-key'], headers['content-length'], body]);
    response.end();
  };
  const seen: unknown[] = [];
  await compare(echo, echo, [
    request({ method: 'POST', path: '/reviews/?a=1', headers: { 'X-Key': 'k' }, body: 'é' }),
  ]);
  const once = ['POST', '/reviews/?a=1', 'k', '2', 'é'];
  expect(seen).toStrictEqual([once, once]);
});

test('a target that is away, silent or rude is a difference, not an exception', async () => {
  const good = target('flask', await serve(json));
  const away = target('away', { url: await deadUrl() });
  const silent = target('silent', await serve(() => {}));
  const rude = target(
    'rude',
    await serveSockets((socket) => socket.on('data', () => socket.destroy())),
  );
  const noise = target('noise', await serveSockets((socket) => socket.end('not http\r\n\r\n')));
  const differences = await compareAnswers({
    targets: [good, away, silent, rude, noise],
    requests: [request()],
    timeoutSeconds: 0.5,
    signal: new AbortController().signal,
  });
  expect(differences.map(({ candidate, layer }) => `${candidate} ${layer}`)).toStrictEqual([
    'away unanswered',
    'silent unanswered',
    'rude unanswered',
    'noise unanswered',
  ]);
  expect(differences.slice(0, 3).map(({ actual }) => actual)).toStrictEqual([
    'connection refused',
    'no answer within 0.5 s',
    'connection closed without an answer',
  ]);
});

test('an answer that stops in the middle is no answer', async () => {
  const [difference] = await compare(json, cut);
  expect(difference!.layer).toBe('unanswered');
});

test('a single target is asked as well, so that a dead one is seen', async () => {
  const targets = [target('service', { url: await deadUrl() })];
  const signal = new AbortController().signal;
  const differences = await compareAnswers({
    targets,
    requests: [request()],
    timeoutSeconds: 1,
    signal,
  });
  expect(differences).toMatchObject([{ layer: 'unanswered', actual: 'connection refused' }]);
});

test('an abort rejects at once with its reason', async () => {
  const abort = new AbortController();
  const reason = new Error('interrupted');
  setTimeout(() => abort.abort(reason), 50);
  const targets = [target('silent', await serve(() => {}))];
  await expect(
    compareAnswers({ targets, requests: [request()], timeoutSeconds: 60, signal: abort.signal }),
  ).rejects.toBe(reason);
});
