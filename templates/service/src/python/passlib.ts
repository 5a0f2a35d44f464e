/**
 * passlib's hashes of passwords, in their own formats, so that those that are stored stay valid: PBKDF2, SHA-crypt and
 * bcrypt. They are asynchronous, since a hash takes long on purpose.
 * Source: passlib/utils/handlers.py, handlers/pbkdf2.py, sha2_crypt.py and bcrypt.py, 1.7.4.
 */
import bcryptjs from 'bcryptjs';
import { pbkdf2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { argumentType } from './argument-type.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { shaCrypt } from './sha-crypt.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

/** What a stored hash says of how it was made. */
interface Stored {
  readonly rounds: number;
  readonly salt: string;
  readonly checksum: string;
  /** How it begins, where that may differ. */
  readonly prefix?: string;
}

interface Scheme {
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly rounds: number;
  /** In characters, and as passlib says it. */
  readonly checksumLength: number;
  readonly checksumSize: string;
  readonly makeSalt: (size: number | undefined) => string;
  readonly parse: (text: string) => Stored;
  readonly compute: (secret: Buffer, rounds: number, salt: string) => Promise<string>;
  readonly print: (stored: Stored) => string;
}

export class PasswordSizeError extends ValueError {
  static override readonly pythonClass: string = 'PasswordSizeError';
}

export class PasswordValueError extends ValueError {
  static override readonly pythonClass: string = 'PasswordValueError';
}

interface Settings {
  readonly rounds?: number;
  /** What older hashes should have, too. */
  readonly wanted?: number;
  readonly saltSize?: number;
}

export class PasswordHash {
  static readonly pythonClass: string = 'type';
  readonly name: string;
  readonly #scheme: Scheme;
  readonly #settings: Settings;

  constructor(scheme: Scheme, settings: Settings = {}) {
    this.name = scheme.name;
    this.#scheme = scheme;
    this.#settings = settings;
  }

  using(rounds?: Argument, saltSize?: Argument, defaultRounds?: Argument): PasswordHash {
    return new PasswordHash(this.#scheme, {
      ...this.#settings,
      ...(rounds === undefined ? {} : { rounds: Number(rounds), wanted: Number(rounds) }),
      ...(defaultRounds === undefined ? {} : { rounds: Number(defaultRounds) }),
      ...(saltSize === undefined ? {} : { saltSize: Number(saltSize) }),
    });
  }

  /** Also `encrypt`, as it was called before passlib 1.7. */
  async hash(secret: Value, rounds?: Argument, saltSize?: Argument): Promise<string> {
    if (rounds !== undefined || saltSize !== undefined)
      return this.using(rounds, saltSize).hash(secret);
    const given = checkSecret(secret);
    const { rounds: count = this.#scheme.rounds } = this.#settings;
    const salt = this.#scheme.makeSalt(this.#settings.saltSize);
    const checksum = await this.#scheme.compute(given, count, salt);
    return this.#scheme.print({ rounds: count, salt, checksum });
  }

  async verify(secret: Value, stored: Value): Promise<boolean> {
    const given = checkSecret(secret);
    const { rounds, salt, checksum } = this.#parse(stored);
    const found = Buffer.from(await this.#scheme.compute(given, rounds, salt));
    const expected = Buffer.from(checksum);
    return found.length === expected.length && timingSafeEqual(found, expected);
  }

  identify(stored: Value): boolean {
    const text = textOf(stored);
    return this.#scheme.prefixes.some((prefix) => text.startsWith(prefix));
  }

  /** Whether it was made with other rounds than those that were asked for. */
  needs_update(stored: Value): boolean {
    const { rounds } = this.#parse(stored);
    return this.#settings.wanted !== undefined && this.#settings.wanted !== rounds;
  }

  #parse(stored: Value): Stored {
    const { name, parse } = this.#scheme;
    const text = textOf(stored);
    if (!this.identify(text)) throw new ValueError(`not a valid ${name} hash`);
    const found = parse(text);
    if (found.checksum === '')
      throw new ValueError(`expected ${name} hash, got ${name} config string instead`);
    if (found.checksum.length !== this.#scheme.checksumLength)
      malformed(name, `checksum must be exactly ${this.#scheme.checksumSize}`);
    return found;
  }
}

const MAX_PASSWORD_SIZE = 4096;

function checkSecret(secret: Value): Buffer {
  if (typeof secret !== 'string' && !(secret instanceof Uint8Array)) {
    throw new PyTypeError(`secret must be unicode or bytes, not ${argumentType(secret)}`);
  }
  if (secret.length > MAX_PASSWORD_SIZE)
    throw new PasswordSizeError('password exceeds maximum allowed size');
  return Buffer.from(secret as string);
}

function textOf(stored: Value): string {
  if (typeof stored === 'string') return stored;
  if (stored instanceof Uint8Array) return Buffer.from(stored).toString('utf8');
  throw new PyTypeError(`hash must be unicode or bytes, not ${argumentType(stored)}`);
}

function malformed(name: string, reason?: string): never {
  throw new ValueError(`malformed ${name} hash${reason === undefined ? '' : ` (${reason})`}`);
}

function readRounds(text: string, name: string): number {
  if (/^0./.test(text)) malformed(name, 'zero-padded rounds');
  if (text === '') malformed(name, 'empty rounds field');
  if (!/^\d+$/.test(text))
    throw new ValueError(`invalid literal for int() with base 10: '${text}'`);
  return Number(text);
}

/** Base64 with `.` for `+`, and nothing at the end. */
function adapted(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('+', '.').replaceAll('=', '');
}

function pbkdf2Scheme(digest: string, size: number, rounds: number, ident = `-${digest}`): Scheme {
  const name = `pbkdf2_${digest}`;
  const prefix = `$pbkdf2${ident}$`;
  return {
    name,
    prefixes: [prefix],
    rounds,
    checksumLength: Math.ceil((size * 4) / 3),
    checksumSize: `${size} bytes`,
    makeSalt: (length = 16) => adapted(randomBytes(length)),
    parse: (text) => {
      const [count, salt, checksum = '', ...others] = text.slice(prefix.length).split('$');
      if (salt === undefined || others.length > 0) malformed(name);
      const given = { rounds: readRounds(count!, name), salt, checksum };
      // One character of Base64 more than four times some stands for nothing.
      if (salt.length % 4 === 1 || checksum.length % 4 === 1)
        throw new ValueError('invalid base64 input');
      return given;
    },
    compute: async (secret, count, salt) => {
      const bytes = Buffer.from(salt.replaceAll('.', '+'), 'base64');
      return adapted(await promisify(pbkdf2)(secret, bytes, count, size, digest));
    },
    print: (stored) => `${prefix}${stored.rounds}$${stored.salt}$${stored.checksum}`,
  };
}

const SALT_CHARACTERS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function shaCryptScheme(algorithm: 'sha256' | 'sha512', prefix: string, rounds: number): Scheme {
  const name = `${algorithm}_crypt`;
  return {
    name,
    prefixes: [prefix],
    rounds,
    checksumLength: algorithm === 'sha256' ? 43 : 86,
    checksumSize: `${algorithm === 'sha256' ? 43 : 86} chars`,
    makeSalt: (length = 16) => randomText(length),
    parse: (text) => {
      const parts = text.slice(prefix.length).split('$');
      const count = parts[0]!.startsWith('rounds=')
        ? readRounds(parts.shift()!.slice('rounds='.length), name)
        : 5000;
      const [salt, checksum = '', ...others] = parts;
      if (salt === undefined || others.length > 0) malformed(name);
      return { rounds: count, salt, checksum };
    },
    compute: (secret, count, salt) => {
      forbidNull(secret, name);
      return shaCrypt(secret, { algorithm, rounds: count, salt });
    },
    print: (stored) => `${prefix}rounds=${stored.rounds}$${stored.salt}$${stored.checksum}`,
  };
}

const BCRYPT: Scheme = {
  name: 'bcrypt',
  prefixes: ['$2$', '$2a$', '$2b$', '$2x$', '$2y$'],
  rounds: 12,
  checksumLength: 31,
  checksumSize: '31 chars',
  // The last character of 22 stands for two bits.
  makeSalt: () => randomText(21) + '.Oeu'[randomInt(4)]!,
  parse: (text) => {
    const [ident, cost, data = ''] = text.slice(1).split('$') as [string, string, string?];
    if (ident === '2x')
      throw new ValueError("crypt_blowfish's buggy '2x' hashes are not currently supported");
    if (!/^\d\d$/.test(cost)) malformed('bcrypt', 'malformed cost field');
    return { rounds: Number(cost), salt: data.slice(0, 22), checksum: data.slice(22) };
  },
  compute: async (secret, cost, salt) => {
    forbidNull(secret, 'bcrypt');
    const config = `$2b$${String(cost).padStart(2, '0')}$${salt}`;
    return (await bcryptjs.hash(secret.toString('utf8'), config)).slice(29);
  },
  print: ({ rounds, salt, checksum }) =>
    `$2b$${String(rounds).padStart(2, '0')}$${salt}${checksum}`,
};

function randomText(length: number): string {
  return Array.from({ length }, () => SALT_CHARACTERS[randomInt(64)]).join('');
}

function forbidNull(secret: Buffer, name: string): void {
  if (secret.includes(0))
    throw new PasswordValueError(`${name} does not allow NULL bytes in password`);
}

export const pbkdf2Sha1 = new PasswordHash(pbkdf2Scheme('sha1', 20, 131_000, ''));
export const pbkdf2Sha256 = new PasswordHash(pbkdf2Scheme('sha256', 32, 29_000));
export const pbkdf2Sha512 = new PasswordHash(pbkdf2Scheme('sha512', 64, 25_000));
export const sha256Crypt = new PasswordHash(shaCryptScheme('sha256', '$5$', 535_000));
export const sha512Crypt = new PasswordHash(shaCryptScheme('sha512', '$6$', 656_000));
export const bcrypt = new PasswordHash(BCRYPT);
