import { describe, expect, test } from 'vitest';
import {
  checkPasswordHash,
  generatePasswordHash,
} from '../../templates/service/src/python/werkzeug-security.js';
import type { Value } from '../../templates/service/src/python/value.js';
import { askPython, compareWithPython } from './compare-with-python.js';

const METHODS = ['pbkdf2:sha256', 'pbkdf2:sha512:1000', 'sha256', 'plain'];
const IMPORT = 'from werkzeug.security import *';

describe('check_password_hash', () => {
  const check = (stored: Value, password: Value) => () => checkPasswordHash(stored, password);
  compareWithPython(IMPORT, [
    ["check_password_hash('', 'a')", check('', 'a')],
    ["check_password_hash('a$b', 'a')", check('a$b', 'a')],
    ["check_password_hash('plain$$a', 'a')", check('plain$$a', 'a')],
    ["check_password_hash('pbkdf2:sha256:10$x$y', 'a')", check('pbkdf2:sha256:10$x$y', 'a')],
    ["check_password_hash('pbkdf2:sha256:10$$y', 'a')", check('pbkdf2:sha256:10$$y', 'a')],
    ["check_password_hash(None, 'a')", check(null, 'a')],
    ["check_password_hash('pbkdf2:sha256:10$x$y', None)", check('pbkdf2:sha256:10$x$y', null)],
    ["check_password_hash('pbkdf2:sha256:10$x$y', 1)", check('pbkdf2:sha256:10$x$y', 1)],
    ['generate_password_hash(None)', () => generatePasswordHash(null)],
  ]);
});

describe.each(METHODS)('the hashes of %s', (method) => {
  test('are valid on both sides', async () => {
    const ours = await generatePasswordHash('password1', method);
    const [theirs, accepted] = askPython(IMPORT, [
      `generate_password_hash('password1', '${method}')`,
      `check_password_hash('${ours}', 'password1')`,
    ]) as string[];
    expect(accepted).toBe('True');
    const stored = theirs!.slice(1, -1);
    expect(await checkPasswordHash(stored, 'password1')).toBe(true);
    expect(await checkPasswordHash(stored, 'password2')).toBe(false);
    expect(stored.split('$')[0]).toBe(ours.split('$')[0]);
  });
});

test('those of scrypt are what Python derives', async () => {
  const ours = await generatePasswordHash('a', 'scrypt');
  const [, salt, hash] = ours.split('$');
  const derived = askPython('import hashlib', [
    `hashlib.scrypt(b'a', salt=b'${salt}', n=2**15, r=8, p=1, maxmem=2**26).hex()`,
  ]);
  expect(derived).toEqual([`'${hash}'`]);
  expect(await checkPasswordHash(ours, 'a')).toBe(true);
});
