import type { Library } from './library.js';

export const library: Library = {
  module: 'copy',
  distributions: [],
  replacement: 'src/python/copy.ts in the service',
  from: 'python/copy.js',
  names: {
    copy: 'copy(x) -> value',
    deepcopy: 'deepcopy(x) -> value',
  },
};
