/** PyJWT: signed tokens, with its checks in its order, and its messages. Source: jwt/api_jwt.py and api_jws.py, 2.6. */
import { BinasciiError, urlsafeB64decode } from './base64.js';
import { equals, truthy } from './compare.js';
import { contains } from './contains.js';
import { int } from './conversions.js';
import { DateTime, TimeDelta } from './datetime.js';
import { Dict } from './dict.js';
import { NotImplementedError, PyTypeError, ValueError } from './exceptions.js';
import { iterableOf } from './iterate.js';
import { dumps, loads } from './json.js';
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
  InvalidTokenError,
  MissingRequiredClaimError,
} from './jwt-errors.js';
import { toNumber } from './numbers.js';
import { timegm } from './time.js';
import { tuple, type Value } from './value.js';

type Argument = Value | undefined;

export const COMPACT = tuple(',', ':');

export function encode(
  payload: Value,
  key: Value,
  algorithm: Argument = 'HS256',
  headers: Argument = null,
  encoder?: Argument,
): string {
  if (!(payload instanceof Dict))
    throw new PyTypeError(
      'Expecting a mapping object, as JWT only supports JSON objects as payloads.',
    );
  const claims = payload.copy();
  for (const name of ['exp', 'iat', 'nbf']) {
    const time = claims.get(name);
    if (time instanceof DateTime) claims.set(name, timegm(time.utctimetuple()));
  }
  const custom = headers as Dict | null;
  const name = (truthy(custom?.get('alg') ?? null) ? custom!.get('alg') : algorithm) ?? 'none';
  const header = new Dict<Value, Value>([
    ['typ', 'JWT'],
    ['alg', name],
  ]);
  if (custom) {
    checkHeaders(custom);
    header.update(custom);
  }
  if (!truthy(header.get('typ') ?? null)) header.delete('typ');
  header.delete('b64');
  const options = [undefined, undefined, undefined, undefined] as const;
  const parts = [
    dumps(header, ...options, encoder, undefined, COMPACT, undefined, true),
    dumps(claims, ...options, encoder, undefined, COMPACT),
  ];
  const message = parts.map((part) => Buffer.from(part, 'utf8').toString('base64url')).join('.');
  const signature = algorithmOf(name).sign(message, key);
  return `${message}.${Buffer.from(signature).toString('base64url')}`;
}

export function decode(token: Value, ...options: Argument[]): Value {
  return decodeComplete(token, ...options).get('payload')!;
}

export function decodeComplete(
  token: Value,
  key: Argument = '',
  algorithms: Argument = null,
  given: Argument = null,
  _verify?: Argument,
  _detachedPayload?: Argument,
  audience: Argument = null,
  issuer: Argument = null,
  leeway: Argument = 0,
): Dict {
  const options = new Options(given as Dict | null);
  if (options.verifies('signature') && !truthy(algorithms))
    throw new DecodeError(
      'It is required that you pass in a value for the "algorithms" argument when calling decode().',
    );
  const { message, header, payload, signature } = split(token);
  if (options.verifies('signature')) verifySignature(message, header, signature, key, algorithms);
  const claims = parseObject(payload, 'payload');
  checkClaims(claims, options, audience, issuer, secondsOf(leeway));
  return new Dict<Value, Value>([
    ['payload', claims],
    ['header', header],
    ['signature', signature],
  ]);
}

export function getUnverifiedHeader(token: Value): Dict {
  const { header } = split(token);
  checkHeaders(header);
  return header;
}

/** What to check: all, or without the signature nothing that is not asked for. */
class Options {
  constructor(readonly given: Dict | null) {}

  verifies(what: string): boolean {
    const value = this.given?.get(`verify_${what}`);
    if (value !== undefined) return truthy(value);
    return what === 'signature' || this.verifies('signature');
  }
}

