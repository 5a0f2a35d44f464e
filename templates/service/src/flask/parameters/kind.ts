/**
 * What a JSON value is to psycopg2, which writes each as a literal of its own type, and how PostgreSQL refuses a
 * literal: a bound `$1` takes the type of its place, and would pass.
 */
import pg from 'pg';
import { Float, floatRepr } from '../python.js';

type Scalar =
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'numeric'
  | 'real'
  | 'double'
  | 'boolean'
  | 'text'
  | 'json'
  | 'other';

/** The type that the statement gives a parameter; `other` has no literal but text. */
export type ParameterType = Scalar | `${Scalar}[]`;

/** PostgreSQL's `datatype_mismatch` and `undefined_function`, which is also that of an operator. */
export const MISMATCH = '42804';
export const NO_OPERATOR = '42883';
export const OUT_OF_RANGE = '22003';

export type Kind = 'null' | 'string' | 'boolean' | 'int' | 'float' | 'list' | 'untyped';

/** psycopg2 writes a list that is empty, or holds only None, as a literal without a type: `'{NULL}'`. */
export function untypedArray(items: unknown): string {
  return `{${(items as unknown[]).map(() => 'NULL').join(',')}}`;
}

/** @throws DatabaseError for a dict, for which psycopg2 has no adaptation: a ProgrammingError without a SQLSTATE. */
export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (value instanceof Float) return 'float';
  if (Array.isArray(value)) return value.every((item) => item === null) ? 'untyped' : 'list';
  throw databaseError('42000', "can't adapt type 'dict'");
}

export function isInteger(type: ParameterType): boolean {
  return type === 'smallint' || type === 'integer' || type === 'bigint';
}

export function isNumber(type: ParameterType): boolean {
  return isInteger(type) || type === 'numeric' || type === 'real' || type === 'double';
}

export function isArray(type: ParameterType): boolean {
  return type.endsWith('[]');
}

export function arrayOf(type: ParameterType): ParameterType {
  return `${type as Scalar}[]`;
}

export function itemOf(type: ParameterType): ParameterType {
  return type.slice(0, -2) as ParameterType;
}

/** psycopg2 writes `ARRAY[…]`: one of strings is a text[]. */
export function toItems(
  items: readonly unknown[],
  type: ParameterType,
  sqlstate: string,
  convert: (item: unknown) => unknown,
): unknown {
  const kinds = new Set(items.map(kindOf));
  const isText = [...kinds].every((kind) => kind === 'string' || kind === 'null');
  if (isText && itemOf(type) !== 'text') throw refusal(sqlstate, type, 'list');
  // A list of lists has the type of its innermost items.
  if (kinds.has('list'))
    return items.map((item) => toItems(item as unknown[], type, sqlstate, convert));
  return items.map(convert);
}

/** As psycopg2 writes a scalar. */
export function bound(value: unknown): unknown {
  if (value instanceof Float) return floatRepr(value.value);
  return typeof value === 'number' && !Number.isInteger(value) ? floatRepr(value) : value;
}

export function refusal(sqlstate: string, type: ParameterType, kind: Kind): pg.DatabaseError {
  return databaseError(sqlstate, `${type} does not go with a value of type ${kind}`);
}

export function databaseError(sqlstate: string, message: string): pg.DatabaseError {
  const error = new pg.DatabaseError(message, message.length, 'error');
  error.code = sqlstate;
  return error;
}
