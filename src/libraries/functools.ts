import type { Library } from './library.js';

export const library: Library = {
  module: 'functools',
  distributions: [],
  replacement: 'src/python/functools.ts in the service',
  from: 'python/functools.js',
  names: {
    partial: 'partial(func, *args) -> callable',
    reduce: 'reduce(function, iterable, initial) -> value',
  },
};
