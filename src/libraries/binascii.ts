import type { Library } from './library.js';

export const library: Library = {
  module: 'binascii',
  distributions: [],
  replacement: "Node's Buffer",
  from: 'python/base64.js',
  names: {
    Error: 'class BinasciiError(*args)',
    hexlify: 'hexlify(data) -> bytes',
    unhexlify: 'unhexlify(hexstr) -> bytes',
  },
};
