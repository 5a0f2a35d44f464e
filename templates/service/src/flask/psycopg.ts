/**
 * Values as psycopg2 would have written them into the statement. There a value's own type decides how
 * PostgreSQL reads it; a bound `$1` takes the type that the statement gives it.
 */
import { dumps } from './json.js';
import { Float, floatRepr } from './python.js';

/**
 * An int that is compared with an integer type. Beyond bigint it is clamped: it is still larger, or smaller,
 * than every value of the column.
 */
export function toBigint<Value>(value: Value): Value | bigint {
  if (typeof value !== 'bigint') return value;
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
  if (value instanceof Float) return toIntegerColumn(value.value);
  if (typeof value === 'number' && Number.isFinite(value)) {
    return Math.sign(value) * Math.round(Math.abs(value));
  }
  return toColumn(value);
}

/** A JSON value for a column of any other type: psycopg2 has no adaptation for a dict. */
export function toColumn(value: unknown): unknown {
  const isPlain = value === null || Array.isArray(value) || value instanceof Float;
  if (typeof value === 'object' && !isPlain) {
    throw new TypeError("can't adapt type 'dict'");
  }
  return value;
}

/** A JSON value for a json or jsonb column: psycopg2's `Json(value)`. */
export function toJsonColumn(value: unknown): string {
  return dumps(value);
}

/** A float for a numeric parameter: `2.0` and `2` have a different number of decimals, and so may results. */
export function toDecimal<Value>(value: Value): Value | string {
  return typeof value === 'number' ? floatRepr(value) : value;
}
