/**
 * `psycopg2.pool`: connections are cheap here, since all of them are on the service's own pool; it waits when that is
 * exhausted, where psycopg2 raises an error.
 * Source: lib/pool.py.
 */
import type { Dict } from '../python/dict.js';
import type { Value } from '../python/value.js';
import { Connection } from './connection.js';
import { PoolError } from './errors.js';

export class ConnectionPool {
  static readonly pythonClass: string = 'ThreadedConnectionPool';
  readonly #used = new Set<Connection>();
  readonly #cursorFactory: Value;
  closed = false;

  constructor(
    readonly minconn: Value,
    readonly maxconn: Value,
    _values?: Value,
    named?: Dict,
  ) {
    this.#cursorFactory = named?.get('cursor_factory') ?? null;
  }

  getconn(_key: Value = null): Connection {
    if (this.closed) throw new PoolError('connection pool is closed');
    const connection = new Connection('', this.#cursorFactory);
    this.#used.add(connection);
    return connection;
  }

  /** What is open is rolled back. */
  async putconn(connection: Value, _key: Value = null, close: Value = false): Promise<null> {
    if (this.closed) throw new PoolError('connection pool is closed');
    if (!(connection instanceof Connection) || !this.#used.delete(connection))
      throw new PoolError('trying to put unkeyed connection');
    if (close === true) await connection.session.close();
    else await connection.session.abandon();
    return null;
  }

  async closeall(): Promise<null> {
    if (this.closed) throw new PoolError('connection pool is closed');
    this.closed = true;
    await Promise.all([...this.#used].map((connection) => connection.session.close()));
    return null;
  }
}
