/**
 * An answer that is made while it is sent: what a generator yields, in the context of the request that it began in.
 * Source: flask/helpers.py (stream_with_context), werkzeug/wrappers/response.py (iter_encoded), 2.2.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { PyTypeError } from '../python/exceptions.js';
import { typeName } from '../python/type-name.js';
import type { Value } from '../python/value.js';
import { currentServer } from './context.js';

export class AnswerStream extends Readable {
  readonly #chunks: AsyncIterator<Value>;
  readonly #inContext = AsyncLocalStorage.snapshot();
  #hasBegun = false;
  /** What there is to do when the last of it has left, or nobody wants the rest. */
  atEnd: () => Promise<void> = async () => {};

  /** @param keepsContext whether the request is over for hooks only when all of it has been sent */
  constructor(
    chunks: AsyncIterable<Value>,
    readonly keepsContext = false,
  ) {
    super();
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  override async _read(): Promise<void> {
    try {
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- one chunk follows the other
        const { done, value } = await this.#inContext(() => this.#chunks.next());
        const bytes = done === true ? null : toBytes(value);
        // Nothing at all would be the end.
        if (bytes?.length === 0) continue;
        this.#hasBegun = true;
        this.push(bytes);
        return;
      }
    } catch (error) {
      // Behind the first chunk no error handler is told: the client has the status already.
      if (this.#hasBegun) this.#inContext(() => currentServer().log.error(error));
      this.destroy(error as Error);
    }
  }

  override async _destroy(
    error: Error | null,
    callback: (error?: Error | null) => void,
  ): Promise<void> {
    let failure = error;
    try {
      await this.#inContext(() => this.#end());
    } catch (thrown) {
      failure ??= thrown as Error;
    }
    callback(failure);
  }

  async #end(): Promise<void> {
    await this.#chunks.return?.();
    await this.atEnd();
  }
}

function toBytes(chunk: Value): Uint8Array {
  if (typeof chunk === 'string') return Buffer.from(chunk);
  if (chunk instanceof Uint8Array) return chunk;
  throw new PyTypeError(`applications must write bytes, not ${typeName(chunk)}`);
}

/** A generator that does not wait is read before the answer is sent. */
export function streamWithContext(chunks: AsyncIterable<Value>): AnswerStream;
export function streamWithContext(chunks: Value): Value;
export function streamWithContext(chunks: Value | AsyncIterable<Value>): Value | AnswerStream {
  return isStream(chunks) ? new AnswerStream(chunks, true) : chunks;
}

export function isStream(body: Value | AsyncIterable<Value>): body is AsyncIterable<Value> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
