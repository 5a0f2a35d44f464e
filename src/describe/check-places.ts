/**
 * Places where no prepared statement can have what psycopg2's literal gives: a JSON value of any type that is selected
 * as it is, whose type each request decides; and a value to order by, which as a literal is the number of a column.
 */
import { diagnostic, type Diagnostic, type Source } from '../diagnostics/diagnostic.js';
import type { Input, ParsedQuery, Span } from '../model/service.js';
import { contextsOf } from './describe-query.js';

export function checkPlaces(inputs: readonly Input[], query: ParsedQuery): Diagnostic[] {
  const { sql, parameters } = query;
  const contexts = contextsOf(query);
  return parameters.flatMap((value, index) => {
    if (contexts[index]!.kind === 'ordering') return [orderingDiagnostic(sql.source, value.at)];
    if (value.kind !== 'input' || contexts[index]!.kind !== 'result') return [];
    const input = inputs.find(({ name }) => name === value.input);
    if (input?.type !== 'any') return [];
    return [
      diagnostic({
        code: 'sql-parameter-untyped',
        message: `nothing says of what type "${value.input}" is here`,
        labels: [{ source: sql.source, ...value.at, text: '' }],
        notes: ['a column of the result takes the type of the value, and JSON may bring any'],
        help: [
          `declare it, as in \`${value.input}: { from: ${input.from}, type: int }\`, or cast it`,
        ],
      }),
    ];
  });
}

function orderingDiagnostic(source: Source, at: Span): Diagnostic {
  return diagnostic({
    code: 'sql-ordered-by-value',
    message: 'rows cannot be ordered or grouped by a parameter',
    labels: [{ source, ...at, text: '' }],
    notes: [
      'psycopg2 writes text as a literal, which PostgreSQL refuses here, and a number as the number of a column',
    ],
    help: ["name the columns: ORDER BY CASE :sort WHEN 'title' THEN title END"],
  });
}
