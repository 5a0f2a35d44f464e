/**
 * Context managers made of generators: what stands before the `yield` runs when the block is entered, what stands behind
 * it when the block is left, with the exception that ended the block raised at the `yield`.
 * Source: contextlib.py (_GeneratorContextManager), 3.11.
 */
import { RuntimeError } from './exceptions.js';

export class ContextManager<T> {
  readonly #generator: Generator<T>;

  constructor(generator: Generator<T>) {
    this.#generator = generator;
  }

  enter(): T {
    const { done, value } = this.#generator.next();
    if (done) throw new RuntimeError("generator didn't yield");
    return value as T;
  }

  /** Whether the generator has ended the exception. */
  exit(failure?: unknown): boolean {
    if (failure === undefined) {
      if (this.#generator.next().done) return false;
      throw new RuntimeError("generator didn't stop");
    }
    if (!this.#generator.throw(failure).done)
      throw new RuntimeError("generator didn't stop after throw()");
    return true;
  }
}

export class AsyncContextManager<T> {
  readonly #generator: AsyncGenerator<T>;

  constructor(generator: AsyncGenerator<T>) {
    this.#generator = generator;
  }

  async enter(): Promise<T> {
    const { done, value } = await this.#generator.next();
    if (done) throw new RuntimeError("generator didn't yield");
    return value as T;
  }

  async exit(failure?: unknown): Promise<boolean> {
    if (failure === undefined) {
      const { done } = await this.#generator.next();
      if (done) return false;
      throw new RuntimeError("generator didn't stop");
    }
    const { done } = await this.#generator.throw(failure);
    if (!done) throw new RuntimeError("generator didn't stop after throw()");
    return true;
  }
}

export function contextManager<T>(generator: Generator<T>): ContextManager<T> {
  return new ContextManager(generator);
}

export function asyncContextManager<T>(generator: AsyncGenerator<T>): AsyncContextManager<T> {
  return new AsyncContextManager(generator);
}
