/** Flask-JWT-Extended's answers, against its own. */
import Fastify, { type FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { flask } from '../../templates/service/src/flask/index.js';
import { FlaskApp } from '../../templates/service/src/flask/flask-app.js';
import { unsetJwtCookies } from '../../templates/service/src/flask/jwt-extended-cookies.js';
import {
  createAccessToken,
  decodeToken,
  getJwt,
  getJwtHeader,
  getJwtIdentity,
  jwtRequired,
  verifyJwtInRequest,
} from '../../templates/service/src/flask/jwt-extended.js';
import { useLoader } from '../../templates/service/src/flask/jwt-extended-settings.js';
import { jsonify } from '../../templates/service/src/flask/response.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import { translated, translatedView } from '../../templates/service/src/flask/translated.js';
import { callable, type Callable } from '../../templates/service/src/python/callable.js';
import { caught } from '../../templates/service/src/python/caught.js';
import { Dict, dict } from '../../templates/service/src/python/dict.js';
import { encode } from '../../templates/service/src/python/jwt.js';
import { getItem } from '../../templates/service/src/python/items.js';
import { str } from '../../templates/service/src/python/text.js';
import { typeName } from '../../templates/service/src/python/type-name.js';
import { tuple, type Value } from '../../templates/service/src/python/value.js';
import { comparable, injected, type TestAnswer, type TestRequest } from '../flask/answers.js';
import { startOracle } from '../flask/oracle.js';

async function jwtApp(): Promise<FastifyInstance> {
  const settings = new FlaskApp('app').config;
  settings.set('JWT_SECRET_KEY', 'not a secret');
  settings.set('JWT_TOKEN_LOCATION', ['headers', 'cookies', 'query_string', 'json']);
  settings.set('JWT_ACCESS_TOKEN_EXPIRES', 60);
  useLoader('token_in_blocklist', (payload: Dict) => getItem(payload, 'jti') === 'revoked', 1);
  const identity = () => jsonify({ identity: getJwtIdentity() });
  const views: Readonly<Record<string, Callable>> = {
    plain: jwtRequired()(
      callable([], () =>
        jsonify({ identity: getJwtIdentity(), claims: getJwt(), header: getJwtHeader() }),
      ),
    ),
    headers: jwtRequired(undefined, undefined, undefined, 'headers')(callable([], identity)),
    optional: jwtRequired(true)(
      callable([], () => jsonify({ identity: getJwtIdentity(), claims: getJwt() })),
    ),
    fresh: jwtRequired(undefined, true)(callable([], identity)),
    refresh: jwtRequired(undefined, undefined, true)(callable([], identity)),
    within: async () => {
      try {
        await verifyJwtInRequest();
      } catch (error) {
        const raised = caught(error);
        return tuple(jsonify({ error: typeName(raised), text: str(raised) }), 400);
      }
      return jsonify(getJwtIdentity());
    },
    none: () => jsonify(getJwtIdentity()),
    create: async () => {
      const made = await createAccessToken(dict({ id: 1 }), true, undefined, dict({ role: 'x' }));
      const read = await decodeToken(made);
      const kinds = new Dict<Value, Value>();
      for (const [name, value] of read.entries()) kinds.set(name, typeName(value));
      const lasting = Number(read.get('exp')) - Number(read.get('iat'));
      return jsonify({ kinds, lasting, sub: read.get('sub')!, role: read.get('role')! });
    },
    unset: () => {
      const response = jsonify({ ok: true });
      unsetJwtCookies(response);
      return response;
    },
  };
  const routing = fastifyRouting();
  const app = Fastify({ rewriteUrl: routing.rewriteUrl });
  await app.register(flask, { routing, notJsonStatus: 400, errors: 'translated' });
  await app.register(translated);
  for (const [name, view] of Object.entries(views)) {
    const method = name === 'plain' ? ['GET', 'POST'] : 'GET';
    app.route({
      method,
      url: `/${name}`,
      handler: translatedView(() => view([]), { endpoint: name }),
    });
  }
  return app;
}

const YEAR_2100 = 4_102_444_800;
const CLAIMS: Readonly<Record<string, Value>> = {
  fresh: false,
  iat: 1,
  jti: 'a',
  type: 'access',
  sub: 'me',
  nbf: 1,
  csrf: 'c',
  exp: YEAR_2100,
};

function token(claims: Readonly<Record<string, Value>>, key = 'not a secret'): string {
  const pairs = Object.entries({ ...CLAIMS, ...claims }).filter(([, value]) => value !== '');
  return encode(new Dict<Value, Value>(pairs), key);
}

const TOKENS: readonly string[] = [
  ...[
    {},
    { exp: 2 },
    { nbf: YEAR_2100 },
    { type: 'refresh' },
    { fresh: true },
    { fresh: 5 },
    { fresh: YEAR_2100 },
    { jti: 'revoked' },
    { sub: '' },
    { type: '', fresh: '', jti: '' },
    { aud: 'x' },
    { exp: 'x' },
  ].map((claims) => token(claims)),
  token({}, 'another'),
  'x',
  'a.b.c',
  `${token({})}x`,
  `${token({}).split('.').slice(0, 2).join('.')}.`,
];

const get = (path: string, headers: Record<string, string> = {}): TestRequest => ({
  method: 'GET',
  path,
  headers,
});

const REQUESTS: readonly TestRequest[] = [
  ...['plain', 'headers', 'optional', 'fresh', 'refresh', 'within'].flatMap((name) => [
    get(`/${name}`),
    ...TOKENS.map((one) => get(`/${name}`, { authorization: `Bearer ${one}` })),
  ]),
  ...[
    '',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'bearer x',
    `Bearer a b`,
    `Basic a, Bearer ${token({})}`,
    ',',
  ].map((authorization) => get('/headers', { authorization })),
  get('/plain', { cookie: `access_token_cookie=${token({})}` }),
  get('/plain', { cookie: `access_token_cookie=${token({ exp: 2 })}` }),
  get(`/plain?jwt=${token({})}`),
  get('/plain?jwt='),
  ...[
    { cookie: `access_token_cookie=${token({})}` },
    { cookie: `access_token_cookie=${token({})}`, 'x-csrf-token': 'c' },
    { cookie: `access_token_cookie=${token({})}`, 'x-csrf-token': 'd' },
    { cookie: `access_token_cookie=${token({ csrf: '' })}`, 'x-csrf-token': 'd' },
    { 'content-type': 'application/json' },
  ].map((headers) => ({ method: 'POST', path: '/plain', headers, body: '{}' })),
  {
    method: 'POST',
    path: '/plain',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ access_token: token({}) }),
  },
  get('/none'),
  get('/create'),
  get('/unset'),
];

describe('Flask-JWT-Extended', async () => {
  const resources = new Resources();
  afterAll(() => resources.close());
  const oracle = await startOracle(resources, ['flask_jwt_extended']);
  const app = await jwtApp();
  afterAll(() => app.close());
  let expected: TestAnswer[] | undefined;
  beforeAll(async () => {
    if ('reason' in oracle) return;
    expected = await oracle.ask<TestAnswer[]>({
      do: 'app',
      path: join(import.meta.dirname, 'jwt_app.py'),
      requests: REQUESTS,
    });
  }, 60_000);

  test.for(
    REQUESTS.map((request, index) => ({ title: `${index} ${request.path}`, request, index })),
  )('$title', async ({ request, index }, context) => {
    if ('reason' in oracle && !process.env['CI']) return context.skip(oracle.reason);
    expect(await injected(app, request)).toEqual(comparable(expected![index]!));
  });
});
