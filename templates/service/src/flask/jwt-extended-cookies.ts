/** Tokens of Flask-JWT-Extended in cookies. Source: flask_jwt_extended/utils.py, 4.4. */
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { isSet, protectsFromCsrf, setting } from './jwt-extended-settings.js';
import { getCsrfToken } from './jwt-extended-tokens.js';
import type { Response } from './response.js';

type Argument = Value | undefined;
type Kind = 'ACCESS' | 'REFRESH';

const YEAR = 31_540_000;

export async function setAccessCookies(
  response: Response,
  token: Value,
  maxAge: Argument = null,
  domain: Argument = null,
): Promise<void> {
  await setCookies('ACCESS', response, token, [maxAge, domain]);
}

export async function setRefreshCookies(
  response: Response,
  token: Value,
  maxAge: Argument = null,
  domain: Argument = null,
): Promise<void> {
  await setCookies('REFRESH', response, token, [maxAge, domain]);
}

export function unsetJwtCookies(response: Response, domain: Argument = null): void {
  unsetAccessCookies(response, domain);
  unsetRefreshCookies(response, domain);
}

export function unsetAccessCookies(response: Response, domain: Argument = null): void {
  unset('ACCESS', response, domain);
}

export function unsetRefreshCookies(response: Response, domain: Argument = null): void {
  unset('REFRESH', response, domain);
}

async function setCookies(
  kind: Kind,
  response: Response,
  token: Value,
  [maxAge, domain]: readonly [Value, Value],
): Promise<void> {
  const age = maxAge ?? (isSet('SESSION_COOKIE') ? null : YEAR);
  write(response, `${kind}_COOKIE`, { value: token, age, expires: null, domain, isHidden: true });
  if (!hasCsrfCookie()) return;
  const value = await getCsrfToken(token);
  write(response, `${kind}_CSRF_COOKIE`, { value, age, expires: null, domain, isHidden: false });
}

function unset(kind: Kind, response: Response, domain: Value): void {
  const empty = { value: '', age: null, expires: 0, domain };
  write(response, `${kind}_COOKIE`, { ...empty, isHidden: true });
  if (hasCsrfCookie()) write(response, `${kind}_CSRF_COOKIE`, { ...empty, isHidden: false });
}

function hasCsrfCookie(): boolean {
  return protectsFromCsrf() && isSet('CSRF_IN_COOKIES');
}

interface Cookie {
  readonly value: Value;
  readonly age: Value;
  readonly expires: Value;
  readonly domain: Value;
  readonly isHidden: boolean;
}

function write(response: Response, name: string, cookie: Cookie): void {
  response.set_cookie(
    str(setting(`${name}_NAME`)),
    cookie.value,
    cookie.age,
    cookie.expires,
    setting(`${name}_PATH`),
    cookie.domain ?? setting('COOKIE_DOMAIN'),
    setting('COOKIE_SECURE'),
    cookie.isHidden,
    setting('COOKIE_SAMESITE'),
  );
}
