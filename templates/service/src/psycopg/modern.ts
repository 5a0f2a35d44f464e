/**
 * psycopg 3: its connections, cursors and rows, on the same sessions as psycopg2's.
 * Source: psycopg/connection.py, cursor.py and rows.py.
 */
import { perRequest } from '../flask/context.js';
import type { Callable } from '../python/callable.js';
import { Dict } from '../python/dict.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { modernConverterOf } from './column-values.js';
import { Adapters } from './adapters.js';
import { Connection } from './connection.js';
import { Cursor, type MakeRow } from './cursor.js';
import { NamedTupleCursor } from './dict-rows.js';
import { OperationalError, ProgrammingError, PsycopgError } from './errors.js';
import { Json } from './json-adapter.js';
import { buildTypedQuery } from './typed-query.js';

/** Makes a way to make rows of the names of columns. */
type RowFactory = (names: readonly string[]) => MakeRow;

export const tuple_row: RowFactory = (names) => Cursor.prototype.makeRows(names);

export const dict_row: RowFactory = (names) => (values) => {
  const row = new Dict();
  for (const [at, name] of names.entries()) row.set(name, values[at]!);
  return row;
};

export const namedtuple_row: RowFactory = (names) => NamedTupleCursor.prototype.makeRows(names);

export const scalar_row: RowFactory = () => (values) => values[0]!;

/** Of a class that is made of the columns by their names. */
export function classRow(type: new (named: Value) => object): RowFactory {
  return (names) => {
    const toDict = dict_row(names);
    return (values) => new type(toDict(values));
  };
}

/** Of a function that is called with the columns by their names. */
export function kwargsRow(make: Callable): RowFactory {
  return (names) => {
    const toDict = dict_row(names);
    return (values) => (make([], toDict(values) as Dict) as Value | undefined) ?? null;
  };
}

/** Of a function that is called with the columns in their order. */
export function argsRow(make: Callable): RowFactory {
  return () => (values) => (make(values) as Value | undefined) ?? null;
}

export class ModernCursor extends Cursor {
  static override readonly pythonClass: string = 'Cursor';

  constructor(connection: ModernConnection, name: Value = null, factory: Value = null) {
    super(connection, name);
    this.row_factory = factory ?? connection.row_factory;
  }

  /** @returns the cursor itself. */
  async run(sql: Value, values: Value = null): Promise<this> {
    const query = buildTypedQuery(this.textOf(sql), values, this.#adapters);
    await asModern(this.runQuery(query));
    return this;
  }

  async runMany(sql: Value, list: Value): Promise<null> {
    const text = this.textOf(sql);
    const each = this.runEach(list, (values) => buildTypedQuery(text, values, this.#adapters));
    return asModern(each);
  }

  get #adapters(): Adapters {
    return (this.connection as ModernConnection).adapters;
  }

  override converterOf(oid: number): (text: string) => Value {
    return this.#adapters.loader(oid) ?? modernConverterOf(oid);
  }

  override makeRows(names: readonly string[]): MakeRow {
    return ((this.row_factory as RowFactory | null) ?? tuple_row)(names);
  }

  override fetchone(): Value {
    return this.#fetch(() => super.fetchone());
  }

  override fetchmany(size?: Value): Value[] {
    return this.#fetch(() => super.fetchmany(size));
  }

  override fetchall(): Value[] {
    return this.#fetch(() => super.fetchall());
  }

  #fetch<Rows>(fetch: () => Rows): Rows {
    if (this.closed) throw new OperationalError('the cursor is closed');
    if (this.description === null && this.statusmessage !== null) {
      throw new ProgrammingError(
        `the last operation didn't produce records (command status: ${str(this.statusmessage)})`,
      );
    }
    return fetch();
  }
}

export class ModernConnection extends Connection {
  static override readonly pythonClass: string = 'Connection';
  readonly adapters = new Adapters();
  row_factory: Value = null;

  /** @param pool that it goes back to, and is not closed then. */
  constructor(
    conninfo: Value = '',
    private readonly pool?: ModernPool,
  ) {
    super(conninfo);
  }

