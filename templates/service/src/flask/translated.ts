/**
 * Flask's way of a request for views, hooks and error handlers that were translated from Python: they take what Flask
 * gives them, read `request`, `g` and `session` from the context, and return what Flask takes for an answer. What a
 * request has opened is ended before it is answered.
 * Source: Flask.full_dispatch_request, handle_user_exception and finalize_request, 2.2.
 */
import type {
  FastifyContextConfig,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRouteHookHandler,
} from 'fastify';
import fp from 'fastify-plugin';
import { dict } from '../python/dict.js';
import { asException } from '../python/exceptions.js';
import { int } from './python.js';
import type { Value } from '../python/value.js';
import { AnswerStream } from './answer-stream.js';
import { BadRequestKeyError } from './bad-request-key-error.js';
import { disposeOf, requestContexts, runInContext } from './context.js';
import {
  HttpError,
  isAnswer,
  sendAnswer,
  sendError as sendHttpError,
  toHttpError,
  type ErrorAnswers,
} from './errors.js';
import { flushSession } from './globals.js';
import {
  BadRequest,
  fromHttpError,
  HTTPException,
  InternalServerError,
} from './http-exceptions.js';
import { insideOut, ownOf } from './instances.js';
import { match, readUploads } from './request-proxy.js';
import { Response, toResponse, typeOf } from './response.js';
import { answerOptions } from './routing.js';

type ViewArgs = Record<string, Value>;
type View = (viewArgs: ViewArgs) => Value | undefined | void | Promise<Value | undefined | void>;
type Before = () => Value | undefined | void | Promise<Value | undefined | void>;
type After = (response: Response) => Value | undefined | void | Promise<Value | undefined | void>;
type Teardown = (error: Value) => Value | undefined | void | Promise<Value | undefined | void>;
/** A function of the exception, whose class is the one that it was registered for. */
type HandleError = (error: never) => Value | undefined | void | Promise<Value | undefined | void>;
type ErrorClass = abstract new (...values: never[]) => object;

export interface ViewOptions {
  /** As `url_for` and `request.endpoint` know the route. */
  readonly endpoint?: string;
  readonly rule?: string;
  /** By variable of the rule, where Fastify's schema does not convert it. */
  readonly converters?: Readonly<Record<string, (text: string) => Value>>;
}

/** A handler for Fastify. */
export function translatedView(view: View, options: ViewOptions = {}) {
  const { endpoint = view.name, rule = '', converters = {} } = options;
  const handler = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    runInContext(request, reply, async () => {
      const viewArgs: ViewArgs = {};
      for (const [name, value] of Object.entries((request.params ?? {}) as ViewArgs))
        viewArgs[name] = converters[name]?.(value as string) ?? value;
      match({ endpoint, rule, viewArgs: dict(viewArgs) });
      return toResponse((await view(viewArgs)) ?? null, endpoint).send(reply);
    });
  return Object.assign(handler, { matches: { endpoint, rule } });
}

/** A declared route tells its endpoint by its `config`. */
declare module 'fastify' {
  interface FastifyContextConfig {
    readonly endpoint?: string;
    readonly rule?: string;
  }
}

/** What hooks in front of a view know of it: a path that no route has matches nothing. */
function matchRoute({ routeOptions, params }: FastifyRequest): void {
  const { config, schema } = routeOptions;
  const { endpoint, rule = '' } = config;
  if (endpoint === undefined) return;
  const { properties = {} } = (schema?.params ?? {}) as {
    properties?: Readonly<Record<string, { readonly type?: string }>>;
  };
  const viewArgs = Object.entries((params ?? {}) as Record<string, string>).map(
    ([name, text]) => [name, properties[name]?.type === 'integer' ? int(text) : text] as const,
  );
  match({ endpoint, rule, viewArgs: dict(Object.fromEntries(viewArgs)) });
}

