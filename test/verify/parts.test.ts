import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation, PlannedRequest } from '../../src/model/exchange.js';
import type { ExpectedDifference } from '../../src/model/expected-difference.js';
import { fillIn, takeValues } from '../../src/verify/bind-values.js';
import { CookieJar } from '../../src/verify/cookie-jar.js';
import { compareExchange, findNoise, NO_NOISE } from '../../src/verify/compare-exchange.js';
import { curlLine } from '../../src/verify/curl-line.js';
import { excuseDifferences } from '../../src/verify/excuse-differences.js';
import { MASK, Secrets } from '../../src/verify/mask-secrets.js';
import { nameRoutes } from '../../src/verify/name-routes.js';
import { parseRecording, printRecording } from '../../src/verify/recording.js';
import { shrinkRequest, sizeOf, smallerRequests } from '../../src/verify/shrink-request.js';
import { createHash } from 'node:crypto';

const request = (changes: Partial<PlannedRequest> = {}): PlannedRequest => ({
  route: 'POST /reviews/',
  case: 'the example',
  method: 'POST',
  path: '/reviews/',
  headers: {},
  body: undefined,
  ...changes,
});

const observed = (status: number, text: string, added?: readonly string[]): Observation => ({
  answer: {
    kind: 'answer',
    status,
    headers: { 'content-type': 'application/json' },
    body: { size: text.length, sha256: createHash('sha256').update(text).digest('hex'), text },
  },
  change: { tables: added ? [{ table: 'review', added, gone: [] }] : [], sequences: [] },
});

describe('a bound value', () => {
  test('is taken by its path, by the first id, from a header, or from a cookie', () => {
    const jar = new CookieJar();
    jar.take(['session=abc; Path=/; HttpOnly'], '/login');
    const { answer } = observed(201, '{"data":[{"name":"x","user_id":9}],"meta":{"id":7}}');
    const from = (path: string) => takeValues({ it: path }, answer, jar).get('it');
    expect(from('$.data[0].user_id')).toBe('9');
    expect(from('$..id')).toBe('7');
    expect(from('header:Content-Type')).toBe('application/json');
    expect(from('cookie:session')).toBe('abc');
    expect(from('cookie:other')).toBeUndefined();
    expect(from('$.nothing')).toBeUndefined();
  });

  test('is escaped for where it goes', () => {
    const values = new Map([['v', 'a"b/c']]);
    const filled = fillIn(
      request({ path: '/x/{{v}}', body: '{"a":"{{v}}"}', headers: { h: '{{v}}' } }),
      values,
    )!;
    expect(filled).toMatchObject({
      path: '/x/a%22b%2Fc',
      body: '{"a":"a\\"b/c"}',
      headers: { h: 'a"b/c' },
    });
  });

  test('that is missing leaves the request unsent', () => {
    expect(fillIn(request({ path: '/x/{{v}}' }), new Map())).toBeUndefined();
  });
});

describe('an exchange', () => {
  const compare = (own: Observation, other: Observation, noise = NO_NOISE) =>
    compareExchange(own, other, noise, { isUnordered: false });

  test('that is the same on both sides has no difference', () => {
    expect(
      compare(observed(200, '{"a":1}', ['{"id":1}']), observed(200, '{"a":1}', ['{"id":1}'])),
    ).toEqual([]);
  });

  test('with another status is one difference, and the rows are compared all the same', () => {
    const layers = compare(observed(200, 'a'), observed(500, 'b', ['{"id":1}'])).map(
      ({ layer }) => layer,
    );
    expect(layers).toEqual(['status', 'database']);
  });

  test('without an answer on either side has not shown that they are the same', () => {
    const none: Observation = {
      answer: { kind: 'none', reason: 'connection refused' },
      change: undefined,
    };
    expect(compare(none, none)).toMatchObject([{ layer: 'status' }]);
  });

  test('whose status is not the same twice is compared in its rows only', () => {
    const noise = findNoise(observed(200, 'a'), observed(500, 'b'))!;
    expect(noise.isStatusUnstable).toBe(true);
    expect(compare(observed(200, 'a'), observed(404, 'c'), noise)).toEqual([]);
  });
});

