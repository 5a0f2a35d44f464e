/**
 * Flask's errors. A handler throws `new HttpError(404)` where the Flask view called `abort(404)`; whatever
 * else it throws is logged and answered as 500. A blueprint or the app answers some statuses in its own
 * way with `errorHandler({ 404: … })`.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml } from './html.js';
import { dumps } from './json.js';
import { STATUSES } from './statuses.js';

export class HttpError extends Error {
  readonly statusCode: number;
  readonly title: string;
  readonly description: string;
  /** The JSON that is answered in the place of an error page or an error handler's answer. */
  readonly body: unknown;

  constructor(statusCode: number, { body, cause }: { body?: unknown; cause?: unknown } = {}) {
    const { name, description } = STATUSES[statusCode] ?? { name: 'Unknown Error', description: '' };
    super(`${statusCode} ${name}`, { cause });
    this.statusCode = statusCode;
    this.title = name;
    this.description = description;
    this.body = body;
  }
}

/** Gives the JSON of an answer, or sends an answer of another kind itself. */
type Answer = (error: HttpError, reply: FastifyReply) => unknown;

/**
 * For `setErrorHandler` of the app or a blueprint: answers the given statuses in its own way, and leaves
 * the others to the handler around it.
 */
export function errorHandler(answers: Readonly<Record<number, Answer>>) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const httpError = toHttpError(error);
    const answer = answers[httpError.statusCode];
    if (!answer || httpError.body !== undefined) throw httpError;
    logCause(httpError, request);
    void reply.code(httpError.statusCode);
    const body = answer(httpError, reply);
    return body === reply ? reply : sendJson(reply, body);
  };
}

/** The outermost error handler: the error's own JSON, or Werkzeug's page for the status. */
export function sendError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const httpError = toHttpError(error);
  const { statusCode, title, description, body } = httpError;
  logCause(httpError, request);
  void reply.code(statusCode);
  if (body !== undefined) return sendJson(reply, body);
  return reply
    .type('text/html; charset=utf-8')
    .send(
      '<!doctype html>\n<html lang=en>\n' +
        `<title>${statusCode} ${escapeHtml(title)}</title>\n` +
        `<h1>${escapeHtml(title)}</h1>\n<p>${escapeHtml(description)}</p>\n`,
    );
}

function toHttpError(error: FastifyError): HttpError {
  if (error instanceof HttpError) return error;
  // Fastify's own refusals, such as a body that is too large, keep their status.
  const isRefusal = error.code?.startsWith('FST_') && (error.statusCode ?? 500) < 500;
  return isRefusal ? new HttpError(error.statusCode!) : new HttpError(500, { cause: error });
}

function sendJson(reply: FastifyReply, body: unknown): FastifyReply {
  return reply.type('application/json').send(`${dumps(body)}\n`);
}

function logCause({ cause, statusCode }: HttpError, request: FastifyRequest): void {
  if (cause !== undefined && statusCode >= 500) request.log.error(cause);
}
