import type { Library } from './library.js';

export const library: Library = {
  module: 'unicodedata',
  distributions: [],
  replacement: "JavaScript's own Unicode tables",
  from: 'python/unicodedata.js',
  names: {
    normalize: 'normalize(form, unistr) -> str',
    category: 'category(chr) -> str',
    is_normalized: 'isNormalized(form, unistr) -> bool',
  },
};
