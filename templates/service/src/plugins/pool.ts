/**
 * pg's pool with an end to waiting. When every connection is busy a request waits for one, as long as few enough
 * others do and for so long only; then it is answered 503 instead of being held until its client gives up. Nothing is
 * ever sent a second time: a statement whose connection breaks fails, and the pool replaces the connection.
 */
import pg from 'pg';
import { DatabaseBusy } from './database-busy.js';
import { clientClass } from './client-class.js';
import { getTypeParser } from './pg-types.js';

export interface PoolOptions {
  readonly url: string;
  readonly poolSize: number;
  /** How many requests may wait for a connection. */
  readonly queueLimit: number;
  /** In milliseconds: how long a request waits for a connection, a new one included. */
  readonly queueTimeout: number;
  /** False behind a pooler that gives each transaction another connection, such as PgBouncer. */
  readonly preparedStatements: boolean;
}

/** What a monitor would like to know of the connections. */
export interface PoolStatistics {
  readonly connections: number;
  readonly idle: number;
  /** Requests that wait for a connection now, and those that were answered 503 since the start. */
  readonly waiting: number;
  readonly refused: number;
}

type Connected = Parameters<pg.Pool['connect']>[0];

export class BoundedPool extends pg.Pool {
  readonly #queueLimit: number;
  #refused = 0;

  constructor(options: PoolOptions) {
    super({
      connectionString: options.url,
      max: options.poolSize,
      connectionTimeoutMillis: options.queueTimeout,
      keepAlive: true,
      types: { getTypeParser },
      Client: clientClass(options),
    });
    this.#queueLimit = options.queueLimit;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    if (!callback) {
      return new Promise((resolve, reject) => {
        this.connect((error, client) => (client ? resolve(client) : reject(error!)));
      });
    }
    if (this.#isCrowded()) return callback(this.#refuse(), undefined, () => {});
    return super.connect((error, client, release) =>
      callback(error && this.#explain(error), client, release),
    );
  }

  statistics(): PoolStatistics {
    const { totalCount: connections, idleCount: idle, waitingCount: waiting } = this;
    return { connections, idle, waiting, refused: this.#refused };
  }

  #isCrowded(): boolean {
    return (
      this.waitingCount >= this.#queueLimit &&
      this.idleCount === 0 &&
      this.totalCount >= this.options.max
    );
  }

  #explain(error: Error): Error {
    return TIMED_OUT.test(error.message) ? this.#refuse(error) : error;
  }

  #refuse(cause?: Error): DatabaseBusy {
    this.#refused += 1;
    return new DatabaseBusy(cause);
  }
}

/** What pg says of a connection that it waited for, and of one that it could not make in time. */
const TIMED_OUT =
  /^(?:timeout exceeded when trying|Connection terminated due to connection timeout)/;
