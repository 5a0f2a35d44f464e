/**
 * Flask's session: `request.session.get('user_id')`, `request.session.set('user_id', 7)`. It is read from its cookie
 * when it is first used, and sent back when it was changed, or each time when it is permanent. What changes a
 * list or an object within it says so with `touch()`, as `session.modified = True` does in Flask.
 * Source: flask/sessions.py, 2.2.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { deleteCookie, readCookies, setCookie, type CookieOptions } from './cookies.js';
import { readSessionCookie, writeSessionCookie, type SessionKey } from './session-cookie.js';
import { behaviour } from './versions.js';

declare module 'fastify' {
  interface FastifyRequest {
    readonly session: Session;
  }
}

export interface SessionOptions extends CookieOptions {
  readonly secretKey: string | Uint8Array;
  /** SESSION_COOKIE_NAME. */
  readonly cookieName?: string;
  /** PERMANENT_SESSION_LIFETIME, in seconds. */
  readonly lifetime?: number;
  /** SESSION_REFRESH_EACH_REQUEST. */
  readonly refreshesEachRequest?: boolean;
}

export class Session {
  readonly #values: Map<string, unknown>;
  #isAccessed = false;
  #isModified = false;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = new Map(Object.entries(values));
  }

  get(name: string): unknown {
    this.#isAccessed = true;
    return this.#values.get(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  set(name: string, value: unknown): void {
    this.#values.set(name, value);
    this.touch();
  }

  /** `session.pop(name, None)`. */
  delete(name: string): unknown {
    const value = this.#values.get(name);
    if (this.#values.delete(name)) this.touch();
    return value;
  }

  clear(): void {
    this.#values.clear();
    this.touch();
  }

  touch(): void {
    this.#isAccessed = true;
    this.#isModified = true;
  }

  /** Says that the answer depends on it. */
  access(): void {
    this.#isAccessed = true;
  }

  get permanent(): boolean {
    return this.#values.get('_permanent') === true;
  }

  set permanent(value: boolean) {
    this.set('_permanent', value);
  }

  /** Whether the answer depends on it; a look at which names there are does not count before Flask 3.1.3. */
  get isAccessed(): boolean {
    return this.#isAccessed;
  }

  get isModified(): boolean {
    return this.#isModified;
  }

  toObject(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#values);
  }
}

const DAYS = 24 * 60 * 60;

export const session = fp<SessionOptions>(
  async (app, options) => {
    const { secretKey, cookieName = 'session', lifetime = 31 * DAYS, ...others } = options;
    const { refreshesEachRequest = true, ...cookie } = others;
    const key: SessionKey = { secret: secretKey, lifetime };
    const sessions = new WeakMap<FastifyRequest, Session>();

    app.decorateRequest('session', {
      getter(this: FastifyRequest) {
        const opened = sessions.get(this) ?? open(this);
        if (behaviour().countsEveryUseOfSession) opened.access();
        return opened;
      },
    });

    function open(request: FastifyRequest): Session {
      const text = readCookies(request).get(cookieName);
      const values = text === undefined ? {} : readSessionCookie(text, key, new Date());
      const opened = new Session(values ?? {});
      sessions.set(request, opened);
      return opened;
    }

    app.addHook('onSend', (request, reply, payload, done) => {
      save(reply, sessions.get(request) ?? open(request));
      done(null, payload);
    });

    function save(reply: FastifyReply, opened: Session): void {
      if (opened.isAccessed) addVary(reply, 'Cookie');
      const values = opened.toObject();
      const attributes = { httpOnly: true, ...cookie };
      if (Object.keys(values).length === 0) {
        if (opened.isModified) deleteCookie(reply, cookieName, attributes);
      } else if (opened.isModified || (opened.permanent && refreshesEachRequest)) {
        if (!opened.isAccessed) addVary(reply, 'Cookie');
        const now = new Date();
        const expires = opened.permanent ? new Date(now.getTime() + lifetime * 1000) : undefined;
        setCookie(reply, cookieName, writeSessionCookie(values, key, now), {
          ...attributes,
          expires,
        });
      }
    }
  },
  { name: 'session' },
);

function addVary(reply: FastifyReply, name: string): void {
  const known = reply.getHeader('vary');
  void reply.header('vary', known === undefined ? name : `${String(known)}, ${name}`);
}
