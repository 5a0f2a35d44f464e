/**
 * The way of Flask-RESTful, Flask-RESTX and Flask-RESTPlus to answer: what a method of a Resource returns becomes JSON
 * as `json.dumps` writes it, and so does what it raises.
 * Source: flask_restful/__init__.py and representations/json.py, 0.3.9; flask_restx/api.py, 1.1.
 */
import { Dict } from '../python/dict.js';
import { asException, type BaseException } from '../python/exceptions.js';
import { dumps } from '../python/json.js';
import { NotTranslated } from '../python/not-translated.js';
import { truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import { Tuple, type Value } from '../python/value.js';
import { currentRequest } from './context.js';
import { currentApp } from './flask-app.js';
import { HttpError } from './errors.js';
import { abort as raiseStatus, fromHttpError, HTTPException } from './http-exceptions.js';
import { request } from './request-proxy.js';
import { Response } from './response.js';
import { translatedView, type ViewOptions } from './translated.js';

type ViewArgs = Record<string, Value>;
type View = (viewArgs: ViewArgs) => Value | undefined | void | Promise<Value | undefined | void>;

/** A handler for Fastify: the method of a Resource. */
export function resourceView(view: View, options: ViewOptions = {}) {
  return translatedView(async (viewArgs) => {
    try {
      const result = (await view(viewArgs)) ?? null;
      return result instanceof Response ? result : outputJson(...unpack(result));
    } catch (error) {
      if (error instanceof NotTranslated) throw error;
      return handleError(error instanceof HttpError ? fromHttpError(error) : asException(error));
    }
  }, options);
}

type Unpacked = readonly [data: Value, code: Value, headers: Value];

export function unpack(result: Value): Unpacked {
  if (result instanceof Tuple && (result.length === 2 || result.length === 3)) {
    const [data = null, code = null, headers = null] = result;
    return [data, code, headers];
  }
  return [result, 200, null];
}

function outputJson(data: Value, code: Value, headers: Value): Response {
  const response = new Response(`${dumps(data, ...jsonOptions())}\n`, code);
  if (truthy(headers)) response.headers.extend(headers);
  response.headers.set('Content-Type', 'application/json');
  return response;
}

const OPTIONS = [
  'skipkeys',
  'ensure_ascii',
  'check_circular',
  'allow_nan',
  'cls',
  'indent',
  'separators',
  'default',
  'sort_keys',
] as const;

/** RESTFUL_JSON, RESTX_JSON or RESTPLUS_JSON of the app's configuration, in the order of `dumps`. */
function jsonOptions(): (Value | undefined)[] {
  const { config, debug } = currentApp();
  const settings = ['RESTFUL_JSON', 'RESTX_JSON', 'RESTPLUS_JSON']
    .map((name) => config.get(name))
    .find((value) => value instanceof Dict);
  return OPTIONS.map((name) => {
    const value = (settings as Dict | undefined)?.get(name);
    return value === undefined && name === 'indent' && debug ? 4 : value;
  });
}

/** What the library says that it does, and what the app says: `e.data` of its own `abort`. */
function handleError(error: BaseException): Response {
  if (!(error instanceof HTTPException)) {
    if (propagates()) throw error;
    currentRequest().log.error(error);
    return outputJson(messageOf('Internal Server Error'), 500, null);
  }
  if (error.response !== null) return error.get_response();
  const { data, headers } = error as Partial<HTTPException> & { readonly data?: Value };
  const response = outputJson(data ?? messageOf(error.description), error.code, null);
  for (const [name, value] of headers ?? []) {
    if (!/^content-(?:length|type)$/i.test(name)) response.headers.set(name, value);
  }
  return response;
}

/** Then the app's own handlers answer. */
function propagates(): boolean {
  const { config, debug, testing } = currentApp();
  const value = config.get('PROPAGATE_EXCEPTIONS') ?? null;
  return value === null ? debug || testing : truthy(value);
}

function messageOf(message: Value): Dict {
  return new Dict<Value, Value>([['message', message]]);
}

/** Flask-RESTful's: what is named becomes the answer. */
export function abort(code: Value, members?: Dict): never {
  try {
    raiseStatus(code);
  } catch (error) {
    if (error instanceof HTTPException && members !== undefined && members.size > 0)
      Object.assign(error, { data: members });
    throw error;
  }
}

/** Flask-RESTX's: a message first. */
export function abortWithMessage(code: Value = 500, message: Value = null, members?: Dict): never {
  const data = members?.copy() ?? new Dict();
  if (truthy(message)) data.set('message', str(message));
  return abort(code, data);
}

/** `namespace.payload`: the body, as JSON. */
export function payload(): Value {
  return request.get_json();
}
