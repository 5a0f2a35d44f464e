/**
 * `werkzeug.security`: the hashes of passwords, in Werkzeug's own format, so that those that are stored stay valid.
 * It is asynchronous, since a hash takes long on purpose. Source: werkzeug/security.py, 2.2; `scrypt` is of 2.3.
 */
import { createHmac, pbkdf2, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ValueError } from './exceptions.js';
import { missingAttribute } from './getattr.js';
import { newHash } from './hashlib.js';
import { asciiLetters, digits } from './string.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

const PBKDF2_ITERATIONS = 260_000;
const SALT_CHARACTERS = asciiLetters + digits;

export async function generatePasswordHash(
  password: Value,
  method: Argument = 'pbkdf2:sha256',
  saltLength: Argument = 16,
): Promise<string> {
  const salt = method === 'plain' ? '' : generateSalt(Number(saltLength));
  const [hash, actual] = await hashPassword(String(method), salt, password);
  return `${actual}$${salt}$${hash}`;
}

export async function checkPasswordHash(stored: Value, password: Value): Promise<boolean> {
  if (typeof stored !== 'string') throw missingAttribute(stored, 'count');
  const [, method, salt, expected] = /^([^$]*)\$([^$]*)\$(.*)$/s.exec(stored) ?? [];
  if (expected === undefined) return false;
  const [found] = await hashPassword(method!, salt!, password);
  const [a, b] = [Buffer.from(found), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export function generateSalt(length: number): string {
  if (length <= 0) throw new ValueError('Salt length must be at least 1.');
  return Array.from({ length }, () => SALT_CHARACTERS[randomInt(SALT_CHARACTERS.length)]).join('');
}

/** The hash, and the method with all of its numbers. */
async function hashPassword(
  method: string,
  salt: string,
  password: Value,
): Promise<readonly [hash: string, method: string]> {
  if (method === 'plain') return [String(password), method];
  if (typeof password !== 'string') throw missingAttribute(password, 'encode');
  const [name, ...parts] = method.split(':');
  if (name === 'scrypt') return hashWithScrypt(parts, salt, password);
  if (name === 'pbkdf2' && method.includes(':')) return hashWithPbkdf2(parts, salt, password);
  const algorithm = newHash(method).name;
  const hash =
    salt === ''
      ? newHash(method, Buffer.from(password)).hexdigest()
      : createHmac(algorithm, salt).update(password).digest('hex');
  return [hash, method];
}

async function hashWithPbkdf2(
  parts: readonly string[],
  salt: string,
  password: string,
): Promise<readonly [string, string]> {
  if (parts.length > 2) throw new ValueError('Invalid number of arguments for PBKDF2');
  const [algorithm, count] = parts;
  const iterations = count === undefined ? PBKDF2_ITERATIONS : Number(count) || 0;
  if (salt === '') throw new ValueError('Salt is required for PBKDF2');
  const { digest_size: size } = newHash(algorithm!);
  const key = await promisify(pbkdf2)(password, salt, iterations, size, algorithm!);
  return [key.toString('hex'), `pbkdf2:${algorithm}:${iterations}`];
}

async function hashWithScrypt(
  parts: readonly string[],
  salt: string,
  password: string,
): Promise<readonly [string, string]> {
  const [N, r, p] = parts.length === 0 ? [2 ** 15, 8, 1] : parts.map(Number);
  const options = { N: N!, r: r!, p: p!, maxmem: 132 * N! * r! * p! + 2 ** 20 };
  const key = await scryptKey(password, salt, options);
  return [key.toString('hex'), `scrypt:${N}:${r}:${p}`];
}

interface ScryptNumbers {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly maxmem: number;
}

function scryptKey(password: string, salt: string, options: ScryptNumbers): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 64, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
