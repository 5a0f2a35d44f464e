/**
 * Values as psycopg2 would have written them into the statement. There a value's own type decides how
 * PostgreSQL reads it; a bound `$1` takes the type that the statement gives it.
 */
import { dumps } from './json.js';
import { floatRepr } from './python.js';

/**
 * An int that is compared with an integer type. Beyond bigint it is clamped: it is still larger, or smaller,
 * than every value of the column.
 */
export function toBigint<Value>(value: Value): Value | bigint {
  if (typeof value !== 'bigint') return value;
  if (value > MAX_BIGINT) return MAX_BIGINT;
  return value < MIN_BIGINT ? MIN_BIGINT : value;
}

export const MAX_BIGINT = 2n ** 63n - 1n;
export const MIN_BIGINT = -(2n ** 63n);

/** A float for a numeric parameter: `2.0` and `2` have a different number of decimals, and so may results. */
export function toDecimal<Value>(value: Value): Value | string {
  return typeof value === 'number' ? floatRepr(value) : value;
}

/** A JSON value for a json or jsonb column: psycopg2's `Json(value)`. */
export function toJsonColumn(value: unknown): string {
  return dumps(value);
}
