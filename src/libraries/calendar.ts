import type { Library } from './library.js';

export const library: Library = {
  module: 'calendar',
  distributions: [],
  replacement: 'src/python/time.ts in the service',
  from: 'python/time.js',
  names: {
    timegm: 'timegm(tuple) -> int',
    monthrange: 'python/calendar.js#monthrange(year, month) -> tuple',
    isleap: 'python/calendar.js#isLeapYear(year) -> bool',
  },
};
