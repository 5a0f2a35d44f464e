import type { Library } from './library.js';

export const library: Library = {
  module: 'secrets',
  distributions: [],
  replacement: 'node:crypto',
  from: 'python/secrets.js',
  names: {
    token_bytes: 'tokenBytes(nbytes) -> bytes',
    token_hex: 'tokenHex(nbytes) -> str',
    token_urlsafe: 'tokenUrlsafe(nbytes) -> str',
    choice: 'choice(seq) -> value',
    randbelow: 'randbelow(exclusive_upper_bound) -> int',
    randbits: 'randbits(k) -> int',
    compare_digest: 'compareDigest(a, b) -> bool',
  },
};
