import { describe, expect, test } from 'vitest';
import { dict } from '../../templates/service/src/python/dict.js';
import * as passlib from '../../templates/service/src/python/passlib.js';
import {
  CryptContext,
  customAppContext,
} from '../../templates/service/src/python/passlib-context.js';
import { repr } from '../../templates/service/src/python/text.js';
import type { Value } from '../../templates/service/src/python/value.js';
import { askPython, compareWithPython, type Pair } from './compare-with-python.js';

const IMPORT =
  'import warnings\nwarnings.simplefilter("ignore")\nfrom passlib.hash import pbkdf2_sha1, pbkdf2_sha256, pbkdf2_sha512, sha256_crypt, sha512_crypt, bcrypt\nfrom passlib.context import CryptContext\nfrom passlib.apps import custom_app_context';

/** With few rounds: the hashes are made for tests. */
const HASHES = [
  ['pbkdf2_sha1', passlib.pbkdf2Sha1, 10],
  ['pbkdf2_sha256', passlib.pbkdf2Sha256, 10],
  ['pbkdf2_sha512', passlib.pbkdf2Sha512, 10],
  ['sha256_crypt', passlib.sha256Crypt, 1000],
  ['sha512_crypt', passlib.sha512Crypt, 1001],
  ['bcrypt', passlib.bcrypt, 4],
] as const;

const OLD = `$5$rounds=1000$salt$${'x'.repeat(43)}`;

const PASSWORDS = ['', 'x', 'pässwörd', 'a'.repeat(33), 'long '.repeat(14)];

describe.each(HASHES)('%s', (name, hash, rounds) => {
  test('is valid on both sides', async () => {
    const ours = await Promise.all(PASSWORDS.map((one) => hash.using(rounds).hash(one)));
    const found = askPython(IMPORT, [
      `[${name}.verify(one, stored) for one, stored in zip(${repr(PASSWORDS)}, ${repr(ours)})]`,
      ...PASSWORDS.map((one) => `${name}.using(rounds=${rounds}).hash(${repr(one)})`),
    ]);
    if (typeof found === 'string') throw new Error(found);
    expect(found[0]).toBe('[True, True, True, True, True]');
    for (const [at, one] of PASSWORDS.entries()) {
      const theirs = found[at + 1]!.slice(1, -1);
      expect(await hash.verify(one, theirs)).toBe(true);
      expect(await hash.verify(`${one}!`, theirs)).toBe(false);
      expect(ours[at]!.length).toBe(theirs.length);
    }
  });

  const check = (secret: Value, stored: Value): Pair => [
    `${name}.verify(${repr(secret)}, ${repr(stored)})`,
    () => hash.verify(secret, stored),
  ];
  compareWithPython(IMPORT, [
    check('a', 'not a hash'),
    check('a', ''),
    check('a', null),
    check('a', 5),
    check(null, 'x'),
    check(5, 'x'),
    ['%s.verify("a" * 5000, "x")'.replace('%s', name), () => hash.verify('a'.repeat(5000), 'x')],
    [`${name}.hash(None)`, () => hash.hash(null)],
    [`${name}.identify('$5$x')`, () => hash.identify('$5$x')],
  ]);
});

describe('stored hashes', () => {
  const stored = [
    '$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44',
    '$pbkdf2-sha256$06400$x$y',
    '$pbkdf2-sha256$$x$y',
    '$pbkdf2-sha256$10$x',
    '$pbkdf2-sha256$10$x$y$z',
    '$5$rounds=80000$wnsT7Yr92oJoP28r$cKhJImk5mfuSKV9b3mumNzlbstFUplKtQXXMo4G6Ep5',
    '$5$salt$x$y',
    OLD,
    '$5$rounds=01000$salt$x',
    '$5$saltonly',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjlO/O817G3uBnIFNjnQJuesI68OTLiBFdcbYEdFCoEOfaS35inz1',
    '$2b$04$abcdefghijklmnopqrstuu',
    '$2x$04$abcdefghijklmnopqrstuu',
    '$2b$4$abc',
    '$1$abc',
  ];
  const context = () =>
    new CryptContext(['pbkdf2_sha256', 'sha256_crypt', 'sha512_crypt', 'bcrypt']);
  compareWithPython(
    `${IMPORT}\ncontext = CryptContext(schemes=['pbkdf2_sha256', 'sha256_crypt', 'sha512_crypt', 'bcrypt'])\nold = CryptContext(['bcrypt', 'sha256_crypt'], deprecated='auto', bcrypt__rounds=4)`,
    [
      ...stored.flatMap((one): Pair[] => [
        [`context.verify('Hello world!', '${one}')`, () => context().verify('Hello world!', one)],
        [`context.verify('password', '${one}')`, () => context().verify('password', one)],
        [`context.identify('${one}')`, () => context().identify(one)],
      ]),
      ["context.verify('a', None)", () => context().verify('a', null)],
      ["context.verify(None, '$5$x$y')", () => context().verify(null, '$5$x$y')],
      ["context.hash('a')[:21]", async () => (await context().hash('a')).slice(0, 21)],
      ["bcrypt.hash('a')[:7]", async () => (await passlib.bcrypt.hash('a')).slice(0, 7)],
      [
        `bcrypt.using(rounds=5).needs_update('$2b$04$${'x'.repeat(53)}')`,
        () => passlib.bcrypt.using(5).needs_update(`$2b$04$${'x'.repeat(53)}`),
      ],
      [
        `bcrypt.needs_update('$2b$04$${'x'.repeat(53)}')`,
        () => passlib.bcrypt.needs_update(`$2b$04$${'x'.repeat(53)}`),
      ],
      ['context.schemes()', () => context().schemes()],
      [
        "custom_app_context.hash('a')[:17]",
        async () => (await customAppContext.hash('a')).slice(0, 17),
      ],
      [
        `[old.needs_update('${OLD}'), old.hash('a')[:7]]`,
        async () => {
          const old = new CryptContext(
            ['bcrypt', 'sha256_crypt'],
            undefined,
            'auto',
            dict({ bcrypt__rounds: 4 }),
          );
          return [old.needs_update(OLD), (await old.hash('a')).slice(0, 7)];
        },
      ],
    ],
  );
});
