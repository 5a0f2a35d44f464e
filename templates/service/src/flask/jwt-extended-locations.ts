/** Where a request has its token: the header, cookies, the query or the body. Source: view_decorators.py, 4.4. */
import { split } from '../python/strings.js';
import { truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { getattr } from '../python/getattr.js';
import { Dict } from '../python/dict.js';
import { RuntimeError } from '../python/exceptions.js';
import { BadRequest } from './http-exceptions.js';
import {
  CSRFError,
  InvalidHeaderError,
  InvalidQueryParamError,
  NoAuthorizationError,
} from './jwt-extended-errors.js';
import { isSet, isVersion3, protectsFromCsrf, setting } from './jwt-extended-settings.js';
import { request } from './request-proxy.js';

export type Found = readonly [token: string, csrf: Value];

/** @throws NoAuthorizationError where there is none */
export function findToken(location: string, refresh: boolean): Found {
  switch (location) {
    case 'headers':
      return [fromHeader(), null];
    case 'cookies':
      return fromCookies(refresh ? 'REFRESH' : 'ACCESS');
    case 'query_string':
      return [fromQuery(), null];
    case 'json':
      return [fromJson(refresh), null];
    default:
      throw new RuntimeError(`'${location}' is not a valid location`);
  }
}

function fromHeader(): string {
  const name = str(setting('HEADER_NAME'));
  const type = str(setting('HEADER_TYPE') ?? '');
  const whole = str(request.headers.get(name, ''));
  const header = isVersion3() ? whole : whole.trim().replaceAll(/^,+|,+$/g, '');
  if (header === '') throw new NoAuthorizationError(`Missing ${name} Header`);
  const tokens = header.split(/,\s*/).filter((part) => split(part)[0] === type);
  if (isVersion3()) {
    const parts = split(type === '' ? header : (tokens[0] ?? ''));
    if (parts.length === (type === '' ? 1 : 2)) return parts.at(-1)!;
    throw new InvalidHeaderError(
      `Bad ${name} header. Expected value '${type === '' ? '' : `${type} `}<JWT>'`,
    );
  }
  const expected = `Expected '${name}: ${type === '' ? '' : `${type} `}<JWT>'`;
  if (type !== '' && tokens.length !== 1)
    throw new NoAuthorizationError(`Missing '${type}' type in '${name}' header. ${expected}`);
  const parts = split(type === '' ? header : tokens[0]!);
  if (parts.length !== (type === '' ? 1 : 2))
    throw new InvalidHeaderError(`Bad ${name} header. ${expected}`);
  return parts.at(-1)!;
}

function fromCookies(kind: 'ACCESS' | 'REFRESH'): Found {
  const name = str(setting(`${kind}_COOKIE_NAME`));
  const token = request.cookies.get(name);
  if (!truthy(token)) throw new NoAuthorizationError(`Missing cookie "${name}"`);
  const methods = setting('CSRF_METHODS') as readonly Value[];
  if (!protectsFromCsrf() || !methods.includes(request.method)) return [str(token), null];
  let csrf = request.headers.get(str(setting(`${kind}_CSRF_HEADER_NAME`)));
  if (!truthy(csrf) && isSet('CSRF_CHECK_FORM'))
    csrf = request.form.get(setting(`${kind}_CSRF_FIELD_NAME`));
  if (!truthy(csrf)) throw new CSRFError('Missing CSRF token');
  return [str(token), csrf];
}

function fromQuery(): string {
  const name = str(setting('QUERY_STRING_NAME'));
  const prefix = str(setting('QUERY_STRING_VALUE_PREFIX'));
  const value = request.args.get(name);
  // The word is misspelt in the library, too.
  if (!truthy(value)) throw new NoAuthorizationError(`Missing '${name}' query paramater`);
  const text = str(value);
  if (text.startsWith(prefix)) return text.slice(prefix.length);
  throw new InvalidQueryParamError(
    `Invalid value for query parameter '${name}'. Expected the value to start with '${prefix}'`,
  );
}

function fromJson(refresh: boolean): string {
  if (!request.is_json)
    throw new NoAuthorizationError('Invalid content-type. Must be application/json.');
  const name = str(setting(refresh ? 'REFRESH_JSON_KEY' : 'JSON_KEY'));
  let token: Value;
  try {
    const body = request.json;
    if (truthy(body) && !(body instanceof Dict)) getattr(body, 'get');
    token = truthy(body) ? ((body as Dict).get(name) ?? null) : null;
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    token = null;
  }
  if (!truthy(token)) throw new NoAuthorizationError(`Missing "${name}" key in json data.`);
  return str(token);
}
