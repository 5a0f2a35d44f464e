/**
 * How a value is bound so that it means what psycopg2's literal meant. A literal has a type of its own, which
 * the statement works with; a bound `$1` takes the type that PostgreSQL infers from the place it stands
 * in. Where the two part, the parameter gets a cast, or its value a conversion.
 */
import type { Column, PostgresType } from '../model/column.js';
import type { Adaptation, InputType } from '../model/service.js';
import type { ParameterContext } from '../sql/parameter-contexts.js';

/** What a parameter is bound to: an input, a column of an earlier result, or a number of rows. */
export type Source =
  | { readonly kind: 'input'; readonly type: InputType }
  | { readonly kind: 'column'; readonly column: Column }
  | { readonly kind: 'count' };

export interface BoundParameter {
  readonly adaptation: Adaptation;
  /** Empty, or with its colons: `::bigint`. */
  readonly cast: string;
}

/** `inferred` is the type that PostgreSQL gave the parameter. */
export function bindParameter(
  source: Source,
  inferred: PostgresType,
  context: ParameterContext,
): BoundParameter {
  if (context === 'null-test') return plain('');
  // Nothing in the statement says what it is: PostgreSQL takes text.
  const isUntyped = context === 'other' && inferred.kind === 'text' && !inferred.isArray;
  if (source.kind === 'count') return plain(isUntyped ? '::bigint' : '');
  if (source.kind === 'column') {
    const { type } = source.column;
    if (isUntyped && type.kind !== 'text') return plain(`::${type.name}`);
    return plain(type.kind === 'bigint' && inferred.kind === 'integer' ? '::bigint' : '');
  }
  switch (source.type) {
    case 'int':
      return bindInt(inferred, context, isUntyped);
    case 'float':
      return bindFloat(inferred, context, isUntyped);
    case 'bool':
      return plain(isUntyped ? '::boolean' : '');
    case 'any':
      return bindAny(inferred, context);
    case 'str':
      return plain('');
  }
}

function plain(cast: string): BoundParameter {
  return { adaptation: 'none', cast };
}

/** A literal beyond int4 is an int8, and beyond that numeric: it compares, where a parameter is refused. */
function bindInt(
  { kind, isArray }: PostgresType,
  context: ParameterContext,
  isUntyped: boolean,
): BoundParameter {
  if (isUntyped) return plain('::bigint');
  if (context !== 'comparison' || isArray) return plain('');
  if (kind === 'integer') return { adaptation: 'bigint', cast: '::bigint' };
  return kind === 'bigint' ? { adaptation: 'bigint', cast: '' } : plain('');
}

/** A literal with a point is numeric, and cast from there to whatever the place wants. */
function bindFloat(
  { kind, isArray }: PostgresType,
  context: ParameterContext,
  isUntyped: boolean,
): BoundParameter {
  const isNumber = kind === 'integer' || kind === 'bigint' || kind === 'decimal';
  if (isArray || !(isNumber || isUntyped)) return plain('');
  return { adaptation: context === 'comparison' ? 'none' : 'decimal', cast: '::numeric' };
}

function bindAny({ kind, isArray }: PostgresType, context: ParameterContext): BoundParameter {
  if (isArray) {
    return plain(kind === 'integer' && context === 'comparison' ? '::bigint[]' : '');
  }
  if (kind === 'json') return { adaptation: 'json-column', cast: '' };
  const isInteger = kind === 'integer' || kind === 'bigint';
  return { adaptation: isInteger ? 'integer-column' : 'column', cast: '' };
}