describe('a declared difference', () => {
  const expected = (changes: Partial<ExpectedDifference>): ExpectedDifference => ({
    route: 'POST /reviews/',
    layer: 'database',
    reason: 'because',
    request: undefined,
    place: undefined,
    flask: undefined,
    service: undefined,
    adds: undefined,
    ...changes,
  });
  const excuse = (
    own: Observation,
    other: Observation,
    declared: ExpectedDifference,
    sent = request(),
  ) => {
    const found = compareExchange(own, other, NO_NOISE, { isUnordered: false });
    const { differences, met } = excuseDifferences(sent, found, other, [declared]);
    return [differences.length, met.length];
  };
  const adds = expected({ place: 'review', adds: [{ film_id: '$.film_id', rating: '$.rating' }] });
  const answer = '{"film_id":"995","rating":4}';

  test('of rows is met by exactly these rows', () => {
    const row = '{"film_id":995,"rating":4}';
    const flask = observed(200, answer);
    expect(excuse(flask, observed(200, answer, [row]), adds)).toEqual([0, 1]);
    expect(excuse(flask, observed(200, answer, [row, row]), adds)).toEqual([1, 1]);
    expect(excuse(flask, observed(200, answer, ['{"film_id":4,"rating":995}']), adds)).toEqual([
      1, 1,
    ]);
    expect(excuse(flask, observed(200, answer), adds)).toEqual([1, 1]);
  });

  test('of rows says nothing about a failure, or about another method', () => {
    expect(excuse(observed(500, 'a'), observed(500, 'a'), adds)).toEqual([0, 0]);
    expect(
      excuse(observed(200, ''), observed(200, ''), adds, request({ method: 'OPTIONS' })),
    ).toEqual([0, 0]);
  });

  test('of a status covers the whole exchange, and no other status', () => {
    const status = expected({ layer: 'status', flask: 200, service: 404 });
    expect(excuse(observed(200, 'a', ['{"id":1}']), observed(404, 'b'), status)).toEqual([0, 1]);
    expect(excuse(observed(200, 'a'), observed(500, 'b'), status)).toEqual([1, 0]);
  });

  test('of a value leaves the others', () => {
    const path = expected({ layer: 'body', place: '$.items[*].price' });
    const list = (price: string, name: string) =>
      observed(200, `{"items":[{"price":${price},"name":"${name}"}]}`);
    expect(excuse(list('1', 'a'), list('1.0', 'a'), path)).toEqual([0, 1]);
    expect(excuse(list('1', 'a'), list('1', 'b'), path)).toEqual([1, 0]);
  });

  test('is about its route and request only', () => {
    const other = expected({ layer: 'status', route: 'GET /films/' });
    expect(excuse(observed(200, 'a'), observed(404, 'b'), other)).toEqual([1, 0]);
    const some = expected({ layer: 'status', request: 'an Arabic digit' });
    expect(excuse(observed(200, 'a'), observed(404, 'b'), some)).toEqual([1, 0]);
    const sent = request({ case: 'id is an Arabic digit' });
    expect(excuse(observed(200, 'a'), observed(404, 'b'), some, sent)).toEqual([0, 1]);
  });
});

describe('secrets', () => {
  test('are masked wherever they turn up', () => {
    const secrets = new Secrets(['X-Till']);
    secrets.collectFrom(
      request({
        path: '/login?api_key=key12345',
        headers: {
          authorization: 'Bearer tok.en.value',
          cookie: 'session=abcdefgh',
          'x-till': '98765',
        },
        body: '{"user":"ada","password":"hunter22"}',
      }),
    );
    secrets.collectFromAnswer(observed(200, '{"access_token":"fresh-token-1"}'));
    const text = 'key12345 tok.en.value abcdefgh 98765 hunter22 fresh-token-1 ada';
    expect(secrets.mask(text)).toBe(`${MASK} ${MASK} ${MASK} ${MASK} ${MASK} ${MASK} ada`);
    expect(secrets.mask('postgresql://me:pa55@host/db')).toBe(`postgresql://me:${MASK}@host/db`);
  });
});

test('a curl line is read by a shell as it was meant', () => {
  const texts = fc.string({
    unit: fc.constantFrom(...'abc \'"\\$`!&;<>%{}é🐙\n\t'),
    maxLength: 20,
  });
  fc.assert(
    fc.property(texts, texts, (header, body) => {
      const line = curlLine(
        request({ path: "/a'b?c=$d&e", headers: { 'x-a': header.replaceAll('\n', '') }, body }),
      );
      const script = `curl() { printf '%s\\0' "$@"; }; URL=http://x; ${line}`;
      const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
      const words = stdout.split('\0');
      expect(words).toContain("http://x/a'b?c=$d&e");
      expect(words).toContain(body);
    }),
    { seed: 2, numRuns: 30 },
  );
});

