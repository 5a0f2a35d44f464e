import { existsSync, readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { flask } from '../../templates/service/src/flask/index.js';
import { getJson } from '../../templates/service/src/flask/request.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import { jsonify, view } from '../../templates/service/src/flask/views.js';
import { fixture } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { comparable, sent, type TestAnswer, type TestRequest } from './answers.js';
import { startOracle } from './oracle.js';
import { viewsApp } from './views-app.js';

const resources = new Resources();
afterAll(() => resources.close());

const folder = (name: string) => fixture('conformance/views', name);
const read = (name: string): unknown =>
  existsSync(folder(name)) ? JSON.parse(readFileSync(folder(name), 'utf8')) : [];
const requests = read('requests.json') as readonly TestRequest[];
const answers = read('answers.json') as readonly TestAnswer[];

test('what views answer is recorded from Flask', async (context) => {
  const oracle = await startOracle(resources);
  if ('reason' in oracle) return skipWithoutFlask(context, oracle.reason);
  const found = await oracle.ask<TestAnswer[]>({ do: 'app', path: folder('app.py'), requests });
  expect(found).toHaveLength(requests.length);
  const lines = found.map((answer) => `  ${JSON.stringify(comparable(answer))}`);
  return expectGolden(folder('answers.json'), `[\n${lines.join(',\n')}\n]\n`);
});

describe('answers as Flask does', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await viewsApp();
  });
  afterAll(() => app.close());

  const cases = requests.map((request, index) => {
    const { method, path, headers = {}, body } = request;
    const rest = body === undefined ? headers : { ...headers, body };
    const title = `${index} ${method} ${path} ${JSON.stringify(rest)}`.slice(0, 160);
    return { title, request, index };
  });
  test.each(cases)('$title', async ({ request, index }) => {
    expect(await sent(app, request)).toEqual(answers[index]);
  });
});

test('a body that is no JSON is refused with 415 since Flask 2.3, and with its own words', async () => {
  const routing = fastifyRouting();
  const app = Fastify({ rewriteUrl: routing.rewriteUrl });
  await app.register(flask, { routing, notJsonStatus: 415 });
  app.post(
    '/json',
    view((request) => jsonify(getJson(request))),
  );
  const answer = await sent(app, { method: 'POST', path: '/json', body: '{"a":1}' });
  await app.close();
  // As Flask 3.1.3 with Werkzeug 3.1.9 answers it.
  expect(answer).toEqual({
    status: 415,
    headers: [['content-type', 'text/html; charset=utf-8']],
    body:
      '<!doctype html>\n<html lang=en>\n<title>415 Unsupported Media Type</title>\n' +
      '<h1>Unsupported Media Type</h1>\n<p>Did not attempt to load JSON data because the request ' +
      'Content-Type was not &#39;application/json&#39;.</p>\n',
  });
});
