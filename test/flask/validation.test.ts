import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourcesOf } from '../../src/pipeline/bench-app.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { generate } from '../../src/pipeline/generate.js';
import { startTarget } from '../../src/pipeline/start-targets.js';
import { Resources } from '../../src/processes/resources.js';
import { fixture } from '../support/database.js';
import { expectGolden } from '../support/golden.js';

const resources = new Resources();
afterAll(() => resources.close());

let files: ReadonlyMap<string, string>;
let origin: string;
beforeAll(async () => {
  const name = fixture('validation/port.yaml');
  const source = { name: 'port.yaml', text: readFileSync(name, 'utf8') };
  const { service, diagnostics } = await describeManifest(
    resources,
    source,
    fixture('validation'),
    { databaseUrl: process.env['DATABASE_URL'] || undefined, onStep: () => {} },
  );
  if (diagnostics.length > 0) throw new Error(diagnostics[0]!.message);
  files = await generate(resources, service!, [], () => {});
  const started = await startTarget(resources, 'service', {
    serviceSources: sourcesOf(files),
    // No route reads from it.
    databaseUrl: 'postgres://127.0.0.1:1/none',
    env: process.env,
  });
  if ('reason' in started) throw new Error(started.reason);
  origin = started.target.url;
});

test('a manifest says which routes are stricter than Flask, and the README what that changes', () => {
  for (const path of ['src/routes/index.ts', 'src/routes/schema.ts', 'README.md'])
    expectGolden(fixture('validation/service', path), files.get(path)!);
  expect(files.has('src/flask/strict-inputs.ts')).toBe(true);
});

const problem = (place: string, name: string | undefined, message: string) => ({
  in: place,
  message,
  ...(name === undefined ? {} : { name }),
});

interface StrictCase {
  readonly request: readonly [path: string, init?: RequestInit];
  readonly status?: number;
  readonly answer?: unknown;
  readonly problems?: readonly object[];
}

const TOKEN = { headers: { 'x-token': 't' } };
const put = (body: string, type = 'application/json'): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': type },
  body,
});
const post = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body,
});

const CASES: Readonly<Record<string, StrictCase>> = {
  'values of their types are taken': {
    request: ['/search?q=emma&page=2&price=9.5&exact=true&level=3', TOKEN],
    answer: { word: 'emma', page: 2, price: 9.5, exact: true, level: 3, token: 't' },
  },
  'what has a default may be left out': {
    request: ['/search?q=', TOKEN],
    answer: { word: '', page: 1, price: null, exact: false, level: 0, token: 't' },
  },
  'all that is wrong with the query is said at once': {
    request: ['/search?page=x&price=1,5&exact=maybe', TOKEN],
    problems: [
      problem('query', 'q', 'is missing'),
      problem('query', 'page', 'is not an integer'),
      problem('query', 'price', 'is not a number'),
      problem('query', 'exact', 'is not true or false'),
    ],
  },
  'an argument counts once': {
    request: ['/search?q=a&q=b&page=1_0', TOKEN],
    problems: [
      problem('query', 'q', 'is given more than once'),
      problem('query', 'page', 'is not an integer'),
    ],
  },
  'a status of the manifest stays, where something is missing': {
    request: ['/search?q=a'],
    status: 401,
  },
  'and where something is no number': { request: ['/search?q=a&level=x', TOKEN], status: 422 },
  'JSON of its types is taken': {
    request: ['/films/7', put('{"rating":4,"share":1,"note":null,"tags":[1]}')],
    answer: { film: 7, rating: 4, note: null, share: 1, final: false, tags: [1] },
  },
  'JSON is not converted': {
    request: ['/films/7', put('{"rating":"4","note":5,"share":"x","final":1}')],
    problems: [
      problem('json', 'rating', 'is not an integer'),
      problem('json', 'note', 'is not text'),
      problem('json', 'share', 'is not a number'),
      problem('json', 'final', 'is not true or false'),
    ],
  },
  'a float is no integer, also without a fraction': {
    request: ['/films/7', put('{"rating":4.0}')],
    problems: [problem('json', 'rating', 'is not an integer')],
  },
  'a missing key is named': {
    request: ['/films/7', put('{}')],
    problems: [problem('json', 'rating', 'is missing')],
  },
  'null is no integer': {
    request: ['/films/7', put('{"rating":null}')],
    problems: [problem('json', 'rating', 'is not an integer')],
  },
  'a body that is no JSON': {
    request: ['/films/7', put('{')],
    problems: [problem('json', undefined, 'the body is not JSON, or has no JSON content type')],
  },
  'a body of another type': {
    request: ['/films/7', put('{"rating":4}', 'text/plain')],
    problems: [problem('json', undefined, 'the body is not JSON, or has no JSON content type')],
  },
  'a body that is a list': {
    request: ['/films/7', put('[4]')],
    problems: [problem('json', undefined, 'the body is not an object')],
  },
  'a rule is no input: a number out of its range is another path': {
    request: ['/films/0', put('{"rating":4}')],
    status: 404,
  },
  'a form with a field twice, and a number that is none': {
    request: ['/subscribe', post('address=a&address=b&age=old')],
    problems: [
      problem('form', 'address', 'is given more than once'),
      problem('form', 'age', 'is not an integer'),
    ],
  },
  'a form': { request: ['/subscribe', post('address=a&age=7')], answer: { address: 'a', age: 7 } },
  'a route may be as Flask all the same': {
    request: ['/as-flask?page=x&page=2'],
    answer: { page: 1 },
  },
};

describe('a strict route', () => {
  test.each(Object.entries(CASES))('%s', async (_name, { request, ...expected }) => {
    const [path, init] = request;
    const response = await fetch(`${origin}${path}`, init);
    const body = await response.text();
    if (expected.status !== undefined) return expect(response.status).toBe(expected.status);
    if (expected.problems === undefined) return expect(JSON.parse(body)).toEqual(expected.answer);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/json');
    return expect(JSON.parse(body)).toEqual({ error: 'Bad Request', problems: expected.problems });
  });
});
