/** A CALL gives a row where the procedure has OUT parameters, which only the server knows. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { Query } from '../model/service.js';
import { sourceSpan } from './source-span.js';

export function checkFetch({ sql, fetch, columns, isSelect }: Query): Diagnostic[] {
  const isFetched = fetch === 'one' || fetch === 'all' || fetch === 'value';
  if (!isFetched || columns.length > 0 || isSelect) return [];
  const span = sourceSpan(sql, 0, sql.text.length);
  return [
    diagnostic({
      code: 'fetch-without-rows',
      message: `the statement returns no rows for "fetch: ${fetch}"`,
      labels: [{ source: sql.source, ...span, text: '' }],
    }),
  ];
}
