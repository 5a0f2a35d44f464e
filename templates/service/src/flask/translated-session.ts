/**
 * The session of a translated app, with what its configuration says: the key, the cookie, how long it lasts. Without a key
 * there is none: it can be read, is empty, and refuses to be written.
 * Source: flask/sessions.py (SecureCookieSessionInterface, NullSession), 2.2.
 */
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { TimeDelta } from '../python/datetime.js';
import { RuntimeError } from '../python/exceptions.js';
import { asFloat } from '../python/numbers.js';
import { truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { currentApp } from './flask-app.js';
import { session, Session } from './session.js';

/** To be registered behind `translated`, when the app's modules have been loaded. */
export const translatedSession = fp(
  async (app) => {
    const { config } = currentApp();
    const of = (name: string): Value => config.get(name) ?? null;
    const key = of('SECRET_KEY');
    if (!truthy(key)) {
      const sessions = new WeakMap<FastifyRequest, Session>();
      app.decorateRequest('session', {
        getter(this: FastifyRequest) {
          const known = sessions.get(this) ?? new NullSession({});
          sessions.set(this, known);
          return known;
        },
      });
      return;
    }
    const [domain, sameSite] = [of('SESSION_COOKIE_DOMAIN'), of('SESSION_COOKIE_SAMESITE')];
    await app.register(session, {
      secretKey: typeof key === 'string' ? key : (key as Uint8Array),
      cookieName: str(of('SESSION_COOKIE_NAME') ?? 'session'),
      refreshesEachRequest: of('SESSION_REFRESH_EACH_REQUEST') !== false,
      path: str(of('SESSION_COOKIE_PATH') ?? of('APPLICATION_ROOT') ?? '/'),
      httpOnly: of('SESSION_COOKIE_HTTPONLY') !== false,
      secure: truthy(of('SESSION_COOKIE_SECURE')),
      ...lifetimeOf(of('PERMANENT_SESSION_LIFETIME')),
      ...(typeof domain === 'string' ? { domain } : {}),
      ...(typeof sameSite === 'string' ? { sameSite: sameSite as 'Lax' } : {}),
    });
  },
  { name: 'translatedSession' },
);

function lifetimeOf(value: Value): { lifetime?: number } {
  if (typeof value === 'number') return { lifetime: value };
  return value instanceof TimeDelta ? { lifetime: asFloat(value.total_seconds())! } : {};
}

class NullSession extends Session {
  override set(): never {
    return fail();
  }

  override delete(): never {
    return fail();
  }

  override clear(): never {
    return fail();
  }
}

function fail(): never {
  throw new RuntimeError(
    'The session is unavailable because no secret key was set.  Set the secret_key on the application to something unique and secret.',
  );
}
