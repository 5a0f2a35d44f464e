/** Errors of the database by SQLSTATE, which is what psycopg2's exceptions stand for. */
import pg from 'pg';
import { DatabaseBusy } from '../plugins/database-busy.js';

/**
 * Whether the database has refused something, with one of these SQLSTATEs or classes of them (`23` is every
 * violation of a constraint); without any, whether it was the database at all.
 */
export function hasSqlstate(error: unknown, ...sqlstates: readonly string[]): boolean {
  const sqlstate = sqlstateOf(error);
  if (sqlstate === undefined) return false;
  return sqlstates.length === 0 || sqlstates.some((start) => sqlstate.startsWith(start));
}

/** A connection that cannot be made, or breaks, has no SQLSTATE of the server's: psycopg2's OperationalError. */
const CONNECTION_FAILURE = '08006';

function sqlstateOf(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code ?? '';
  if (!(error instanceof Error)) return undefined;
  const isNetwork = 'code' in error && /^E[A-Z]+$/.test(String(error.code));
  const isLost = error.message.startsWith('Connection terminated');
  return isNetwork || isLost || error instanceof DatabaseBusy ? CONNECTION_FAILURE : undefined;
}
