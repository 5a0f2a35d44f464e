import type { Library } from './library.js';

export const library: Library = {
  module: 'flask_bcrypt',
  distributions: ['flask-bcrypt'],
  replacement: 'bcryptjs',
  from: 'python/bcrypt.js',
  packages: { bcryptjs: '^3.0.3' },
  names: {
    Bcrypt: 'class Bcrypt(app) -> flask_bcrypt.Bcrypt',
    generate_password_hash: 'await generatePasswordHash(password, rounds) -> bytes',
    check_password_hash: 'await checkPasswordHash(pw_hash, password) -> bool',
  },
  types: {
    'flask_bcrypt.Bcrypt': {
      class: 'Bcrypt',
      members: {
        init_app: '.init_app(app) -> None',
        generate_password_hash: 'await .generate_password_hash(password, rounds) -> bytes',
        check_password_hash: 'await .check_password_hash(pw_hash, password) -> bool',
      },
    },
  },
};
