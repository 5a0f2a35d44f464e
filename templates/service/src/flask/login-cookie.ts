/**
 * Flask-Login's cookie that remembers a user when the session has ended: the id, and a signature of it.
 * Source: flask_login/utils.py (encode_cookie) and login_manager.py (_update_remember_cookie), 0.6.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { DateTime, TimeDelta } from '../python/datetime.js';
import { Exception } from '../python/exceptions.js';
import { add, truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import { currentContext } from './context.js';
import { session } from './globals.js';
import { configured } from './login-settings.js';
import { request } from './request-proxy.js';
import type { Response } from './response.js';
import { useAfterHook } from './translated.js';

const YEAR = new TimeDelta(365);

export function rememberCookieName(): string {
  return str(configured('REMEMBER_COOKIE_NAME', 'remember_token'));
}

/** The id of the user that it remembers; undefined where the signature is another. */
export function readRememberCookie(): string | undefined {
  const cookie = str(request.cookies.get(rememberCookieName()) ?? '');
  const at = cookie.lastIndexOf('|');
  if (at === -1) return undefined;
  const [id, digest] = [cookie.slice(0, at), Buffer.from(cookie.slice(at + 1))];
  const expected = Buffer.from(digestOf(id));
  const isOurs = digest.length === expected.length && timingSafeEqual(digest, expected);
  return isOurs ? id : undefined;
}

function digestOf(id: string): string {
  const secret = configured('SECRET_KEY', null);
  const key = typeof secret === 'string' ? Buffer.from(secret, 'latin1') : (secret as Uint8Array);
  return createHmac('sha512', key).update(id).digest('hex');
}

/** Nothing is done to an answer unless the request asked for it. */
useAfterHook({
  isNeeded: () =>
    currentContext().request !== undefined &&
    configured('SECRET_KEY', null) !== null &&
    (session.pyContains('_remember') ||
      truthy(configured('REMEMBER_COOKIE_REFRESH_EACH_REQUEST', false))),
  run: updateRememberCookie,
});

function updateRememberCookie(response: Response): Response {
  const wanted = session.pop('_remember', 'set');
  if (wanted === 'set' && session.pyContains('_user_id')) setCookie(response);
  else if (wanted === 'clear') {
    const path = configured('REMEMBER_COOKIE_PATH', '/');
    response.delete_cookie(rememberCookieName(), path, configured('REMEMBER_COOKIE_DOMAIN', null));
  }
  return response;
}

function setCookie(response: Response): void {
  const id = str(session.pyGetItem('_user_id'));
  response.set_cookie(
    rememberCookieName(),
    `${id}|${digestOf(id)}`,
    null,
    add(DateTime.utcnow(), durationOf()),
    configured('REMEMBER_COOKIE_PATH', '/'),
    configured('REMEMBER_COOKIE_DOMAIN', null),
    configured('REMEMBER_COOKIE_SECURE', false),
    configured('REMEMBER_COOKIE_HTTPONLY', true),
    configured('REMEMBER_COOKIE_SAMESITE', null),
  );
}

function durationOf(): TimeDelta {
  if (session.pyContains('_remember_seconds'))
    return new TimeDelta(0, session.pyGetItem('_remember_seconds'));
  const duration = configured('REMEMBER_COOKIE_DURATION', YEAR);
  if (typeof duration === 'number') return new TimeDelta(0, duration);
  if (duration instanceof TimeDelta) return duration;
  throw new Exception(
    `REMEMBER_COOKIE_DURATION must be a datetime.timedelta, instead got: ${str(duration)}`,
  );
}
