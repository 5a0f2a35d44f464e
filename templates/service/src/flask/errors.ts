/**
 * Flask's errors. A handler throws `new HttpError(404)` where the Flask view called `abort(404)`; whatever
 * else it throws is logged and answered as 500. A blueprint or the app answers some statuses in its own
 * way: `{ 404: (error) => ({ error: error.description }) }`.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseBusy } from '../plugins/database-busy.js';
import { escapeHtml } from './html.js';
import { toJson } from './json.js';
import { str } from './python.js';
import { STATUSES } from './statuses.js';

export class HttpError extends Error {
  readonly statusCode: number;
  readonly title: string;
  /** Text, or whatever `abort(400, {'field': …})` was given. */
  readonly description: unknown;
  /** What the view itself answers: JSON or a page, in the place of any error handler's answer. */
  readonly json: unknown;
  readonly html: string | undefined;
  /** In the same place: what `abort` was given, where that was an answer. */
  readonly response: SentAnswer | undefined;
  /** Headers of Werkzeug's own page; an error handler's answer does not have them. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(statusCode: number, options: HttpErrorOptions = {}) {
    const { json, html, response, headers = {}, cause } = options;
    const { name, description } = STATUSES[statusCode] ?? {
      name: 'Unknown Error',
      description: '',
    };
    super(`${statusCode} ${name}`, { cause });
    this.statusCode = statusCode;
    this.title = name;
    this.description = options.description ?? description;
    this.json = json;
    this.html = html;
    this.response = response;
    this.headers = headers;
  }
}

interface HttpErrorOptions {
  /** In the place of the one that the status has. */
  readonly description?: unknown;
  readonly json?: unknown;
  readonly html?: string;
  readonly response?: SentAnswer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** As `ViewResponse` is. */
interface SentAnswer {
  send(reply: FastifyReply): FastifyReply;
}

/** Gives the JSON of an answer, or sends an answer of another kind itself. */
type Answer = (error: HttpError, reply: FastifyReply) => unknown;

/** What is answered in the place of Werkzeug's page, by status. */
export type ErrorAnswers = Readonly<Record<number, Answer>>;

type ErrorHandler = (
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
) => FastifyReply;

/** For `setErrorHandler` of a blueprint: other statuses are left to the handlers around it. */
export function errorHandler(answers: ErrorAnswers): ErrorHandler {
  return (error, request, reply) => {
    const httpError = toHttpError(error);
    const sent = sendAnswer(answers, httpError, request, reply);
    if (!sent) throw httpError;
    return sent;
  };
}

/** The outermost: other statuses are answered with the error's own answer, or with Werkzeug's page. */
export function appErrorHandler(answers: ErrorAnswers): ErrorHandler {
  return (error, request, reply) => {
    const httpError = toHttpError(error);
    return sendAnswer(answers, httpError, request, reply) ?? sendError(httpError, request, reply);
  };
}

/** What is declared for the status; undefined where nothing is. */
export function sendAnswer(
  answers: ErrorAnswers,
  error: HttpError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  const answer = answers[error.statusCode];
  if (!answer || isAnswer(error)) return undefined;
  logCause(error, request);
  void reply.code(error.statusCode);
  const json = answer(error, reply);
  return json === reply ? reply : sendJson(reply, toJson(json));
}

/** Whether the view itself has said what to answer: Flask knows no error there. */
export function isAnswer({ json, html, response }: HttpError): boolean {
  return json !== undefined || html !== undefined || response !== undefined;
}

/** The error's own answer, or Werkzeug's page. */
export function sendError(
  error: HttpError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { statusCode, title, description, json, html, response, headers } = error;
  logCause(error, request);
  if (response) return response.send(reply);
  void reply.code(statusCode);
  if (json !== undefined) {
    // By the schema that the route has for the status, if it has one.
    const write = reply.getSerializationFunction(String(statusCode)) ?? toJson;
    return sendJson(reply, write(json as Record<string, unknown>));
  }
  void reply.type('text/html; charset=utf-8');
  if (html !== undefined) return reply.send(html);
  return reply
    .headers(headers)
    .send(
      '<!doctype html>\n<html lang=en>\n' +
        `<title>${statusCode} ${escapeHtml(title)}</title>\n` +
        `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(str(description)).replaceAll('\n', '<br>')}</p>\n`,
    );
}

interface HttpExceptionLike {
  readonly code: number | null;
  readonly description: unknown;
  readonly get_response?: () => SentAnswer;
}

/** What nobody expected is a 500. */
export function toHttpError(thrown: Error): HttpError {
  if (thrown instanceof HttpError) return thrown;
  if (isDatabaseBusy(thrown))
    return new HttpError(503, { headers: { 'retry-after': '1' }, cause: thrown });
  const error = thrown as FastifyError;
  // Werkzeug's exceptions, as translated code has them: with an answer, or with a status.
  const { get_response: getResponse, code } = thrown as unknown as HttpExceptionLike;
  if (getResponse && code === null) {
    const send = (reply: FastifyReply) => getResponse.call(error).send(reply);
    return new HttpError(500, { response: { send } });
  }
  if (getResponse)
    return new HttpError(code!, {
      description: (error as unknown as HttpExceptionLike).description,
      cause: error,
    });
  // Fastify's own refusals, such as a body that is too large, keep their status.
  const isRefusal = error.code?.startsWith('FST_') && (error.statusCode ?? 500) < 500;
  return isRefusal ? new HttpError(error.statusCode!) : new HttpError(500, { cause: error });
}

function sendJson(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('application/json').send(text);
}

function logCause({ cause, statusCode }: HttpError, request: FastifyRequest): void {
  if (cause !== undefined && statusCode >= 500) request.log.error(cause);
}
