/** Python's `hashlib`, over Node's digests. */
import { createHash, getHashes, pbkdf2Sync, scryptSync } from 'node:crypto';
import { bytesOf } from './bytes-of.js';
import { PyTypeError, ValueError } from './exceptions.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

/** What Node calls the digests that Python names otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  sha3_224: 'sha3-224',
  sha3_256: 'sha3-256',
  sha3_384: 'sha3-384',
  sha3_512: 'sha3-512',
  blake2b: 'blake2b512',
  blake2s: 'blake2s256',
};

export class Hash implements PythonObject {
  static readonly pythonClass: string = '_hashlib.HASH';
  readonly #chunks: Uint8Array[] = [];

  constructor(
    readonly name: string,
    data: Argument = new Uint8Array(),
  ) {
    this.update(data);
  }

  get digest_size(): number {
    return this.#digest().length;
  }

  get block_size(): number {
    return /512|384|blake2b/.test(this.name) ? 128 : 64;
  }

  update(data: Value): null {
    this.#chunks.push(
      bytesOf(data, (type) =>
        type === 'str'
          ? 'Strings must be encoded before hashing'
          : 'object supporting the buffer API required',
      ),
    );
    return null;
  }

  digest(): Uint8Array {
    return this.#digest();
  }

  hexdigest(): string {
    return this.#digest().toString('hex');
  }

  copy(): Hash {
    return new Hash(this.name, Buffer.concat(this.#chunks));
  }

  pyRepr(): string {
    return `<${this.name} _hashlib.HASH object>`;
  }

  #digest(): Buffer {
    const hash = createHash(NAMES[this.name] ?? this.name);
    for (const chunk of this.#chunks) hash.update(chunk);
    return hash.digest();
  }
}

export const md5 = (data?: Argument) => new Hash('md5', data);
export const sha1 = (data?: Argument) => new Hash('sha1', data);
export const sha224 = (data?: Argument) => new Hash('sha224', data);
export const sha256 = (data?: Argument) => new Hash('sha256', data);
export const sha384 = (data?: Argument) => new Hash('sha384', data);
export const sha512 = (data?: Argument) => new Hash('sha512', data);
export const sha3_256 = (data?: Argument) => new Hash('sha3_256', data);
export const sha3_512 = (data?: Argument) => new Hash('sha3_512', data);
export const blake2b = (data?: Argument) => new Hash('blake2b', data);
export const blake2s = (data?: Argument) => new Hash('blake2s', data);

export function newHash(name: Value, data?: Argument): Hash {
  const known = String(name).toLowerCase().replaceAll('-', '').replace(/^sha3/, 'sha3_');
  const algorithm = known.replace('sha3__', 'sha3_');
  if (!getHashes().includes(NAMES[algorithm] ?? algorithm))
    throw new ValueError(`unsupported hash type ${String(name)}`);
  return new Hash(algorithm, data);
}

/** @param length of the key in bytes: the digest's own where it is left out. */
export function pbkdf2Hmac(
  name: Value,
  password: Value,
  salt: Value,
  iterations: Value,
  length?: Argument,
): Uint8Array {
  const algorithm = String(name).toLowerCase();
  if (!getHashes().includes(algorithm))
    throw new ValueError(`unsupported hash type ${String(name)}`);
  const size = length === undefined || length === null ? new Hash(algorithm).digest_size : length;
  return pbkdf2Sync(bytesOf(password), bytesOf(salt), Number(iterations), Number(size), algorithm);
}

export function scrypt(
  password: Value,
  salt: Value,
  cost: Value,
  blockSize: Value,
  parallelization: Value,
  maximum: Argument = 0,
  length: Argument = 64,
): Uint8Array {
  const [N, r, p] = [Number(cost), Number(blockSize), Number(parallelization)];
  const maxmem = Number(maximum) || 32 * 1024 * 1024;
  if (128 * N * r > maxmem) throw new ValueError('memory limit exceeded');
  return scryptSync(bytesOf(password), bytesOf(salt), Number(length), {
    N,
    r,
    p,
    maxmem: maxmem + 2 ** 20,
  });
}

/** The name of a digest, given as `'sha256'` or as `hashlib.sha256`. */
export function digestName(digest: Argument): string {
  if (typeof digest === 'string') return newHash(digest).name;
  if (typeof digest === 'function') return (digest as () => Hash)().name;
  throw new PyTypeError(
    digest === undefined
      ? "Missing required argument 'digestmod'."
      : `'${typeName(digest)}' object is not callable`,
  );
}
