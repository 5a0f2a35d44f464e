/**
 * passlib's `CryptContext`: several kinds of hashes, told apart by how they begin; new ones are of the default kind.
 * Source: passlib/context.py and apps.py, 1.7.4.
 */
import type { Dict } from './dict.js';
import { KeyError, ValueError } from './exceptions.js';
import { iterate } from './iterate.js';
import { NotTranslated } from './not-translated.js';
import {
  bcrypt,
  pbkdf2Sha1,
  pbkdf2Sha256,
  pbkdf2Sha512,
  sha256Crypt,
  sha512Crypt,
  type PasswordHash,
} from './passlib.js';
import { repr, str } from './text.js';
import { tuple, type Tuple, type Value } from './value.js';

const HASHES: ReadonlyMap<string, PasswordHash> = new Map(
  [bcrypt, pbkdf2Sha1, pbkdf2Sha256, pbkdf2Sha512, sha256Crypt, sha512Crypt].map((one) => [
    one.name,
    one,
  ]),
);

export class UnknownHashError extends ValueError {
  static override readonly pythonClass: string = 'UnknownHashError';
}

export class CryptContext {
  static readonly pythonClass: string = 'CryptContext';
  readonly #names: readonly string[];
  readonly #default: string;
  readonly #deprecated: readonly string[];
  readonly #hashes = new Map<string, PasswordHash>();

  constructor(
    schemes: Value,
    otherDefault: Value = null,
    deprecated: Value = null,
    settings?: Dict,
  ) {
    this.#names = Array.from(iterate(schemes), (name) => str(name));
    const first = otherDefault === null ? this.#names[0] : str(otherDefault);
    if (first === undefined || !this.#names.includes(first))
      throw new KeyError(`no crypt handlers loaded for algorithm: ${repr(otherDefault)}`);
    this.#default = first;
    this.#deprecated =
      deprecated === 'auto' || (Array.isArray(deprecated) && deprecated.includes('auto'))
        ? this.#names.filter((name) => name !== first)
        : deprecated === null
          ? []
          : Array.from(iterate(deprecated), (name) => str(name));
    for (const name of this.#names) {
      const hash = HASHES.get(name);
      const rounds = settings?.get(`${name}__rounds`) ?? settings?.get(`${name}__default_rounds`);
      if (hash) this.#hashes.set(name, rounds === undefined ? hash : hash.using(rounds));
    }
  }

  schemes(): Tuple {
    return tuple(...this.#names);
  }

  default_scheme(): string {
    return this.#default;
  }

  async hash(secret: Value): Promise<string> {
    const hash = this.#hashes.get(this.#default);
    if (!hash) throw new NotTranslated(`passlib's ${this.#default}`);
    return hash.hash(secret);
  }

  async verify(secret: Value, stored: Value): Promise<boolean> {
    return stored !== null && this.#find(stored).verify(secret, stored);
  }

  /** The name of the kind; None where it is of none. */
  identify(stored: Value): string | null {
    return this.#identified(stored)?.name ?? null;
  }

  needs_update(stored: Value): boolean {
    const hash = this.#find(stored);
    return this.#deprecated.includes(hash.name) || hash.needs_update(stored);
  }

  /** Whether it is the password, and the hash to be stored instead, if there should be a new one. */
  async verify_and_update(secret: Value, stored: Value): Promise<Tuple> {
    if (!(await this.verify(secret, stored))) return tuple(false, null);
    return tuple(true, this.needs_update(stored) ? await this.hash(secret) : null);
  }

  #identified(stored: Value): PasswordHash | undefined {
    return [...this.#hashes.values()].find((hash) => hash.identify(stored));
  }

  #find(stored: Value): PasswordHash {
    const found = this.#identified(stored);
    if (found) return found;
    const other = this.#names.find((name) => !HASHES.has(name));
    if (other !== undefined) throw new NotTranslated(`passlib's ${other}`);
    throw new UnknownHashError('hash could not be identified');
  }
}

/** `passlib.apps.custom_app_context` */
export const customAppContext = new CryptContext(['sha512_crypt', 'sha256_crypt']);
