/** Several statements on one connection and in one transaction, whatever happens to the request. */
import type pg from 'pg';

export type IsolationLevel = 'read committed' | 'repeatable read' | 'serializable';

/** Runs `work` on one connection, and commits; rolls back when it throws. */
export async function transaction<Result>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<Result>,
  isolation?: IsolationLevel,
): Promise<Result> {
  return run(pool, work, { end: 'COMMIT', isolation });
}

/** Runs `work` on one connection, and rolls back whatever it did: the Flask view never committed. */
export async function rolledBack<Result>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<Result>,
  isolation?: IsolationLevel,
): Promise<Result> {
  return run(pool, work, { end: 'ROLLBACK', isolation });
}

async function run<Result>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<Result>,
  { end, isolation }: { end: 'COMMIT' | 'ROLLBACK'; isolation: IsolationLevel | undefined },
): Promise<Result> {
  const connection = await pool.connect();
  let failure: Error | undefined;
  try {
    await connection.query(isolation ? `BEGIN ISOLATION LEVEL ${isolation}` : 'BEGIN');
    const result = await work(connection);
    await connection.query(end);
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch((rollbackError: Error) => {
      failure = rollbackError;
    });
    throw error;
  } finally {
    // A connection that could not even roll back is closed.
    connection.release(failure);
  }
}
