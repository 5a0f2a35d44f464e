/**
 * PyJWT before 2.0: a token is bytes, its header is not sorted, `decode` does not insist on algorithms and ignores
 * arguments that it does not know, such as `algorithm`. Source: jwt/api_jwt.py and api_jws.py, 1.7.1.
 */
import { equals, truthy } from './compare.js';
import { contains } from './contains.js';
import { DateTime } from './datetime.js';
import { dict, Dict } from './dict.js';
import { NotImplementedError, PyTypeError } from './exceptions.js';
import { iterableOf } from './iterate.js';
import { dumps } from './json.js';
import { checkHeaders, COMPACT, parseObject, secondsOf, split, wholeNumber } from './jwt.js';
import { algorithmOf } from './jwt-algorithms.js';
import {
  DecodeError,
  ExpiredSignatureError,
  ImmatureSignatureError,
  InvalidAlgorithmError,
  InvalidAudienceError,
  InvalidIssuedAtError,
  InvalidIssuerError,
  InvalidSignatureError,
  MissingRequiredClaimError,
} from './jwt-errors.js';
import { timegm } from './time.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

/** The times among the claims become numbers in the dict that is given. */
export function encode(
  payload: Value,
  key: Value,
  algorithm: Argument = 'HS256',
  headers: Argument = null,
  encoder?: Argument,
): Uint8Array {
  if (!(payload instanceof Dict))
    throw new PyTypeError(
      'Expecting a mapping object, as JWT only supports JSON objects as payloads.',
    );
  for (const name of ['exp', 'iat', 'nbf']) {
    const time = payload.get(name);
    if (time instanceof DateTime) payload.set(name, timegm(time.utctimetuple()));
  }
  const name = algorithm ?? 'none';
  const header = dict({ typ: 'JWT', alg: name });
  if (headers instanceof Dict && truthy(headers)) {
    checkHeaders(headers);
    header.update(headers);
  }
  const write = (part: Dict): string =>
    Buffer.from(
      dumps(part, undefined, undefined, undefined, undefined, encoder, undefined, COMPACT),
    ).toString('base64url');
  const claims = write(payload);
  const message = `${write(header)}.${claims}`;
  const signature = algorithmOf(name).sign(message, key);
  return Buffer.from(`${message}.${Buffer.from(signature).toString('base64url')}`);
}

export function decode(
  token: Value,
  key: Argument = '',
  verify: Argument = true,
  algorithms: Argument = null,
  options: Argument = null,
  others: Dict = dict(),
): Dict {
  const given = options instanceof Dict ? options : dict();
  const isWanted = (name: string): boolean => truthy(given.get(name) ?? true);
  const { message, header, payload, signature } = split(token);
  if (truthy(verify) && isWanted('verify_signature')) {
    const name = header.get('alg') ?? null;
    if (algorithms !== null && !contains(algorithms, name))
      throw new InvalidAlgorithmError('The specified alg value is not allowed');
    if (!algorithmNamed(name).verify(message, key, signature))
      throw new InvalidSignatureError('Signature verification failed');
  }
  const claims = parseObject(payload, 'payload');
  if (truthy(verify)) checkClaims(claims, given, others);
  return claims;
}

function algorithmNamed(name: Value): ReturnType<typeof algorithmOf> {
  try {
    return algorithmOf(name);
  } catch (error) {
    if (error instanceof NotImplementedError)
      throw new InvalidAlgorithmError('Algorithm not supported');
    throw error;
  }
}

function checkClaims(claims: Dict, options: Dict, others: Dict): void {
  const audience = others.get('audience') ?? null;
  const issuer = others.get('issuer') ?? null;
  const leeway = secondsOf(others.get('leeway') ?? 0);
  const isWanted = (name: string): boolean => {
    const told = name === 'verify_exp' ? others.get('verify_expiration') : undefined;
    return truthy(told ?? options.get(name) ?? true);
  };
  if (audience !== null && iterableOf(audience) === undefined)
    throw new PyTypeError('audience must be a string, iterable, or None');
  for (const name of ['exp', 'iat', 'nbf']) {
    if (truthy(options.get(`require_${name}`) ?? false) && (claims.get(name) ?? null) === null)
      throw new MissingRequiredClaimError(name);
  }
  checkTimes(claims, isWanted, leeway);
  if (isWanted('verify_iss') && issuer !== null) {
    if (!claims.has('iss')) throw new MissingRequiredClaimError('iss');
    if (!equals(claims.get('iss')!, issuer)) throw new InvalidIssuerError('Invalid issuer');
  }
  if (isWanted('verify_aud')) checkAudience(claims, audience);
}

function checkTimes(claims: Dict, isWanted: (name: string) => boolean, leeway: number): void {
  const now = Math.floor(Date.now() / 1000);
  const [issued, begins, ends] = [claims.get('iat'), claims.get('nbf'), claims.get('exp')];
  if (issued !== undefined && isWanted('verify_iat'))
    wholeNumber(issued, new InvalidIssuedAtError('Issued At claim (iat) must be an integer.'));
  if (begins !== undefined && isWanted('verify_nbf')) {
    const error = new DecodeError('Not Before claim (nbf) must be an integer.');
    if (wholeNumber(begins, error) > now + leeway)
      throw new ImmatureSignatureError('The token is not yet valid (nbf)');
  }
  if (ends !== undefined && isWanted('verify_exp')) {
    const error = new DecodeError('Expiration Time claim (exp) must be an integer.');
    if (wholeNumber(ends, error) < now - leeway)
      throw new ExpiredSignatureError('Signature has expired');
  }
}

function checkAudience(claims: Dict, audience: Value): void {
  if (audience === null && !claims.has('aud')) return;
  if (!claims.has('aud')) throw new MissingRequiredClaimError('aud');
  if (audience === null) throw new InvalidAudienceError('Invalid audience');
  const claim = claims.get('aud')!;
  const claimed = typeof claim === 'string' ? [claim] : claim;
  if (!Array.isArray(claimed) || claimed.some((one) => typeof one !== 'string'))
    throw new InvalidAudienceError('Invalid claim format in token');
  const accepted = typeof audience === 'string' ? [audience] : [...iterableOf(audience)!];
  if (!accepted.some((one) => claimed.includes(one)))
    throw new InvalidAudienceError('Invalid audience');
}
