/**
 * What a run holds open: processes, databases, temporary directories. Everything is given back once, the
 * last first, when the work is done, when it fails, and when its signal aborts. Whoever owns the process
 * (the CLI) turns SIGINT, SIGTERM and SIGHUP into that abort and decides the exit code; nothing here
 * listens to signals or exits. If the process dies without a chance to do any of this, a watchdog does it.
 */
import { setTimeout as delay } from 'node:timers/promises';

import { Bug } from '../util/bug.js';
import { Watchdog } from './watchdog.js';

/** The reason to abort with when a signal arrives; exit code 130 says so to the shell. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(readonly signalName: NodeJS.Signals) {
    super(`interrupted by ${signalName}`);
  }
}

type Disposer = () => Promise<void> | void;

/** How long interrupted work may take to clear up after itself once its resources are closed. */
const SETTLE_MS = 500;

export class Resources {
  readonly watchdog = new Watchdog();
  readonly #disposers = new Set<Disposer>();
  #closing: Promise<void> | undefined;
  #isClosed = false;

  constructor(readonly signal: AbortSignal = new AbortController().signal) {}

  /**
   * Has `dispose` called when this closes, before everything that was deferred earlier. Call the result to
   * take it back; it says whether that came in time. After closing there is nobody to wait for it, so that
   * it is called at once.
   */
  defer(dispose: Disposer): () => boolean {
    // A fresh function: the same disposer may be deferred twice.
    const entry: Disposer = () => dispose();
    this.#disposers.add(entry);
    if (this.#isClosed) this.#dispose().catch(() => {});
    return () => this.#disposers.delete(entry);
  }

  /** Throws the reason of the abort when the run is over and nothing more may be opened. */
  throwIfClosing(): void {
    this.signal.throwIfAborted();
    if (this.#closing !== undefined) throw new Bug('a resource is opened after closing');
  }

  /**
   * Gives everything back. Calling it again waits for the same end. All disposers run, whatever fails.
   * @throws what a disposer threw: the error itself when it is one, else an AggregateError.
   */
  close(): Promise<void> {
    this.#closing ??= this.#dispose();
    return this.#closing;
  }

  async #dispose(errors: readonly unknown[] = []): Promise<void> {
    const last = [...this.#disposers].at(-1);
    if (last !== undefined) {
      this.#disposers.delete(last);
      const failed = await Promise.resolve()
        .then(last)
        .then(
          () => [],
          (error: unknown) => [error],
        );
      return this.#dispose([...errors, ...failed]);
    }
    this.#isClosed = true;
    this.watchdog.close();
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, 'several things could not be closed');
  }
}

/**
 * Runs `body` and closes what it opened, then returns or throws as `body` did. When `signal` aborts it
 * closes everything, gives `body` a moment to end on that, and throws the reason of the abort.
 * @throws what closing threw, if `body` itself succeeded.
 */
export async function withResources<T>(
  signal: AbortSignal,
  body: (resources: Resources) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const resources = new Resources(signal);
  const over = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { signal: over.signal });
  });
  const work = body(resources);
  let result: T;
  try {
    result = await Promise.race([aborted, work]);
  } catch (error) {
    await resources.close().catch(() => {});
    const late = delay(SETTLE_MS, undefined, { signal: over.signal });
    await Promise.race([work, late]).catch(() => {});
    throw error;
  } finally {
    over.abort();
  }
  await resources.close();
  return result;
}
