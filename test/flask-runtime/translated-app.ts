/** The app of `app.py`, with what a translation has for each of its views. */
import Fastify, { type FastifyInstance } from 'fastify';
import { flash, getFlashedMessages } from '../../templates/service/src/flask/flashes.js';
import { g, session as flaskSession } from '../../templates/service/src/flask/globals.js';
import {
  abort,
  HTTPException,
  NotFound,
} from '../../templates/service/src/flask/http-exceptions.js';
import { flask } from '../../templates/service/src/flask/index.js';
import { redirectTo } from '../../templates/service/src/flask/redirect-response.js';
import { request } from '../../templates/service/src/flask/request-proxy.js';
import {
  jsonify,
  jsonifyNamed,
  makeResponse,
  Response,
} from '../../templates/service/src/flask/response.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import { session } from '../../templates/service/src/flask/session.js';
import {
  registerHooks,
  translated,
  translatedView,
} from '../../templates/service/src/flask/translated.js';
import { urlFor, useEndpoints } from '../../templates/service/src/flask/urls.js';
import { int } from '../../templates/service/src/python/conversions.js';
import { Dict, dict } from '../../templates/service/src/python/dict.js';
import { Exception } from '../../templates/service/src/python/exceptions.js';
import { getItem, setItem } from '../../templates/service/src/python/items.js';
import { contains, floorDivide } from '../../templates/service/src/python/operators.js';
import { PySet } from '../../templates/service/src/python/set.js';
import { str } from '../../templates/service/src/python/text.js';
import { Float, tuple, type Value } from '../../templates/service/src/python/value.js';

class Oops extends Exception {}

function raise(error: Error): never {
  throw error;
}

const ANSWERS: Readonly<Record<string, () => Value | undefined>> = {
  text: () => 'text <b>',
  'none-kept': () => {
    g['user'] = null;
    const found = [g['user'], g.get('user', 1), contains(g, 'user'), g.setdefault('user', 2)];
    return [...found, g.pop('user', 3), g.pop('user', 4)];
  },
  bytes: () => Buffer.from([0, 127]),
  dict: () =>
    dict([
      ['b', [1, new Float(2), null, true, 'é']],
      [
        'a',
        dict([
          ['10', 1],
          ['9', 2],
        ]),
      ],
    ] as [string, Value][]),
  list: () => [1, 'a'],
  none: () => undefined,
  int: () => 5,
  status: () => tuple('created', 201),
  words: () => tuple('x', '202 FINE'),
  headers: () => tuple('x', dict({ 'X-A': '1', 'Content-Type': 'text/csv' })),
  pairs: () => tuple('x', [tuple('X-A', '1'), tuple('X-A', '2')]),
  three: () => tuple(dict({ a: 1 }), 201, dict({ Location: '/x' })),
  empty: () => tuple('', 204),
  short: () => tuple('x'),
  nested: () => tuple(null, 200),
  response: () => new Response('r', 203, dict({ 'X-R': 'r' }), 'text/plain'),
  xml: () => new Response('<a/>', undefined, undefined, 'application/xml'),
  type: () => new Response('x', undefined, undefined, undefined, 'text/plain'),
  response_status: () => tuple(new Response('r'), 299),
  jsonify: () => jsonify(1, 'a'),
  jsonify_none: () => jsonify(),
  jsonify_null: () => jsonify(null),
  jsonify_text: () => tuple(jsonify('t'), 202),
  make: () => makeResponse(jsonify({ a: 1 }), 206),
  make_empty: () => makeResponse(),
  redirect: () => redirectTo('/a b?c=é', 303),
  redirect_url: () => redirectTo(urlFor('answer', dict({ name: 'text', q: 'a b', n: null }))),
  url: () => urlFor('bp.inside', dict({ film: 5, _external: true, _anchor: 'x y' })),
  abort404: () => abort(404),
  abort404_text: () => abort(404, 'no such "film"'),
  abort400: () => abort(400, 'bad'),
  abort_response: () => abort(makeResponse(dict({ own: 1 }), 422)),
  abort_code: () => abort(799),
  raise: () => raise(new NotFound('raised')),
  oops: () => raise(new Oops('went wrong')),
  error: () => floorDivide(1, 0),
  set: () => jsonify(new PySet([1])),
  args_missing: () => getItem(request.args, 'nothing'),
  json: () => jsonify(request.get_json()),
  json_force: () => jsonify(request.get_json(true)),
  json_silent: () => jsonify(request.get_json(undefined, true)),
  json_key: () => jsonify(getItem(request.json, 'a')),
};

