/**
 * Flask's Response, which can be changed until it is sent, and what views return made into one.
 * Source: Flask.make_response, werkzeug/wrappers/response.py and sansio/response.py, 2.2.
 */
import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Dict, isPlainObject } from '../python/dict.js';
import { AttributeError, PyTypeError } from '../python/exceptions.js';
import { iterableOf } from '../python/iterate.js';
import { NotTranslated } from '../python/not-translated.js';
import { truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import { Float, Tuple, type Value } from '../python/value.js';
import { AnswerStream, isStream } from './answer-stream.js';
import { makeConditional } from './conditional.js';
import { printCookie } from './cookies.js';
import { HeaderMap } from './header-map.js';
import { readValueJson } from './read-value-json.js';
import { ResponseHeaders } from './response-headers.js';
import { jsonAnswer } from './value-json.js';

export class Response extends ResponseHeaders {
  static readonly pythonClass: string = 'Response';
  #body: Body;
  #status = 200;
  #reason: string | undefined;
  /** Whether `Location` is sent with the scheme and the host. */
  autocorrect_location_header: Value = false;

  constructor(
    body: Value | AsyncIterable<Value> = null,
    status: Value = null,
    headers: Value = null,
    mimetype: Value = null,
    contentType: Value = null,
  ) {
    super();
    this.#body = toBody(body);
    if (status !== null) this.status = status;
    this.headers.extend(headers);
    if (contentType !== null) this.content_type = contentType;
    else if (mimetype !== null) this.mimetype = str(mimetype);
    else if (!this.headers.pyContains('content-type')) this.mimetype = 'text/html';
  }

  /** Any JSON; `status` and `headers` come later. */
  static json(value: Value): Response {
    const { body, mimetype } = jsonAnswer(value);
    return new Response(body, null, null, mimetype);
  }

  get status_code(): number {
    return this.#status;
  }

  set status_code(code: Value) {
    this.status = code;
  }

  get status(): string {
    const reason = this.#reason ?? reasonOf(this.status_code);
    return `${this.status_code} ${reason}`;
  }

  /** A number, or a text that begins with one. */
  set status(status: Value) {
    this.#reason = undefined;
    if (typeof status === 'number') {
      this.#status = status;
      return;
    }
    if (status === null) throw new AttributeError("'NoneType' object has no attribute 'strip'");
    const [code = '', ...words] = str(status).trim().split(/\s+/);
    this.#status = /^\d+$/.test(code) ? Number(code) : 0;
    if (words.length > 0) this.#reason = words.join(' ');
  }

  get data(): Value {
    return this.#bytes();
  }

  set data(body: Value) {
    this.set_data(body);
  }

  set_data(body: Value): void {
    this.#body = toBody(body);
  }

  get_data(asText: Value = false): Value {
    return asText === true ? this.#bytes().toString('utf8') : this.#bytes();
  }

  #bytes(): Buffer {
    if (this.#body instanceof AnswerStream)
      throw new NotTranslated('the data of an answer that is made while it is sent');
    return Buffer.from(this.#body as Uint8Array);
  }

  get is_json(): boolean {
    return /^application\/(?:.*\+)?json$/.test(str(this.mimetype ?? ''));
  }

  get json(): Value {
    return this.get_json();
  }

  get_json(force: Value = false): Value {
    if (force !== true && !this.is_json) return null;
    return readValueJson(this.#bytes().toString('utf8'));
  }

  get content_length(): number | null {
    return this.#body instanceof AnswerStream ? null : Buffer.byteLength(this.#body);
  }

  set_cookie(name: Value, value: Value = '', ...settings: CookieSettings): void {
    const [maxAge, expires, path = '/', domain, secure, httpOnly, sameSite] = settings;
    const text = printCookie(str(name), str(value), {
      ...(isGiven(maxAge) ? { maxAge: seconds(maxAge) } : {}),
      ...(isGiven(expires) ? { expires: moment(expires) } : {}),
      path: str(path),
      ...(isGiven(domain) ? { domain: str(domain) } : {}),
      secure: secure === true,
      httpOnly: httpOnly === true,
      ...(isGiven(sameSite) ? { sameSite: str(sameSite) as 'Lax' } : {}),
    });
    this.headers.add('Set-Cookie', text);
  }

  /** The sum of what is sent, unless there is a tag. */
  add_etag(overwrites: Value = false, isWeak: Value = false): void {
    if (overwrites !== true && this.headers.pyContains('etag')) return;
    this.set_etag(createHash('sha1').update(this.#bytes()).digest('hex'), isWeak);
  }

  /** @param acceptsRanges true, or what the header Accept-Ranges is to say */
  make_conditional(_request?: Value, acceptsRanges: Value = false): this {
    makeConditional(this, { acceptsRanges: acceptsRanges === true || acceptsRanges === 'bytes' });
    return this;
  }

  delete_cookie(name: Value, path: Value = '/', domain: Value = null): void {
    this.set_cookie(name, '', 0, 0, path, domain);
  }

  /** On a reply that may have headers already. */
  send(reply: FastifyReply): FastifyReply {
    this.writeHeaders(reply);
    return reply.send(this.#body);
  }

  /** Cookies are added to those that are there. */
  writeHeaders(reply: FastifyReply): void {
    const { location } = this;
    if (location !== null && truthy(this.autocorrect_location_header))
      this.location = absolute(str(location), reply.request);
    const names = new Set(this.headers.keys().map((name) => name.toLowerCase()));
    for (const name of names) {
      const values = this.headers.getlist(name);
      void reply.header(name, name === 'set-cookie' || values.length > 1 ? values : values[0]);
    }
    const type = this.headers.get('Content-Type');
    if (type !== null) TYPES.set(reply, str(type));
    void reply.code(this.status_code);
    if (this.#reason !== undefined) reply.raw.statusMessage = this.#reason;
  }

  get payload(): Body {
    return this.#body;
  }
}

type Body = string | Uint8Array | AnswerStream;

/** Fastify adds a charset to what it takes for JSON. */
const TYPES = new WeakMap<FastifyReply, string>();

/** The content type that a response was sent with, to the letter. */
export function typeOf(reply: FastifyReply): string | undefined {
  return TYPES.get(reply);
}

/** Werkzeug has older names for some. */
const REASONS: Readonly<Record<number, string>> = {
  203: 'Non Authoritative Information',
  413: 'Request Entity Too Large',
  414: 'Request URI Too Long',
  416: 'Requested Range Not Satisfiable',
};

function reasonOf(status: number): string {
  return (REASONS[status] ?? STATUS_CODES[status] ?? 'UNKNOWN').toUpperCase();
}

/** Those of `set_cookie` behind the value, in its order. */
type CookieSettings = [
  maxAge?: Value,
  expires?: Value,
  path?: Value,
  domain?: Value,
  secure?: Value,
  httponly?: Value,
  samesite?: Value,
];

function isGiven(value: Value | undefined): value is Exclude<Value, null> {
  return value !== undefined && value !== null;
}

/** A number, or a timedelta. */
function seconds(age: Exclude<Value, null>): number {
  const { total_seconds: total } = age as { total_seconds?: () => Value };
  return Math.trunc(toNumber(total ? total.call(age) : age));
}

/** A number of seconds since 1970, or a datetime. */
function moment(expires: Exclude<Value, null>): Date {
  const { timetuple, utctimetuple, timestamp } = expires as Readonly<
    Partial<Record<'timetuple' | 'utctimetuple' | 'timestamp', () => Value>>
  >;
  const isDatetime = timestamp !== undefined && (timetuple ?? utctimetuple) !== undefined;
  return new Date(toNumber(isDatetime ? timestamp.call(expires) : expires) * 1000);
}

function toNumber(value: Value): number {
  return value instanceof Float ? value.value : Number(value);
}

/** Text, bytes, or an iterable of them. */
function toBody(body: Value | AsyncIterable<Value>): Body {
  if (body === null) return '';
  if (body instanceof AnswerStream) return body;
  if (isStream(body)) return new AnswerStream(body);
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  const chunks = [...(iterableOf(body) ?? [])];
  if (chunks.every((chunk) => typeof chunk === 'string')) return chunks.join('');
  return Buffer.concat(chunks.map((chunk) => Buffer.from(chunk as Uint8Array)));
}

function absolute(location: string, { protocol, host, url }: FastifyRequest): string {
  return new URL(location, `${protocol}://${host}${url}`).href;
}

/** What a view returned, as `Flask.make_response` takes it. */
export function toResponse(answer: Value | undefined, view = 'view'): Response {
  let body = answer ?? null;
  let status: Value = null;
  let headers: Value = null;
  if (body instanceof Tuple) {
    const [first = null, second = null, third = null] = body;
    if (body.length === 3) [status, headers] = [second, third];
    else if (body.length === 2) {
      if (isHeaders(second)) headers = second;
      else status = second;
    } else {
      throw new PyTypeError(
        'The view function did not return a valid response tuple. The tuple must have the form ' +
          '(body, status, headers), (body, status), or (body, headers).',
      );
    }
    body = first;
  }
  if (body === null) {
    throw new PyTypeError(
      `The view function for '${view}' did not return a valid response. The function either ` +
        'returned None or ended without a return statement.',
    );
  }
  const response = bodyResponse(body);
  if (status !== null) response.status = status;
  if (headers !== null) response.headers.update(headers);
  return response;
}

function isHeaders(value: Value): boolean {
  return (
    value instanceof HeaderMap ||
    value instanceof Dict ||
    Array.isArray(value) ||
    isPlainObject(value)
  );
}

function bodyResponse(body: Value): Response {
  if (body instanceof Response) return body;
  if (typeof body === 'string' || body instanceof Uint8Array) return new Response(body);
  if (body instanceof Dict || isPlainObject(body)) return Response.json(body);
  if (Array.isArray(body)) return Response.json(body as Value[]);
  const isGenerator = typeof body === 'object' && body !== null && 'next' in body;
  if (isGenerator) return new Response(body);
  // Text of a class of its own, such as markup.
  if (typeof body === 'object' && body !== null && 'toHtml' in body) return new Response(str(body));
  throw new PyTypeError(
    'The view function did not return a valid response. The return type must be a string, dict, ' +
      'list, tuple with headers or status, Response instance, or WSGI callable, but it was a ' +
      `${typeName(body)}.`,
  );
}

/** `make_response(…)`: several arguments are a tuple. */
export function makeResponse(...values: Value[]): Response {
  if (values.length === 0) return new Response();
  if (values.length === 1) return toResponse(values[0]);
  const answer = new Tuple();
  answer.push(...values);
  return toResponse(answer);
}

/** `jsonify(…)` with positional arguments: one by itself, several as a list. */
export function jsonify(...values: readonly (Value | Readonly<Record<string, Value>>)[]): Response {
  if (values.length === 1) return Response.json(values[0] as Value);
  return Response.json(values.length === 0 ? null : [...(values as readonly Value[])]);
}

/** `jsonify(**members)`. */
export function jsonifyNamed(members: Dict): Response {
  return Response.json(members);
}
