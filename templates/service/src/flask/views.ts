/**
 * Views whose answers have the shapes that Flask knows, for handlers that cannot simply use Fastify's `reply`: text is
 * HTML, objects and lists are JSON, `respond(body, status, headers)` is a tuple or `make_response`, null is a
 * mistake (500). `app.get('/films', view(async (request) => respond('gone', 410)))`.
 * Source: Flask.make_response, 2.2.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setCookie, type CookieOptions } from './cookies.js';
import { HttpError } from './errors.js';
import { toJson } from './json.js';
import { STATUSES } from './statuses.js';

/** A response that can still be changed, as `make_response` gives it. */
export class ViewResponse {
  status: number;
  readonly headers: Headers;
  readonly #cookies: (readonly [name: string, value: string, options: CookieOptions])[] = [];

  constructor(
    public body: string | Uint8Array,
    status = 200,
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.status = status;
    this.headers = new Headers(headers);
  }

  setCookie(name: string, value: string, options: CookieOptions = {}): void {
    this.#cookies.push([name, value, options]);
  }

  send(reply: FastifyReply): FastifyReply {
    for (const [name, value] of this.headers) void reply.header(name, value);
    for (const cookie of this.#cookies) setCookie(reply, ...cookie);
    return reply.code(this.status).send(this.body);
  }
}

const HTML = 'text/html; charset=utf-8';

/** `make_response(body, status, headers)`. @throws TypeError for what is no answer of a view. */
export function respond(
  body: unknown,
  status?: number,
  headers?: Readonly<Record<string, string>>,
): ViewResponse {
  const response = toResponse(body);
  if (status !== undefined) response.status = status;
  for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value);
  return response;
}

function toResponse(body: unknown): ViewResponse {
  if (body instanceof ViewResponse) return body;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    // Half of a surrogate pair is in no encoding: Python raises.
    if (typeof body === 'string' && !body.isWellFormed())
      throw new TypeError('a surrogate cannot be encoded');
    return new ViewResponse(body, 200, { 'content-type': HTML });
  }
  if (typeof body !== 'object' || body === null || body instanceof Date) {
    throw new TypeError('the view did not return a valid response');
  }
  return jsonify(body);
}

/** Any value, also text and null. */
export function jsonify(value: unknown): ViewResponse {
  return new ViewResponse(toJson(value), 200, { 'content-type': 'application/json' });
}

/**
 * `abort(404, description)`; the description may be any value, for error handlers to answer with. `abort(respond({
 * error: 'mine' }, 409))` is an answer that no error handler changes.
 */
export function abort(status: number | ViewResponse, description?: unknown): never {
  if (status instanceof ViewResponse) throw new HttpError(status.status, { response: status });
  if (!(status in STATUSES)) throw new RangeError(`no exception for ${String(status)}`);
  throw new HttpError(status, description === undefined ? {} : { description });
}

type View = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** A handler that answers what the view returns. */
export function view(handler: View) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const answer = await handler(request, reply);
    return answer === reply ? reply : toResponse(answer).send(reply);
  };
}
