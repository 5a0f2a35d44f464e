/** The answers that are nothing but the rows of one query, whose rows arrive as columns or as JSON. */
import type { Column } from '../model/column.js';
import type { DeclarativeHandler, FetchAs, Query, Shape } from '../model/service.js';
import { hasMultilineToken } from '../sql/multiline-token.js';

export interface ListPlan {
  readonly query: Query;
  readonly arrivesAs: Exclude<FetchAs, 'rows'>;
  /** The column that keys an object; undefined for a list. */
  readonly key: Column | undefined;
  readonly item: Shape;
}

export function planList({ answer, queries }: DeclarativeHandler): ListPlan | undefined {
  const query = queries.find(({ arrivesAs }) => arrivesAs !== 'rows');
  if (!query || query.arrivesAs === 'rows' || answer.kind !== 'json') return undefined;
  const { arrivesAs } = query;
  const { shape } = answer;
  if (shape.kind !== 'each') return { query, arrivesAs, key: undefined, item: { kind: 'row' } };
  const key = query.columns.find(({ name }) => name === shape.key);
  return { query, arrivesAs, key, item: shape.item };
}

/**
 * The statement as what is selected from, with its rows in the order of the keys. As columns, keys that are numbers are
 * put in order by the service where they are not: mostly they are, and PostgreSQL would sort them each time.
 */
export function rowsInOrder({ key, arrivesAs }: ListPlan, sql: string): string[] {
  // A literal over several lines stays as it is.
  const lines = hasMultilineToken(sql)
    ? [sql]
    : sql.split('\n').map((line) => `      ${line}`.trimEnd());
  const isText = key?.type.kind === 'text';
  if (!key || (arrivesAs === 'columns' && !isText)) return ['  FROM (', ...lines, '  ) AS row'];
  const collation = isText ? ' COLLATE "C"' : '';
  return [
    '  FROM (',
    '    SELECT * FROM (',
    ...lines,
    `    ) AS row ORDER BY ${identifier(key.name)}${collation}`,
    '  ) AS row',
  ];
}

export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !NEEDS_QUOTES.has(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

/** Words that PostgreSQL reserves and that are plausible names of columns. */
const NEEDS_QUOTES: ReadonlySet<string> = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate ' +
    'collation column concurrently constraint create cross current_catalog current_date current_role current_schema ' +
    'current_time current_timestamp current_user default deferrable desc distinct do else end except exists extract false ' +
    'fetch for foreign freeze from full grant group grouping having ilike in initially inner intersect into is isnull join ' +
    'lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer ' +
    'overlaps overlay placing position primary references returning right row select session_user similar some ' +
    'substring symmetric system_user table tablesample then to trailing treat trim true union unique user using ' +
    'values variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest coalesce'
  ).split(' '),
);
