/**
 * Decides which answers PostgreSQL puts together as JSON. A list of a thousand rows costs the service more as
 * rows than everything else it does; as one value it costs next to nothing. It is done only where the text
 * is provably the one the service would write itself: every column of a type with one spelling, keys that
 * cannot repeat, nothing but the rows in the answer. Everything else stays rows.
 */
import type { Column } from '../model/column.js';
import type { DeclarativeHandler, Query, Shape } from '../model/service.js';
import { compareText } from '../util/compare-text.js';
import { distinctColumns } from './print-shape.js';

export interface ListPlan {
  readonly query: Query;
  /** The column that keys an object; undefined for a list. */
  readonly key: Column | undefined;
  readonly item: Shape;
}

export function planList(handler: DeclarativeHandler): ListPlan | undefined {
  const { answer, queries, transaction } = handler;
  const [query] = queries;
  if (!query || queries.length !== 1 || query.fetch !== 'all' || query.dynamic) return undefined;
  if (
    !query.isSelect ||
    query.verb !== 'read' ||
    transaction.end === 'rollback' ||
    transaction.isolation ||
    answer.kind !== 'json'
  )
    return undefined;
  // Two columns of one name could not be told apart around the statement.
  if (distinctColumns(query).length !== query.columns.length) return undefined;

  const { shape } = answer;
  const item: Shape | undefined =
    shape.kind === 'result' ? { kind: 'row' } : shape.kind === 'each' ? shape.item : undefined;
  if (!item || !isProjection(query, item)) return undefined;
  if (shape.kind !== 'each' || shape.key === undefined) return { query, key: undefined, item };
  const key = query.columns.find(({ name }) => name === shape.key)!;
  return isSortableKey(key) ? { query, key, item } : undefined;
}

function isSortableKey({ type, isUnique }: Column): boolean {
  if (!isUnique || type.isArray) return false;
  // Python orders text by code point, which is the order of the collation "C" in UTF-8.
  const isText = type.name === 'text' || type.name.startsWith('character varying');
  return type.kind === 'integer' || type.kind === 'bigint' || isText;
}

function isProjection(query: Query, shape: Shape): boolean {
  switch (shape.kind) {
    case 'row':
      return query.columns.every((column) => isPlain(column.name) && hasOneSpelling(column));
    case 'row-column':
      return hasOneSpelling(query.columns.find(({ name }) => name === shape.column)!);
    case 'object':
      return shape.entries.every(
        ({ key, shape: value }) => isPlain(key) && isProjection(query, value),
      );
    case 'list':
      return shape.items.every((value) => isProjection(query, value));
    case 'constant':
      return typeof shape.value === 'string'
        ? isPlain(shape.value)
        : typeof shape.value !== 'number' || (Number.isSafeInteger(shape.value) && !shape.isFloat);
    default:
      return false;
  }
}

/** Whether PostgreSQL and Python write each value of the column in the same way. */
function hasOneSpelling({ type }: Column): boolean {
  if (type.isArray) return false;
  switch (type.kind) {
    case 'integer':
    case 'bigint':
    case 'boolean':
    case 'date':
    case 'timestamp':
      return true;
    // What psycopg2 leaves as text would be an array of JSON, as a uuid[], or an object, as a row.
    case 'text':
      return !type.name.endsWith('[]') && !type.isRow;
    // str(Decimal('0.0000000')) is '0E-7': with more digits the spellings part.
    case 'decimal':
      return type.scale !== undefined && type.scale <= 6;
    default:
      return false;
  }
}

/** Text that needs no escape, in JSON as in SQL. */
function isPlain(text: string): boolean {
  return /^[ !#-&(-[\]-~]*$/.test(text);
}

/** The statement around the query that makes its rows one JSON text, in the column `json`. */
export function listStatement({ query, key, item }: ListPlan, sql: string): string {
  const { format, values } = itemFormat(query, item);
  const entry = key
    ? {
        format: `${key.type.kind === 'text' ? '%s' : '"%s"'}:${format}`,
        values: [columnValue(key), ...values],
      }
    : { format, values };
  const order = key
    ? ` ORDER BY ${identifier(key.name)}${key.type.kind === 'text' ? ' COLLATE "C"' : ''}`
    : '';
  const inner = sql.split('\n').map((line) => `      ${line}`.trimEnd());
  return [
    `SELECT format('${key ? '{%s}' : '[%s]'}', string_agg(`,
    `         format('${entry.format}',`,
    `           ${entry.values.join(', ')}),`,
    `         ','${order})) AS json`,
    '  FROM (',
    ...inner,
    '  ) AS row',
  ].join('\n');
}

interface ItemFormat {
  /** For PostgreSQL's format(): JSON with `%s` in the place of values. */
  readonly format: string;
  readonly values: readonly string[];
}

function itemFormat(query: Query, shape: Shape): ItemFormat {
  switch (shape.kind) {
    case 'row':
      return objectFormat(query.columns.map((column) => [column.name, columnFormat(column)]));
    case 'row-column':
      return columnFormat(query.columns.find(({ name }) => name === shape.column)!);
    case 'object':
      return objectFormat(
        shape.entries.map((entry) => [entry.key, itemFormat(query, entry.shape)]),
      );
    case 'list': {
      const items = shape.items.map((item) => itemFormat(query, item));
      return {
        format: `[${items.map(({ format }) => format).join(',')}]`,
        values: items.flatMap(({ values }) => values),
      };
    }
    case 'constant':
      return { format: escapeFormat(JSON.stringify(shape.value)), values: [] };
    default:
      return { format: '', values: [] };
  }
}

/** Keys in the order in which Flask sorts them. */
function objectFormat(members: readonly (readonly [key: string, value: ItemFormat])[]): ItemFormat {
  const sorted = members.toSorted(([a], [b]) => compareText(a, b));
  return {
    format: `{${sorted.map(([key, { format }]) => `${escapeFormat(JSON.stringify(key))}:${format}`).join(',')}}`,
    values: sorted.flatMap(([, { values }]) => values),
  };
}

function columnFormat(column: Column): ItemFormat {
  const value = columnValue(column);
  return {
    format: '%s',
    values: [column.isNullable ? `coalesce(${asText(value)}, 'null')` : value],
  };
}

/** What format() prints as the JSON of a value that is not NULL. */
function columnValue({ name, type }: Column): string {
  const column = identifier(name);
  switch (type.kind) {
    case 'boolean':
      return `${column}::text`;
    case 'text':
      return `to_json(${column})`;
    case 'decimal':
      return `to_json(${column}::text)`;
    case 'date':
      return `to_json(to_char(${column}, 'Dy, DD Mon YYYY "00:00:00 GMT"'))`;
    case 'timestamp': {
      const utc = type.name.includes('with time zone') ? `${column} AT TIME ZONE 'UTC'` : column;
      return `to_json(to_char(${utc}, 'Dy, DD Mon YYYY HH24:MI:SS "GMT"'))`;
    }
    default:
      return column;
  }
}

function asText(value: string): string {
  return value.endsWith('::text') ? value : `${value}::text`;
}

function identifier(name: string): string {
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

/** A percent sign is written twice for format(). */
function escapeFormat(json: string): string {
  return json.replaceAll('%', '%%');
}
