import { existsSync, readFileSync } from 'node:fs';
import Fastify from 'fastify';
import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { cors, type CorsOptions } from '../../templates/service/src/flask/cors.js';
import { HttpError } from '../../templates/service/src/flask/errors.js';
import { flask as flaskPlugin } from '../../templates/service/src/flask/index.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import { urlBuilder } from '../../templates/service/src/flask/url-for.js';
import { fixture } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { comparable, sent, type TestAnswer, type TestRequest } from './answers.js';
import { startOracle } from './oracle.js';
import { valueOf, type Tree } from './python-values.js';

const resources = new Resources();
afterAll(() => resources.close());
const oracle = startOracle(resources, ['flask_cors']);

const read = <Value>(name: string): Value =>
  (existsSync(fixture('conformance', name))
    ? JSON.parse(readFileSync(fixture('conformance', name), 'utf8'))
    : []) as Value;
const lines = (values: readonly unknown[]) =>
  `[\n${values.map((value) => `  ${JSON.stringify(value)}`).join(',\n')}\n]\n`;

const DEFAULTS: CorsOptions = {
  origins: ['*'],
  methods: ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['*'],
};
const SETTINGS: Readonly<Record<string, CorsOptions>> = {
  cors: DEFAULTS,
  'cors-resources': {
    ...DEFAULTS,
    supportsCredentials: true,
    resources: [
      {
        path: '/gone',
        origins: ['https://a.example.org', 'https://b.example.org'],
        methods: ['GET'],
      },
      { path: String.raw`/films/\d+`, supportsCredentials: false },
      { path: '/films/*', origins: ['https://shop.example.org'] },
    ],
  },
};

describe.each(Object.entries(SETTINGS))('flask-cors: %s', (folder, settings) => {
  const requests = read<TestRequest[]>(`${folder}/requests.json`);
  const answers = read<TestAnswer[]>(`${folder}/answers.json`);

  test('is recorded', async (context) => {
    const flask = await oracle;
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    const found = await flask.ask<TestAnswer[]>({
      do: 'app',
      path: fixture('conformance', folder, 'app.py'),
      requests,
    });
    expect(found).toHaveLength(requests.length);
    return expectGolden(
      fixture('conformance', folder, 'answers.json'),
      lines(found.map(comparable)),
    );
  });

  test.each(requests.map((request, index) => [JSON.stringify(request), request, index] as const))(
    '%s',
    async (_name, request, index) => {
      const routing = fastifyRouting();
      const app = Fastify({ rewriteUrl: routing.rewriteUrl });
      await app.register(flaskPlugin, { routing, notJsonStatus: 400 });
      await app.register(cors, settings);
      app.get('/films/', async () => ({ films: [] }));
      app.post('/films/', async (_request, reply) => reply.code(201).send({}));
      app.get('/gone', async () => {
        throw new HttpError(410);
      });
      const answer = await sent(app, request);
      await app.close();
      expect(answer).toEqual(answers[index]);
    },
  );
});

describe('url_for', () => {
  const { rules, builds } = read<{
    rules: { rule: string; methods: string[] }[];
    builds: [endpoint: string, values: Tree, options: Record<string, unknown>][];
  }>('url-for/builds.json');
  const answers = read<(string | object)[]>('url-for/answers.json');

  test('is recorded', async (context) => {
    const flask = await oracle;
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    const found = await flask.ask<unknown[]>({ do: 'url_for', rules, builds });
    expect(found).toHaveLength(builds.length);
    return expectGolden(fixture('conformance/url-for/answers.json'), lines(found));
  });

  const endpoints = Object.fromEntries(rules.map((rule, index) => [String(index), [rule]]));
  const urlFor = urlBuilder(endpoints);
  test.each(builds.map((build, index) => [JSON.stringify(build), build, index] as const))(
    '%s',
    (_name, [endpoint, tree, { _anchor, _method, _external }], index) => {
      const options = {
        ...(_anchor === undefined ? {} : { anchor: _anchor as string }),
        ...(_method === undefined ? {} : { method: _method as string }),
        ...(_external === true ? { origin: 'http://localhost' } : {}),
      };
      const build = () => urlFor(endpoint, valueOf(tree) as object, options);
      if (typeof answers[index] === 'string') expect(build()).toBe(answers[index]);
      else expect(build).toThrow(/./);
    },
  );
});
