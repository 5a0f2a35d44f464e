/**
 * Flask-JWT-Extended: requests that carry a token, checked as it checks them, and the answers for those that do not.
 * Source: flask_jwt_extended/view_decorators.py, utils.py and default_callbacks.py, 4.4; the documentation of 3.25.
 */
import type { Callable } from '../python/callable.js';
import { dict, Dict } from '../python/dict.js';
import { RuntimeError } from '../python/exceptions.js';
import { iterate } from '../python/iterate.js';
import { isBool, isStr } from '../python/kinds.js';
import { getUnverifiedHeader } from '../python/jwt.js';
import {
  DecodeError,
  ExpiredSignatureError,
  InvalidTokenError,
  MissingRequiredClaimError,
} from '../python/jwt-errors.js';
import { toNumber } from '../python/numbers.js';
import { truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import { tuple, type Value } from '../python/value.js';
import { perRequest } from './context.js';
import { findToken } from './jwt-extended-locations.js';
import {
  CSRFError,
  FreshTokenRequired,
  InvalidHeaderError,
  InvalidQueryParamError,
  JWTDecodeError,
  NoAuthorizationError,
  RefusedTokenError,
  RevokedTokenError,
  UserClaimsVerificationError,
  UserLookupError,
  WrongTokenError,
} from './jwt-extended-errors.js';
import {
  hasLoader,
  identityClaim,
  isSet,
  isVersion3,
  load,
  setting,
  tokenLocations,
  useVersion3,
} from './jwt-extended-settings.js';
import { decodeToken } from './jwt-extended-tokens.js';
import { request } from './request-proxy.js';
import { Response } from './response.js';
import { useErrorHandlers } from './translated.js';

export { createAccessToken, createRefreshToken, decodeToken } from './jwt-extended-tokens.js';
export { getCsrfToken, getJti } from './jwt-extended-tokens.js';

type Argument = Value | undefined;
type Decorate = (view: Callable) => Callable;

/** What is configured is read when it is needed: there is nothing to set up. */
export class JWTManager {
  static readonly pythonClass: string = 'JWTManager';

  constructor(
    readonly app: Argument = null,
    _addContextProcessor?: Argument,
  ) {}

  init_app(_app?: Argument, _addContextProcessor?: Argument): void {}
}

interface Verified {
  header?: Dict;
  claims?: Dict;
  user?: Value;
}

const VERIFIED = {};

function verified(): Verified {
  return perRequest<Verified>(VERIFIED, () => ({}));
}

/** What the request's token says of itself and of its user, or None where it is optional and not there. */
export async function verifyJwtInRequest(
  optional: Argument = false,
  fresh: Argument = false,
  refresh: Argument = false,
  locations: Argument = null,
  verifyType: Argument = true,
): Promise<Value> {
  if (request.method === 'OPTIONS') return null;
  const kept = verified();
  try {
    const names = truthy(locations)
      ? isStr(locations)
        ? [locations]
        : [...iterate(locations)].map(str)
      : tokenLocations();
    const [token, claims] = await readToken(names, truthy(refresh));
    const header = getUnverifiedHeader(token);
    if (truthy(verifyType)) checkType(claims, truthy(refresh));
    if (truthy(fresh)) checkFresh(header, claims);
    const isBlocking = !isVersion3() || isSet('BLACKLIST_ENABLED');
    if (isBlocking && truthy((await load('token_in_blocklist', header, claims)) ?? false))
      throw new RevokedTokenError(header, claims);
    const checked = isVersion3() ? (claims.get('user_claims') ?? new Dict()) : claims;
    if (!truthy((await load('token_verification', header, checked)) ?? true))
      throw new UserClaimsVerificationError('User claims verification failed', header, claims);
    kept.user = await loadUser(header, claims);
    kept.header = header;
    kept.claims = claims;
    return tuple(header, claims);
  } catch (error) {
    const isTolerated =
      error instanceof NoAuthorizationError ||
      (isVersion3() && error instanceof InvalidHeaderError);
    if (!truthy(optional) || !isTolerated) throw error;
    Object.assign(kept, { header: new Dict(), claims: new Dict(), user: null });
    return null;
  }
}

/** The first place that has one. What is wrong with a token that is there is raised at once. */
async function readToken(
  locations: readonly string[],
  refresh: boolean,
): Promise<[token: string, claims: Dict]> {
  const errors: string[] = [];
  for (const location of locations) {
    try {
      const [token, csrf] = findToken(location, refresh);
      return [token, await decodeToken(token, csrf)];
    } catch (error) {
      if (!(error instanceof NoAuthorizationError)) throw error;
      errors.push(error.pyStr());
    }
  }
  if (locations.length === 1) throw new NoAuthorizationError(errors[0]!);
  const first = locations.slice(0, -1).join(', ');
  throw new NoAuthorizationError(
    `Missing JWT in ${first} or ${locations.at(-1)!} (${errors.join('; ')})`,
  );
}

function checkType(claims: Dict, refresh: boolean): void {
  const isRefresh = claims.get('type') === 'refresh';
  if (isRefresh === refresh) return;
  if (isVersion3())
    throw new WrongTokenError(`Only ${refresh ? 'refresh' : 'access'} tokens are allowed`);
  throw new WrongTokenError(
    refresh ? 'Only refresh tokens are allowed' : 'Only non-refresh tokens are allowed',
  );
}

function checkFresh(header: Dict, claims: Dict): void {
  const fresh = claims.pyGetItem('fresh');
  const isFresh = isBool(fresh) ? fresh : (toNumber(fresh) ?? Number(fresh)) >= Date.now() / 1000;
  if (!isFresh) throw new FreshTokenRequired('Fresh token required', header, claims);
}

async function loadUser(header: Dict, claims: Dict): Promise<Value> {
  if (!hasLoader('user_lookup')) return null;
  const identity = claims.pyGetItem(identityClaim());
  // Version 3 gives the identity, and later ones the claims.
  const user = await load('user_lookup', header, isVersion3() ? identity : claims);
  if ((user ?? null) !== null) return user!;
  throw new UserLookupError(`user_lookup returned None for ${str(identity)}`, header, claims);
}

/** `@jwt_required` of version 3, and `@jwt_required(…)` of version 4. */
export function jwtRequired(view: Callable): Callable;
export function jwtRequired(...options: readonly Argument[]): Decorate;
export function jwtRequired(...options: readonly (Callable | Argument)[]): Callable | Decorate {
  const [view] = options;
  if (typeof view === 'function') {
    useVersion3();
    return required([], view as Callable);
  }
  return (decorated: Callable) => required(options as readonly Argument[], decorated);
}

export function jwtOptional(view: Callable): Callable {
  useVersion3();
  return required([true], view);
}

export function freshJwtRequired(view: Callable): Callable {
  useVersion3();
  return required([false, true], view);
}

export function jwtRefreshTokenRequired(view: Callable): Callable {
  useVersion3();
  return required([false, false, true], view);
}

function required(options: readonly Argument[], view: Callable): Callable {
  return async (positional, named) => {
    await verifyJwtInRequest(...options);
    return view(positional, named);
  };
}

export async function verifyJwtInRequestOptional(): Promise<Value> {
  useVersion3();
  return verifyJwtInRequest(true);
}

export async function verifyFreshJwtInRequest(): Promise<Value> {
  useVersion3();
  return verifyJwtInRequest(false, true);
}

export async function verifyJwtRefreshTokenInRequest(): Promise<Value> {
  useVersion3();
  return verifyJwtInRequest(false, false, true);
}

function present<Kept>(value: Kept | undefined): Kept {
  if (value !== undefined) return value;
  throw new RuntimeError(
    'You must call `@jwt_required()` or `verify_jwt_in_request()` before using this method',
  );
}

export function getJwt(): Dict {
  return present(verified().claims);
}

export function getJwtHeader(): Dict {
  return present(verified().header);
}

/** None without a token. */
export function getJwtIdentity(): Value {
  const { claims } = verified();
  if (claims === undefined && isVersion3()) return null;
  return present(claims).get(identityClaim()) ?? null;
}

/** Version 3: an empty dict without a token. */
export function getRawJwt(): Dict {
  return verified().claims ?? new Dict();
}

/** Version 3: what `user_claims_loader` has added. */
export function getJwtClaims(): Value {
  return getRawJwt().get('user_claims') ?? new Dict();
}

export function currentUser(): Value {
  const { user } = verified();
  if (user === undefined && isVersion3()) return null;
  if (user !== undefined && hasLoader('user_lookup')) return user;
  throw new RuntimeError(
    user === undefined
      ? 'You must call `@jwt_required()` or `verify_jwt_in_request()` before using this method'
      : 'You must provide a `@jwt.user_lookup_loader` callback to use this method',
  );
}

function answer(message: Value, status: number): Response {
  const response = Response.json(dict([tuple(str(setting('ERROR_MESSAGE_KEY')), message)]));
  response.status_code = status;
  return response;
}

/** What an app's loader answers, or the library. */
function answering(loader: string, status: number, message?: string) {
  return async (error: Error): Promise<Value> => {
    const text = (error as NoAuthorizationError).pyStr();
    const { jwt_header: header, jwt_data: claims } = error as RefusedTokenError;
    const given = header ? [header, claims] : [text];
    return (await load(loader, ...given)) ?? answer(message ?? text, status);
  };
}

const invalid = answering('invalid_token', 422);
const unauthorized = answering('unauthorized', 401);

async function answerUserLookup(error: UserLookupError): Promise<Value> {
  const identity = error.jwt_data.get(identityClaim()) ?? null;
  return answering('user_lookup_error', 401, `Error loading the user ${str(identity)}`)(error);
}

useErrorHandlers([
  [CSRFError, unauthorized],
  [DecodeError, invalid],
  [ExpiredSignatureError, answering('expired_token', 401, 'Token has expired')],
  [FreshTokenRequired, answering('needs_fresh_token', 401, 'Fresh token required')],
  [MissingRequiredClaimError, invalid],
  [InvalidHeaderError, invalid],
  [InvalidTokenError, invalid],
  [JWTDecodeError, invalid],
  [NoAuthorizationError, unauthorized],
  [InvalidQueryParamError, invalid],
  [RevokedTokenError, answering('revoked_token', 401, 'Token has been revoked')],
  [
    UserClaimsVerificationError,
    answering('token_verification_failed', 400, 'User claims verification failed'),
  ],
  [UserLookupError, answerUserLookup],
  [WrongTokenError, invalid],
]);
