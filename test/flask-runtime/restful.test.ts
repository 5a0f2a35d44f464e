/** Flask-RESTful's answers, against its own. */
import Fastify, { type FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { currentApp } from '../../templates/service/src/flask/flask-app.js';
import { NotFound, Conflict } from '../../templates/service/src/flask/http-exceptions.js';
import { flask } from '../../templates/service/src/flask/index.js';
import { RequestParser } from '../../templates/service/src/flask/reqparse.js';
import { request } from '../../templates/service/src/flask/request-proxy.js';
import { jsonify, makeResponse } from '../../templates/service/src/flask/response.js';
import {
  boolean,
  intRange,
  natural,
  positive,
  regex,
} from '../../templates/service/src/flask/restful-inputs.js';
import { abort, resourceView } from '../../templates/service/src/flask/restful.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import { registerHooks, translated } from '../../templates/service/src/flask/translated.js';
import { bool, float, int } from '../../templates/service/src/python/conversions.js';
import { DateTime } from '../../templates/service/src/python/datetime.js';
import { dict } from '../../templates/service/src/python/dict.js';
import { ValueError } from '../../templates/service/src/python/exceptions.js';
import { getattr } from '../../templates/service/src/python/getattr.js';
import { getItem } from '../../templates/service/src/python/items.js';
import { add, modulo, truthy } from '../../templates/service/src/python/operators.js';
import { list } from '../../templates/service/src/python/sequences.js';
import { str } from '../../templates/service/src/python/text.js';
import { Float, tuple, type Value } from '../../templates/service/src/python/value.js';
import { comparable, injected, type TestAnswer, type TestRequest } from '../flask/answers.js';
import { startOracle } from '../flask/oracle.js';

function raise(error: Error): never {
  throw error;
}

const ANSWERS: Readonly<Record<string, () => Value>> = {
  dict: () =>
    dict([
      tuple('b', 1),
      tuple('a', [1, new Float(2), null, true, 'é']),
      tuple('10', 1),
      tuple('9', dict()),
    ]),
  list: () => [1, dict({ x: 'y' })],
  text: () => 'text <b>',
  none: () => null,
  number: () => 5,
  status: () => tuple(dict({ a: 1 }), 201),
  headers: () => tuple(dict({ a: 1 }), 202, dict({ 'X-A': '1', 'Content-Type': 'text/csv' })),
  nothing: () => tuple('', 204),
  four: () => tuple(1, 2, 3, 4),
  response: () => makeResponse(jsonify({ a: 1 }), 203),
  made: () => makeResponse('text', 203),
  abort: () => abort(404),
  abort_message: () => abort(409, dict({ message: 'taken', id: 5 })),
  conflict: () => raise(new Conflict('already there')),
  not_found: () => raise(new NotFound()),
  error: () => getItem(dict(), 'x'),
  date: () => dict({ at: new DateTime(2020, 1, 1) }),
  json: () => request.get_json(),
  key: () => getItem(request.form, 'x'),
};

function even(value: Value): Value {
  if (truthy(modulo(int(value), 2))) throw new ValueError(`${str(value)} is odd`);
  return int(value);
}

function named(value: Value, name: Value): Value {
  return add(name, value);
}

function parse(name: string): Value {
  const parser = new RequestParser(undefined, undefined, undefined, name === 'bundled');
  switch (name) {
    case 'plain':
      parser.add_argument('a', dict({ type: str, required: true, help: 'a is needed' }));
      parser.add_argument('b', dict({ type: int, default: 7 }));
      parser.add_argument('c', dict({ type: float, help: 'bad: {error_msg}' }));
      break;
    case 'append':
      parser.add_argument('a', dict({ action: 'append' }));
      parser.add_argument('b', dict({ action: 'append', type: int, dest: 'numbers' }));
      break;
    case 'args':
      parser.add_argument('a', dict({ type: int, location: 'args', required: true }));
      parser.add_argument('h', dict({ location: 'headers', dest: 'x' }));
      break;
    case 'json':
      parser.add_argument('a', dict({ location: 'json', required: true, type: dict }));
      parser.add_argument('b', dict({ location: 'json', type: list }));
      parser.add_argument('c', dict({ location: 'json', type: bool, store_missing: false }));
      break;
    case 'form':
      parser.add_argument('a', dict({ location: 'form', required: true }));
      break;
    case 'choices':
      parser.add_argument(
        'a',
        dict({ choices: tuple('x', 'y'), required: true, location: ['args', 'form'] }),
      );
      parser.add_argument(
        'b',
        dict({ choices: ['q'], case_sensitive: false, trim: true, location: 'args' }),
      );
      break;
    case 'bundled':
      parser.add_argument('a', dict({ required: true, location: 'args' }));
      parser.add_argument('b', dict({ type: int, location: 'args' }));
      break;
    case 'types':
      for (const [key, type] of Object.entries({
        even,
        named,
        natural,
        positive,
        range: intRange(1, 5),
        regex: regex('^[a-c]+$'),
        flag: boolean,
      }))
        parser.add_argument(key, dict({ type, location: 'args' }));
      break;
    case 'null':
      parser.add_argument('a', dict({ nullable: false }));
      break;
    case 'strict':
      parser.add_argument('a');
      return parser.parse_args(undefined, true);
    default:
  }
  const args = parser.parse_args();
  if (name !== 'plain') return args;
  return dict({ args, a: getattr(args, 'a'), b: getItem(args, 'b'), c: args.get('c') ?? null });
}

async function restfulApp(): Promise<FastifyInstance> {
  currentApp();
  const routing = fastifyRouting();
  const app = Fastify({ rewriteUrl: routing.rewriteUrl });
  await app.register(flask, { routing, notJsonStatus: 400, errors: 'translated' });
  await app.register(translated);
  registerHooks(app, { errors: [[404, () => tuple(jsonify({ handler: 'app' }), 404)]] });
  const views = { answer: (name: string) => ANSWERS[name]!(), parse };
  for (const [endpoint, view] of Object.entries(views)) {
    const handler = resourceView(({ name }) => view(str(name!)), { endpoint });
    app.route({ method: ['GET', 'POST'], url: `/${endpoint}/:name`, handler });
  }
  return app;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const get = (path: string, headers: Record<string, string> = {}): TestRequest => ({
  method: 'GET',
  path,
  headers,
});
const post = (path: string, body: string, headers: Record<string, string>): TestRequest => ({
  method: 'POST',
  path,
  headers,
  body,
});

const REQUESTS: readonly TestRequest[] = [
  ...Object.keys(ANSWERS).map((name) => get(`/answer/${name}`)),
  get('/answer/dict', { accept: 'text/html' }),
  get('/nowhere'),
  ...['{"a": 1}', '{', 'null', '"x"'].map((body) => post('/answer/json', body, JSON_TYPE)),
  post('/answer/key', 'y=1', FORM),
  ...['plain', 'append', 'null', 'strict'].flatMap((name) => [
    get(`/parse/${name}`),
    ...[
      '{}',
      '{"a": "x"}',
      '{"a": 5, "b": "9", "c": "1.5"}',
      '{"a": "x", "b": "nine"}',
      '{"a": "x", "c": "nine"}',
      '{"a": null, "b": null}',
      '{"a": ["x", "y"], "b": ["1", 2]}',
      '{"a": {"b": 1}, "z": 1}',
      '{"a": []}',
      '{',
    ].map((body) => post(`/parse/${name}`, body, JSON_TYPE)),
    post(`/parse/${name}?b=3`, '{"a": "x", "b": 2}', JSON_TYPE),
    post(`/parse/${name}`, 'a=x&b=2', FORM),
  ]),
  ...['', '?a=5', '?a=x', '?a=5&a=6', '?a='].map((query) => get(`/parse/args${query}`, { h: 'z' })),
  ...[
    '{}',
    '{"a": {"x": 1}, "b": "xyz", "c": 0}',
    '{"a": [["k", 1]]}',
    '{"a": 5}',
    '{"a": {}, "b": 5}',
    '[]',
  ].map((body) => post('/parse/json', body, JSON_TYPE)),
  post('/parse/form', 'a=x+y&a=z', FORM),
  post('/parse/form', 'b=1', FORM),
  ...['', '?a=x', '?a=z', '?a=x&b=%20Q%20', '?a=x&b=r'].map((query) =>
    get(`/parse/choices${query}`),
  ),
  ...['', '?a=1', '?a=1&b=x', '?b=x', '?a=1&b=2'].map((query) => get(`/parse/bundled${query}`)),
  ...[
    '',
    'even=2',
    'even=3',
    'even=x',
    'named=x',
    'natural=0',
    'natural=-1',
    'natural=x',
    'positive=1',
    'positive=0',
    'range=5',
    'range=6',
    'range=a',
    'regex=abc',
    'regex=abd',
    'flag=true',
    'flag=False',
    'flag=1',
    'flag=',
    'flag=x',
  ].map((query) => get(`/parse/types?${query}`)),
];

describe('Flask-RESTful', async () => {
  const resources = new Resources();
  afterAll(() => resources.close());
  const oracle = await startOracle(resources, ['flask_restful']);
  const app = await restfulApp();
  afterAll(() => app.close());
  let expected: TestAnswer[] | undefined;
  beforeAll(async () => {
    if ('reason' in oracle) return;
    expected = await oracle.ask<TestAnswer[]>({
      do: 'app',
      path: join(import.meta.dirname, 'restful_app.py'),
      requests: REQUESTS,
    });
  }, 60_000);

  test.for(
    REQUESTS.map((one, index) => ({
      title: `${index} ${one.path} ${JSON.stringify(one.body ?? '')}`,
      one,
      index,
    })),
  )('$title', async ({ one, index }, context) => {
    if ('reason' in oracle && !process.env['CI']) return context.skip(oracle.reason);
    expect(await injected(app, one)).toEqual(comparable(expected![index]!));
  });
});
