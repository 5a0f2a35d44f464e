/**
 * Joins a parsed statement with what the server said of it: columns with types and nullability, and how
 * each parameter has to be bound. A column is nullable unless PostgreSQL or the statement itself proves
 * otherwise: an outer join, a set operation or grouping sets make every column of it nullable.
 */
import type { Column } from '../model/column.js';
import type { Adaptation, Binding, Input, ParsedQuery, Query } from '../model/service.js';
import { parameterContexts, type ParameterContext } from '../sql/parameter-contexts.js';
import { outputProperties } from '../sql/output-properties.js';
import { positionalParameters } from '../sql/positional-parameters.js';
import type { Catalog, CatalogColumn, DescribedColumn, DescribedStatement } from './description.js';
import { resolveType } from './resolve-type.js';

export function describeQuery(
  catalog: Catalog,
  query: ParsedQuery,
  description: DescribedStatement,
  inputs: readonly Input[],
): Query {
  const { text } = query.sql;
  const contexts = parameterContexts(text, query.parameters.length);
  const casts: string[] = [];
  const bindings = query.parameters.map((value, index): Binding => {
    const type = resolveType(catalog, description.parameters[index] ?? 0);
    const input =
      value.kind === 'input' ? inputs.find(({ name }) => name === value.input) : undefined;
    const { adaptation, cast } = bind(input, type.isArray ? 'array' : type.kind, contexts[index]!);
    casts.push(cast);
    return { type, adaptation };
  });
  return {
    ...query,
    text: addCasts(text, casts),
    bindings,
    columns: describeColumns(catalog, text, description),
  };
}

/** What the type of an input asks for where the statement infers another type. */
function bind(
  input: Input | undefined,
  kind: string,
  context: ParameterContext,
): { adaptation: Adaptation; cast: string } {
  const plain = { adaptation: 'none', cast: '' } as const;
  switch (input?.type) {
    case 'int':
      // A literal beyond int4 is an int8, which compares; a parameter inferred as int4 is refused.
      return context === 'comparison' && kind === 'integer'
        ? { adaptation: 'bigint', cast: '::bigint' }
        : plain;
    case 'float':
      // A literal with a point is numeric, and cast from there to whatever the place wants.
      return ['integer', 'bigint', 'decimal'].includes(kind)
        ? { adaptation: 'none', cast: '::numeric' }
        : plain;
    case 'any':
      return kind === 'integer' || kind === 'bigint'
        ? { adaptation: 'integer-column', cast: '' }
        : { adaptation: kind === 'json' || kind === 'array' ? 'none' : 'column', cast: '' };
    case 'str':
    case 'bool':
    case undefined:
      return plain;
  }
}

function addCasts(text: string, casts: readonly string[]): string {
  let result = text;
  for (const { number, end } of positionalParameters(text).toReversed()) {
    result = result.slice(0, end) + (casts[number - 1] ?? '') + result.slice(end);
  }
  return result;
}

function describeColumns(
  catalog: Catalog,
  text: string,
  { columns }: DescribedStatement,
): Column[] {
  const { keepsNotNull, neverNull, isSingleTable } = outputProperties(text);
  const isListed = neverNull.length === columns.length;
  return columns.map((column, index) => {
    const origin = originOf(catalog, column);
    const isNotNull =
      keepsNotNull &&
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

/** The table's column that an output column is, unchanged. */
function originOf(
  catalog: Catalog,
  { tableOid, columnNumber }: DescribedColumn,
): CatalogColumn | undefined {
  return catalog.columns.find(
    (candidate) => candidate.tableOid === tableOid && candidate.number === columnNumber,
  );
}
