import type { Library } from './library.js';

export const library: Library = {
  module: 'bcrypt',
  distributions: ['bcrypt'],
  replacement: 'bcryptjs',
  from: 'python/bcrypt.js',
  packages: { bcryptjs: '^3.0.3' },
  names: {
    gensalt: 'gensalt(rounds) -> bytes',
    hashpw: 'await hashpw(password, salt) -> bytes',
    checkpw: 'await checkpw(password, hashed_password) -> bool',
  },
};
