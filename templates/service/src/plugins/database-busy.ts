/** Thrown when no connection to the database comes free: what is not caught is answered 503. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';

  constructor(cause?: Error) {
    super('no connection to the database came free', { cause });
  }
}

/** Whether an error is that, or was made of it. */
export function isDatabaseBusy(error: unknown): boolean {
  return (
    error instanceof DatabaseBusy || (error instanceof Error && error.cause instanceof DatabaseBusy)
  );
}
