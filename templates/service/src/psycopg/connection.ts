/**
 * psycopg2's connection, on the service's own pool: what it was told of host and user is not needed. Its transaction
 * belongs to the request that uses it, and is rolled back at the end of that, as when Python lets go of a connection.
 * Source: psycopg/connection_type.c, lib/__init__.py.
 */
import { perRequest } from '../flask/context.js';
import { str } from '../python/text.js';
import { ValueError } from '../python/exceptions.js';
import type { Dict } from '../python/dict.js';
import type { Value } from '../python/value.js';
import { Cursor } from './cursor.js';
import { Session } from './session.js';

type CursorClass = new (connection: Connection, name?: Value) => Cursor;

const LEVELS: readonly (string | null)[] = [
  null,
  'READ COMMITTED',
  'REPEATABLE READ',
  'SERIALIZABLE',
  'READ UNCOMMITTED',
];

export class Connection {
  static readonly pythonClass: string = 'connection';
  /** The class of its cursors, where `cursor` is not told another. */
  cursor_factory: Value;
  readonly notices: Value[] = [];
  readonly encoding = 'UTF8';
  readonly dsn: string;
  #isAutocommit = false;
  #isolation: string | null = null;
  #isReadOnly: boolean | null = null;
  #isDeferrable: boolean | null = null;

  constructor(dsn: Value = '', cursorFactory: Value = null) {
    this.dsn = typeof dsn === 'string' ? dsn : '';
    this.cursor_factory = cursorFactory;
  }

  /** @internal */
  get session(): Session {
    return perRequest(this, () => {
      const session = new Session();
      session.isAutocommit = this.#isAutocommit;
      session.isolation = this.#isolation;
      session.isReadOnly = this.#isReadOnly;
      session.isDeferrable = this.#isDeferrable;
      return session;
    });
  }

  cursor(name: Value = null, cursorFactory: Value = null): Cursor {
    this.session.checkOpen();
    const factory = (cursorFactory ?? this.cursor_factory ?? Cursor) as CursorClass;
    return new factory(this, name);
  }

  async commit(): Promise<null> {
    await this.session.commit();
    return null;
  }

  async rollback(): Promise<null> {
    await this.session.rollback();
    return null;
  }

  async close(): Promise<null> {
    await this.session.close();
    return null;
  }

  /** As it was when it was made: nothing open, and nothing set. */
  async reset(): Promise<null> {
    await this.session.rollback();
    return null;
  }

  cancel(): null {
    this.session.checkOpen();
    return null;
  }

  get autocommit(): boolean {
    return this.session.isAutocommit;
  }

  set autocommit(value: Value) {
    this.set_session(undefined, undefined, undefined, value);
  }

  get isolation_level(): Value {
    const { isAutocommit, isolation } = this.session;
    return isAutocommit ? 0 : isolation === null ? null : LEVELS.indexOf(isolation);
  }

  set isolation_level(level: Value) {
    this.set_session(level ?? 'default');
  }

  get readonly(): Value {
    return this.session.isReadOnly;
  }

  set readonly(value: Value) {
    this.set_session(undefined, value ?? 'default');
  }

  get deferrable(): Value {
    return this.session.isDeferrable;
  }

  set deferrable(value: Value) {
    this.set_session(undefined, undefined, value ?? 'default');
  }

  set_session(isolation?: Value, readonly?: Value, deferrable?: Value, autocommit?: Value): null {
    const { session } = this;
    session.checkNoTransaction('set_session');
    if (isolation !== undefined && isolation !== null)
      session.isolation = this.#isolation = levelOf(isolation);
    if (readonly !== undefined && readonly !== null)
      session.isReadOnly = this.#isReadOnly = readonly === 'default' ? null : readonly === true;
    if (deferrable !== undefined && deferrable !== null)
      session.isDeferrable = this.#isDeferrable =
        deferrable === 'default' ? null : deferrable === true;
    if (autocommit !== undefined && autocommit !== null)
      session.isAutocommit = this.#isAutocommit = autocommit !== false && autocommit !== 0;
    return null;
  }

  /** 0 is autocommit. It rolls back what is open. */
  async set_isolation_level(level: Value): Promise<null> {
    await this.session.rollback();
    if (level === 0) return this.set_session(undefined, undefined, undefined, true);
    return this.set_session(level ?? 'default', undefined, undefined, false);
  }

  set_client_encoding(): null {
    return null;
  }

  get closed(): number {
    return this.session.isClosed ? 1 : 0;
  }

  /** STATUS_READY, STATUS_BEGIN. */
  get status(): number {
    return this.session.status === 'ready' ? 1 : 2;
  }

  get_transaction_status(): number {
    return { ready: 0, begun: 2, failed: 3 }[this.session.status];
  }

  get info(): ConnectionInfo {
    return new ConnectionInfo(this);
  }

  get server_version(): number {
    return 160000;
  }

  get protocol_version(): number {
    return 3;
  }

  pyEnter(): this {
    this.session.checkOpen();
    return this;
  }

  /** Commits, or rolls back after an error; it stays open. */
  async pyExit(error?: Error | null): Promise<boolean> {
    await (error ? this.rollback() : this.commit());
    return false;
  }
}

function levelOf(level: Value): string | null {
  if (typeof level === 'number') {
    if (level >= 1 && level <= 4) return LEVELS[level]!;
    throw new ValueError('isolation_level must be between 1 and 4');
  }
  const name = str(level).toUpperCase();
  if (name === 'DEFAULT') return null;
  if (LEVELS.includes(name)) return name;
  throw new ValueError(`bad value for isolation_level: '${str(level)}'`);
}

class ConnectionInfo {
  static readonly pythonClass: string = 'ConnectionInfo';

  constructor(private readonly connection: Connection) {}

  get transaction_status(): number {
    return this.connection.get_transaction_status();
  }

  get status(): number {
    return this.connection.closed;
  }

  get server_version(): number {
    return this.connection.server_version;
  }
}

type ConnectionClass = new (dsn?: Value, cursorFactory?: Value) => Connection;

/** `psycopg2.connect(dsn, connection_factory, cursor_factory, **parameters)`. */
export function connect(
  dsn: Value = null,
  connectionFactory: Value = null,
  cursorFactory: Value = null,
  parameters?: Dict,
): Connection {
  const named = (name: string, given: Value): Value => given ?? parameters?.get(name) ?? null;
  const factory = (named('connection_factory', connectionFactory) ?? Connection) as ConnectionClass;
  const connection = new factory(dsn, null);
  connection.cursor_factory = named('cursor_factory', cursorFactory) ?? connection.cursor_factory;
  return connection;
}
