import type { Library } from './library.js';

export const library: Library = {
  module: 'decouple',
  distributions: ['python-decouple'],
  replacement: "the environment, and Node's own reader of .env files",
  from: 'python/decouple.js',
  names: {
    config: 'config(option, default, cast) -> value',
    Csv: 'Csv(cast, delimiter, strip, post_process) -> value',
    UndefinedValueError: 'class UndefinedValueError(*args)',
  },
};
