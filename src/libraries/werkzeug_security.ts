import type { Library } from './library.js';

export const library: Library = {
  module: 'werkzeug.security',
  distributions: ['Werkzeug'],
  replacement: "node:crypto, with Werkzeug's format of password hashes",
  from: 'python/werkzeug-security.js',
  names: {
    generate_password_hash: 'await generatePasswordHash(password, method, salt_length) -> str',
    check_password_hash: 'await checkPasswordHash(pwhash, password) -> bool',
    gen_salt: 'generateSalt(length) -> str',
    safe_str_cmp: 'python/hmac.js#compareDigest(a, b) -> bool',
  },
};
