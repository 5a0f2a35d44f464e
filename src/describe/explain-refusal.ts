/** PostgreSQL's refusal of a statement as a diagnostic at the place in the user's file, with "did you mean". */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { ParsedQuery } from '../model/service.js';
import { closestWord } from '../util/closest-word.js';
import type { Catalog, RefusedStatement } from './description.js';
import { sourceSpan } from './source-span.js';

export function explainRefusal(
  catalog: Catalog,
  { sql, name }: ParsedQuery,
  { message, offset, sqlstate, hint, detail }: RefusedStatement['error'],
): Diagnostic {
  const at = offset ?? 0;
  const word = /^(?:[\w$]+(?:\.\w+)*|"[^"]*"|\S)/.exec(sql.text.slice(at))?.[0] ?? '';
  const span = sourceSpan(sql, at, word.length);
  const closest = closestName(catalog, sqlstate, word);
  return diagnostic({
    code: CODES[sqlstate ?? ''] ?? 'sql-refused',
    message,
    labels: [{ source: sql.source, ...span, text: offset === undefined ? `in "${name}"` : '' }],
    // PostgreSQL's hint says the same with more words where it has a suggestion too.
    notes: [detail, closest === undefined ? hint : undefined].filter((text) => text !== undefined),
    help: closest === undefined ? [] : [`did you mean "${closest}"?`],
  });
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
