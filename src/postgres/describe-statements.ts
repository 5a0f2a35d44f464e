/**
 * Asks a server what statements take and give, by Parse and Describe: PostgreSQL plans nothing and runs
 * nothing. All questions are sent before the first answer is read, with a Sync after each, so that a
 * mistake in one statement does not touch the next, and a slow network costs one round trip.
 */
import { type Client, type Connection, DatabaseError, type FieldDef, type Submittable } from 'pg';

import type {
  DescribedColumn,
  DescribedStatement as DescribedResult,
  RefusedStatement,
  StatementError,
} from '../describe/description.js';
import { characterOffsets } from '../sql/offsets.js';
import { withClient } from './with-client.js';

/** The type a parameter or column has is an OID of `pg_type`: `readCatalog` tells what it is. */
export type Description = DescribedStatement | RefusedStatement;

export interface DescribedStatement extends DescribedResult {
  /** False for a statement that never gives rows, which is not the same as rows without columns. */
  readonly returnsRows: boolean;
}

/**
 * Describes each statement (`$1`, `$2`, … as parameters) over one connection, in the given order.
 * @throws DatabaseUnavailable without a connection, and pg's error when the connection breaks.
 */
export async function describeStatements(
  url: string,
  statements: readonly string[],
): Promise<Description[]> {
  // The protocol ends a text at a NUL: the server would describe another statement than the one given.
  const sendable = statements.filter((text) => !text.includes('\0'));
  const described =
    sendable.length === 0 ? [] : await withClient(url, (client) => describeAll(client, sendable));
  const answers = described.values();
  return statements.map((text) =>
    text.includes('\0') ? nulRefusal(text) : (answers.next().value as Description),
  );
}

function describeAll(client: Client, statements: readonly string[]): Promise<Description[]> {
  return new Promise((resolve, reject) => {
    const answers: Description[] = [];
    const next = (answer: Description): void => {
      answers.push(answer);
      if (answers.length === statements.length) resolve(answers);
      else client.query(new Question(statements, answers.length, next, reject));
    };
    client.query(new Question(statements, 0, next, reject));
  });
}

/** The parts of pg's connection that its type declarations leave out or describe as they once were. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(statement: { readonly text: string }): void;
  describe(target: { readonly type: 'S' }): void;
  sync(): void;
  on(
    event: 'parameterDescription',
    listener: (message: { readonly dataTypeIDs: number[] }) => void,
  ): void;
  off(
    event: 'parameterDescription',
    listener: (message: { readonly dataTypeIDs: number[] }) => void,
  ): void;
}

/**
 * pg's Client hands the messages of one answer to one query object and refuses query objects of others in
 * its pipeline mode. So there is one object for each statement, but the first sends for all; each puts the
 * next in its place as soon as its own answer is complete.
 */
class Question implements Submittable {
  #parameters: readonly number[] = [];
  #columns: readonly DescribedColumn[] | undefined;
  #connection: Wire | undefined;

  constructor(
    private readonly statements: readonly string[],
    private readonly index: number,
    private readonly onAnswer: (answer: Description) => void,
    private readonly onBroken: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    this.#connection = connection as unknown as Wire;
    this.#connection.on('parameterDescription', this.#onParameters);
    if (this.index > 0) return;
    this.#connection.stream.cork();
    for (const text of this.statements) {
      this.#connection.parse({ text });
      this.#connection.describe({ type: 'S' });
      this.#connection.sync();
    }
    this.#connection.stream.uncork();
  }

  readonly #onParameters = (message: { readonly dataTypeIDs: number[] }): void => {
    this.#parameters = message.dataTypeIDs;
  };

  handleRowDescription(message: { readonly fields: readonly FieldDef[] }): void {
    this.#columns = message.fields.map((field) => ({
      name: field.name,
      typeOid: field.dataTypeID,
      typmod: field.dataTypeModifier,
      tableOid: field.tableID,
      columnNumber: field.columnID,
    }));
  }

  handleReadyForQuery(): void {
    this.#leave();
    this.onAnswer({
      ok: true,
      parameters: this.#parameters,
      returnsRows: this.#columns !== undefined,
      columns: this.#columns ?? [],
    });
  }

  handleError(error: Error): void {
    this.#leave();
    if (error instanceof DatabaseError && !isFatal(error)) {
      this.onAnswer({ ok: false, error: statementError(error, this.statements[this.index]!) });
    } else {
      this.onBroken(error);
    }
  }

  #leave(): void {
    this.#connection?.off('parameterDescription', this.#onParameters);
  }
}

/**
 * Whether the session ended with this error (operator intervention, connection exception), which then is
 * not about the statement. The severity would say so too, but in the language of the server.
 */
export function isFatal(error: DatabaseError): boolean {
  return /^(?:57P|08)/.test(error.code ?? '');
}

/** A server's error about `text`. Its position counts characters, not UTF-16 units, from 1. */
export function statementError(error: DatabaseError, text: string): StatementError {
  return {
    message: error.message,
    sqlstate: error.code,
    offset:
      error.position === undefined ? undefined : characterOffsets(text)(Number(error.position) - 1),
    detail: error.detail,
    hint: error.hint,
  };
}

function nulRefusal(text: string): RefusedStatement {
  const message = 'a statement cannot contain a NUL character';
  const error = { message, sqlstate: undefined, detail: undefined, hint: undefined };
  return { ok: false, error: { ...error, offset: text.indexOf('\0') } };
}