export interface TranslatedHooks {
  readonly before?: readonly Before[];
  readonly after?: readonly After[];
  readonly teardown?: readonly Teardown[];
  /** By status, or by class. */
  readonly errors?: readonly (readonly [on: number | ErrorClass, handle: HandleError])[];
}

const HOOKS = Symbol('translatedHooks');

/** For the app or the plugin of a blueprint; to be called before its routes are added. */
export function registerHooks(app: FastifyInstance, hooks: TranslatedHooks): void {
  ownOf<TranslatedHooks[]>(app, HOOKS, () => []).push(hooks);
  for (const before of hooks.before ?? []) {
    app.addHook('preValidation', (request, reply) =>
      runInContext(request, reply, async () => {
        const answer = (await before()) ?? null;
        return answer === null ? undefined : toResponse(answer).send(reply);
      }),
    );
  }
}

export interface TranslatedOptions {
  /** Answers of the app that are declared, by status: they stand beside the handlers for statuses. */
  readonly errors?: ErrorAnswers;
}

/** To be registered behind `flask`, and before `session`. */
export const translated = fp<TranslatedOptions>(
  async (app, { errors = {} }) => {
    await app.register(requestContexts);
    const answered = new Set<string>();
    app.addHook('onRoute', function (route) {
      const { matches } = route.handler as { readonly matches?: FastifyContextConfig };
      if (matches) route.config = { ...route.config, ...matches };
      addOptions(this, route, answered);
    });
    app.addHook('preValidation', (request, reply) =>
      runInContext(request, reply, () => {
        matchRoute(request);
        return readUploads(request);
      }),
    );
    app.addHook('onSend', (request, reply, payload) =>
      runInContext(request, reply, () => finish(request, reply, payload)),
    );
    app.setErrorHandler((thrown: FastifyError, request, reply) =>
      runInContext(request, reply, () => sendError(thrown, { request, reply, declared: errors })),
    );
  },
  { name: 'translated' },
);

/** OPTIONS of its URL, in the plugin of the route: its hooks are asked before, as Flask does. */
function addOptions(app: FastifyInstance, route: FoundRoute, answered: Set<string>): void {
  const { config, schema, url, routePath, onRequest } = route;
  const methods = [route.method].flat().filter((method) => method !== 'HEAD');
  const pattern = url.replaceAll(/:\w+/g, ':');
  if (config?.endpoint === undefined || methods.length === 0 || answered.has(pattern)) return;
  answered.add(pattern);
  if (methods.includes('OPTIONS')) return;
  const { endpoint, rule } = config;
  app.route({
    method: 'OPTIONS',
    url: routePath,
    schema: schema?.params === undefined ? {} : { params: schema.params },
    config: rule === undefined ? { endpoint } : { endpoint, rule },
    // Which may give the parameters their names.
    ...(onRequest ? { onRequest } : {}),
    handler: answerOptions,
  });
}

type FoundRoute = Parameters<onRouteHookHandler>[0];

const extensionErrors: (readonly [on: ErrorClass, handle: HandleError])[] = [];

/** Of extensions, which give them to the app when it is made: a handler of the app's own for the same class wins. */
export function useErrorHandlers(
  handlers: readonly (readonly [on: ErrorClass, handle: HandleError])[],
): void {
  extensionErrors.push(...handlers);
}

/** A hook of an extension, and whether it has anything to do for the request at hand. */
interface ExtensionHook {
  /** Before the hooks of the app, and not behind them. */
  readonly isFirst?: boolean;
  readonly isNeeded: () => boolean;
  readonly run: After;
}

const extensionHooks: ExtensionHook[] = [];

export function useAfterHook(hook: ExtensionHook): void {
  extensionHooks.push(hook);
}

const FAILURES = new WeakMap<FastifyRequest, Error>();

