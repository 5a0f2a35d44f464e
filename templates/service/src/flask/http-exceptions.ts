/**
 * Werkzeug's exceptions: what `abort` raises, and what `except HTTPException` and error handlers get.
 * Source: werkzeug/exceptions.py, 2.2.
 */
import { Exception, LookupError } from '../python/exceptions.js';
import { repr, str } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import type { Value } from '../python/value.js';
import { BadRequestKeyError } from './bad-request-key-error.js';
import { escapeHtml } from './html.js';
import type { HttpError } from './errors.js';
import { Response } from './response.js';
import { STATUSES } from './statuses.js';

/** `BadRequestKeyError` is one, too. */
export interface HttpExceptionLike extends Error {
  readonly code: number | null;
  readonly name: string;
  description: Value;
  readonly response: Response | null;
  get_response(): Response;
}

export class HTTPException extends Exception implements HttpExceptionLike {
  static override readonly pythonClass: string = 'HTTPException';
  /** Of the class: what it answers with. */
  static readonly code: number | null = null;
  readonly code: number | null;
  description: Value;
  readonly response: Response | null;
  headers: readonly (readonly [string, string])[] = [];

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (value instanceof BadRequestKeyError) return this === HTTPException || this === BadRequest;
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }

  constructor(description: Value = null, response: Value = null) {
    super();
    this.code = (this.constructor as typeof HTTPException).code;
    this.description = description ?? standardDescription(this.code);
    this.response = response instanceof Response ? response : null;
  }

  get_response(): Response {
    return this.response ?? errorPage(this, this.headers);
  }

  get_description(): string {
    return descriptionHtml(this.description);
  }

  /** Of MethodNotAllowed, which says the same in `Allow`; others do not have it. */
  get valid_methods(): string[] | undefined {
    const [, allowed] = this.headers.find(([name]) => name.toLowerCase() === 'allow') ?? [];
    return allowed?.split(', ');
  }

  override pyStr(): string {
    return printError(this);
  }

  override pyRepr(): string {
    return `<${typeName(this)} '${this.code ?? '???'}: ${this.name}'>`;
  }
}
Object.defineProperty(HTTPException.prototype, 'name', {
  get(this: HTTPException) {
    return statusName(this.code);
  },
});

export class BadRequest extends HTTPException {
  static override readonly pythonClass: string = 'BadRequest';
  static override readonly code: number | null = 400;
}

Object.defineProperty(BadRequestKeyError.prototype, 'get_response', {
  value(this: BadRequestKeyError) {
    return errorPage(this, []);
  },
});

function define(pythonClass: string, code: number, base = HTTPException): typeof HTTPException {
  const type = class extends base {
    static override readonly pythonClass: string = pythonClass;
    static override readonly code: number | null = code;
  };
  return type;
}

export const Unauthorized = define('Unauthorized', 401);
export const Forbidden = define('Forbidden', 403);
export const NotFound = define('NotFound', 404);
export const MethodNotAllowed = define('MethodNotAllowed', 405);
export const NotAcceptable = define('NotAcceptable', 406);
export const RequestTimeout = define('RequestTimeout', 408);
export const Conflict = define('Conflict', 409);
export const Gone = define('Gone', 410);
export const LengthRequired = define('LengthRequired', 411);
export const PreconditionFailed = define('PreconditionFailed', 412);
export const RequestEntityTooLarge = define('RequestEntityTooLarge', 413);
export const RequestURITooLarge = define('RequestURITooLarge', 414);
export const UnsupportedMediaType = define('UnsupportedMediaType', 415);
export const RequestedRangeNotSatisfiable = define('RequestedRangeNotSatisfiable', 416);
export const ExpectationFailed = define('ExpectationFailed', 417);
export const ImATeapot = define('ImATeapot', 418);
export const UnprocessableEntity = define('UnprocessableEntity', 422);
export const Locked = define('Locked', 423);
export const FailedDependency = define('FailedDependency', 424);
export const PreconditionRequired = define('PreconditionRequired', 428);
export const TooManyRequests = define('TooManyRequests', 429);
export const RequestHeaderFieldsTooLarge = define('RequestHeaderFieldsTooLarge', 431);
export const UnavailableForLegalReasons = define('UnavailableForLegalReasons', 451);
export const InternalServerError = define('InternalServerError', 500);
export const NotImplemented = define('NotImplemented', 501);
export const BadGateway = define('BadGateway', 502);
export const ServiceUnavailable = define('ServiceUnavailable', 503);
export const GatewayTimeout = define('GatewayTimeout', 504);
export const HTTPVersionNotSupported = define('HTTPVersionNotSupported', 505);

/** By status, what `abort` raises. */
export const EXCEPTIONS: ReadonlyMap<number, typeof HTTPException> = new Map(
  [
    BadRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    RequestTimeout,
    Conflict,
    Gone,
    LengthRequired,
    PreconditionFailed,
    RequestEntityTooLarge,
    RequestURITooLarge,
    UnsupportedMediaType,
    RequestedRangeNotSatisfiable,
    ExpectationFailed,
    ImATeapot,
    UnprocessableEntity,
    Locked,
    FailedDependency,
    PreconditionRequired,
    TooManyRequests,
    RequestHeaderFieldsTooLarge,
    UnavailableForLegalReasons,
    InternalServerError,
    NotImplemented,
    BadGateway,
    ServiceUnavailable,
    GatewayTimeout,
    HTTPVersionNotSupported,
  ].map((type) => [type.code!, type]),
);

/** `abort(status, description)`, or `abort(response)`. */
export function abort(status: Value, description?: Value, response?: Value): never {
  if (status instanceof Response) throw new HTTPException(null, status);
  const type = EXCEPTIONS.get(Number(status));
  if (!type) throw new LookupError(`no exception for ${repr(status)}`);
  throw new type(description ?? null, response ?? null);
}

/** What the service's own routing refuses, as Flask would have raised it. */
export function fromHttpError(error: HttpError): HTTPException {
  const type = EXCEPTIONS.get(error.statusCode) ?? InternalServerError;
  const exception = new type(error.description as Value);
  exception.headers = Object.entries(error.headers);
  return exception;
}

function statusName(code: number | null): string {
  return STATUSES[code ?? 0]?.name ?? 'Unknown Error';
}

function standardDescription(code: number | null): string | null {
  return STATUSES[code ?? 0]?.description ?? null;
}

function printError({ code, name, description }: HttpExceptionLike): string {
  return `${code ?? '???'} ${name}: ${str(description)}`;
}

function descriptionHtml(description: Value): string {
  if (description === null) return '';
  return `<p>${escapeHtml(str(description)).replaceAll('\n', '<br>')}</p>`;
}

function errorPage(
  { code, name, description }: HttpExceptionLike,
  headers: readonly (readonly [string, string])[],
): Response {
  const body =
    '<!doctype html>\n<html lang=en>\n' +
    `<title>${code} ${escapeHtml(name)}</title>\n<h1>${escapeHtml(name)}</h1>\n` +
    `${descriptionHtml(description)}\n`;
  const response = new Response(body, code ?? 500);
  for (const [key, value] of headers) response.headers.set(key, value);
  return response;
}
