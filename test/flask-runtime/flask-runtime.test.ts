import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { comparable, injected, type TestAnswer, type TestRequest } from '../flask/answers.js';
import { startOracle } from '../flask/oracle.js';
import { translatedApp } from './translated-app.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const NAMES = (
  'text bytes dict list none int status words headers pairs three empty short nested response xml type ' +
  'response_status jsonify jsonify_none jsonify_null jsonify_text make make_empty redirect redirect_url url ' +
  'abort404 abort404_text abort400 abort_response abort_code raise oops error set args_missing json json_force ' +
  'json_silent json_key'
).split(' ');

const get = (path: string, headers: Record<string, string> = {}): TestRequest => ({
  method: 'GET',
  path,
  headers,
});
const post = (path: string, body: string, headers: Record<string, string> = {}): TestRequest => ({
  method: 'POST',
  path,
  headers,
  body,
});

const REQUESTS: readonly TestRequest[] = [
  ...NAMES.map((name) => get(`/answer/${name}`)),
  ...['json', 'json_force', 'json_silent', 'json_key'].flatMap((name) =>
    [
      '{"b": 1.0, "a": [1, 9007199254740993]}',
      '{"2": 1, "1": 2}',
      '[1]',
      'null',
      '{',
      '',
      '"x"',
      'NaN',
    ].flatMap((body) => [post(`/answer/${name}`, body, JSON_TYPE), post(`/answer/${name}`, body)]),
  ),
  get('/answer/text?stop=1'),
  get('/answer/dict?wrap=1'),
  get('/answer/none-kept'),
  get('/nowhere'),
  get('/nowhere?stop=1'),
  post('/cookie', ''),
  get('/bp/5'),
  get('/bp/0'),
  get('/bp/x'),
  get('/bp/5?stop=1'),
  get('/cookie'),
  get('/request/5/a/b?a=1&a=x&a=%2B3&b=&c=%C3%A9+d%20e', {
    'x-y': 'z',
    cookie: 'c=1; d=2',
    referer: 'http://x/',
  }),
  get('/request/5/a%20b/%C3%A9?a=x'),
  get('/request/007/x', { authorization: 'Basic dXNlcjpwYXNz', 'user-agent': 'agent/1' }),
  get('/request/1/x', { authorization: 'Bearer abc' }),
  post('/request/1/x?f=1', 'f=2&g=a+b&f=3', FORM),
  post('/request/1/x', '{"a": 1}', { 'content-type': 'application/json; charset=utf-8' }),
  post('/request/1/x', 'plain é', { 'content-type': 'text/plain' }),
];

const resources = new Resources();
afterAll(() => resources.close());

describe('answers as Flask does', () => {
  let app: FastifyInstance;
  let expected: readonly TestAnswer[] | undefined;
  beforeAll(async () => {
    app = await translatedApp();
    const oracle = await startOracle(resources);
    if ('reason' in oracle) return;
    expected = await oracle.ask<TestAnswer[]>({
      do: 'app',
      path: join(import.meta.dirname, 'app.py'),
      requests: REQUESTS,
    });
  }, 60_000);
  afterAll(() => app.close());

  const cases = REQUESTS.map((request, index) => ({
    title: `${index} ${request.method} ${request.path} ${JSON.stringify(request.body ?? '')}`,
    request,
    index,
  }));
  test.each(cases)('$title', async ({ request, index }) => {
    if (!expected) return;
    expect(withoutTimes(await injected(app, request))).toEqual(
      withoutTimes(comparable(expected[index]!)),
    );
  });

  test('keeps a session from one request to the next', async () => {
    const oracle = await startOracle(resources);
    if ('reason' in oracle) return;
    const cookies = { ours: '', theirs: '' };
    for (const name of [
      'get',
      'set',
      'get',
      'change',
      'get',
      'flashes',
      'flashes',
      'clear',
      'get',
    ]) {
      const path = `/session/${name}`;
      const [theirs] = await oracle.ask<TestAnswer[]>({
        do: 'app',
        path: join(import.meta.dirname, 'app.py'),
        requests: [get(path, { cookie: cookies.theirs })],
      });
      const ours = await injected(app, get(path, { cookie: cookies.ours }));
      expect(withoutCookie(ours)).toEqual(withoutCookie(comparable(theirs!)));
      cookies.theirs = nextCookie(theirs!) ?? cookies.theirs;
      cookies.ours = nextCookie(ours) ?? cookies.ours;
      // Either reads what the other has written.
      [cookies.ours, cookies.theirs] = [cookies.theirs, cookies.ours];
    }
  });
});

/** `max_age` is a moment, too. */
function withoutTimes(answer: TestAnswer): TestAnswer {
  const headers = answer.headers.map(
    ([name, value]) => [name, value.replace(/Expires=[^;]*2\d{3}[^;]*/, 'Expires')] as const,
  );
  return { ...answer, headers };
}

function nextCookie({ headers }: TestAnswer): string | undefined {
  return headers.find(([name]) => name === 'set-cookie')?.[1].split(';')[0];
}

/** A signature has a time in it. */
function withoutCookie({ status, headers, body }: TestAnswer): unknown {
  const names = headers.map(([name, value]) =>
    name === 'set-cookie' ? value.replace(/session=[^;]*|Expires=[^;]*/g, '') : `${name}: ${value}`,
  );
  return { status, names, body };
}
