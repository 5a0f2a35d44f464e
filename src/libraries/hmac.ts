import type { Library } from './library.js';

export const library: Library = {
  module: 'hmac',
  distributions: [],
  replacement: 'node:crypto',
  from: 'python/hmac.js',
  names: {
    new: 'newHmac(key, msg, digestmod) -> hmac.HMAC',
    HMAC: 'class Hmac(key, msg, digestmod) -> hmac.HMAC',
    digest: 'digest(key, msg, digest) -> bytes',
    compare_digest: 'compareDigest(a, b) -> bool',
  },
  types: {
    'hmac.HMAC': {
      class: 'Hmac',
      members: {
        name: '.name -> str',
        update: '.update(msg) -> None',
        digest: '.digest() -> bytes',
        hexdigest: '.hexdigest() -> str',
      },
    },
  },
};
