/** The variants of one query have to give the same columns: there is one row type. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { Query } from '../model/service.js';
import { sourceSpan } from './source-span.js';

export function hasSameColumns(a: Query, b: Query): boolean {
  return columnsText(a) === columnsText(b);
}

export function explainDifferentColumns(a: Query, b: Query): Diagnostic {
  const { sql } = a;
  return diagnostic({
    code: 'sql-parts',
    message: `the columns of "${a.name}" depend on its parts`,
    labels: [{ source: sql.source, ...sourceSpan(sql, 0, sql.text.length), text: '' }],
    notes: [`it gives ${columnsText(a)}`, `or ${columnsText(b)}`],
  });
}

function columnsText({ columns }: Query): string {
  return columns.map(({ name, type }) => `${name} ${type.name}`).join(', ') || 'nothing';
}
