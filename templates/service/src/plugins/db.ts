/** The connection pool, as `app.db`. Statements are named, so PostgreSQL plans each once per connection. */
import fp from 'fastify-plugin';
import pg from 'pg';
import { getTypeParser } from './pg-types.js';

declare module 'fastify' {
  interface FastifyInstance {
    readonly db: pg.Pool;
  }
}

/** What a query function needs: the pool, or within a transaction its connection. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

export interface DatabaseOptions {
  readonly connectionString: string;
  readonly poolSize: number;
}

export const db = fp<DatabaseOptions>(
  async (app, { connectionString, poolSize }) => {
    const pool = new pg.Pool({
      connectionString,
      max: poolSize,
      connectionTimeoutMillis: 10_000,
      types: { getTypeParser },
    });
    // An idle connection that breaks (the database restarts) is replaced at the next query.
    pool.on('error', (error) => app.log.warn(error));
    // One in use rejects its query when it breaks; but the event, if nobody heard it, would end the process.
    pool.on('connect', (connection) => connection.on('error', () => {}));
    app.decorate('db', pool);
    app.addHook('onClose', () => pool.end());
  },
  { name: 'db' },
);

/** The row of a statement that always gives one, such as `SELECT count(*)`. */
export function onlyRow<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('the statement gave no row');
  return row;
}
