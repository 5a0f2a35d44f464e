import type { Library } from './library.js';

/** `format_exc` and `print_exc` take what is being handled: `translate/special-calls.ts`. */
export const library: Library = {
  module: 'traceback',
  distributions: [],
  replacement: "the stack of JavaScript's errors",
  from: 'python/system.js',
  names: {
    format_exc: 'formatException(error) -> str',
    print_exc: 'printException(error) -> None',
  },
};
