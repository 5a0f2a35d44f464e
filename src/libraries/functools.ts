import type { Library } from './library.js';

export const library: Library = {
  module: 'functools',
  distributions: [],
  replacement: 'src/python/functools.ts in the service',
  from: 'python/functools.js',
  names: {
    partial: 'partial(func, *args) -> callable',
    lru_cache: 'lruCache(maxsize, typed) -> callable',
    cache: 'cache(user_function) -> callable',
    reduce: 'reduce(function, iterable, initial) -> value',
  },
};
