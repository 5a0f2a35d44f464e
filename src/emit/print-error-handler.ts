/** The answers that the app or a blueprint gives to errors in its own way, by status. */
import type { ErrorHandler } from '../model/service.js';
import type { Imports } from './imports.js';
import { printObject, printString } from './print-literal.js';
import { shapeCode, type ShapeScope } from './print-shape.js';

/** `app.setErrorHandler(…)` of a blueprint. */
export function printErrorHandler(
  imports: Imports,
  root: string,
  handlers: readonly ErrorHandler[],
): string {
  imports.value(`${root}/flask/errors.js`, 'errorHandler');
  return `app.setErrorHandler(errorHandler(${printErrorAnswers(handlers)}));`;
}

export function printErrorAnswers(handlers: readonly ErrorHandler[]): string {
  return printObject(
    handlers.map((handler) => [String(handler.status), printAnswer(handler)] as const),
  );
}

function printAnswer({ status, answer }: ErrorHandler): string {
  const code = answer.status === status ? '' : `.code(${answer.status})`;
  if (answer.kind === 'text') {
    return `(_error, reply) => reply${code}.type('text/html; charset=utf-8').send(${printString(answer.text)})`;
  }
  const body = shapeCode(SCOPE, answer.shape);
  const error = JSON.stringify(answer.shape).includes('"kind":"error"') ? 'error' : '_error';
  const value = body.startsWith('{') ? `(${body})` : body;
  if (code === '') return error === 'error' ? `(error) => ${value}` : `() => ${value}`;
  return `(${error}, reply) => {\nvoid reply${code};\nreturn ${body};\n}`;
}

/** An error handler of a manifest refers to the error and to nothing else. */
const SCOPE: ShapeScope = {
  rule: undefined,
  inputs: [],
  queries: [],
  inputCode: ({ name }) => name,
  resultCode: ({ name }) => name,
};
