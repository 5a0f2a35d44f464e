import type { Library } from './library.js';

const HASHES: Readonly<Record<string, string>> = {
  bcrypt: 'bcrypt',
  pbkdf2_sha1: 'pbkdf2Sha1',
  pbkdf2_sha256: 'pbkdf2Sha256',
  pbkdf2_sha512: 'pbkdf2Sha512',
  sha256_crypt: 'sha256Crypt',
  sha512_crypt: 'sha512Crypt',
};

const CONTEXT = 'python/passlib-context.js';

export const library: Library = {
  module: 'passlib',
  distributions: ['passlib'],
  replacement: 'node:crypto and bcryptjs, in src/python/passlib.ts of the service',
  from: 'python/passlib.js',
  packages: { bcryptjs: '^3.0.3' },
  names: {
    ...Object.fromEntries(
      Object.entries(HASHES).map(([name, target]) => [
        `hash.${name}`,
        `${target} -> passlib.ifc.PasswordHash`,
      ]),
    ),
    'context.CryptContext': `class ${CONTEXT}#CryptContext(schemes, default, deprecated, **settings) -> passlib.context.CryptContext`,
    'apps.custom_app_context': `${CONTEXT}#customAppContext -> passlib.context.CryptContext`,
    'exc.UnknownHashError': `class ${CONTEXT}#UnknownHashError(*args)`,
    'exc.PasswordSizeError': 'class PasswordSizeError(*args)',
    'exc.PasswordValueError': 'class PasswordValueError(*args)',
  },
  types: {
    'passlib.ifc.PasswordHash': {
      class: 'PasswordHash',
      members: {
        name: '.name -> str',
        hash: 'await .hash(secret, rounds, salt_size) -> str',
        encrypt: 'await .hash(secret, rounds, salt_size) -> str',
        verify: 'await .verify(secret, hash) -> bool',
        identify: '.identify(hash) -> bool',
        needs_update: '.needs_update(hash) -> bool',
        using: '.using(rounds, salt_size, default_rounds) -> passlib.ifc.PasswordHash',
      },
    },
    'passlib.context.CryptContext': {
      class: `${CONTEXT}#CryptContext`,
      members: {
        hash: 'await .hash(secret) -> str',
        encrypt: 'await .hash(secret) -> str',
        verify: 'await .verify(secret, hash) -> bool',
        verify_and_update: 'await .verify_and_update(secret, hash) -> tuple',
        identify: '.identify(hash) -> str | None',
        needs_update: '.needs_update(hash) -> bool',
        schemes: '.schemes() -> tuple',
        default_scheme: '.default_scheme() -> str',
      },
    },
  },
};
