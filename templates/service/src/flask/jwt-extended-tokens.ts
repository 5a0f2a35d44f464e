/**
 * Tokens of Flask-JWT-Extended: which claims they are made with, and which they must have.
 * Source: flask_jwt_extended/tokens.py and jwt_manager.py, 4.4.
 */
import { timingSafeEqual } from 'node:crypto';
import { TimeDelta } from '../python/datetime.js';
import { dict, Dict } from '../python/dict.js';
import { PyTypeError } from '../python/exceptions.js';
import { decode, encode, getUnverifiedHeader } from '../python/jwt.js';
import { ExpiredSignatureError } from '../python/jwt-errors.js';
import { toNumber } from '../python/numbers.js';
import { truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import { uuid4 } from '../python/uuid.js';
import { toFloat, type Value } from '../python/value.js';
import { CSRFError, JWTDecodeError } from './jwt-extended-errors.js';
import {
  algorithms,
  identityClaim,
  isSet,
  isVersion3,
  key,
  lifetime,
  load,
  protectsFromCsrf,
  setting,
} from './jwt-extended-settings.js';
import { ProviderEncoder } from './provider-encoder.js';

type Argument = Value | undefined;

/** The last two are what version 3 calls the two before them. */
export async function createAccessToken(
  identity: Value,
  fresh: Argument = false,
  expires: Argument = null,
  claims: Argument = null,
  headers: Argument = null,
  oldClaims: Argument = null,
  oldHeaders: Argument = null,
): Promise<string> {
  const own = { claims: claims ?? oldClaims, headers: headers ?? oldHeaders };
  return createToken('access', identity, { fresh, expires, ...own });
}

export async function createRefreshToken(
  identity: Value,
  expires: Argument = null,
  claims: Argument = null,
  headers: Argument = null,
  oldClaims: Argument = null,
  oldHeaders: Argument = null,
): Promise<string> {
  const own = { claims: claims ?? oldClaims, headers: headers ?? oldHeaders };
  return createToken('refresh', identity, { fresh: false, expires, ...own });
}

interface TokenOptions {
  readonly fresh: Value;
  readonly expires: Value;
  readonly claims: Value;
  readonly headers: Value;
}

async function createToken(
  type: 'access' | 'refresh',
  identity: Value,
  { fresh, expires, claims, headers }: TokenOptions,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const freshUntil =
    fresh instanceof TimeDelta ? toFloat(Date.now() / 1000 + secondsOf(fresh)) : fresh;
  const data = dict({
    fresh: freshUntil,
    iat: now,
    jti: str(uuid4()),
    type,
    [identityClaim()]: (await load('user_identity', identity)) ?? identity,
  });
  if (isVersion3() && type === 'refresh') data.delete('fresh');
  if (isSet('ENCODE_NBF')) data.set('nbf', now);
  if (protectsFromCsrf()) data.set('csrf', str(uuid4()));
  for (const [claim, name] of [
    ['aud', 'ENCODE_AUDIENCE'],
    ['iss', 'ENCODE_ISSUER'],
  ] as const) {
    if (isSet(name)) data.set(claim, setting(name));
  }
  const until = expires ?? lifetime(type === 'access' ? 'ACCESS' : 'REFRESH');
  if (truthy(until)) data.set('exp', expiry(until));
  const own = new Dict();
  for (const source of [await load('additional_claims', identity), claims])
    if (source instanceof Dict) own.update(source);
  if (!isVersion3()) data.update(own);
  else if (own.size > 0) data.set('user_claims', own);
  const extra = new Dict();
  for (const source of [await load('additional_headers', identity), headers])
    if (source instanceof Dict) extra.update(source);
  const secret = (await load('encode_key', identity)) ?? key('PRIVATE');
  return encode(data, secret, setting('ALGORITHM'), extra, ProviderEncoder as unknown as Value);
}

function expiry(delta: Value): number {
  if (delta instanceof TimeDelta) return Math.floor(Date.now() / 1000 + secondsOf(delta));
  throw new PyTypeError(
    `unsupported operand type(s) for +: 'datetime.datetime' and '${typeName(delta)}'`,
  );
}

function secondsOf(delta: TimeDelta): number {
  return toNumber(delta.total_seconds())!;
}

/** @throws what PyJWT raises, and JWTDecodeError where a claim is missing. */
export async function decodeToken(
  token: Value,
  csrf: Argument = null,
  allowExpired: Argument = false,
): Promise<Dict> {
  const accepted = algorithms();
  const unverified = decode(token, '', accepted, dict({ verify_signature: false }));
  const header = getUnverifiedHeader(token);
  const secret = (await load('decode_key', header, unverified)) ?? key('PUBLIC');
  const read = (expired: boolean): Dict => {
    const options = dict({ verify_aud: setting('DECODE_AUDIENCE') !== null });
    if (expired) options.set('verify_exp', false);
    const checks = [setting('DECODE_AUDIENCE'), setting('DECODE_ISSUER')] as const;
    const leeway = setting('DECODE_LEEWAY');
    return complete(
      decode(token, secret, accepted, options, undefined, undefined, ...checks, leeway) as Dict,
      csrf,
    );
  };
  try {
    return read(truthy(allowExpired));
  } catch (error) {
    if (error instanceof ExpiredSignatureError)
      Object.assign(error, { jwt_header: header, jwt_data: read(true) });
    throw error;
  }
}

function complete(claims: Dict, csrf: Value): Dict {
  const name = identityClaim();
  if (!claims.has(name)) throw new JWTDecodeError(`Missing claim: ${name}`);
  if (!claims.has('type')) claims.set('type', 'access');
  if (!claims.has('fresh')) claims.set('fresh', false);
  if (!claims.has('jti')) claims.set('jti', null);
  if (!truthy(csrf)) return claims;
  if (!claims.has('csrf')) throw new JWTDecodeError('Missing claim: csrf');
  const [known, given] = [claims.get('csrf')!, csrf].map((text) => Buffer.from(str(text)));
  if (known!.length !== given!.length || !timingSafeEqual(known!, given!))
    throw new CSRFError('CSRF double submit tokens do not match');
  return claims;
}

export async function getJti(token: Value): Promise<Value> {
  return (await decodeToken(token)).get('jti') ?? null;
}

export async function getCsrfToken(token: Value): Promise<Value> {
  return (await decodeToken(token)).pyGetItem('csrf');
}
