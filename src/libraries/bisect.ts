import type { Library } from './library.js';

export const library: Library = {
  module: 'bisect',
  distributions: [],
  replacement: 'src/python/bisect.ts in the service',
  from: 'python/bisect.js',
  names: {
    bisect: 'bisectRight(a, x, lo, hi, key) -> int',
    bisect_left: 'bisectLeft(a, x, lo, hi, key) -> int',
    bisect_right: 'bisectRight(a, x, lo, hi, key) -> int',
    insort: 'insortRight(a, x, lo, hi, key) -> None',
    insort_left: 'insortLeft(a, x, lo, hi, key) -> None',
    insort_right: 'insortRight(a, x, lo, hi, key) -> None',
  },
};
