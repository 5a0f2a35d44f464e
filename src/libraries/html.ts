import type { Library } from './library.js';

export const library: Library = {
  module: 'html',
  distributions: [],
  replacement: 'src/python/html.ts in the service',
  from: 'python/html.js',
  names: { escape: 'escape(s, quote) -> str' },
};
