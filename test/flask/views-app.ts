/** The app of `fixtures/conformance/views/app.py` on Fastify, with what a generated service has for each of its views. */
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { readCookies, deleteCookie, setCookie } from '../../templates/service/src/flask/cookies.js';
import { handleErrors } from '../../templates/service/src/flask/error-handlers.js';
import { HttpError } from '../../templates/service/src/flask/errors.js';
import { hooks } from '../../templates/service/src/flask/hooks.js';
import { flask } from '../../templates/service/src/flask/index.js';
import { multipart } from '../../templates/service/src/flask/multipart.js';
import { Float, float, int, str } from '../../templates/service/src/flask/python.js';
import { redirect } from '../../templates/service/src/flask/redirect.js';
import {
  args,
  converted,
  data,
  files,
  form,
  getJson,
  required,
} from '../../templates/service/src/flask/request.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import { session } from '../../templates/service/src/flask/session.js';
import { urlBuilder } from '../../templates/service/src/flask/url-for.js';
import {
  abort,
  jsonify,
  respond,
  view,
  ViewResponse,
} from '../../templates/service/src/flask/views.js';

class Oops extends Error {}
class SpecialOops extends Oops {}

export async function viewsApp({
  notJsonStatus = 400,
}: { notJsonStatus?: 400 | 415 } = {}): Promise<FastifyInstance> {
  const routing = fastifyRouting();
  const app = Fastify({ rewriteUrl: routing.rewriteUrl });
  await app.register(flask, { routing, notJsonStatus });
  await app.register(multipart);
  await app.register(hooks);
  await app.register(session, { secretKey: 'not a secret' });
  const log: string[] = [];
  addHooks(app, log);
  addErrorHandlers(app);
  addAnswers(app);
  addRequests(app);
  addCookies(app);
  app.get(
    '/log',
    view(() => log.splice(0).join(' ')),
  );
  app.get('/fail', view(failing));

  await app.register(async (outer) => {
    outer.beforeRequest((request) => {
      trail(request, 'outer');
      return args(request).get('stop') === 'outer' ? { stopped: 'outer' } : undefined;
    });
    outer.afterRequest((request) => trail(request, 'after outer'));
    outer.teardownRequest(() => log.push('outer'));
    handleErrors(outer, {
      409: (error: HttpError) => respond({ outer: error.description }, 409),
      404: () => respond('outer 404', 404),
      classes: [[SpecialOops, (error: Error) => `outer special ${error.message}`]],
    });
    outer.get(
      '/outer/',
      view(() => 'outer'),
    );
    outer.get('/outer/fail', view(failing));

    await outer.register(async (inner) => {
      inner.beforeRequest((request) => trail(request, 'inner'));
      inner.afterRequest((request) => trail(request, 'after inner'));
      inner.teardownRequest(() => log.push('inner'));
      handleErrors(inner, {
        classes: [
          [
            HttpError,
            (error: HttpError) => respond(`inner http ${error.statusCode}`, error.statusCode),
          ],
          [Oops, (error: Error) => respond(`inner oops ${error.message}`, 502, { 'X-Inner': '1' })],
        ],
      });
      inner.get(
        '/outer/inner/',
        view(() => 'inner'),
      );
      inner.get('/outer/inner/fail', view(failing));
    });
  });
  await app.register(async (other) => {
    other.get('/other/fail', view(failing));
  });
  return app;
}

const trails = new WeakMap<FastifyRequest, string[]>();

function trail(request: FastifyRequest, name: string): void {
  trails.set(request, [...(trails.get(request) ?? []), name]);
}

function addHooks(app: FastifyInstance, log: string[]): void {
  app.beforeRequest((request) => {
    trail(request, 'app');
    if (args(request).get('stop') === 'app') return respond('stopped by the app', 403);
    if (args(request).get('stop') === 'error') throw new HttpError(400);
    return undefined;
  });
  app.beforeRequest((request) => trail(request, 'app2'));
  app.afterRequest((request, reply) => {
    trail(request, 'after app');
    void reply.header('x-trail', trails.get(request)!.join(', '));
  });
  app.afterRequest((request) => trail(request, 'after app2'));
  app.teardownRequest(() => log.push('app'));
}

