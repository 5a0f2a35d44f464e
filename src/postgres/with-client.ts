/**
 * One connection for one piece of work. pg reports a broken connection twice, to the query that waits and
 * as an event that would end the process if nobody listened; here the query's error is the one that counts.
 */
import { Client } from 'pg';

import { DatabaseUnavailable, SET_DATABASE_URL } from './database-unavailable.js';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connects, runs `use`, disconnects.
 * @throws DatabaseUnavailable when there is no connection to be had, and what `use` throws.
 */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** @throws DatabaseUnavailable */
export async function connect(url: string): Promise<Client> {
  let client: Client;
  try {
    client = new Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      fallback_application_name: 'port',
    });
  } catch {
    throw new DatabaseUnavailable('the database URL cannot be read', [
      'a database URL looks like postgresql://user:password@host:5432/database',
    ]);
  }
  client.on('error', () => {});
  try {
    return await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    const place = `${client.host ?? 'localhost'}:${client.port}`;
    throw new DatabaseUnavailable(
      `cannot connect to the database "${client.database}" at ${place}: ${reasonOf(error)}`,
      [SET_DATABASE_URL],
    );
  }
}

/** Trying several addresses of one name gives an AggregateError without a message. */
function reasonOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return first instanceof Error ? first.message : String(first);
}
