import type { Library } from './library.js';

export const library: Library = {
  module: 'string',
  distributions: [],
  replacement: 'constants in src/python/string.ts of the service',
  from: 'python/string.js',
  names: {
    ascii_lowercase: 'asciiLowercase -> str',
    ascii_uppercase: 'asciiUppercase -> str',
    ascii_letters: 'asciiLetters -> str',
    digits: 'digits -> str',
    hexdigits: 'hexdigits -> str',
    octdigits: 'octdigits -> str',
    punctuation: 'punctuation -> str',
    whitespace: 'whitespace -> str',
    printable: 'printable -> str',
  },
};
