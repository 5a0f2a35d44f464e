/**
 * The session that makes and drops databases on a server, and what it may do there. Its statements run one
 * after the other, also when several databases are asked for at once.
 */
import type { QueryResult, QueryResultRow } from 'pg';

import { DatabaseUnavailable } from './database-unavailable.js';
import { connect } from './with-client.js';

export interface AdminSession {
  /** The URL it was opened with; what is made is on the same server, with the same role. */
  readonly url: string;
  /** As the server says it: `18.4`, `15.3 (Debian 15.3-0+deb12u1)`. */
  readonly version: string;
  readonly canCreateDatabase: boolean;
  /** The encoding of a database made without saying. */
  readonly encoding: string;
  query<Row extends QueryResultRow>(sql: string): Promise<QueryResult<Row>>;
  close(): Promise<void>;
}

interface About {
  readonly version: string;
  readonly versionNumber: number;
  readonly canCreateDatabase: boolean;
  readonly encoding: string;
}

const ABOUT = `
  SELECT current_setting('server_version') AS version,
         current_setting('server_version_num')::int AS "versionNumber",
         rolsuper OR rolcreatedb AS "canCreateDatabase",
         (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template1') AS encoding
    FROM pg_roles
   WHERE rolname = current_user`;

/** @throws DatabaseUnavailable when there is no connection, or the server is too old. */
export async function openAdminSession(url: string): Promise<AdminSession> {
  const client = await connect(url);
  let last: Promise<unknown> = Promise.resolve();
  const query = <Row extends QueryResultRow>(sql: string): Promise<QueryResult<Row>> => {
    const result = last.then(() => client.query<Row>(sql));
    last = result.catch(() => {});
    return result;
  };
  const { rows } = await query<About>(ABOUT);
  const about = rows[0]!;
  if (about.versionNumber < 130_000) {
    await client.end();
    throw new DatabaseUnavailable(`the database server is PostgreSQL ${about.version}`, [
      'PostgreSQL 13 or newer is needed',
    ]);
  }
  return { url, ...about, query, close: () => client.end() };
}