test('a recording is read back as it was', () => {
  const exchanges = [
    { request: request(), observation: observed(200, '{"é":1}\n', ['{"id":1}']), noise: undefined },
    {
      request: request({ path: '/b' }),
      observation: observed(200, '{"é":1}\n'),
      noise: findNoise(observed(200, '{"a":1}'), observed(200, '{"a":2}')),
    },
    {
      request: request(),
      observation: { answer: { kind: 'none' as const, reason: 'refused' }, change: undefined },
      noise: undefined,
    },
  ];
  const size = Buffer.byteLength('{"é":1}\n');
  const recording = { reference: 'Flask', state: ['review: 0 rows, 0'], exchanges };
  const back = parseRecording(printRecording(recording));
  if (typeof back === 'string') throw new Error(back);
  expect(back.exchanges.map(({ observation }) => observation.change)).toEqual(
    exchanges.map(({ observation }) => observation.change),
  );
  expect(back.exchanges[0]!.observation.answer).toEqual({
    ...exchanges[0]!.observation.answer,
    body: {
      ...(exchanges[0]!.observation.answer.kind === 'answer'
        ? exchanges[0]!.observation.answer.body
        : {}),
      size,
    },
  });
  expect(back.exchanges.map(({ noise }) => noise)).toEqual(exchanges.map(({ noise }) => noise));
  expect(printRecording(back)).toBe(printRecording(recording));
});

test.each(['', '[]', '{"version":9,"exchanges":[],"bodies":[]}'])('%j is no recording', (text) => {
  expect(typeof parseRecording(text)).toBe('string');
});

test('without a manifest, requests for the same thing stand together', () => {
  const named = nameRoutes(
    [],
    ['/films/7/', '/films/8/', '/u/0a0b0c0d-1111-4111-8111-111111111111', '/x/{{id}}?a=1'].map(
      (path) => request({ route: '', method: 'GET', path }),
    ),
  );
  expect(named.map(({ route }) => route)).toEqual([
    'GET /films/<n>/',
    'GET /films/<n>/',
    'GET /u/<id>',
    'GET /x/<value>',
  ]);
});

describe('shrinking', () => {
  const big = request({
    path: '/search?q=abcdefgh&page=2&limit=10',
    headers: { 'content-type': 'application/json', 'x-trace': '1' },
    body: '{"name":"a long name","price":12.5,"tags":["a","b"]}',
  });

  test('leaves what the difference is about, and nothing else', async () => {
    const isSeen = async ({ body }: PlannedRequest) => body?.includes('"price":') ?? false;
    const { request: smallest } = await shrinkRequest(big, isSeen, 500);
    expect(smallest).toMatchObject({ path: '/sea', headers: {}, body: '{"price":0}' });
  });

  test('finds a pair of causes', async () => {
    const isSeen = async ({ path, headers }: PlannedRequest) =>
      path.includes('page=2') && 'x-trace' in headers;
    const { request: smallest } = await shrinkRequest(big, isSeen, 500);
    expect(smallest).toMatchObject({ headers: { 'x-trace': '1' }, body: undefined });
    expect(smallest.path).toMatch(/^\/\w*\?page=2$/);
  });

  test('comes to an end, and never tries more than it may', async () => {
    let tries = 0;
    const yes = async () => (tries += 1) > 0;
    await shrinkRequest(big, yes, 10_000);
    expect(tries).toBeLessThan(200);
    expect((await shrinkRequest(big, async () => false, 5)).tries).toBe(5);
  });

  test('only ever makes a request smaller', () => {
    const requests = fc.record({
      path: fc.webPath().map((path) => `/${path}`),
      body: fc.option(fc.json(), { nil: undefined }),
      headers: fc.dictionary(fc.constantFrom('a', 'b'), fc.string()),
    });
    fc.assert(
      fc.property(requests, (parts) => {
        const whole = request(parts);
        for (const smaller of smallerRequests(whole))
          expect(sizeOf(smaller)).toBeLessThan(sizeOf(whole));
      }),
      { seed: 6 },
    );
  });
});