function addErrorHandlers(app: FastifyInstance): void {
  handleErrors(app, {
    418: ({ statusCode, title, description }: HttpError) =>
      respond(`app ${statusCode} ${title} ${str(description)}`, 418),
    500: (error: HttpError) => respond({ app: error.statusCode }, 500),
    classes: [[Oops, (error: Error) => respond(`app oops ${error.message}`, 500)]],
  });
}

function failing(request: FastifyRequest): string {
  const kind = args(request).get('kind') ?? 'ok';
  if (kind === 'oops') throw new Oops('plain');
  if (kind === 'special') throw new SpecialOops('special');
  if (kind === 'value') throw new RangeError('value');
  if (/^\d+$/.test(kind)) throw new HttpError(Number(kind), { description: 'said' });
  return kind;
}

const urlFor = urlBuilder({ text: [{ rule: '/text', methods: ['GET'] }] });

function addAnswers(app: FastifyInstance): void {
  app.get(
    '/text',
    view(() => '<p>é</p>'),
  );
  app.get(
    '/empty',
    view(() => ''),
  );
  app.get(
    '/bytes',
    view(() => Buffer.from('\0bytes')),
  );
  app.get(
    '/dict',
    view(() => ({ b: 1, a: [new Float(1), null] })),
  );
  app.get(
    '/list',
    view(() => [1, { a: 'é' }]),
  );
  app.get(
    '/none',
    view(() => null),
  );
  app.get(
    '/number',
    view(() => 42),
  );
  app.get(
    '/true',
    view(() => true),
  );
  app.get(
    '/text-status',
    view(() => respond('made', 201)),
  );
  app.get(
    '/dict-status',
    view(() => respond({ made: true }, 201)),
  );
  app.get(
    '/no-content',
    view(() => respond('', 204)),
  );
  app.get(
    '/dict-no-content',
    view(() => respond({ gone: true }, 204)),
  );
  app.get(
    '/text-headers',
    view(() => respond('plain', 200, { 'X-One': '1', 'Content-Type': 'text/plain' })),
  );
  app.get(
    '/all',
    view(() => respond({ a: 1 }, 202, { 'X-One': '1' })),
  );
  app.get(
    '/none-status',
    view(() => respond(null, 204)),
  );
  app.get(
    '/jsonify-none',
    view(() => jsonify(null)),
  );
  app.get(
    '/jsonify-text',
    view(() => respond(jsonify('text'), 203)),
  );
  app.get(
    '/jsonify-many',
    view(() => jsonify([1, 'two', [3]])),
  );
  app.get(
    '/response',
    view(() => new ViewResponse('{"a": 1}', 418, { 'content-type': 'application/json' })),
  );
  app.get(
    '/made',
    view(() => {
      const response = respond({ a: 1 }, 201);
      response.headers.set('X-Made', 'yes');
      response.setCookie('seen', '1');
      return response;
    }),
  );
  app.get(
    '/nested',
    view(() => respond(respond('inner', 201), 202, { 'X-Outer': '1' })),
  );
  app.get(
    '/redirect',
    view((request, reply) =>
      redirect(reply, required(args(request), 'to'), Number(args(request).get('code') ?? 302)),
    ),
  );
  app.get(
    '/redirect-home',
    view((_request, reply) => redirect(reply, urlFor('text', { q: 'a b' }))),
  );

  const code = (request: FastifyRequest) => Number((request.params as { code: string }).code);
  app.get(
    '/abort/:code(^\\d+$)',
    view((request) => {
      throw new HttpError(code(request));
    }),
  );
  app.get(
    '/abort-text/:code(^\\d+$)',
    view((request) => {
      const description = args(request).get('say') ?? 'No <b>way</b>\nback & "forth"';
      throw new HttpError(code(request), { description });
    }),
  );
  app.get(
    '/abort-response',
    view(() => respond({ error: 'mine' }, 409)),
  );
  app.get(
    '/abort-json',
    view(() => abort(respond({ error: 'mine' }, 418))),
  );
  app.get(
    '/abort-values/:code(^\\d+$)',
    view((request) =>
      abort(code(request), { field: 'name', tags: ['<b>', 1, null, new Float(2)] }),
    ),
  );
  app.get(
    '/abort-no-status',
    view(() => abort({ error: 'mine' } as never)),
  );
  app.get(
    '/raise',
    view(() => {
      throw new RangeError('oops');
    }),
  );
  app.get(
    '/key',
    view(() => {
      throw new TypeError('missing');
    }),
  );
  app.get(
    '/arg',
    view((request) => required(args(request), 'missing')),
  );
}

