/**
 * Quick reads that share connections, as `app.reads`: their statements are sent one behind the other without
 * waiting for the answers in between, which saves most of the system calls of a small query. PostgreSQL
 * answers a connection's statements in order, so a slow one would hold up those behind it: a connection
 * whose oldest statement is late gets no more, and the next takes over. Only single statements that
 * read belong here; writes and transactions have connections of their own in `app.db`.
 */
import { Socket } from 'node:net';
import fp from 'fastify-plugin';
import pg from 'pg';
import type { Queryable } from './db.js';
import { getTypeParser } from './pg-types.js';

declare module 'fastify' {
  interface FastifyInstance {
    readonly reads: Queryable;
  }
}

export interface ReadsOptions {
  readonly connectionString: string;
  /** How many connections to spill to; the first is usually all that is used. */
  readonly connections: number;
}

export const reads = fp<ReadsOptions>(
  async (app, options) => {
    const pipelines = new Pipelines(options, (error) => app.log.warn(error));
    app.decorate('reads', pipelines);
    app.addHook('onClose', () => pipelines.end());
  },
  { name: 'reads' },
);

/** In milliseconds: a connection whose oldest statement waits longer gets no further ones. */
const LATE_AFTER = 3;
/** Statements on their way on one connection. */
const MAX_IN_FLIGHT = 64;

class Pipelines implements Queryable {
  readonly #options: ReadsOptions;
  readonly #warn: (error: Error) => void;
  #connections: Connection[] = [];

  constructor(options: ReadsOptions, warn: (error: Error) => void) {
    this.#options = options;
    this.#warn = warn;
  }

  async query<Row extends pg.QueryResultRow>(
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    return this.#choose().query<Row>(statement);
  }

  async end(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.end()));
  }

  #choose(): Connection {
    const now = performance.now();
    const quick = this.#connections.find((connection) => connection.isQuick(now));
    if (quick) return quick;
    if (this.#connections.length < this.#options.connections) {
      const connection = new Connection(this.#options.connectionString, {
        onError: this.#warn,
        onClose: () => {
          this.#connections = this.#connections.filter((other) => other !== connection);
        },
      });
      this.#connections.push(connection);
      return connection;
    }
    return this.#connections.reduce((a, b) => (b.inFlight < a.inFlight ? b : a));
  }
}

class Connection {
  readonly #socket = new Socket();
  readonly #client: pg.Client;
  readonly #connected: Promise<unknown>;
  /** When each statement on its way was sent, the oldest first. */
  readonly #sent: number[] = [];
  readonly #onClose: () => void;
  #isCorked = false;

  constructor(
    connectionString: string,
    { onError, onClose }: { onError: (error: Error) => void; onClose: () => void },
  ) {
    // Heard before pg rejects what was on its way, so that nobody is sent here again.
    this.#socket.once('close', onClose);
    this.#onClose = onClose;
    this.#client = new pg.Client({
      connectionString,
      pipeline: true,
      stream: () => this.#socket,
      connectionTimeoutMillis: 10_000,
      types: { getTypeParser },
    });
    this.#client.on('error', onError);
    this.#connected = this.#client.connect();
    // Each statement that waits for the connection reports that there is none.
    this.#connected.catch(() => {});
  }

  get inFlight(): number {
    return this.#sent.length;
  }

  isQuick(now: number): boolean {
    const [oldest] = this.#sent;
    return oldest === undefined || (now - oldest < LATE_AFTER && this.inFlight < MAX_IN_FLIGHT);
  }

  async query<Row extends pg.QueryResultRow>(
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    this.#sent.push(performance.now());
    try {
      await this.#connected;
      this.#cork();
      return await this.#client.query<Row>(statement);
    } catch (error) {
      // The server says that it ends the session before it closes the connection.
      if (/^(?:57P|08)/.test((error as pg.DatabaseError).code ?? '')) this.#onClose();
      throw error;
    } finally {
      this.#sent.shift();
    }
  }

  /** What the requests of one turn of the event loop send goes out in one write. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#socket.cork();
    setImmediate(() => {
      this.#isCorked = false;
      this.#socket.uncork();
    });
  }

  async end(): Promise<void> {
    await this.#connected.catch(() => {});
    await this.#client.end();
  }
}
