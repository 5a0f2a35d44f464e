/**
 * Python's `argon2` (argon2-cffi), over the package `@node-rs/argon2`; asynchronous, since a hash takes long on
 * purpose. Hashes that exist stay valid, whatever their parameters: they carry them. New ones have those of
 * argon2-cffi 21.2 and later (RFC 9106, low memory).
 */
import { randomBytes } from 'node:crypto';
import { hash as argonHash, parseOptions, verify as argonVerify } from '@node-rs/argon2';
import { encode } from './encoding.js';
import { Exception, ValueError } from './exceptions.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

export class Argon2Error extends Exception {
  static override readonly pythonClass: string = 'Argon2Error';
}

export class VerificationError extends Argon2Error {
  static override readonly pythonClass: string = 'VerificationError';
}

export class VerifyMismatchError extends VerificationError {
  static override readonly pythonClass: string = 'VerifyMismatchError';
}

export class HashingError extends Argon2Error {
  static override readonly pythonClass: string = 'HashingError';
}

export class InvalidHashError extends ValueError {
  static override readonly pythonClass: string = 'InvalidHashError';
}

/** The members of `argon2.Type`, as Argon2 numbers them. */
export const Type = { D: 0, I: 1, ID: 2 } as const;

/** How a hash begins, by its type. */
const HEADERS = new Set(['$argon2d$', '$argon2i$', '$argon2id']);

export class PasswordHasher {
  static readonly pythonClass: string = 'PasswordHasher';
  readonly time_cost: number;
  readonly memory_cost: number;
  readonly parallelism: number;
  readonly hash_len: number;
  readonly salt_len: number;
  readonly type: number;

  constructor(
    timeCost: Argument = 3,
    memoryCost: Argument = 65_536,
    parallelism: Argument = 4,
    hashLength: Argument = 32,
    saltLength: Argument = 16,
    readonly encoding: Argument = 'utf-8',
    type: Argument = Type.ID,
  ) {
    this.time_cost = Number(timeCost);
    this.memory_cost = Number(memoryCost);
    this.parallelism = Number(parallelism);
    this.hash_len = Number(hashLength);
    this.salt_len = Number(saltLength);
    this.type = Number(type);
  }

  /** @throws HashingError for parameters that Argon2 does not have. */
  async hash(password: Value, salt?: Argument): Promise<string> {
    const secret = encoded(password, this.encoding);
    try {
      return await argonHash(secret, {
        timeCost: this.time_cost,
        memoryCost: this.memory_cost,
        parallelism: this.parallelism,
        outputLen: this.hash_len,
        algorithm: this.type,
        salt: salt instanceof Uint8Array ? salt : randomBytes(this.salt_len),
      });
    } catch (error) {
      throw new HashingError(error instanceof Error ? error.message : '');
    }
  }

  /** @throws VerifyMismatchError for another password; there is no false. */
  async verify(hash: Value, password: Value): Promise<true> {
    const stored = Buffer.from(encoded(hash, 'ascii')).toString('latin1');
    if (!HEADERS.has(stored.slice(0, 9))) throw new InvalidHashError();
    const secret = encoded(password, this.encoding);
    let isRight: boolean;
    try {
      isRight = await argonVerify(stored, secret);
    } catch {
      throw new VerificationError('Decoding failed');
    }
    if (!isRight) throw new VerifyMismatchError('The password does not match the supplied hash');
    return true;
  }

  /** Whether the hash was made with other parameters than these. */
  check_needs_rehash(hash: Value): boolean {
    const stored = Buffer.from(encoded(hash, 'ascii')).toString('latin1');
    let its: ReturnType<typeof parseOptions>;
    try {
      its = parseOptions(stored);
    } catch {
      throw new InvalidHashError();
    }
    return (
      Number(its.algorithm) !== this.type ||
      Number(its.version) !== 1 ||
      its.timeCost !== this.time_cost ||
      its.memoryCost !== this.memory_cost ||
      its.parallelism !== this.parallelism ||
      its.outputLen !== this.hash_len ||
      its.saltLen !== this.salt_len
    );
  }
}

/** Text as bytes, bytes as they are. */
function encoded(value: Value, encoding: Argument): Uint8Array {
  return value instanceof Uint8Array ? value : encode(value, encoding);
}
