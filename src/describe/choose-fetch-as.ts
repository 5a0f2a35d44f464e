/**
 * Decides how the rows of a list arrive. A list of a thousand rows costs the service more as rows than everything else
 * it does; as three long texts it costs PostgreSQL no more than rows, and the service a third. Only where the bytes are
 * provably those of the rows: nothing but rows in the answer, types whose spelling is known, keys that cannot repeat.
 */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { Column } from '../model/column.js';
import type { DeclarativeHandler, Query, Shape } from '../model/service.js';

export function chooseFetchAs(handler: DeclarativeHandler): {
  handler: DeclarativeHandler;
  diagnostics: Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const queries = handler.queries.map((query): Query => {
    const wish = query.fetchAs;
    if (wish?.as === 'rows' || (!wish && query.fetch !== 'all')) return query;
    const obstacle = obstacleTo(handler, query, wish?.as === 'json');
    if (obstacle === undefined) return { ...query, arrivesAs: wish?.as ?? 'columns' };
    if (!wish) return query;
    diagnostics.push(
      diagnostic({
        code: 'fetch-as-inexact',
        message: `the rows of "${query.name}" cannot arrive as ${wish.as}`,
        labels: [{ source: query.sql.source, ...wish.at, text: '' }],
        notes: [obstacle],
      }),
    );
    return query;
  });
  return { handler: { ...handler, queries }, diagnostics };
}

/** Why the rows of the query have to arrive as rows; undefined where they do not. */
function obstacleTo(
  { answer, queries, transaction }: DeclarativeHandler,
  query: Query,
  isJson: boolean,
): string | undefined {
  if (query.fetch !== 'all') return `it has "fetch: ${query.fetch}"`;
  if (!query.isSelect || query.verb !== 'read') return 'it is no SELECT that only reads';
  if (query.dynamic) return 'the statement has parts';
  if (queries.length > 1) return 'the route has several queries';
  if (transaction.end === 'rollback' || transaction.isolation) return 'it is part of a transaction';
  const names = query.columns.map(({ name }) => name);
  if (new Set(names).size < names.length) return 'two columns have one name';

  const list = answer.kind === 'json' ? listItem(answer.shape) : undefined;
  if (!list) return 'the answer is not a list of the rows, nor an object with a member for each';
  const { item, key } = list;
  const used = columnsOf(query, item);
  if (!used || used.length === 0) return 'the answer has something else than columns in its items';
  const inexact = used.find(
    (column) => !(isJson ? hasOneSpelling(column) : canBeRespelled(column)),
  );
  if (inexact) {
    const { name, type } = inexact;
    return isJson && canBeRespelled(inexact)
      ? `PostgreSQL and Python write some values of "${name}", of type ${type.name}, differently`
      : `the column "${name}" is of type ${type.name}`;
  }
  const keyColumn = query.columns.find(({ name }) => name === key);
  return keyColumn && !isSortableKey(keyColumn)
    ? `"${keyColumn.name}" is not known to be unique, or its order as a key is not known`
    : undefined;
}

/** What is made of each row, where that is all there is in the answer. */
function listItem(shape: Shape): { item: Shape; key?: string | undefined } | undefined {
  if (shape.kind === 'result') return { item: { kind: 'row' } };
  return shape.kind === 'each' ? { item: shape.item, key: shape.key } : undefined;
}

function isSortableKey({ type, isUnique }: Column): boolean {
  if (!isUnique || type.isArray || type.isOpaque) return false;
  // Python orders text by code point, which is the order of the collation "C" in UTF-8.
  const isText = type.name === 'text' || type.name.startsWith('character varying');
  return type.kind === 'integer' || type.kind === 'bigint' || isText;
}

/** The columns in an item; undefined where there is something else in it, or text that SQL would have to quote. */
function columnsOf(query: Query, shape: Shape): readonly Column[] | undefined {
  switch (shape.kind) {
    case 'row':
      return query.columns.every(({ name }) => isPlain(name)) ? query.columns : undefined;
    case 'row-column':
      return query.columns.filter(({ name }) => name === shape.column);
    case 'object':
      return shape.entries.every(({ key }) => isPlain(key))
        ? allColumnsOf(
            query,
            shape.entries.map((entry) => entry.shape),
          )
        : undefined;
    case 'list':
      return allColumnsOf(query, shape.items);
    case 'constant':
      return isPlainConstant(shape) ? [] : undefined;
    default:
      return undefined;
  }
}

function allColumnsOf(query: Query, shapes: readonly Shape[]): readonly Column[] | undefined {
  const columns = shapes.map((shape) => columnsOf(query, shape));
  return columns.includes(undefined) ? undefined : columns.flatMap((some) => some!);
}

function isPlainConstant({ value, isFloat }: Extract<Shape, { kind: 'constant' }>): boolean {
  if (typeof value === 'string') return isPlain(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) && !isFloat;
  return value === null || typeof value === 'boolean';
}

/** Text that needs no escape, in JSON as in SQL. */
function isPlain(text: string): boolean {
  return /^[ !#-&(-[\]-~]*$/.test(text);
}

/** Whether the JSON of each value can be made of PostgreSQL's text for it. */
function canBeRespelled({ type }: Column): boolean {
  return !type.isArray && !type.isOpaque && type.kind !== 'json' && type.kind !== 'unsupported';
}

/** Whether PostgreSQL and Python write each value of the column in the same way. */
function hasOneSpelling({ type }: Column): boolean {
  if (type.isArray || type.isOpaque) return false;
  switch (type.kind) {
    case 'integer':
    case 'bigint':
    case 'boolean':
    case 'text':
      return true;
    // str(Decimal('0.0000000')) is '0E-7': with more digits the spellings part. And there is NaN.
    case 'decimal':
      return type.scale !== undefined && type.scale <= 6;
    // A date may be infinity, and of a year that Python does not have.
    default:
      return false;
  }
}
