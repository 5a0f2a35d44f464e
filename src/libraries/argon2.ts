import type { Library } from './library.js';

const EXCEPTIONS = [
  'Argon2Error',
  'VerificationError',
  'VerifyMismatchError',
  'HashingError',
  'InvalidHashError',
];

/** `InvalidHash` is what argon2-cffi called it before 23.1. */
const exceptionNames = Object.fromEntries(
  [
    ...EXCEPTIONS.map((name) => [name, name] as const),
    ['InvalidHash', 'InvalidHashError'] as const,
  ].map(([name, target]) => [`exceptions.${name}`, `class ${target}(*args)`] as const),
);

export const library: Library = {
  module: 'argon2',
  distributions: ['argon2-cffi', 'argon2_cffi'],
  replacement: '@node-rs/argon2',
  from: 'python/argon2.js',
  packages: { '@node-rs/argon2': '^2.2.1' },
  names: {
    PasswordHasher:
      'class PasswordHasher(time_cost, memory_cost, parallelism, hash_len, salt_len, encoding, type) -> argon2.PasswordHasher',
    'Type.D': 'Type.D -> int',
    'Type.I': 'Type.I -> int',
    'Type.ID': 'Type.ID -> int',
    ...exceptionNames,
  },
  types: {
    'argon2.PasswordHasher': {
      class: 'PasswordHasher',
      members: {
        hash: 'await .hash(password, salt) -> str',
        verify: 'await .verify(hash, password) -> bool',
        check_needs_rehash: '.check_needs_rehash(hash) -> bool',
        time_cost: '.time_cost -> int',
        memory_cost: '.memory_cost -> int',
        parallelism: '.parallelism -> int',
        hash_len: '.hash_len -> int',
        salt_len: '.salt_len -> int',
      },
    },
  },
};
