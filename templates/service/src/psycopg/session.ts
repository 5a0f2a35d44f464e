/**
 * What one request does on a connection: its transaction, and the client of the pool that it has it on. A transaction
 * that has only read has none: each statement sees what is committed when it begins, so nobody can tell.
 */
import pg from 'pg';
import { currentContext } from '../flask/context.js';
import { database } from './database.js';
import { InterfaceError, OperationalError, ProgrammingError } from './errors.js';
import { toPsycopgError } from './error-text.js';
import type { Query } from './query.js';
import { InFailedSqlTransaction } from './sqlstate-errors.js';
import { isRefused, rawStatement, sendDirectly, wasSent, withLiterals } from './send.js';

export type Rows = pg.QueryArrayResult<(string | null)[]>;

export class Session {
  /** As PostgreSQL sees it: whether a transaction is open, and whether a statement of it has failed. */
  status: 'ready' | 'begun' | 'failed' = 'ready';
  isClosed = false;
  isAutocommit = false;
  isolation: string | null = null;
  isReadOnly: boolean | null = null;
  isDeferrable: boolean | null = null;
  #client: pg.PoolClient | undefined;
  /** Whether others must not get the client: what was set for the session would hold for them, too. */
  #isSpoilt = false;

  constructor() {
    currentContext().onDispose(() => this.abandon());
  }

  /** @throws PsycopgError */
  async run(query: Query): Promise<Rows> {
    this.checkOpen();
    if (this.status === 'failed' && !this.#client) return this.#runFailed(query);
    if (this.#isDirect(query)) return this.#runDirectly(query);
    if (!this.#client) {
      const client = await this.#takeClient();
      if (!this.isAutocommit) await this.#begin(client);
      return this.#runFirst(client, query);
    }
    if (this.status === 'ready' && !this.isAutocommit) {
      await this.#begin(this.#client);
      return this.#runFirst(this.#client, query);
    }
    return this.#runWithin(this.#client, query);
  }

  async commit(): Promise<void> {
    await this.#end('COMMIT');
  }

  async rollback(): Promise<void> {
    await this.#end('ROLLBACK');
  }

  async close(): Promise<void> {
    await this.abandon();
    this.isClosed = true;
  }

  /** Rolls back and gives the client back, whatever its state. */
  async abandon(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    const { status } = this;
    this.status = 'ready';
    if (!client) return;
    let failure: Error | undefined;
    // With autocommit the app itself may have begun one.
    if (status !== 'ready' || this.isAutocommit)
      await client.query('ROLLBACK').catch((error: Error) => {
        failure = error;
      });
    client.release(failure ?? this.#isSpoilt);
    this.#isSpoilt = false;
  }

  checkOpen(): void {
    if (this.isClosed) throw new InterfaceError('connection already closed');
  }

  /** @throws ProgrammingError within a transaction, where psycopg2 refuses to change its kind. */
  checkNoTransaction(what: string): void {
    this.checkOpen();
    if (this.status !== 'ready')
      throw new ProgrammingError(`${what} cannot be used inside a transaction`);
  }

  #isDirect({ effect, isOfSession }: Query): boolean {
    if (this.#client || isOfSession) return false;
    if (this.isAutocommit) return effect !== 'control';
    const isOrdinary =
      this.isolation === null && this.isReadOnly === null && this.isDeferrable === null;
    return effect === 'read' && isOrdinary;
  }

  async #runDirectly(query: Query): Promise<Rows> {
    try {
      const rows = await sendDirectly(query);
      if (!this.isAutocommit) this.status = 'begun';
      return rows;
    } catch (error) {
      if (!this.isAutocommit) this.status = 'failed';
      throw error;
    }
  }

  /** As the server answers within a transaction that has failed. */
  async #runFailed(query: Query): Promise<Rows> {
    if (query.effect === 'control' && /^\s*(?:ROLLBACK|COMMIT|ABORT|END)\b/i.test(query.text)) {
      this.status = 'ready';
      const result = new pg.Result('array', pg.types) as Rows;
      result.command = 'ROLLBACK';
      return result;
    }
    const text =
      'current transaction is aborted, commands ignored until end of transaction block\n';
    const error = new InFailedSqlTransaction(text);
    error.pgcode = '25P02';
    error.pgerror = `ERROR:  ${text}`;
    throw error;
  }

  async #takeClient(): Promise<pg.PoolClient> {
    try {
      const client = await database().db.connect();
      this.#client = client;
      return client;
    } catch (error) {
      throw toPsycopgError(error);
    }
  }

