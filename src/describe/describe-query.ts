/**
 * Joins a parsed statement with what the server said of it, in two steps: how each parameter has to be bound,
 * which may add casts to the statement; then, of the statement as it will be sent, the columns with types
 * and nullability. A column is nullable unless PostgreSQL or the statement itself proves otherwise.
 */
import type { Column } from '../model/column.js';
import type { Binding, Input, ParsedQuery, Query, ValueReference } from '../model/service.js';
import { castParameters, type CastStatement } from '../sql/cast-parameters.js';
import { outputProperties } from '../sql/output-properties.js';
import { parameterContexts, type ParameterContext } from '../sql/parameter-contexts.js';
import { bindParameter, literalCast, type Source } from './bind-parameter.js';
import { bindType } from './bind-type.js';
import type { Catalog, CatalogColumn, DescribedColumn, DescribedStatement } from './description.js';
import { resolveType } from './resolve-type.js';

/** A statement as it will be sent. */
export interface BoundQuery {
  readonly statement: CastStatement;
  readonly bindings: readonly Binding[];
}

/** What the values of a statement can come from: the route's inputs, and the queries before it. */
export interface Origins {
  readonly inputs: readonly Input[];
  readonly queries: readonly Query[];
}

/** The statement with casts only where PostgreSQL could not tell a parameter's type. */
export function uncastStatement(query: ParsedQuery): CastStatement {
  const { sql } = query;
  const contexts = contextsOf(query);
  return castParameters(
    sql.text,
    contexts.map(({ kind }) => (kind === 'null-test' ? '::text' : '')),
  );
}

/** The statement with each parameter cast to the type of the literal that psycopg2 would write. */
export function literalStatement(
  { sql, parameters }: ParsedQuery,
  origins: Origins,
): CastStatement {
  const contexts = parameterContexts(sql.text, parameters.length);
  return castParameters(
    sql.text,
    parameters.map((value, index) => literalCast(sourceOf(origins, value), contexts[index]!)),
  );
}

/** `description` is what the server says of `uncastStatement(query)`. */
export function bindQuery(
  catalog: Catalog,
  query: ParsedQuery,
  description: DescribedStatement,
  origins: Origins,
): BoundQuery {
  const { text } = query.sql;
  const contexts = contextsOf(query);
  const casts: string[] = [];
  const bindings = query.parameters.map((value, index): Binding => {
    const oid = description.parameters[index] ?? 0;
    const source = sourceOf(origins, value);
    const { adaptation, cast } = bindParameter(source, bindType(catalog, oid), contexts[index]!);
    casts[index] = cast;
    return { type: resolveType(catalog, oid), adaptation };
  });
  return { statement: castParameters(text, casts), bindings };
}

/** A statement is asked about several times, and read once. */
const knownContexts = new WeakMap<ParsedQuery, readonly ParameterContext[]>();

export function contextsOf(query: ParsedQuery): readonly ParameterContext[] {
  const known = knownContexts.get(query);
  if (known) return known;
  const contexts = parameterContexts(query.sql.text, query.parameters.length);
  knownContexts.set(query, contexts);
  return contexts;
}

/** `description` is that of the bound statement. */
export function describeQuery(
  catalog: Catalog,
  query: ParsedQuery,
  bound: BoundQuery,
  description: DescribedStatement,
): Query {
  const { text } = bound.statement;
  const { isSelect, alwaysHasRow } = outputProperties(text);
  const { dynamic: _variants, ...own } = query;
  return {
    ...own,
    text,
    bindings: bound.bindings,
    arrivesAs: 'rows',
    isSelect,
    alwaysHasRow,
    columns: describeColumns(catalog, text, description),
  };
}

/** Undefined for a column that does not exist, which is reported elsewhere. */
function sourceOf({ inputs, queries }: Origins, value: ValueReference): Source | undefined {
  if (value.kind === 'input') {
    const input = inputs.find(({ name }) => name === value.input);
    return input && { kind: 'input', type: input.type };
  }
  const query = queries.find(({ name }) => name === value.query);
  if (value.kind === 'result' && query?.fetch === 'count') return { kind: 'count' };
  const column =
    value.kind === 'result'
      ? query?.columns[0]
      : query?.columns.findLast(({ name }) => name === value.column);
  return column && { kind: 'column', column };
}

function describeColumns(
  catalog: Catalog,
  text: string,
  { columns }: DescribedStatement,
): Column[] {
  const { nullableRelations, neverNull, isSingleTable } = outputProperties(text);
  const isListed = neverNull.length === columns.length;
  return columns.map((column, index) => {
    const origin = originOf(catalog, column);
    const isNotNull =
      keepsNotNull(catalog, column, nullableRelations) &&
      ((column.tableOid !== 0 && catalog.types.get(column.typeOid)?.isNotNull) ||
        origin?.isNotNull ||
        (isListed && neverNull[index]!));
    return {
      name: column.name,
      type: resolveType(catalog, column.typeOid, column.typmod),
      isNullable: !isNotNull,
      isUnique: isSingleTable && origin !== undefined && origin.isUnique && origin.isNotNull,
    };
  });
}

/** Whether a column is as NOT NULL as in its table. One that is computed may still be provably so. */
function keepsNotNull(
  { tables }: Catalog,
  { tableOid }: DescribedColumn,
  nullableRelations: ReadonlySet<string> | 'all',
): boolean {
  if (nullableRelations === 'all') return false;
  const table = tables.find(({ oid }) => oid === tableOid);
  return !table || !nullableRelations.has(table.name);
}

/** The table's column that an output column is, unchanged. */
function originOf(
  catalog: Catalog,
  { tableOid, columnNumber }: DescribedColumn,
): CatalogColumn | undefined {
  return catalog.columns.find(
    (candidate) => candidate.tableOid === tableOid && candidate.number === columnNumber,
  );
}