export async function translatedApp(): Promise<FastifyInstance> {
  const routing = fastifyRouting();
  const app = Fastify({ rewriteUrl: routing.rewriteUrl });
  await app.register(flask, { routing, notJsonStatus: 400, errors: 'translated' });
  await app.register(translated);
  await app.register(session, { secretKey: 'not a secret' });
  useEndpoints(app, {
    answer: [{ rule: '/answer/<name>', methods: ['GET', 'POST'] }],
    'bp.inside': [{ rule: '/bp/<int:film>', methods: ['GET'] }],
  });
  registerHooks(app, {
    before: [before],
    after: [after],
    teardown: [() => g.pop('trail', null)],
    errors: [
      [404, notFound],
      [Oops, (error: Oops) => tuple(dict({ oops: str(error) }), 409)],
      [HTTPException, httpException],
    ],
  });
  const answer = translatedView(
    ({ name }) => {
      (g['trail'] as Value[]).push(name!);
      return ANSWERS[str(name)]!();
    },
    { endpoint: 'answer' },
  );
  app.get('/answer/:name', answer);
  app.post('/answer/:name', answer);
  const echoed = translatedView(echo, { endpoint: 'echo', converters: { number: int } });
  app.get('/request/:number(^\\d+$)/*', echoed);
  app.post('/request/:number(^\\d+$)/*', echoed);
  app.get('/session/:name', translatedView(useSession, { endpoint: 'use_session' }));
  app.get('/cookie', translatedView(cookie, { endpoint: 'cookie' }));
  await app.register(
    async (bp) => {
      registerHooks(bp, {
        before: [() => void (g['trail'] as Value[]).push('bp')],
        errors: [[404, (error: HTTPException) => tuple(`bp ${error.description}`, 404)]],
      });
      bp.get(
        '/:film(^\\d+$)',
        translatedView(
          ({ film }) => {
            if (film === 0) abort(404, 'zero');
            return dict({ film: film!, blueprint: request.blueprint });
          },
          { endpoint: 'bp.inside', converters: { film: int } },
        ),
      );
    },
    { prefix: '/bp' },
  );
  return app;
}

function before(): Value {
  g['trail'] = ['before'];
  if (request.args.get('stop') !== null) return tuple(jsonify({ stopped: request.path }), 418);
  return null;
}

function after(response: Response): Value {
  response.headers.set(
    'X-Trail',
    contains(g, 'trail') ? (g['trail'] as Value[]).join(' ') : 'none',
  );
  response.headers.add('X-Status', response.status);
  if (response.is_json && request.args.get('wrap') !== null)
    response.set_data(`{"wrapped": ${str(response.get_data(true)).trim()}}`);
  return response;
}

function notFound(error: HTTPException): Value {
  return tuple(jsonify({ error: str(error), code: error.code, name: error.name }), 404);
}

function httpException(error: HTTPException): Value {
  const response = error.get_response();
  response.data = `{"description": "${error.description}"}`;
  response.content_type = 'application/json';
  return response;
}

function echo({ number = null, '*': rest = null }: Record<string, Value>): Value {
  const { authorization } = request;
  return jsonifyNamed(
    dict({
      data: request.get_data(undefined, true),
      number,
      rest,
      method: request.method,
      path: request.path,
      full_path: request.full_path,
      url: request.url,
      base_url: request.base_url,
      host: request.host,
      host_url: request.host_url,
      args: request.args,
      flat: request.args.to_dict(),
      lists: request.args.to_dict(false),
      form: request.form.to_dict(),
      a: request.args.get('a', 7, int),
      all: request.args.getlist('a', int),
      values: request.values.get('f'),
      x: request.headers.get('x-y'),
      cookie: request.cookies.get('c', 'none'),
      type: request.content_type,
      mimetype: request.mimetype,
      is_json: request.is_json,
      endpoint: request.endpoint,
      blueprint: request.blueprint,
      view_args: dict({ number, rest }),
      has: contains(request.args, 'a'),
      query: String(request.query_string),
      scheme: request.scheme,
      agent: str(request.user_agent),
      auth: authorization === null ? null : getItem(authorization, 'username'),
      referrer: request.referrer,
    }),
  );
}

function useSession({ name }: Record<string, Value>): Value {
  if (name === 'set') {
    setItem(
      flaskSession,
      'user',
      dict([
        ['id', 5],
        ['tags', ['a', tuple(1, 2)]],
      ] as [string, Value][]),
    );
    flash('hello');
  } else if (name === 'change') {
    flaskSession.permanent = true;
    setItem(flaskSession, 'user', dict({ n: 1 }));
    (getItem(flaskSession, 'user') as Dict).set('n', 2);
  } else if (name === 'clear') {
    flaskSession.clear();
  } else if (name === 'flashes') {
    return jsonify(getFlashedMessages(true));
  }
  return jsonifyNamed(
    dict({ user: flaskSession.get('user'), there: contains(flaskSession, 'user') }),
  );
}

function cookie(): Value {
  const response = makeResponse('cookie');
  response.set_cookie('a', 'b c', 60, undefined, undefined, undefined, undefined, true, 'Lax');
  response.delete_cookie('gone');
  return response;
}
