import type { Library } from './library.js';

export const library: Library = {
  module: 'os',
  distributions: [],
  replacement: 'src/config.ts, which reports every missing variable at once',
};
