/**
 * Values as psycopg2 would have written them into the statement. There a value's own type decides how
 * PostgreSQL reads it; a bound `$1` takes the type that the statement gives it.
 */
import type { Int } from './types.js';

/**
 * An int for a `$1::bigint` that is compared with a smaller integer type. Beyond bigint it is clamped:
 * it is still larger, or smaller, than every value of the column.
 */
export function toBigint(value: Int): Int {
  if (typeof value === 'number') return value;
  if (value > MAX_BIGINT) return MAX_BIGINT;
  return value < MIN_BIGINT ? MIN_BIGINT : value;
}

const MAX_BIGINT = 2n ** 63n - 1n;
const MIN_BIGINT = -(2n ** 63n);

/**
 * A JSON value that goes into an integer column: a fraction is rounded half away from zero, as PostgreSQL
 * does with the numeric literal; a boolean is refused; text is left to PostgreSQL to read.
 */
export function toIntegerColumn(value: unknown): unknown {
  if (typeof value === 'boolean') {
    throw new TypeError('column is of type integer but expression is of type boolean');
  }
  if (typeof value === 'number' && Number.isFinite(value)) {
    return Math.sign(value) * Math.round(Math.abs(value));
  }
  return toColumn(value);
}

/** A JSON value for a column of any other type: psycopg2 has no adaptation for a dict. */
export function toColumn(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    throw new TypeError("can't adapt type 'dict'");
  }
  return value;
}
