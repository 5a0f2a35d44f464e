import type { Library } from './library.js';

const ERRORS = 'python/itsdangerous-errors.js';
const JWS = 'python/itsdangerous-jws.js';

const EXCEPTIONS = [
  'BadData',
  'BadSignature',
  'BadTimeSignature',
  'SignatureExpired',
  'BadHeader',
  'BadPayload',
];

const SERIALIZERS = ['Serializer', 'URLSafeSerializer'];
const TIMED = ['TimedSerializer', 'URLSafeTimedSerializer'];

export const library: Library = {
  module: 'itsdangerous',
  distributions: ['itsdangerous'],
  replacement:
    "node:crypto, with itsdangerous' formats in src/python/itsdangerous.ts of the service",
  from: 'python/itsdangerous.js',
  names: {
    Signer:
      'class Signer(secret_key, salt, sep, key_derivation, digest_method) -> itsdangerous.Signer',
    TimestampSigner:
      'class TimestampSigner(secret_key, salt, sep, key_derivation, digest_method) -> itsdangerous.TimestampSigner',
    ...Object.fromEntries(
      [...SERIALIZERS, ...TIMED].map((name) => [
        name,
        `class ${name}(secret_key, salt, signer_kwargs) -> itsdangerous.${name}`,
      ]),
    ),
    JSONWebSignatureSerializer: `class ${JWS}#JSONWebSignatureSerializer(secret_key, salt, algorithm_name) -> itsdangerous.JSONWebSignatureSerializer`,
    TimedJSONWebSignatureSerializer: `class ${JWS}#TimedJSONWebSignatureSerializer(secret_key, expires_in, salt, algorithm_name) -> itsdangerous.TimedJSONWebSignatureSerializer`,
    ...Object.fromEntries(
      EXCEPTIONS.flatMap((name) => [
        [name, `class ${ERRORS}#${name}`],
        [`exc.${name}`, `class ${ERRORS}#${name}`],
      ]),
    ),
    'url_safe.URLSafeTimedSerializer':
      'class URLSafeTimedSerializer(secret_key, salt, signer_kwargs) -> itsdangerous.URLSafeTimedSerializer',
    'url_safe.URLSafeSerializer':
      'class URLSafeSerializer(secret_key, salt, signer_kwargs) -> itsdangerous.URLSafeSerializer',
  },
  types: {
    'itsdangerous.Signer': {
      class: 'Signer',
      members: {
        sign: '.sign(value) -> bytes',
        unsign: '.unsign(signed_value)',
        validate: '.validate(signed_value) -> bool',
        get_signature: '.get_signature(value) -> bytes',
        verify_signature: '.verify_signature(value, sig) -> bool',
      },
    },
    'itsdangerous.TimestampSigner': {
      class: 'TimestampSigner',
      base: 'itsdangerous.Signer',
      members: { unsign: '.unsign(signed_value, max_age, return_timestamp)' },
    },
    ...Object.fromEntries(
      [...SERIALIZERS, ...TIMED].map((name) => [
        `itsdangerous.${name}`,
        {
          class: name,
          members: {
            dumps: '.dumps(obj, salt) -> str',
            loads: TIMED.includes(name)
              ? '.loads(s, max_age, return_timestamp, salt)'
              : '.loads(s, salt)',
          },
        },
      ]),
    ),
    ...Object.fromEntries(
      ['JSONWebSignatureSerializer', 'TimedJSONWebSignatureSerializer'].map((name) => [
        `itsdangerous.${name}`,
        {
          class: `${JWS}#${name}`,
          members: {
            dumps: '.dumps(obj, salt, header_fields) -> bytes',
            loads: '.loads(s, salt, return_header)',
          },
        },
      ]),
    ),
    ...Object.fromEntries(
      EXCEPTIONS.map((name) => [
        `itsdangerous.${name}`,
        {
          class: `${ERRORS}#${name}`,
          base: 'Exception',
          members: {
            message: '.message -> str',
            ...(name === 'BadData' || name === 'BadPayload' ? {} : { payload: '.payload' }),
            ...(name === 'BadTimeSignature' || name === 'SignatureExpired'
              ? { date_signed: '.date_signed' }
              : {}),
          },
        },
      ]),
    ),
  },
};
