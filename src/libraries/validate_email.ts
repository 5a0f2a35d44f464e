import type { Library } from './library.js';

/** What looks at mail servers (`check_mx`, `verify`) is not here: an answer of theirs is no property of the app. */
export const library: Library = {
  module: 'validate_email',
  distributions: ['validate-email'],
  unlike: ['py3-validate-email'],
  replacement: "RFC 2822's grammar of addresses, in src/python/validate-email.ts of the service",
  from: 'python/validate-email.js',
  names: { validate_email: 'validateEmail(email, debug) -> bool' },
};