  async #begin(client: pg.PoolClient): Promise<void> {
    const kind = [
      this.isolation && `ISOLATION LEVEL ${this.isolation}`,
      this.isReadOnly === null ? null : this.isReadOnly ? 'READ ONLY' : 'READ WRITE',
      this.isDeferrable === null ? null : this.isDeferrable ? 'DEFERRABLE' : 'NOT DEFERRABLE',
    ].filter(Boolean);
    try {
      await client.query(['BEGIN', ...kind].join(' '));
      this.status = 'begun';
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** Nothing is lost yet when the server refuses the parameters: the transaction begins again, with literals. */
  async #runFirst(client: pg.PoolClient, query: Query): Promise<Rows> {
    try {
      return await this.#send(client, query);
    } catch (error) {
      if (!isRefused(error, query)) throw this.#failure(error, query);
    }
    if (!this.isAutocommit) {
      await client.query('ROLLBACK');
      await this.#begin(client);
    }
    return this.#sendLiterals(client, query);
  }

  async #runWithin(client: pg.PoolClient, query: Query): Promise<Rows> {
    if (this.isAutocommit || this.status === 'failed' || wasSent(query)) {
      try {
        return await this.#send(client, query);
      } catch (error) {
        throw this.#failure(error, query);
      }
    }
    await client.query('SAVEPOINT first_use').catch((error: unknown) => {
      throw this.#failure(error, query);
    });
    try {
      const rows = await this.#send(client, query);
      await client.query('RELEASE SAVEPOINT first_use');
      return rows;
    } catch (error) {
      if (!isRefused(error, query)) throw this.#failure(error, query);
    }
    await client.query('ROLLBACK TO SAVEPOINT first_use');
    return this.#sendLiterals(client, query);
  }

  async #send(client: pg.PoolClient, query: Query): Promise<Rows> {
    this.#isSpoilt ||= query.isOfSession;
    return rawStatement(client, query);
  }

  async #sendLiterals(client: pg.PoolClient, query: Query): Promise<Rows> {
    try {
      return await withLiterals(client, query);
    } catch (error) {
      throw this.#failure(error, query, true);
    }
  }

  /** An error ends what the transaction can do; one of the connection ends it, too. */
  #failure(error: unknown, query?: Query, isLiteral = false): Error {
    const raised = toPsycopgError(error, query, isLiteral);
    if (!this.isAutocommit) this.status = 'failed';
    const isLost = raised instanceof OperationalError && /^(?:57P|08|$)/.test(raised.pgcode ?? '');
    if (isLost) {
      this.#client?.release(true);
      this.#client = undefined;
      this.status = 'ready';
      this.isClosed = true;
    }
    return raised;
  }

  async #end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    this.checkOpen();
    const { status } = this;
    const client = this.#client;
    this.status = 'ready';
    if (!client) return;
    if (status === 'ready') return;
    try {
      await client.query(how);
    } catch (error) {
      throw this.#failureOfEnd(error);
    } finally {
      if (this.#client && !this.#isSpoilt) {
        this.#client = undefined;
        client.release();
      }
    }
  }

  /** What the server refuses to commit, it has rolled back. */
  #failureOfEnd(error: unknown): Error {
    const raised = this.#failure(error);
    this.status = 'ready';
    return raised;
  }
}
