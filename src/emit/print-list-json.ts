/** The statement around a query that makes the answer of its rows: one JSON text, in the column `json`. */
import type { Column } from '../model/column.js';
import type { Query, Shape } from '../model/service.js';
import { compareText } from '../util/compare-text.js';
import { identifier, rowsInOrder, type ListPlan } from './plan-list.js';

export function jsonStatement(list: ListPlan, sql: string): string {
  const { query, key, item } = list;
  const { format, values } = itemFormat(query, item);
  const entry = key
    ? {
        format: `${key.type.kind === 'text' ? '%s' : '"%s"'}:${format}`,
        values: [columnValue(key), ...values],
      }
    : { format, values };
  return [
    `SELECT format('${key ? '{%s}' : '[%s]'}', string_agg(`,
    `         format('${entry.format}',`,
    `           ${entry.values.join(', ')}),`,
    `         ',')) AS json`,
    ...rowsInOrder(list, sql),
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
    default:
      return column;
  }
}

function asText(value: string): string {
  return value.endsWith('::text') ? value : `${value}::text`;
}

/** A percent sign is written twice for format(). */
function escapeFormat(json: string): string {
  return json.replaceAll('%', '%%');
}
