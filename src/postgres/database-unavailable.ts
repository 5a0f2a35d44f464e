/**
 * There is no PostgreSQL to work with: none can be started here, or the one of DATABASE_URL does not let
 * us in. The message never holds a password.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';

  constructor(
    message: string,
    readonly help: readonly string[],
    /** What the server or its tools printed, oldest line first. */
    readonly output: readonly string[] = [],
  ) {
    super(message);
  }
}

export const SET_DATABASE_URL =
  'set DATABASE_URL to a PostgreSQL server on which you may create databases';
