/** Hooks and error handlers that are translated, around routes of which some are declared: as in Flask they know no difference. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourcesOf } from '../../src/pipeline/bench-app.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { generate } from '../../src/pipeline/generate.js';
import { startTarget } from '../../src/pipeline/start-targets.js';
import { Resources } from '../../src/processes/resources.js';
import { fixture } from '../support/database.js';
import { expectGolden } from '../support/golden.js';
import { skipWithoutFlask } from '../support/flask.js';
import { comparable, sentTo, type TestAnswer, type TestRequest } from './answers.js';
import { startOracle } from './oracle.js';

const resources = new Resources();
afterAll(() => resources.close());

const get = (path: string): TestRequest => ({ method: 'GET', path });
const json = (path: string, body: string): TestRequest => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json' },
  body,
});

const PATHS =
  '/text /number/7 /number/x /needs?q=1 /needs /converts?n=5 /converts?n=x /converts /closed /nowhere ' +
  '/text/ /inner/text /inner/needs?q=1 /inner/needs /inner/nowhere /body /translated/0 /translated/1 ' +
  '/translated/2 /translated/404 /translated/418 /translated/409 /translated/500 /inner/translated/0 ' +
  '/inner/translated/2 /inner/translated/400 /inner/translated/404 /inner/translated/409 ' +
  '/inner/translated/418 /text?wrap=1 /number/7?wrap=1 /needs?wrap=1 /nowhere?wrap=1 /translated/0?wrap=1';
const STOPPED = '/text /inner/text /needs /translated/0 /nowhere /inner/translated/0'.split(' ');
const STOPS = ['text', 'abort', 'raise', 'inner'];
const stopped = STOPS.flatMap((stop) => STOPPED.map((path) => `${path}?stop=${stop}`));
const BODIES = ['{"a":1.0}', '{}', '{', 'null'].map((body) => json('/body', body));
const requests = [
  ...[...PATHS.split(' '), ...stopped].map(get),
  ...BODIES,
  { method: 'POST', path: '/text' },
];

const MANIFEST = readFileSync(fixture('mixed/port.yaml'), 'utf8');

async function startService(text: string): Promise<{ origin: string; app: string }> {
  const source = { name: 'port.yaml', text };
  const { service, diagnostics } = await describeManifest(resources, source, fixture('mixed'), {
    databaseUrl: process.env['DATABASE_URL'] || undefined,
    onStep: () => {},
  });
  if (diagnostics.length > 0) throw new Error(diagnostics[0]!.message);
  const files = await generate(resources, service!, [], () => {});
  const started = await startTarget(resources, 'service', {
    serviceSources: sourcesOf(files),
    // No route reads from it.
    databaseUrl: 'postgres://127.0.0.1:1/none',
    env: process.env,
  });
  if ('reason' in started) throw new Error(started.reason);
  return { origin: started.target.url, app: files.get('src/app.ts')! };
}

let origin: string;
beforeAll(async () => {
  ({ origin } = await startService(MANIFEST));
}, 120_000);

test('what Flask answers is recorded', async (context) => {
  const oracle = await startOracle(resources);
  if ('reason' in oracle) return skipWithoutFlask(context, oracle.reason);
  const path = fixture('mixed/app/app.py');
  const found = await oracle.ask<TestAnswer[]>({ do: 'app', path, requests });
  const lines = found.map((answer) => `  ${JSON.stringify(comparable(answer))}`);
  expect(found).toHaveLength(requests.length);
  return expectGolden(fixture('mixed/answers.json'), `[\n${lines.join(',\n')}\n]\n`);
});

describe('the service answers the same', () => {
  const cases = requests.map(
    (request, index) => [`${index} ${request.method} ${request.path}`, request, index] as const,
  );
  test.each(cases)('%s', async (_title, request, index) => {
    const answers = JSON.parse(readFileSync(fixture('mixed/answers.json'), 'utf8')) as TestAnswer[];
    expect(await sentTo(origin, request)).toEqual(answers[index]);
  });
});

test('a service answers as the Flask and the Werkzeug of its manifest', async () => {
  const versions = "flask: '3.1.3', werkzeug: '3.1.9'";
  const settings = versions.replaceAll(', ', '\n  ');
  const newer = await startService(MANIFEST.replace('source: app', `source: app\n  ${settings}`));
  expect(newer.app).toContain(`versions: { ${versions} }`);
  const asked: readonly TestRequest[] = [
    { method: 'POST', path: '/body', body: '{"a":1}' },
    get('/inner///text'),
    get('/needs?q=%ff'),
  ];
  const answers = (from: string) =>
    Promise.all(
      asked.map(async (request) => {
        const { status, headers, body } = await sentTo(from, request);
        return [status, headers.find(([name]) => name === 'location')?.[1] ?? body.trim()];
      }),
    );
  // As both were recorded in `fixtures/conformance`.
  expect(await answers(origin)).toEqual([
    [400, '{"code":400,"name":"Bad Request"}'],
    [404, expect.stringContaining('nothing')],
    [200, String.raw`{"q":"\ufffd"}`],
  ]);
  expect(await answers(newer.origin)).toEqual([
    [415, '{"code":415,"name":"Unsupported Media Type"}'],
    [308, 'http://origin/inner/text'],
    [200, '{"q":"%FF"}'],
  ]);
}, 120_000);
