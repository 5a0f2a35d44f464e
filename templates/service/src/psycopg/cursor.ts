/**
 * psycopg2's cursor. What it holds belongs to the request that uses it: one that a whole app shares is another one in
 * each request. Only what goes to the server is awaited; rows have all come when `execute` is done.
 * Source: psycopg/cursor_type.c.
 */
import { perRequest } from '../flask/context.js';
import { PyTypeError, StopIteration } from '../python/exceptions.js';
import { iterate } from '../python/iterate.js';
import { str } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import { Tuple, type Value } from '../python/value.js';
import { converterOf } from './column-values.js';
import { Column } from './columns.js';
import type { Connection } from './connection.js';
import { InterfaceError, ProgrammingError, PsycopgError } from './errors.js';
import { buildQuery, mogrified, plainQuery, type Query } from './query.js';
import type { Rows } from './session.js';
import { isComposable } from './sql.js';

type Convert = (text: string) => Value;

/** What a cursor gives for a row: a tuple, or what its class makes of it. */
export type MakeRow = (values: readonly Value[]) => Value;

interface State {
  isClosed: boolean;
  result: Rows | undefined;
  converts: readonly Convert[];
  makeRow: MakeRow | undefined;
  at: number;
  rowCount: number;
  query: string | null;
  status: string | null;
}

export class Cursor {
  static readonly pythonClass: string = 'cursor';
  readonly connection: Connection;
  readonly name: string | null;
  arraysize = 1;
  itersize = 2000;
  row_factory: Value = null;

  constructor(connection: Connection, name: Value = null) {
    this.connection = connection;
    this.name = name === null ? null : str(name);
  }

