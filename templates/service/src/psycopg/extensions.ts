/** What is left of `psycopg2.extensions` and `psycopg2.extras`: constants, and registrations. Source: lib/extensions.py. */
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { adaptUuids } from './adapt.js';

export const apilevel = '2.0';
export const paramstyle = 'pyformat';
export const threadsafety = 2;

export const ISOLATION_LEVEL_AUTOCOMMIT = 0;
export const ISOLATION_LEVEL_READ_COMMITTED = 1;
export const ISOLATION_LEVEL_REPEATABLE_READ = 2;
export const ISOLATION_LEVEL_SERIALIZABLE = 3;
export const ISOLATION_LEVEL_READ_UNCOMMITTED = 4;
export const ISOLATION_LEVEL_DEFAULT = null;

export const STATUS_READY = 1;
export const STATUS_BEGIN = 2;

export const TRANSACTION_STATUS_IDLE = 0;
export const TRANSACTION_STATUS_ACTIVE = 1;
export const TRANSACTION_STATUS_INTRANS = 2;
export const TRANSACTION_STATUS_INERROR = 3;
export const TRANSACTION_STATUS_UNKNOWN = 4;

/** Types that are as they should be already. */
export const UNICODE = {};

export function registerType(): null {
  return null;
}

/** From here on UUIDs are taken, and given. */
export function registerUuid(): null {
  adaptUuids();
  return null;
}

export function quoteIdent(name: Value): string {
  return `"${str(name).replaceAll('"', '""')}"`;
}

/** `Binary(value)`. */
export function binary(value: Value): Value {
  return typeof value === 'string' ? Buffer.from(value) : value;
}
