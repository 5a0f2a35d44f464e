/**
 * A process that could not be started, ended too early, or did not become ready in time. It carries the
 * last lines that the process printed, because they usually hold the reason.
 */
export class ProcessFailed extends Error {
  override readonly name = 'ProcessFailed';

  constructor(
    message: string,
    /** What the process printed last, oldest line first. */
    readonly output: readonly string[] = [],
    readonly help: readonly string[] = [],
  ) {
    super(message);
  }
}

/** How a process ended: `code` is null when a signal ended it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `exited with code 1`, `was ended by SIGKILL`. */
export function exitText(exit: Exit): string {
  return exit.signal === null ? `exited with code ${exit.code}` : `was ended by ${exit.signal}`;
}
