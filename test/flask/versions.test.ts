/**
 * Other versions of Flask than the 2.2.2 that CI installs: recorded wherever a Python has them, and replayed everywhere.
 * `PORT_FLASK_PATH`, a PYTHONPATH, leads to one more.
 */
import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findExecutable } from '../../src/processes/find-executable.js';
import { Resources } from '../../src/processes/resources.js';
import { cors } from '../../templates/service/src/flask/cors.js';
import { HttpError } from '../../templates/service/src/flask/errors.js';
import { flask as flaskPlugin } from '../../templates/service/src/flask/index.js';
import { toJson } from '../../templates/service/src/flask/json.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import { urlBuilder } from '../../templates/service/src/flask/url-for.js';
import { answerAs } from '../../templates/service/src/flask/versions.js';
import { expectGolden } from '../support/golden.js';
import { sent, type TestRequest } from './answers.js';
import { askPython } from './oracle.js';
import { valueOf } from './python-values.js';
import {
  allAnswers,
  answersOf,
  baseAnswers,
  builds,
  corsRequests,
  differencesOf,
  named,
  printRecording,
  recordingPath,
  recordings,
  tables,
  toRequest,
  values,
  viewRequests,
} from './recordings.js';
import { tableApp } from './table-app.js';
import { viewsApp } from './views-app.js';

const resources = new Resources();
afterAll(() => resources.close());
const base = baseAnswers();

describe('other versions are recorded where a Python has them', () => {
  const path = process.env['PORT_FLASK_PATH'];
  const places = path === undefined ? ['on the PATH'] : ['on the PATH', path];
  test.each(places)('%s', async (place) => {
    const python = await findExecutable('python3', process.env['PATH'] ?? '');
    const pythonPath = place === path ? path : undefined;
    const oracle = await askPython(resources, python ?? 'python3', pythonPath).catch(() => {});
    // There is Flask 2.2.2, held by the other tests, or none.
    if (!oracle || oracle.versions.flask === '2.2.2') return;
    const flaskCors = await oracle.ask<string>({ do: 'version', of: 'flask-cors' });
    const differences = differencesOf(await allAnswers(oracle, flaskCors !== ''), base);
    expect(Object.keys(differences)).toContain('routing');
    expectGolden(recordingPath(oracle.versions), printRecording(oracle.versions, differences));
  });
});

describe.each(
  recordings().map((one) => [`Flask ${one.flask}, Werkzeug ${one.werkzeug}`, one] as const),
)('%s', (_name, recording) => {
  const wanted = answersOf(recording, base);
  beforeAll(() => answerAs({ ...recording }));
  afterAll(() => answerAs({ flask: '2.2.2', werkzeug: '2.2.2' }));
  const notJsonStatus = notJson(recording.werkzeug);

  test('differs from Flask 2.2.2', () => {
    expect(Object.values(recording.differences).flatMap(Object.keys).length).toBeGreaterThan(0);
  });

  test.each([
    ['chosen', {}],
    ['by the service itself', { isExact: true }],
  ])('routing, %s', async (_way, options) => {
    const found: Record<string, unknown> = {};
    for (const { name, rules, requests } of tables) {
      // oxlint-disable no-await-in-loop -- one app after the other
      const app = await tableApp(rules, options);
      for (const line of requests) found[`${name}: ${line}`] = await sent(app, toRequest(line));
      await app.close();
      // oxlint-enable no-await-in-loop
    }
    expect(found).toEqual(wanted['routing']);
  });

  test('JSON', () => {
    const found = values.map((tree) => {
      try {
        return toJson(valueOf(tree));
      } catch (error) {
        return { error: (error as Error).name };
      }
    });
    expect(named(values, found)).toEqual(wanted['json']);
  });

  test('views', async () => {
    const app = await viewsApp({ notJsonStatus });
    expect(named(viewRequests, await answersTo(app, viewRequests))).toEqual(wanted['views']);
  });

  test('flask-cors', async () => {
    const routing = fastifyRouting();
    const app = Fastify({ rewriteUrl: routing.rewriteUrl });
    await app.register(flaskPlugin, { routing, notJsonStatus });
    const methods = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'];
    await app.register(cors, { origins: ['*'], methods, allowHeaders: ['*'] });
    app.get('/films/', async () => ({ films: [] }));
    app.post('/films/', async (_request, reply) => reply.code(201).send({}));
    app.get('/gone', async () => {
      throw new HttpError(410);
    });
    expect(named(corsRequests, await answersTo(app, corsRequests))).toEqual(wanted['cors']);
  });

  test('url_for', () => {
    const endpoints = Object.fromEntries(builds.rules.map((rule, index) => [index, [rule]]));
    const urlFor = urlBuilder(endpoints);
    const found = builds.builds.map(([endpoint, tree, { _anchor, _method, _external }], index) => {
      const options = {
        ...(_anchor === undefined ? {} : { anchor: _anchor as string }),
        ...(_method === undefined ? {} : { method: _method as string }),
        ...(_external === true ? { origin: 'http://localhost' } : {}),
      };
      try {
        return urlFor(endpoint, valueOf(tree) as object, options);
      } catch {
        return Object.values(wanted['url-for']!)[index] instanceof Object
          ? Object.values(wanted['url-for']!)[index]
          : 'refused';
      }
    });
    expect(named(builds.builds, found)).toEqual(wanted['url-for']);
  });
});

async function answersTo(
  app: FastifyInstance,
  requests: readonly TestRequest[],
): Promise<unknown[]> {
  const answers: unknown[] = [];
  // oxlint-disable-next-line no-await-in-loop -- what one leaves behind the next finds
  for (const request of requests) answers.push(await sent(app, request));
  await app.close();
  return answers;
}

/** `get_json()` of what is no JSON. */
function notJson(werkzeug: string): 400 | 415 {
  return /^2\.[012]\./.test(werkzeug) ? 400 : 415;
}