function addRequests(app: FastifyInstance): void {
  app.get(
    '/args',
    view((request) => {
      const query = args(request);
      return {
        a: query.get('a'),
        all: query.getAll('a'),
        n: converted(query.get('n'), int) ?? 7,
        x: pythonFloat(converted(query.get('x'), float)),
        has: query.has('b'),
      };
    }),
  );
  app.post(
    '/form',
    view(async (request) => {
      const uploaded = [...files(request)].map(async ([name, file]) => [
        name,
        [file.name, file.type.split(';', 1)[0], await file.text()],
      ]);
      return {
        a: form(request).get('a'),
        all: form(request).getAll('a'),
        files: Object.fromEntries(await Promise.all(uploaded)) as object,
      };
    }),
  );
  app.post(
    '/form-key',
    view((request) => required(form(request), 'a')),
  );
  app.post(
    '/json',
    view((request) => jsonify(getJson(request))),
  );
  app.route({
    method: ['GET', 'DELETE', 'PUT', 'PATCH'],
    url: '/json-any',
    handler: view((request) => jsonify(getJson(request))),
  });
  app.post(
    '/json-text',
    view((request) => (getJson(request) as { text: string }).text),
  );
  app.post(
    '/json-force',
    view((request) => jsonify(getJson(request, { force: true }))),
  );
  app.post(
    '/json-silent',
    view((request) => jsonify(getJson(request, { silent: true }))),
  );
  app.post(
    '/data',
    view((request) => data(request)),
  );
  app.get(
    '/header',
    view(({ headers }) => ({ x: headers['x-one'] ?? null, y: headers['x-two'] ?? 'none' })),
  );
  app.get(
    '/cookies',
    view((request) => Object.fromEntries(readCookies(request))),
  );
}

function pythonFloat(number: number | null): unknown {
  return number === null ? null : Number.isInteger(number) ? new Float(number) : number;
}

function addCookies(app: FastifyInstance): void {
  app.get(
    '/set-cookie',
    view((request, reply) => {
      setCookie(reply, 'a', required(args(request), 'value'));
      return 'ok';
    }),
  );
  app.get(
    '/set-cookie-all',
    view((_request, reply) => {
      setCookie(reply, 'b', 'v', {
        maxAge: 0,
        expires: new Date('2030-01-02T03:04:05Z'),
        path: '/x',
        domain: 'example.org',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
      });
      setCookie(reply, 'c', 'two');
      return 'ok';
    }),
  );
  app.get(
    '/set-cookie-at',
    view((request, reply) => {
      const domain = args(request).get('domain');
      const path = args(request).get('path') ?? '/';
      setCookie(reply, 'd', 'v', { path, ...(domain === null ? {} : { domain }) });
      return 'ok';
    }),
  );
  app.get(
    '/delete-cookie',
    view((_request, reply) => {
      deleteCookie(reply, 'a');
      return 'ok';
    }),
  );
  app.get(
    '/session',
    view((request) => {
      const values = request.session.toObject();
      return { user: request.session.get('user') ?? null, all: Object.keys(values).toSorted() };
    }),
  );
  app.get(
    '/session-in',
    view(({ session: values }) => ({
      user: values.has('user'),
      length: Object.keys(values.toObject()).length,
    })),
  );
  app.get(
    '/session-clear',
    view((request) => {
      request.session.clear();
      return 'cleared';
    }),
  );
  app.get(
    '/session-pop',
    view((request) => {
      request.session.delete('user');
      return 'popped';
    }),
  );
}
