/**
 * What Flask-JWT-Extended reads from `app.config`, and has where that says nothing; and the functions that an app has
 * given it. Until version 4 some of it was different: an app that uses the names of version 3 gets what it had.
 * Source: flask_jwt_extended/config.py and jwt_manager.py, 4.4; the documentation of 3.25.
 */
import { TimeDelta } from '../python/datetime.js';
import { RuntimeError } from '../python/exceptions.js';
import { isInt } from '../python/kinds.js';
import { iterate } from '../python/iterate.js';
import { truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { currentApp } from './flask-app.js';

const DEFAULTS: Readonly<Record<string, Value>> = {
  ACCESS_COOKIE_NAME: 'access_token_cookie',
  ACCESS_COOKIE_PATH: '/',
  ACCESS_CSRF_COOKIE_NAME: 'csrf_access_token',
  ACCESS_CSRF_COOKIE_PATH: '/',
  ACCESS_CSRF_FIELD_NAME: 'csrf_token',
  ACCESS_CSRF_HEADER_NAME: 'X-CSRF-TOKEN',
  ALGORITHM: 'HS256',
  COOKIE_CSRF_PROTECT: true,
  CSRF_IN_COOKIES: true,
  CSRF_METHODS: ['POST', 'PUT', 'PATCH', 'DELETE'],
  COOKIE_SECURE: false,
  CSRF_CHECK_FORM: false,
  DECODE_LEEWAY: 0,
  ENCODE_NBF: true,
  ERROR_MESSAGE_KEY: 'msg',
  HEADER_NAME: 'Authorization',
  HEADER_TYPE: 'Bearer',
  JSON_KEY: 'access_token',
  QUERY_STRING_NAME: 'jwt',
  QUERY_STRING_VALUE_PREFIX: '',
  REFRESH_COOKIE_NAME: 'refresh_token_cookie',
  REFRESH_COOKIE_PATH: '/',
  REFRESH_CSRF_COOKIE_NAME: 'csrf_refresh_token',
  REFRESH_CSRF_COOKIE_PATH: '/',
  REFRESH_CSRF_FIELD_NAME: 'csrf_token',
  REFRESH_CSRF_HEADER_NAME: 'X-CSRF-TOKEN',
  REFRESH_JSON_KEY: 'refresh_token',
  SESSION_COOKIE: true,
  TOKEN_LOCATION: ['headers'],
};

/** `JWT_…` of the app's configuration. */
export function setting(name: string): Value {
  return currentApp().config.get(`JWT_${name}`) ?? DEFAULTS[name] ?? null;
}

export function isSet(name: string): boolean {
  return truthy(setting(name));
}

let usesVersion3 = false;

/** Told by what only version 3 has, when a module that uses it is loaded. It lets exceptions through to its answers. */
export function useVersion3(): void {
  if (!usesVersion3) currentApp().config.set('PROPAGATE_EXCEPTIONS', true);
  usesVersion3 = true;
}

export function isVersion3(): boolean {
  return usesVersion3;
}

export function identityClaim(): string {
  return str(setting('IDENTITY_CLAIM') ?? (usesVersion3 ? 'identity' : 'sub'));
}

export function tokenLocations(): string[] {
  const locations = setting('TOKEN_LOCATION');
  const names = typeof locations === 'string' ? [locations] : [...iterate(locations)].map(str);
  if (names.length === 0) {
    throw new RuntimeError(
      'JWT_TOKEN_LOCATION must contain at least one of "headers", "cookies", "query_string", or "json"',
    );
  }
  if (!names.every((name) => ['headers', 'cookies', 'query_string', 'json'].includes(name))) {
    throw new RuntimeError(
      'JWT_TOKEN_LOCATION can only contain "headers", "cookies", "query_string", or "json"',
    );
  }
  return names;
}

export function protectsFromCsrf(): boolean {
  return tokenLocations().includes('cookies') && isSet('COOKIE_CSRF_PROTECT');
}

/** A timedelta, or False for tokens that never expire. */
export function lifetime(kind: 'ACCESS' | 'REFRESH'): Value {
  const name = `${kind}_TOKEN_EXPIRES`;
  const value = setting(name);
  if (value === null) return kind === 'ACCESS' ? new TimeDelta(0, 900) : new TimeDelta(30);
  if (value === false || value instanceof TimeDelta) return value;
  if (isInt(value) && value !== true) return new TimeDelta(0, value);
  throw new RuntimeError(`must be able to add JWT_${name} to datetime.datetime`);
}

export function algorithms(): Value[] {
  const algorithm = setting('ALGORITHM');
  const accepted = setting('DECODE_ALGORITHMS');
  if (!truthy(accepted)) return [algorithm];
  const names = [...iterate(accepted)];
  return names.includes(algorithm) ? names : [...names, algorithm];
}

/** @param use what the key is for: signing, or checking */
export function key(use: 'PRIVATE' | 'PUBLIC'): Value {
  const algorithm = str(setting('ALGORITHM'));
  if (/^(?:RS|ES|PS|Ed)/.test(algorithm)) {
    const found = setting(`${use}_KEY`);
    if (truthy(found)) return found;
    throw new RuntimeError(
      `JWT_${use}_KEY must be set to use asymmetric cryptography algorithm "${algorithm}"`,
    );
  }
  const { config, secret_key: secret } = currentApp();
  const found = [setting('SECRET_KEY'), config.get('SECRET_KEY') ?? null, secret].find(truthy);
  if (found !== undefined) return found;
  throw new RuntimeError(
    `JWT_SECRET_KEY or flask SECRET_KEY must be set when using symmetric algorithm "${algorithm}"`,
  );
}

type Loader = (...values: never[]) => Value | undefined | void | Promise<Value | undefined | void>;

/** What the decorators of a JWTManager were given, by their names without `_loader`. */
const loaders = new Map<string, { readonly run: Loader; readonly arity: number }>();

/** Names of version 3. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  token_in_blacklist: 'token_in_blocklist',
  user_claims: 'additional_claims',
  user_callback: 'user_lookup',
  user_loader_callback: 'user_lookup',
  user_loader_error: 'user_lookup_error',
  claims_verification: 'token_verification',
  claims_verification_failed: 'token_verification_failed',
};

/** @param arity how many arguments the function takes: those of version 3 took fewer */
export function useLoader(name: string, run: Loader, arity: number): void {
  if (name in OLD_NAMES) useVersion3();
  loaders.set(OLD_NAMES[name] ?? name, { run, arity });
}

export function hasLoader(name: string): boolean {
  return loaders.has(name);
}

/** Undefined where the app has none. A function of one argument is given the last: the claims. */
export async function load(name: string, ...values: Value[]): Promise<Value | undefined> {
  const loader = loaders.get(name);
  if (!loader) return undefined;
  const given = values.slice(Math.max(0, values.length - loader.arity)) as never[];
  return (await loader.run(...given)) ?? null;
}
