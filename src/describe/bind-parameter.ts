/**
 * How a value is bound so that it means what psycopg2's literal meant. A literal has a type of its own, which
 * the statement works with; a bound `$1` takes the type that PostgreSQL infers from the place it stands
 * in. Where the two part, the parameter gets a cast, or its value a conversion.
 * Source: psycopg2, "Adaptation of Python values to SQL types"; PostgreSQL, chapter "Type Conversion".
 */
import type { Column } from '../model/column.js';
import type { Adaptation, BindType, InputType } from '../model/service.js';
import type { ParameterContext } from '../sql/parameter-contexts.js';
import { assertNever } from '../util/assert-never.js';

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

/**
 * The cast to the type that psycopg2's literal has: a statement that PostgreSQL refuses with these casts is one
 * that always failed. Text is a literal without a type, as a parameter without a cast is.
 */
export function literalCast(source: Source | undefined, context: ParameterContext): string {
  if (context.kind === 'null-test') return '::text';
  if (!source) return '';
  if (source.kind === 'count') return '::integer';
  if (source.kind === 'column') return columnCast(source.column);
  switch (source.type) {
    case 'int':
      return '::integer';
    case 'float':
      return '::numeric';
    case 'bool':
      return '::boolean';
    case 'str':
    case 'any':
      return '';
    default:
      return assertNever(source.type);
  }
}

/** What psycopg2 makes of a column, and then of that a literal: a float8 comes back as a numeric. */
function columnCast({ type: { kind, name, isArray } }: Column): string {
  if (kind === 'text' || kind === 'json' || kind === 'unsupported') return '';
  if (isArray) return `::${name}`;
  return kind === 'float' || kind === 'decimal' ? '::numeric' : `::${name}`;
}

/** `inferred` is the type that PostgreSQL gave the parameter. */
export function bindParameter(
  source: Source | undefined,
  inferred: BindType,
  context: ParameterContext,
): BoundParameter {
  if (context.kind === 'null-test') return plain('::text');
  if (!source) return plain('');
  if (source.kind === 'count') return bindInt(inferred, context);
  if (source.kind === 'column') return bindColumn(source.column, inferred, context);
  switch (source.type) {
    case 'int':
      return bindInt(inferred, context);
    case 'float':
      return bindFloat(inferred, context);
    case 'bool':
      return plain(inferred === 'boolean' ? '' : '::boolean');
    case 'str':
      return plain('');
    case 'any':
      return bindAny(inferred, context);
    default:
      return assertNever(source.type);
  }
}

function plain(cast: string): BoundParameter {
  return { adaptation: { kind: 'none' }, cast };
}

function bindColumn(column: Column, inferred: BindType, context: ParameterContext): BoundParameter {
  const { kind, isArray } = column.type;
  if (!isArray && (kind === 'integer' || kind === 'bigint')) {
    // An integer of the database never exceeds a bigint.
    const isWide = inferred === 'bigint' || (inferred === 'integer' && kind === 'integer');
    return isWide ? plain('') : plain(bindInt(inferred, context).cast);
  }
  const isKnown = inferred !== 'text' && inferred !== 'other' && inferred !== 'boolean';
  return plain(isKnown || context.kind === 'assignment' ? '' : columnCast(column));
}

/** A literal beyond int4 is an int8, and beyond that numeric: it compares, where a parameter is refused. */
function bindInt(inferred: BindType, context: ParameterContext): BoundParameter {
  switch (inferred) {
    case 'numeric':
    case 'double':
      return plain('');
    case 'real':
      // Beside a real, PostgreSQL compares an integer as double precision.
      return plain(context.kind === 'assignment' ? '' : '::bigint');
    case 'text':
      return plain(context.kind === 'assignment' || context.kind === 'cast' ? '' : '::bigint');
    case 'smallint':
    case 'integer':
    case 'bigint': {
      if (context.kind === 'assignment' || context.kind === 'cast') return plain('');
      const cast = inferred === 'bigint' ? '' : '::bigint';
      if (context.kind !== 'comparison') return plain(cast);
      return { adaptation: { kind: 'bigint' }, cast };
    }
    default:
      // There is a cast from integer to boolean, and date + integer: neither is there for a bigint.
      return plain('::integer');
  }
}

/** A literal with a point is numeric, and cast from there to whatever the place wants. */
function bindFloat(inferred: BindType, context: ParameterContext): BoundParameter {
  if (inferred === 'double') return plain('');
  if (inferred === 'real' && context.kind === 'assignment') return plain('');
  return {
    adaptation: { kind: context.kind === 'comparison' ? 'none' : 'decimal' },
    cast: '::numeric',
  };
}

/** Of a JSON value only the request knows the type: a function of the service looks at it. */
function bindAny(inferred: BindType, context: ParameterContext): BoundParameter {
  if (inferred === 'json') return { adaptation: { kind: 'json' }, cast: '' };
  switch (context.kind) {
    case 'comparison': {
      const { rounding } = context;
      return {
        adaptation: { kind: 'operand', type: inferred, ...(rounding && { rounding }) },
        cast: widerCast(inferred),
      };
    }
    case 'list': {
      const item = inferred.replace('[]', '') as BindType;
      const isSmall = item === 'smallint' || item === 'integer';
      return { adaptation: { kind: 'list', type: item }, cast: isSmall ? '::bigint[]' : '' };
    }
    case 'assignment':
      return { adaptation: { kind: 'column', type: inferred }, cast: '' };
    case 'cast':
      return { adaptation: { kind: 'column', type: inferred }, cast: '' };
    case 'arithmetic':
      return { adaptation: { kind: 'value', type: inferred }, cast: widerCast(inferred) };
    default:
      return { adaptation: { kind: 'value', type: inferred }, cast: '' };
  }
}

/** To the type in which PostgreSQL computes with a number that is too large, or too fine, for `inferred`. */
function widerCast(inferred: BindType): string {
  if (inferred === 'real') return '::double precision';
  return inferred === 'smallint' || inferred === 'integer' ? '::bigint' : '';
}
