import type { Library } from './library.js';

export const library: Library = {
  module: 'hashlib',
  distributions: [],
  replacement: 'node:crypto',
  from: 'python/hashlib.js',
  names: {
    md5: 'md5(string) -> hashlib.Hash',
    sha1: 'sha1(string) -> hashlib.Hash',
    sha224: 'sha224(string) -> hashlib.Hash',
    sha256: 'sha256(string) -> hashlib.Hash',
    sha384: 'sha384(string) -> hashlib.Hash',
    sha512: 'sha512(string) -> hashlib.Hash',
    sha3_256: 'sha3_256(string) -> hashlib.Hash',
    sha3_512: 'sha3_512(string) -> hashlib.Hash',
    blake2b: 'blake2b(string) -> hashlib.Hash',
    blake2s: 'blake2s(string) -> hashlib.Hash',
    new: 'newHash(name, data) -> hashlib.Hash',
    pbkdf2_hmac: 'pbkdf2Hmac(hash_name, password, salt, iterations, dklen) -> bytes',
    scrypt: 'scrypt(password, salt, n, r, p, maxmem, dklen) -> bytes',
  },
  types: {
    'hashlib.Hash': {
      class: 'Hash',
      members: {
        name: '.name -> str',
        digest_size: '.digest_size -> int',
        block_size: '.block_size -> int',
        update: '.update(data) -> None',
        digest: '.digest() -> bytes',
        hexdigest: '.hexdigest() -> str',
        copy: '.copy() -> hashlib.Hash',
      },
    },
  },
};
