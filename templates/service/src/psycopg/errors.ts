/**
 * psycopg2's exceptions: the classes of the DB-API, with what PostgreSQL said of an error. Those of single SQLSTATEs are
 * in `sqlstate-errors.ts`.
 * Source: psycopg/error_type.c, psycopg/pqpath.c.
 */
import { Exception } from '../python/exceptions.js';
import type { Value } from '../python/value.js';

export class PsycopgWarning extends Exception {
  static override readonly pythonClass: string = 'Warning';
}

export class PsycopgError extends Exception {
  static override readonly pythonClass: string = 'Error';
  /** The SQLSTATE; None for what psycopg2 itself refuses. */
  pgcode: string | null = null;
  /** The whole text of the server, as libpq prints it. */
  pgerror: string | null = null;
  diag: Diagnostics = new Diagnostics();
  cursor: Value = null;

  /** As psycopg 3 calls it. */
  get sqlstate(): string | null {
    return this.pgcode;
  }
}

export class InterfaceError extends PsycopgError {
  static override readonly pythonClass: string = 'InterfaceError';
}

export class DatabaseError extends PsycopgError {
  static override readonly pythonClass: string = 'DatabaseError';
}

export class DataError extends DatabaseError {
  static override readonly pythonClass: string = 'DataError';
}

export class OperationalError extends DatabaseError {
  static override readonly pythonClass: string = 'OperationalError';
}

export class IntegrityError extends DatabaseError {
  static override readonly pythonClass: string = 'IntegrityError';
}

export class InternalError extends DatabaseError {
  static override readonly pythonClass: string = 'InternalError';
}

export class ProgrammingError extends DatabaseError {
  static override readonly pythonClass: string = 'ProgrammingError';
}

export class NotSupportedError extends DatabaseError {
  static override readonly pythonClass: string = 'NotSupportedError';
}

export class QueryCanceledError extends OperationalError {
  static override readonly pythonClass: string = 'QueryCanceledError';
}

export class TransactionRollbackError extends OperationalError {
  static override readonly pythonClass: string = 'TransactionRollbackError';
}

export class PoolError extends PsycopgError {
  static override readonly pythonClass: string = 'PoolError';
}

/** `error.diag`: the fields of the server's message. */
export class Diagnostics {
  static readonly pythonClass: string = 'Diagnostics';

  constructor(private readonly fields: ReadonlyMap<string, unknown> = new Map()) {}

  get severity(): Value {
    return this.#get('severity');
  }

  get severity_nonlocalized(): Value {
    return this.#get('severity');
  }

  get sqlstate(): Value {
    return this.#get('code');
  }

  get message_primary(): Value {
    return this.#get('message');
  }

  get message_detail(): Value {
    return this.#get('detail');
  }

  get message_hint(): Value {
    return this.#get('hint');
  }

  get statement_position(): Value {
    return this.#get('position');
  }

  get internal_position(): Value {
    return this.#get('internalPosition');
  }

  get internal_query(): Value {
    return this.#get('internalQuery');
  }

  get context(): Value {
    return this.#get('where');
  }

  get schema_name(): Value {
    return this.#get('schema');
  }

  get table_name(): Value {
    return this.#get('table');
  }

  get column_name(): Value {
    return this.#get('column');
  }

  get datatype_name(): Value {
    return this.#get('dataType');
  }

  get constraint_name(): Value {
    return this.#get('constraint');
  }

  get source_file(): Value {
    return this.#get('file');
  }

  get source_line(): Value {
    return this.#get('line');
  }

  get source_function(): Value {
    return this.#get('routine');
  }

  #get(name: string): Value {
    const text = this.fields.get(name);
    return typeof text === 'string' ? text : null;
  }
}
