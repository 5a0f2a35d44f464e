import type { Library } from './library.js';

const EXCEPTIONS = [
  'PyJWTError',
  'InvalidTokenError',
  'DecodeError',
  'InvalidSignatureError',
  'ExpiredSignatureError',
  'InvalidAudienceError',
  'InvalidIssuerError',
  'InvalidIssuedAtError',
  'ImmatureSignatureError',
  'InvalidKeyError',
  'InvalidAlgorithmError',
  'MissingRequiredClaimError',
];

/** Each is in `jwt` and in `jwt.exceptions`; `ExpiredSignature` and `InvalidAudience` are old names. */
const exceptionNames = Object.fromEntries(
  [
    ...EXCEPTIONS.map((name) => [name, name] as const),
    ['ExpiredSignature', 'ExpiredSignatureError'] as const,
    ['InvalidAudience', 'InvalidAudienceError'] as const,
    ['InvalidIssuer', 'InvalidIssuerError'] as const,
    ['InvalidToken', 'InvalidTokenError'] as const,
  ].flatMap(([name, target]) => {
    const signature = `class python/jwt-errors.js#${target}(*args)`;
    return [
      [name, signature],
      [`exceptions.${name}`, signature],
    ];
  }),
);

export const library: Library = {
  module: 'jwt',
  distributions: ['pyjwt'],
  replacement: "node:crypto, with PyJWT's checks and messages in src/python/jwt.ts of the service",
  from: 'python/jwt.js',
  names: {
    encode: 'encode(payload, key, algorithm, headers, json_encoder) -> str',
    decode:
      'decode(jwt, key, algorithms, options, verify, detached_payload, audience, issuer, leeway) -> value',
    decode_complete:
      'decodeComplete(jwt, key, algorithms, options, verify, detached_payload, audience, issuer, leeway) -> dict',
    get_unverified_header: 'getUnverifiedHeader(jwt) -> dict',
    ...exceptionNames,
  },
  // Before 2.0 a token is bytes, and decode() takes any other argument and checks without being told the algorithms.
  older: {
    before: '2',
    names: {
      encode: 'python/jwt-1.js#encode(payload, key, algorithm, headers, json_encoder) -> bytes',
      decode: 'python/jwt-1.js#decode(jwt, key, verify, algorithms, options, **claims) -> dict',
    },
  },
};
