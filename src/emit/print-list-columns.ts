/**
 * A query whose rows arrive as columns: the statement around it, which makes one text of each column, the function's
 * result, and the handler's template that puts the texts together row by row.
 */
import type { Column } from '../model/column.js';
import type { Query, Shape } from '../model/service.js';
import { identifier, rowsInOrder, type ListPlan } from './plan-list.js';
import { printJson, printMember, printObject } from './print-literal.js';

/** The columns that the answer has in it, in the order of the query. */
export function listColumns({ query, key, item }: ListPlan): readonly Column[] {
  const used = new Set([...(key ? [key.name] : []), ...columnNames(query, item)]);
  return query.columns.filter(({ name }) => used.has(name));
}

function columnNames(query: Query, shape: Shape): string[] {
  switch (shape.kind) {
    case 'row':
      return query.columns.map(({ name }) => name);
    case 'row-column':
      return [shape.column];
    case 'object':
      return shape.entries.flatMap((entry) => columnNames(query, entry.shape));
    case 'list':
      return shape.items.flatMap((item) => columnNames(query, item));
    default:
      return [];
  }
}

export function columnsStatement(list: ListPlan, sql: string): string {
  const columns = listColumns(list).map(
    (column) => `${aggregate(column)} AS ${identifier(column.name)}`,
  );
  return [`SELECT ${columns.join(',\n       ')}`, ...rowsInOrder(list, sql)].join('\n');
}

/** Texts have a separator of two characters, since there is none that cannot be in a text: in them its first is doubled. */
function aggregate(column: Column): string {
  const name = identifier(column.name);
  const isText = readerOf(column) === 'textColumn';
  const none = isText ? "'|-'" : "'null'";
  return `string_agg(${valueOr(none, column, name)}, ${isText ? "'|,'" : "','"})`;
}

function valueOr(none: string, { type, isNullable }: Column, name: string): string {
  if (type.kind !== 'text')
    return isNullable ? `coalesce(${name}::text, ${none})` : `${name}::text`;
  if (/^(?:text|character varying)\b/.test(type.name)) {
    const value = doubled(name);
    return isNullable ? `coalesce(${value}, ${none})` : value;
  }
  // A cast to text cuts the blanks of character(n), and gives an inet its /32.
  const value = doubled(`concat(${name})`);
  return isNullable ? `CASE WHEN ${name} IS NULL THEN ${none} ELSE ${value} END` : value;
}

function doubled(text: string): string {
  return `replace(${text}, '|', '||')`;
}

/** The function of `flask/json-columns.ts` that reads the text. */
export function readerOf({ type }: Column): string {
  switch (type.kind) {
    case 'text':
      return 'textColumn';
    // A Decimal is a string in Flask's JSON; with more digits after the point it may get an exponent.
    case 'decimal':
      return type.scale !== undefined && type.scale <= 6 ? 'textColumn' : 'decimalColumn';
    case 'float':
      return 'floatColumn';
    case 'date':
      return 'dateColumn';
    case 'timestamp':
      return type.name.includes('with time zone') ? 'instantColumn' : 'timestampColumn';
    default:
      return 'plainColumn';
  }
}

/** The call that sends the answer; `rows` is the variable with the columns. */
export function printSendColumns(list: ListPlan, reply: string, rows: string): string {
  const { key, item } = list;
  const value = printItem(item, rows);
  if (!key) return `sendJsonList(${reply}, ${value})`;
  return `sendJsonObject(${reply}, ${printMember(rows, key.name)}, ${value})`;
}

function printItem(shape: Shape, rows: string): string {
  switch (shape.kind) {
    case 'row':
      return rows;
    case 'row-column':
      return printMember(rows, shape.column);
    case 'object':
      return printObject(shape.entries.map((entry) => [entry.key, printItem(entry.shape, rows)]));
    case 'list':
      return `[${shape.items.map((item) => printItem(item, rows)).join(', ')}]`;
    case 'constant':
      return printJson(shape.value);
    default:
      return 'null';
  }
}
