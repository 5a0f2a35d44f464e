/**
 * Error handlers by status and by class, of the app and of blueprints: `handleErrors(app, { 404: …, classes: [[Oops, …]]
 * })`. As in Flask one for the status comes first, the blueprint's before the app's; then one for the class, the
 * nearest to the error's own. A handler answers as a view does.
 * Source: Flask._find_error_handler, handle_user_exception and handle_exception, 2.2.
 */
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError, isAnswer, sendError, toHttpError } from './errors.js';
import { insideOut, ownOf } from './instances.js';
import { respond } from './views.js';

type Handler = (error: never, request: FastifyRequest) => unknown;
type ErrorClass = abstract new (...parameters: never[]) => Error;

export interface ErrorHandlers {
  readonly [status: number]: Handler;
  /** `HttpError` for `HTTPException`, `Error` for `Exception`. */
  readonly classes?: readonly (readonly [type: ErrorClass, handler: Handler])[];
}

const HANDLERS = Symbol('errorHandlers');

export function handleErrors(app: FastifyInstance, handlers: ErrorHandlers): void {
  ownOf<ErrorHandlers[]>(app, HANDLERS, () => []).push(handlers);
  app.setErrorHandler(async (thrown: FastifyError, request, reply) => {
    // Fastify's own refusals are what Flask has an HTTPException for.
    const error = thrown.code?.startsWith('FST_') ? toHttpError(thrown) : thrown;
    const handler = findHandler(error, request);
    if (handler) return respond(await handler(error as never, request)).send(reply);
    const httpError = toHttpError(error as FastifyError);
    const other = httpError === error ? undefined : findHandler(httpError, request);
    if (!other) return sendError(httpError, request, reply);
    request.log.error(error);
    return respond(await other(httpError as never, request)).send(reply);
  });
}

function findHandler(error: Error, { server }: FastifyRequest): Handler | undefined {
  const levels = [...insideOut<ErrorHandlers[]>(server, HANDLERS)].map((level) =>
    level.toReversed(),
  );
  if (error instanceof HttpError) {
    if (isAnswer(error)) return undefined;
    for (const handlers of levels.flat()) {
      const handler = handlers[error.statusCode];
      if (handler) return handler;
    }
  }
  for (const level of levels) {
    const classes = level.flatMap((handlers) => handlers.classes ?? []);
    for (
      let type = error.constructor;
      type !== Object;
      type = Object.getPrototypeOf(type.prototype).constructor
    ) {
      const found = classes.find(([candidate]) => candidate === type);
      if (found) return found[1];
    }
  }
  return undefined;
}