  override cursor(name: Value = null, factory: Value = null): ModernCursor {
    if (this.session.isClosed) throw new OperationalError('the connection is closed');
    return new ModernCursor(this, name, factory);
  }

  async execute(sql: Value, values: Value = null): Promise<ModernCursor> {
    return this.cursor().run(sql, values);
  }

  transaction(): Transaction {
    return new Transaction(this);
  }

  /** Commits or rolls back, and closes. */
  override async pyExit(error?: Error | null): Promise<boolean> {
    await super.pyExit(error);
    if (this.pool) await this.session.abandon();
    else await this.close();
    return false;
  }
}

/** `with conn.transaction():` a savepoint within another one. */
export class Transaction {
  static readonly pythonClass: string = 'Transaction';

  constructor(private readonly connection: ModernConnection) {}

  get #depth(): { value: number } {
    return perRequest(this.connection.transaction, () => ({ value: 0 }));
  }

  async pyEnter(): Promise<this> {
    if (this.connection.session.status !== 'ready')
      await this.connection.execute(`SAVEPOINT block_${this.#depth.value}`);
    this.#depth.value += 1;
    return this;
  }

  async pyExit(error?: Error | null): Promise<boolean> {
    this.#depth.value -= 1;
    const depth = this.#depth.value;
    if (depth > 0) {
      const how = error ? 'ROLLBACK TO SAVEPOINT' : 'RELEASE SAVEPOINT';
      await this.connection.execute(`${how} block_${depth}`);
    } else await (error ? this.connection.rollback() : this.connection.commit());
    return false;
  }
}

/** `psycopg.connect(conninfo, autocommit, row_factory, **parameters)`. */
export function connectModern(
  conninfo: Value = null,
  autocommit: Value = false,
  factory: Value = null,
  _parameters?: Dict,
): ModernConnection {
  const connection = new ModernConnection(conninfo);
  connection.row_factory = factory;
  if (autocommit === true) connection.autocommit = true;
  return connection;
}

/** `psycopg_pool.ConnectionPool`. */
export class ModernPool {
  static readonly pythonClass: string = 'ConnectionPool';
  readonly #options: Dict | null;
  readonly #configure: Configure | null;
  #configured: Promise<Adapters> | undefined;
  closed = false;

  /** The service's pool is one, of its own size: how many connections it holds is said in its configuration. */
  constructor(
    _conninfo: Value = null,
    options: Value = null,
    configure: Configure | null = null,
    _sizes: Value = null,
  ) {
    this.#options = options instanceof Dict ? options : null;
    this.#configure = configure;
  }

  /** What `configure` does with one connection holds for all: they are one and the same to PostgreSQL. */
  async getconn(): Promise<ModernConnection> {
    const connection = this.#connect();
    const configure = this.#configure;
    if (configure) {
      this.#configured ??= (async () => {
        const first = this.#connect();
        await configure(first);
        return first.adapters;
      })();
      connection.adapters.addAll(await this.#configured);
    }
    return connection;
  }

  #connect(): ModernConnection {
    const connection = new ModernConnection('', this);
    connection.row_factory = this.#options?.get('row_factory') ?? null;
    if (this.#options?.get('autocommit') === true) connection.autocommit = true;
    return connection;
  }

  async putconn(connection: ModernConnection): Promise<null> {
    await connection.session.abandon();
    return null;
  }

  /** For `with pool.connection() as conn:`, which commits or rolls back. */
  async connection(): Promise<ModernConnection> {
    return this.getconn();
  }

  open(): null {
    return null;
  }

  wait(): null {
    return null;
  }

  close(): null {
    this.closed = true;
    return null;
  }
}

type Configure = (connection: ModernConnection) => Value | void | Promise<Value | void>;

export class Jsonb extends Json {
  static override readonly pythonClass: string = 'Jsonb';
}

/** The same text, without the line's end that psycopg2 leaves there. */
async function asModern<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PsycopgError)) throw error;
    error.args[0] = str(error.args[0] ?? '').trimEnd();
    throw error;
  }
}