interface Parts {
  readonly message: string;
  readonly header: Dict;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

export function split(token: Value): Parts {
  if (typeof token !== 'string' && !(token instanceof Uint8Array))
    throw new DecodeError("Invalid token type. Token must be a <class 'bytes'>");
  const text = Buffer.from(token as string).toString('latin1');
  const [, message, signature] = /^(.*)\.([^.]*)$/s.exec(text) ?? [];
  if (message === undefined || !message.includes('.')) throw new DecodeError('Not enough segments');
  const point = message.indexOf('.');
  return {
    message,
    header: parseObject(decodePart(message.slice(0, point), 'header'), 'header'),
    payload: decodePart(message.slice(point + 1), 'payload'),
    signature: decodePart(signature!, 'crypto'),
  };
}

function decodePart(part: string, name: string): Uint8Array {
  try {
    const padding = '='.repeat((4 - (part.length % 4)) % 4);
    return urlsafeB64decode(Buffer.from(part + padding, 'latin1'));
  } catch (error) {
    if (error instanceof BinasciiError) throw new DecodeError(`Invalid ${name} padding`);
    throw error;
  }
}

export function parseObject(json: Uint8Array, name: string): Dict {
  let value: Value;
  try {
    value = loads(json);
  } catch (error) {
    if (error instanceof ValueError)
      throw new DecodeError(`Invalid ${name} string: ${error.pyStr()}`);
    throw error;
  }
  if (value instanceof Dict) return value;
  throw new DecodeError(`Invalid ${name} string: must be a json object`);
}

function verifySignature(
  message: string,
  header: Dict,
  signature: Uint8Array,
  key: Value,
  algorithms: Value,
): void {
  const name = header.get('alg') ?? null;
  if (!truthy(name) || (algorithms !== null && !contains(algorithms, name)))
    throw new InvalidAlgorithmError('The specified alg value is not allowed');
  let algorithm;
  try {
    algorithm = algorithmOf(name);
  } catch (error) {
    if (error instanceof NotImplementedError)
      throw new InvalidAlgorithmError('Algorithm not supported');
    throw error;
  }
  if (!algorithm.verify(message, key, signature))
    throw new InvalidSignatureError('Signature verification failed');
}

export function checkHeaders(headers: Dict): void {
  if (headers.has('kid') && typeof headers.get('kid') !== 'string')
    throw new InvalidTokenError('Key ID header parameter must be a string');
}

export function secondsOf(leeway: Value): number {
  return toNumber(leeway instanceof TimeDelta ? leeway.total_seconds() : leeway)!;
}

function checkClaims(
  claims: Dict,
  options: Options,
  audience: Value,
  issuer: Value,
  leeway: number,
): void {
  if (audience !== null && iterableOf(audience) === undefined)
    throw new PyTypeError('audience must be a string, iterable or None');
  for (const name of (options.given?.get('require') as Value[] | undefined) ?? [])
    if ((claims.get(name) ?? null) === null) throw new MissingRequiredClaimError(name);
  checkTimes(claims, options, leeway);
  if (options.verifies('iss') && issuer !== null) {
    if (!claims.has('iss')) throw new MissingRequiredClaimError('iss');
    if (!equals(claims.get('iss')!, issuer)) throw new InvalidIssuerError('Invalid issuer');
  }
  if (options.verifies('aud')) checkAudience(claims.get('aud') ?? null, audience);
}

function checkTimes(claims: Dict, options: Options, leeway: number): void {
  const now = Math.floor(Date.now() / 1000);
  const [issued, begins, ends] = [claims.get('iat'), claims.get('nbf'), claims.get('exp')];
  if (issued !== undefined && options.verifies('iat')) {
    wholeNumber(issued, new InvalidIssuedAtError('Issued At claim (iat) must be an integer.'));
    if ((toNumber(issued) ?? Number(issued)) > now + leeway)
      throw new ImmatureSignatureError('The token is not yet valid (iat)');
  }
  if (begins !== undefined && options.verifies('nbf')) {
    const error = new DecodeError('Not Before claim (nbf) must be an integer.');
    if (wholeNumber(begins, error) > now + leeway)
      throw new ImmatureSignatureError('The token is not yet valid (nbf)');
  }
  if (ends !== undefined && options.verifies('exp')) {
    const error = new DecodeError('Expiration Time claim (exp) must be an integer.');
    if (wholeNumber(ends, error) <= now - leeway)
      throw new ExpiredSignatureError('Signature has expired');
  }
}

export function wholeNumber(value: Value, otherwise: Error): number {
  try {
    return Number(int(value));
  } catch (error) {
    throw error instanceof ValueError ? otherwise : error;
  }
}

function checkAudience(claim: Value, audience: Value): void {
  if (audience === null) {
    if (truthy(claim)) throw new InvalidAudienceError('Invalid audience');
    return;
  }
  if (!truthy(claim)) throw new MissingRequiredClaimError('aud');
  const claimed = typeof claim === 'string' ? [claim] : claim;
  if (!Array.isArray(claimed) || claimed.some((one) => typeof one !== 'string'))
    throw new InvalidAudienceError('Invalid claim format in token');
  const accepted = typeof audience === 'string' ? [audience] : [...iterableOf(audience)!];
  if (!accepted.some((one) => claimed.includes(one)))
    throw new InvalidAudienceError('Invalid audience');
}
