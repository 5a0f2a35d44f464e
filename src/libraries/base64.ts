import type { Library } from './library.js';

export const library: Library = {
  module: 'base64',
  distributions: [],
  replacement: "Node's Buffer",
  from: 'python/base64.js',
  names: {
    b64encode: 'b64encode(s, altchars) -> bytes',
    b64decode: 'b64decode(s, altchars, validate) -> bytes',
    standard_b64encode: 'b64encode(s) -> bytes',
    standard_b64decode: 'b64decode(s) -> bytes',
    urlsafe_b64encode: 'urlsafeB64encode(s) -> bytes',
    urlsafe_b64decode: 'urlsafeB64decode(s) -> bytes',
    b16encode: 'b16encode(s) -> bytes',
    b16decode: 'b16decode(s, casefold) -> bytes',
  },
};
