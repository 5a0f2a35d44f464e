import { describe, expect, test } from 'vitest';
import { PasswordHasher, VerifyMismatchError } from '../../templates/service/src/python/argon2.js';
import { askPython, compareWithPython } from './compare-with-python.js';

const STORED = '$argon2id$v=19$m=102400,t=2,p=8$A7/UwIDQH7bVp2jgOQOAWA$K5CXIRbm5Zj3XFrDsmXkbQ';
const hasher = new PasswordHasher(2, 1024, 2, 16);

describe('argon2', () => {
  compareWithPython(
    `from argon2 import PasswordHasher\nhasher = PasswordHasher(2, 1024, 2, 16)\nstored = '${STORED}'`,
    [
      ["hasher.verify(stored, 'x')", () => hasher.verify(STORED, 'x')],
      [
        "hasher.verify(stored.encode(), b'x')",
        () => hasher.verify(Buffer.from(STORED), Buffer.from('x')),
      ],
      ["hasher.verify(stored, 'y')", () => hasher.verify(STORED, 'y')],
      ["hasher.verify('$argon2id$v=19$', 'y')", () => hasher.verify('$argon2id$v=19$', 'y')],
      ["hasher.verify(None, 'y')", () => hasher.verify(null, 'y')],
      ['hasher.verify(stored, None)', () => hasher.verify(STORED, null)],
      ['hasher.hash(None)', () => hasher.hash(null)],
      ['hasher.hash(12)', () => hasher.hash(12)],
      ['hasher.check_needs_rehash(stored)', () => hasher.check_needs_rehash(STORED)],
      [
        'PasswordHasher(2, 102400, 8, 16).check_needs_rehash(stored)',
        () => new PasswordHasher(2, 102400, 8, 16).check_needs_rehash(STORED),
      ],
      ["hasher.hash('geheim')[:30]", async () => (await hasher.hash('geheim')).slice(0, 30)],
      ["hasher.verify(hasher.hash(''), '')", async () => hasher.verify(await hasher.hash(''), '')],
    ],
  );

  test('what it hashes, Python verifies', async (context) => {
    const stored = await hasher.hash('pässword');
    const found = askPython('from argon2 import PasswordHasher', [
      `PasswordHasher().verify('${stored}', 'pässword')`,
    ]);
    if (typeof found === 'string') return context.skip(`needs Python: ${found}`);
    expect(found).toEqual(['True']);
  });

  test('a hash that is none has an exception of its own', async () => {
    await expect(hasher.verify('secret', 'secret')).rejects.toThrow('');
    await expect(hasher.verify(STORED, 'y')).rejects.toBeInstanceOf(VerifyMismatchError);
  });
});
