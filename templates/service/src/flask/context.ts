/**
 * What belongs to one request: the request itself, what hooks and views keep for each other, and what has to be ended
 * when it is over. Code that was translated from Python asks for it wherever it is, as Flask's own proxies do. Outside
 * of requests there is one context for the whole process.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { RuntimeError } from '../python/exceptions.js';

type Dispose = () => void | Promise<void>;

export class Context {
  readonly #values = new Map<object, unknown>();
  #disposers: Dispose[] = [];

  constructor(
    readonly request?: FastifyRequest,
    readonly reply?: FastifyReply,
  ) {}

  /** What `make` gives, once for each context. */
  get<Kept>(key: object, make: () => Kept): Kept {
    const known = this.#values.get(key);
    if (known !== undefined) return known as Kept;
    const made = make();
    this.#values.set(key, made);
    return made;
  }

  onDispose(dispose: Dispose): void {
    this.#disposers.push(dispose);
  }

  /** Ends what is open. What is opened later can be ended by another call. */
  async dispose(): Promise<void> {
    while (this.#disposers.length > 0) {
      const disposers = this.#disposers;
      this.#disposers = [];
      await Promise.all(disposers.map((dispose) => dispose()));
    }
  }
}

const storage = new AsyncLocalStorage<Context>();
const processContext = new Context();
const contexts = new WeakMap<FastifyRequest, Context>();
let processApp: FastifyInstance | undefined;

export function currentContext(): Context {
  return storage.getStore() ?? processContext;
}

/** One for each request, and one for all that happens outside of requests. */
export function perRequest<Kept>(key: object, make: () => Kept): Kept {
  return currentContext().get(key, make);
}

export function runInContext<Result>(
  request: FastifyRequest,
  reply: FastifyReply,
  run: () => Result,
): Result {
  let context = contexts.get(request);
  if (!context) {
    context = new Context(request, reply);
    contexts.set(request, context);
  }
  return storage.run(context, run);
}

/** For work that goes on after its request, or that nobody waits for: it has a context of its own. */
export async function runDetached<Result>(run: () => Promise<Result>): Promise<Result> {
  const context = new Context();
  try {
    return await storage.run(context, run);
  } finally {
    await context.dispose();
  }
}

/** @throws RuntimeError outside of requests, as Flask does. */
export function currentRequest(): FastifyRequest {
  const { request } = currentContext();
  if (request) return request;
  throw new RuntimeError(
    'Working outside of request context.\n\n' +
      'This typically means that you attempted to use functionality that needed\n' +
      'an active HTTP request. Consult the documentation on testing for\n' +
      'information about how to avoid this problem.',
  );
}

export function hasRequestContext(): boolean {
  return currentContext().request !== undefined;
}

/** The app that serves. */
export function currentServer(): FastifyInstance {
  const server = currentContext().request?.server ?? processApp;
  if (server) return server;
  throw new RuntimeError('no app has been made yet');
}

/** Ends what a request has opened before it is answered, and what the start of the app has opened before it listens. */
export const requestContexts = fp(
  async (app) => {
    processApp = app;
    app.addHook('onReady', () => processContext.dispose());
    app.addHook('onResponse', disposeOf);
    app.addHook('onClose', () => processContext.dispose());
  },
  { name: 'requestContexts' },
);

export async function disposeOf(request: FastifyRequest): Promise<void> {
  const context = contexts.get(request);
  if (context) await storage.run(context, () => context.dispose());
}
