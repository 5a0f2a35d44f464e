/** How PyJWT signs: HMAC, RSA and elliptic curves, through Node. Source: jwt/algorithms.py, 2.6. */
import { constants, createHmac, sign, timingSafeEqual, verify } from 'node:crypto';
import { NotImplementedError, PyTypeError, ValueError } from './exceptions.js';
import { InvalidKeyError } from './jwt-errors.js';
import type { Value } from './value.js';

export interface Algorithm {
  sign(message: string, key: Value): Uint8Array;
  verify(message: string, key: Value, signature: Uint8Array): boolean;
}

/** @throws NotImplementedError for a name that PyJWT does not know. */
export function algorithmOf(name: Value): Algorithm {
  const [, kind, bits] = /^(HS|RS|PS|ES)(256|384|512)$/.exec(String(name)) ?? [];
  if (kind === 'HS') return hmacOf(`sha${bits}`);
  if (kind !== undefined) return asymmetric(kind, `sha${bits}`);
  if (name === 'none') return NONE;
  throw new NotImplementedError('Algorithm not supported');
}

const NONE: Algorithm = {
  sign: (_message, key) => {
    if (key !== null && key !== '')
      throw new InvalidKeyError('When alg = "none", key value must be None.');
    return new Uint8Array();
  },
  verify: () => false,
};

function hmacOf(digest: string): Algorithm {
  const signed = (message: string, key: Value) =>
    createHmac(digest, secretOf(key)).update(message).digest();
  return {
    sign: signed,
    verify: (message, key, signature) => {
      const expected = signed(message, key);
      return expected.length === signature.length && timingSafeEqual(expected, signature);
    },
  };
}

function secretOf(key: Value): Uint8Array {
  const secret = keyBytes(key);
  const text = Buffer.from(secret).toString('latin1');
  if (/-----BEGIN [A-Z0-9 ]+-----/.test(text) || /^(?:ssh-|ecdsa-sha2-)/.test(text))
    throw new InvalidKeyError(
      'The specified key is an asymmetric key or x509 certificate and should not be used as an HMAC secret.',
    );
  return secret;
}

function asymmetric(kind: string, digest: string): Algorithm {
  const options = (key: Buffer) => ({
    key,
    ...(kind === 'ES' && { dsaEncoding: 'ieee-p1363' as const }),
    ...(kind === 'PS' && {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  });
  return {
    sign: (message, key) => withKey(key, (pem) => sign(digest, Buffer.from(message), options(pem))),
    verify: (message, key, signature) =>
      withKey(key, (pem) => verify(digest, Buffer.from(message), options(pem), signature)),
  };
}

function withKey<Result>(key: Value, use: (pem: Buffer) => Result): Result {
  if (typeof key !== 'string' && !(key instanceof Uint8Array))
    throw new PyTypeError('Expecting a PEM-formatted key.');
  try {
    return use(Buffer.from(keyBytes(key)));
  } catch {
    throw new ValueError('Could not deserialize key data.');
  }
}

function keyBytes(key: Value): Uint8Array {
  if (typeof key === 'string') return Buffer.from(key, 'utf8');
  if (key instanceof Uint8Array) return key;
  throw new PyTypeError('Expected a string value');
}