/** What follows a view: hooks that may change its answer, those that clean up, and the end of all that is open. */
async function finish(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const levels = [...insideOut<TranslatedHooks[]>(request.server, HOOKS)];
  const tearDown = async () => {
    for (const level of levels) {
      for (const teardown of level.flatMap((hooks) => hooks.teardown ?? []).toReversed())
        await teardown(FAILURES.get(request) ?? null);
    }
  };
  let streamed: AnswerStream | undefined;
  const type = typeOf(reply);
  if (type !== undefined) void reply.header('content-type', type);
  try {
    const after = levels.flatMap((level) =>
      level.flatMap((hooks) => hooks.after ?? []).toReversed(),
    );
    const needed = extensionHooks.filter(({ isNeeded }) => isNeeded());
    after.unshift(...needed.filter(({ isFirst }) => isFirst).map(({ run }) => run));
    // What an extension registered, it registered when the app was made: it comes last.
    after.push(...needed.filter(({ isFirst }) => !isFirst).map(({ run }) => run));
    const changed = after.length > 0 && isBody(payload);
    const result = changed ? await runAfter(after, { request, reply }, payload) : payload;
    flushSession();
    if (reply.statusCode === 304) return withoutContent(reply, result);
    if (result instanceof AnswerStream) streamed = result;
    return result;
  } finally {
    if (!streamed?.keepsContext) await tearDown();
    if (streamed) {
      const { keepsContext } = streamed;
      streamed.atEnd = async () => {
        if (keepsContext) await tearDown();
        await disposeOf(request);
      };
    } else {
      await disposeOf(request);
    }
  }
}

async function runAfter(
  after: readonly After[],
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  payload: Payload,
): Promise<unknown> {
  let response = new Response(payload, `${reply.statusCode} ${reply.raw.statusMessage ?? ''}`);
  response.headers.remove('content-type');
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    for (const one of [value].flat()) response.headers.add(headerName(name), String(one));
  }
  try {
    response = await changedBy(after, response);
  } catch (error) {
    // What a hook raises no handler is asked for, but that of the status 500, whose answer goes through the hooks again.
    response = await answerFailure(asException(error), request);
    response = await changedBy(after, response).catch((again: unknown) => {
      request.log.error(again);
      return response;
    });
  }
  for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
  response.writeHeaders(reply);
  if (response.payload !== payload) {
    reply.removeHeader('content-length');
    if (payload instanceof AnswerStream) payload.destroy();
  }
  return payload === null && response.payload === '' ? null : response.payload;
}

async function changedBy(after: readonly After[], response: Response): Promise<Response> {
  let changed = response;
  for (const change of after)
    // oxlint-disable-next-line no-await-in-loop -- each is given what the one before made
    changed = toResponse((await change(changed)) ?? null, 'after_request');
  return changed;
}

/** Whoever has the content already is not told of it again. Source: remove_entity_headers, werkzeug/http.py. */
function withoutContent(reply: FastifyReply, payload: unknown): null {
  if (payload instanceof AnswerStream) payload.destroy();
  for (const name of CONTENT_HEADERS) reply.removeHeader(name);
  return null;
}

const CONTENT_HEADERS = [
  'allow',
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-range',
  'content-type',
  'last-modified',
];

type Payload = string | Uint8Array | AnswerStream | null;

function isBody(payload: unknown): payload is Payload {
  return (
    typeof payload === 'string' ||
    payload instanceof Uint8Array ||
    payload instanceof AnswerStream ||
    payload === null
  );
}

function headerName(name: string): string {
  return name.replaceAll(/(?:^|-)\w/g, (start) => start.toUpperCase());
}

interface Failure {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly declared: ErrorAnswers;
}

/** What a declared route has thrown to be answered is the answer. */
async function sendError(thrown: FastifyError, failure: Failure): Promise<FastifyReply> {
  const { request, reply, declared } = failure;
  if (thrown instanceof HttpError && isAnswer(thrown)) return sendHttpError(thrown, request, reply);
  const error = toException(thrown);
  const code = isHttpException(error) ? error.code : null;
  const isDeclared = code !== null && code in declared && !findHandlerFor(code, error, request);
  const sent = isDeclared && sendAnswer(declared, toHttpError(error), request, reply);
  if (sent) return sent;
  return (await answerError(error, request)).send(reply);
}

