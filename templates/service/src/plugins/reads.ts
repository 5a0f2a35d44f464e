/**
 * Quick reads that share connections, as `app.reads`: their statements are sent one behind the other without
 * waiting for the answers in between, which saves most of the system calls of a small query. PostgreSQL
 * answers a connection's statements in order, so a slow one would hold up those behind it: a connection
 * that is late with an answer gets no more, the next takes over, and behind the last one the pool. What was slow the
 * last time goes to the pool at once. Only single statements that read belong here; writes and transactions have
 * connections of their own in `app.db`.
 */
import { Socket } from 'node:net';
import fp from 'fastify-plugin';
import pg from 'pg';
import { clientClass } from './client-class.js';
import type { Queryable } from './db.js';
import { getTypeParser } from './pg-types.js';

declare module 'fastify' {
  interface FastifyInstance {
    readonly reads: SharedReads;
  }
}

export interface ReadsOptions {
  readonly url: string;
  /** How many connections to spill to; the first is usually all that is used. */
  readonly readConnections: number;
  /** In milliseconds: how long a connection may take to be made. */
  readonly queueTimeout: number;
  readonly preparedStatements: boolean;
}

export interface ReadsStatistics {
  readonly connections: number;
  /** Statements on their way on them. */
  readonly inFlight: number;
  /** Statements that the pool has taken since the start: slow ones, and others while all connections were late. */
  readonly spilled: number;
}

export const reads = fp<ReadsOptions>(
  async (app, options) => {
    const shared = new SharedReads(options, app.db, (error) => app.log.warn(error));
    app.decorate('reads', shared);
    app.addHook('onClose', () => shared.end());
  },
  { name: 'reads', dependencies: ['db'] },
);

/** In milliseconds: a connection that owes an answer for longer gets no statements while there is a better one. */
const LATE_AFTER = 3;
/**
 * And for longer than this none at all: it is a slow statement that holds it up. That the machine is busy is no reason
 * to use more connections, with which it would be busier.
 */
const SLOW_AFTER = 50;
/** Statements on their way on one connection. */
const MAX_IN_FLIGHT = 64;

class SharedReads implements Queryable {
  readonly #options: ReadsOptions;
  readonly #pool: Queryable;
  readonly #warn: (error: Error) => void;
  /** By name, the statements that were slow the last time. */
  readonly #slow = new Set<string>();
  #connections: Connection[] = [];
  #spilled = 0;

  constructor(options: ReadsOptions, pool: Queryable, warn: (error: Error) => void) {
    this.#options = options;
    this.#pool = pool;
    this.#warn = warn;
  }

  async query<Row extends pg.QueryResultRow>(
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    const { name } = statement;
    const connection =
      name !== undefined && this.#slow.has(name) ? undefined : this.#chooseConnection();
    if (connection) return connection.query<Row>(statement);
    this.#spilled += 1;
    const began = performance.now();
    const result = await this.#pool.query<Row>(statement);
    if (name !== undefined && performance.now() - began < SLOW_AFTER) this.#slow.delete(name);
    return result;
  }

  async end(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.end()));
  }

  statistics(): ReadsStatistics {
    const inFlight = this.#connections.reduce((sum, connection) => sum + connection.inFlight, 0);
    return { connections: this.#connections.length, inFlight, spilled: this.#spilled };
  }

  /** Undefined where all are held up. */
  #chooseConnection(): Connection | undefined {
    const now = performance.now();
    const quick = this.#connections.find((connection) => connection.isQuick(now));
    if (quick) return quick;
    if (this.#connections.length >= this.#options.readConnections) {
      const usable = this.#connections.filter((connection) => !connection.isHeldUp(now));
      return usable.toSorted((a, b) => a.inFlight - b.inFlight)[0];
    }
    const connection = new Connection(this.#options, {
      onError: this.#warn,
      onSlow: ({ name }) => {
        if (name !== undefined) this.#slow.add(name);
      },
      onClose: () => {
        this.#connections = this.#connections.filter((other) => other !== connection);
      },
    });
    this.#connections.push(connection);
    return connection;
  }
}

interface ConnectionEvents {
  readonly onError: (error: Error) => void;
  readonly onClose: () => void;
  readonly onSlow: (statement: pg.QueryConfig) => void;
}

class Connection {
  readonly #socket = new Socket();
  readonly #client: pg.Client;
  readonly #connected: Promise<void>;
  readonly #events: ConnectionEvents;
  #inFlight = 0;
  /** When it began to owe the answer that comes next. */
  #owesSince = 0;
  #isCorked = false;

  constructor(options: ReadsOptions, events: ConnectionEvents) {
    this.#events = events;
    // Heard before pg rejects what was on its way, so that nobody is sent here again.
    this.#socket.once('close', events.onClose);
    const Client = clientClass(options);
    this.#client = new Client({
      connectionString: options.url,
      pipeline: true,
      keepAlive: true,
      stream: () => this.#socket,
      connectionTimeoutMillis: options.queueTimeout,
      types: { getTypeParser },
    });
    this.#client.on('error', events.onError);
    this.#connected = this.#connect();
    // Each statement that waits for the connection reports that there is none.
    this.#connected.catch(() => {});
  }

  async #connect(): Promise<void> {
    await this.#client.connect();
    this.#owesSince = performance.now();
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  isQuick(now: number): boolean {
    return this.#owes(now) < LATE_AFTER && this.#inFlight < MAX_IN_FLIGHT;
  }

  isHeldUp(now: number): boolean {
    return this.#owes(now) > SLOW_AFTER;
  }

  #owes(now: number): number {
    return this.#inFlight === 0 ? 0 : now - this.#owesSince;
  }

  async query<Row extends pg.QueryResultRow>(
    statement: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    if (this.#inFlight === 0) this.#owesSince = performance.now();
    this.#inFlight += 1;
    try {
      await this.#connected;
      this.#cork();
      return await this.#client.query<Row>(statement);
    } catch (error) {
      // The server says that it ends the session before it closes the connection.
      if (/^(?:57P|08)/.test((error as pg.DatabaseError).code ?? '')) this.#events.onClose();
      throw error;
    } finally {
      const now = performance.now();
      if (now - this.#owesSince > SLOW_AFTER) this.#events.onSlow(statement);
      this.#inFlight -= 1;
      this.#owesSince = now;
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