  get #state(): State {
    return perRequest<State>(this, () => ({
      isClosed: false,
      result: undefined,
      converts: [],
      makeRow: undefined,
      at: 0,
      rowCount: -1,
      query: null,
      status: null,
    }));
  }

  async execute(sql: Value, values: Value = null): Promise<null> {
    const state = this.#open();
    const text = this.textOf(sql);
    await this.runQuery(values === null ? plainQuery(text) : buildQuery(text, values), state);
    return null;
  }

  /** @internal Of one statement, or of several that psycopg2 sends as one text. */
  async runQuery(query: Query, state = this.#open()): Promise<void> {
    state.result = undefined;
    state.rowCount = -1;
    state.at = 0;
    state.query = query.literal;
    try {
      const result = await this.connection.session.run(query);
      const hasRows = result.fields.length > 0 || /^(?:SELECT|SHOW|VALUES)$/.test(result.command);
      state.result = hasRows ? result : undefined;
      state.rowCount = this.name !== null && hasRows ? -1 : countOf(result, hasRows);
      state.status = statusOf(result);
      state.converts = result.fields.map(({ dataTypeID }) => this.converterOf(dataTypeID));
      state.makeRow = undefined;
    } catch (error) {
      if (error instanceof PsycopgError) error.cursor = this;
      state.status = '';
      throw error;
    }
  }

  async executemany(sql: Value, list: Value): Promise<null> {
    this.#open();
    const text = this.textOf(sql);
    return this.runEach(list, (values) => buildQuery(text, values));
  }

  /** One statement for each of the list: the rows of all are counted, and none can be fetched. */
  protected async runEach(list: Value, build: (values: Value) => Query): Promise<null> {
    const state = this.#open();
    let total = 0;
    for (const values of iterate(list)) {
      await this.runQuery(build(values), state);
      total += Math.max(0, state.rowCount);
    }
    state.result = undefined;
    state.rowCount = total;
    return null;
  }

  /** Parameters are given by their places, or by names in a dict. */
  async callproc(name: Value, parameters: Value = null): Promise<Value> {
    const pairs = parameters === null ? [] : [...iterate(parameters)];
    const isNamed = parameters !== null && typeName(parameters) === 'dict';
    const list = isNamed
      ? pairs.map((key) => `"${str(key).replaceAll('"', '""')}":=%(${str(key)})s`)
      : pairs.map(() => '%s');
    await this.execute(`SELECT * FROM ${str(name)}(${list.join(',')})`, parameters);
    return parameters;
  }

  /** The statement as psycopg2 would send it, in bytes. */
  mogrify(sql: Value, values: Value = null): Value {
    this.#open();
    return Buffer.from(mogrified(this.textOf(sql), values));
  }

  fetchone(): Value {
    const state = this.#results();
    const row = this.#rowAt(state, state.at);
    if (row === undefined) return null;
    state.at += 1;
    return row;
  }

  fetchmany(size: Value = this.arraysize): Value[] {
    return this.#take(Number(size ?? this.arraysize));
  }

  fetchall(): Value[] {
    return this.#take(Infinity);
  }

  #take(count: number): Value[] {
    const state = this.#results();
    const rows: Value[] = [];
    while (rows.length < count) {
      const row = this.#rowAt(state, state.at);
      if (row === undefined) break;
      state.at += 1;
      rows.push(row);
    }
    return rows;
  }

  #rowAt(state: State, at: number): Value | undefined {
    const row = state.result!.rows[at];
    if (!row) return undefined;
    const makeRow = (state.makeRow ??= this.makeRows(state.result!.fields.map(({ name }) => name)));
    const values = row.map((text, column) =>
      text === null ? null : state.converts[column]!(text),
    );
    return makeRow(values);
  }

  converterOf(oid: number): Convert {
    return converterOf(oid);
  }

  /** For a class of cursors with rows of its own. */
  makeRows(_names: readonly string[]): MakeRow {
    return (values) => {
      const row = new Tuple();
      for (const value of values) row.push(value);
      return row;
    };
  }

  pyIterate(): Iterable<Value> {
    return this;
  }

  *[Symbol.iterator](): Generator<Value> {
    for (let row = this.fetchone(); row !== null; row = this.fetchone()) yield row;
  }

  pyNext(): Value {
    const row = this.fetchone();
    if (row === null) throw new StopIteration();
    return row;
  }

  scroll(offset: Value, mode: Value = 'relative'): null {
    const state = this.#results();
    if (mode !== 'relative' && mode !== 'absolute')
      throw new ProgrammingError("scroll mode must be 'relative' or 'absolute'");
    const at = Number(offset) + (mode === 'absolute' ? 0 : state.at);
    if (at < 0 || at >= state.result!.rows.length)
      throw new ProgrammingError('scroll destination out of bounds');
    state.at = at;
    return null;
  }

  get rowcount(): number {
    return this.#state.rowCount;
  }

  get rownumber(): Value {
    return this.#state.at;
  }

  get description(): Value {
    const { result } = this.#state;
    if (!result || result.fields.length === 0) return null;
    const columns = new Tuple();
    for (const field of result.fields) columns.push(Column.describe(field));
    return columns;
  }

  /** What was sent last, in bytes. */
  get query(): Value {
    const { query } = this.#state;
    return query === null ? null : Buffer.from(query);
  }

  get statusmessage(): Value {
    return this.#state.status;
  }

  /** psycopg2's OID of the last row: tables have none. */
  get lastrowid(): number {
    return 0;
  }

  get closed(): boolean {
    return this.#state.isClosed || this.connection.session.isClosed;
  }

  close(): null {
    this.#state.isClosed = true;
    return null;
  }

  setinputsizes(): null {
    return null;
  }

  setoutputsize(): null {
    return null;
  }

  pyEnter(): this {
    return this;
  }

  pyExit(): boolean {
    this.close();
    return false;
  }

  #open(): State {
    const state = this.#state;
    if (this.closed) throw new InterfaceError('cursor already closed');
    return state;
  }

  #results(): State {
    const state = this.#state;
    if (this.closed) throw new InterfaceError('cursor already closed');
    if (!state.result) {
      state.rowCount = -1;
      throw new ProgrammingError('no results to fetch');
    }
    return state;
  }

  /** Text, bytes, or a composition of `psycopg2.sql`. */
  textOf(sql: Value): string {
    if (typeof sql === 'string') return sql;
    if (sql instanceof Uint8Array) return Buffer.from(sql).toString('utf8');
    if (isComposable(sql)) return sql.as_string(this.connection);
    throw new PyTypeError('argument 1 must be a string or unicode object');
  }
}

function countOf({ rowCount, rows }: Rows, hasRows: boolean): number {
  return rowCount ?? (hasRows ? rows.length : -1);
}

/** The server's own words: pg parts them. */
function statusOf({ command, rowCount }: Rows): string {
  if (rowCount === null || rowCount === undefined) return command;
  return command === 'INSERT' ? `INSERT 0 ${rowCount}` : `${command} ${rowCount}`;
}
