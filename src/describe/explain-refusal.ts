/** PostgreSQL's refusal of a statement as a diagnostic at the place in the user's file, with "did you mean". */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { ParsedQuery } from '../model/service.js';
import { closestWord } from '../util/closest-word.js';
import type { Catalog, RefusedStatement } from './description.js';
import { sourceSpan } from './source-span.js';

/** `toSource` leads from an offset of the statement that was sent to one of `query.sql.text`. */
export function explainRefusal(
  catalog: Catalog,
  query: ParsedQuery,
  error: RefusedStatement['error'],
  toSource: (offset: number) => number,
): Diagnostic {
  const { message, sqlstate, hint, detail } = error;
  const { word, label } = locate(query, error, toSource);
  const closest = closestName(catalog, sqlstate, word);
  return diagnostic({
    code: CODES[sqlstate ?? ''] ?? 'sql-refused',
    message,
    labels: [label],
    // PostgreSQL's hint says the same with more words where it has a suggestion too.
    notes: [detail, closest === undefined ? hint : undefined].filter((text) => text !== undefined),
    help: closest === undefined ? [] : [`did you mean "${closest}"?`],
  });
}

/** A statement that only a value without a type could have passed: psycopg2's literals have one. */
export function explainLiteralRefusal(
  query: ParsedQuery,
  error: RefusedStatement['error'],
  toSource: (offset: number) => number,
): Diagnostic {
  return diagnostic({
    code: 'sql-literal-refused',
    message: error.message,
    labels: [locate(query, error, toSource).label],
    notes: [
      'psycopg2 writes the value as a literal of its own type: the Flask view answers 500 here',
    ],
    help: [
      'declare the input as "type: str", or cast it in the statement, if that is what is meant',
    ],
  });
}

function locate(
  { sql, name }: ParsedQuery,
  { offset }: RefusedStatement['error'],
  toSource: (offset: number) => number,
): { word: string; label: Diagnostic['labels'][number] } {
  const at = toSource(offset ?? 0);
  const word = /^(?:[\w$]+(?:\.\w+)*|"[^"]*"|\S)/.exec(sql.text.slice(at))?.[0] ?? '';
  const span = sourceSpan(sql, at, word.length);
  const text = offset === undefined ? `in "${name}"` : '';
  return { word, label: { source: sql.source, ...span, text } };
}

const UNDEFINED_COLUMN = '42703';
const UNDEFINED_TABLE = '42P01';

const CODES: Readonly<Record<string, 'sql-unknown-column' | 'sql-unknown-table'>> = {
  [UNDEFINED_COLUMN]: 'sql-unknown-column',
  [UNDEFINED_TABLE]: 'sql-unknown-table',
};

function closestName(
  catalog: Catalog,
  sqlstate: string | undefined,
  word: string,
): string | undefined {
  const name = word.split('.').at(-1)!.replaceAll('"', '');
  if (sqlstate === UNDEFINED_TABLE)
    return closestWord(
      name,
      catalog.tables.map((table) => table.name),
    );
  if (sqlstate !== UNDEFINED_COLUMN) return undefined;
  return closestWord(
    name,
    catalog.tables.flatMap(({ columns }) => columns),
  );
}
