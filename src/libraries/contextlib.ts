import type { Library } from './library.js';

/** `contextmanager`, `closing` and `suppress` are statements of TypeScript: `translate/with-statement.ts` prints them. */
export const library: Library = {
  module: 'contextlib',
  distributions: [],
  replacement: 'try statements, with src/python/contextlib.ts in the service for generators',
  from: 'python/contextlib.js',
};
