/** The connection pool, as `app.db`: for writes, transactions and long lists. */
import fp from 'fastify-plugin';
import type pg from 'pg';
import { BoundedPool, type PoolOptions } from './pool.js';

declare module 'fastify' {
  interface FastifyInstance {
    readonly db: BoundedPool;
  }
}

/** What a query function needs: the pool, or within a transaction its connection. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

export const db = fp<PoolOptions>(
  async (app, options) => {
    const pool = new BoundedPool(options);
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
