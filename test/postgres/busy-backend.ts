/** A session that is in the middle of a long query when the server goes, as under load. */
import { connect } from '../../src/postgres/with-client.js';

/** The process id of its backend, once the query runs; what becomes of the query is not watched. */
export async function busyBackend(url: string): Promise<number> {
  const client = await connect(url);
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  client.query('SELECT pg_sleep(60)').catch(() => {});
  return rows[0]!.pid;
}
