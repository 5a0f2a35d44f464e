/** The blocks of a compound statement, in the order of the text; a simple statement has none. */
import { assertNever } from '../util/assert-never.js';
import type { Statement } from './syntax.js';

export function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'function':
    case 'class':
    case 'with':
      return [statement.body];
    case 'for':
    case 'while':
      return [statement.body, statement.otherwise];
    case 'if':
      return [...statement.branches.map(({ body }) => body), statement.otherwise];
    case 'try':
      return [
        statement.body,
        ...statement.handlers.map(({ body }) => body),
        statement.otherwise,
        statement.finally,
      ];
    case 'match':
      return statement.cases.map(({ body }) => body);
    case 'return':
    case 'delete':
    case 'assign':
    case 'augmented-assign':
    case 'annotated-assign':
    case 'raise':
    case 'assert':
    case 'import':
    case 'import-from':
    case 'global':
    case 'nonlocal':
    case 'expression':
    case 'type-alias':
    case 'pass':
    case 'break':
    case 'continue':
    case 'invalid-statement':
      return [];
    default:
      return assertNever(statement);
  }
}
