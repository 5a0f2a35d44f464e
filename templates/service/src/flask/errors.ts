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

  constructor(statusCode: number, cause?: unknown) {
    const { name, description } = STATUSES[statusCode] ?? { name: 'Unknown Error', description: '' };
    super(`${statusCode} ${name}`, { cause });
    this.statusCode = statusCode;
    this.title = name;
    this.description = description;
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
    if (!answer) throw httpError;
    logCause(httpError, request);
    void reply.code(httpError.statusCode);
    const body = answer(httpError, reply);
    return body === reply ? reply : reply.type('application/json').send(`${dumps(body)}\n`);
  };
}

/** The outermost error handler: Werkzeug's page for the status. */
export function sendErrorPage(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const httpError = toHttpError(error);
  const { statusCode, title, description } = httpError;
  logCause(httpError, request);
  return reply
    .code(statusCode)
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
  return isRefusal ? new HttpError(error.statusCode!) : new HttpError(500, error);
}

function logCause({ cause }: HttpError, request: FastifyRequest): void {
  if (cause !== undefined) request.log.error(cause);
}