async function answerError(error: Error, request: FastifyRequest): Promise<Response> {
  try {
    const handle = findHandler(error, request);
    if (isHttpException(error)) {
      // An answer that was raised is the answer.
      if (!handle || error.code === null) return error.get_response();
      return toResponse((await handle(error as never)) ?? null, 'error handler');
    }
    if (handle) return toResponse((await handle(error as never)) ?? null, 'error handler');
    return await answerFailure(error, request);
  } catch (failure) {
    const raised = asException(failure);
    if (isHttpException(raised)) return raised.get_response();
    return answerFailure(raised, request);
  }
}

/** What nobody expected: it is logged, and answered as 500. */
async function answerFailure(error: Error, request: FastifyRequest): Promise<Response> {
  request.log.error(error);
  FAILURES.set(request, error);
  const failure = new InternalServerError();
  Object.assign(failure, { original_exception: error });
  const handle = findHandler(failure, request);
  if (!handle) return failure.get_response();
  return toResponse((await handle(failure as never)) ?? null, 'error handler');
}

/** Fastify's own refusals and those of the routing are what Werkzeug has exceptions for. */
function toException(thrown: FastifyError): Error {
  if (thrown instanceof HttpError) {
    const { cause, statusCode } = thrown;
    // What a declared route means by a mistake has a status of its own.
    const isMeant = statusCode < 500 && !(cause instanceof HTTPException);
    return cause === undefined || isMeant ? fromHttpError(thrown) : asException(cause);
  }
  if (typeof thrown.code === 'string' && thrown.code.startsWith('FST_')) {
    const refusal = toHttpError(thrown);
    if (refusal.statusCode < 500) return fromHttpError(refusal);
  }
  return asException(thrown);
}

function isHttpException(error: Error): error is HTTPException {
  return error instanceof HTTPException;
}

/** One for the status first, the blueprint's before the app's; then one for the class, the nearest to the error's own. */
function findHandler(error: Error, request: FastifyRequest): HandleError | undefined {
  const code = isHttpException(error) ? error.code : null;
  const found = code === null ? undefined : findHandlerFor(code, error, request);
  return found ?? findHandlerFor(null, error, request);
}

function findHandlerFor(
  wanted: number | null,
  error: Error,
  { server }: FastifyRequest,
): HandleError | undefined {
  const levels = [...insideOut<TranslatedHooks[]>(server, HOOKS)].map((level) =>
    level.flatMap(({ errors = [] }) => errors).toReversed(),
  );
  const own = Object.hasOwn(rootOf(server), HOOKS) ? levels.pop()! : [];
  levels.push([...own, ...extensionErrors]);
  const classes = classesOf(error);
  for (const handlers of levels) {
    for (const type of classes) {
      const found = handlers.find(
        ([on]) => codeOf(on) === wanted && (typeof on === 'number' ? true : on === type),
      );
      if (found) return found[1];
    }
  }
  return undefined;
}

function rootOf(app: FastifyInstance): object {
  const outer = Object.getPrototypeOf(app) as FastifyInstance | null;
  return outer && (outer as object) !== Object.prototype ? rootOf(outer) : app;
}

/** A class of Werkzeug's stands for its status, too. */
function codeOf(on: number | ErrorClass): number | null {
  if (typeof on === 'number') return on;
  const { code } = on as { readonly code?: unknown };
  return typeof code === 'number' ? code : null;
}

function classesOf(error: Error): unknown[] {
  const classes: unknown[] =
    error instanceof BadRequestKeyError ? [BadRequestKeyError, BadRequest, HTTPException] : [];
  for (
    let prototype: unknown = Object.getPrototypeOf(error);
    prototype !== null && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    classes.push((prototype as object).constructor);
  }
  return classes;
}
