/** Reads what a route answers to errors of the database: psycopg2's exceptions, by the names a view catches. */
import type { Catch } from '../model/service.js';
import { exceptionNames, sqlstatesOf } from '../psycopg/exceptions.js';
import { closestWord } from '../util/closest-word.js';
import type { RouteDocument } from './manifest-schema.js';
import type { ManifestPath } from './parse-manifest.js';
import { readAnswer, type AnswerContext } from './read-answer.js';

export function readCatches(
  context: AnswerContext,
  document: RouteDocument,
  path: ManifestPath,
): Catch[] {
  return Object.entries(document.on_error ?? {}).flatMap(([exception, answer]): Catch[] => {
    const at = [...path, 'on_error', exception];
    const sqlstates = sqlstatesOf(exception);
    if (!sqlstates) {
      const closest = closestWord(exception.split('.').at(-1)!, exceptionNames());
      context.problems.atKey(at, {
        code: 'exception-unknown',
        message: `psycopg2 has no exception "${exception}"`,
        help: closest ? [`did you mean "${closest}"?`] : [],
      });
      return [];
    }
    return [
      {
        exception,
        sqlstates,
        answer:
          typeof answer === 'number'
            ? { kind: 'abort', status: answer }
            : readAnswer(context, answer, at, { status: 200 }),
      },
    ];
  });
}
