import type { Library } from './library.js';

export const library: Library = {
  module: 'textwrap',
  distributions: [],
  replacement: 'src/python/textwrap.ts in the service',
  from: 'python/textwrap.js',
  names: {
    dedent: 'dedent(text) -> str',
    indent: 'indent(text, prefix, predicate) -> str',
  },
};
