/**
 * `Signer` and `TimestampSigner`: a value, the time, and a signature of both. What the Flask app signed is accepted here,
 * and the other way round. Source: itsdangerous/signer.py, timed.py and encoding.py, 2.1.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { urlsafeB64decode } from './base64.js';
import { epochMicroseconds } from './clock.js';
import { DateTime, TimeZone } from './datetime.js';
import {
  BadData,
  BadSignature,
  BadTimeSignature,
  SignatureExpired,
} from './itsdangerous-errors.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { digestName } from './hashlib.js';
import { utf8Of } from './bytes-of.js';
import { iterate } from './iterate.js';
import { repr } from './text.js';
import { tuple, type Tuple, type Value } from './value.js';

type Argument = Value | undefined;

/** A str as UTF-8. */
export function wantBytes(value: Value): Buffer {
  return Buffer.from(utf8Of(value));
}

/** Without `=` at the end. */
export function base64Encode(bytes: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(bytes).toString('base64url'), 'latin1');
}

export function base64Decode(text: Uint8Array): Buffer {
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, '=')]);
  try {
    return Buffer.from(urlsafeB64decode(padded));
  } catch (error) {
    if (!(error instanceof ValueError || error instanceof PyTypeError)) throw error;
    throw new BadData('Invalid base64-encoded data');
  }
}

export class Signer {
  static readonly pythonClass: string = 'Signer';
  protected readonly sep: Buffer;
  readonly #keys: readonly Buffer[];
  readonly #salt: Buffer;
  readonly #derivation: Value;
  readonly #digest: string;
  readonly #algorithm: string;

  /**
   * @param secret a key, or a list of keys of which the last one signs
   * @param algorithm of the signature, where it is not that of the key
   */
  constructor(
    secret: Value,
    salt: Argument = 'itsdangerous.Signer',
    sep: Argument = '.',
    derivation: Argument = 'django-concat',
    digest: Argument = 'sha1',
    algorithm: string | undefined = undefined,
  ) {
    this.#keys = keysOf(secret);
    this.sep = wantBytes(sep);
    if (/^[\w=-]$/.test(this.sep.toString('latin1'))) {
      throw new ValueError(
        "The given separator cannot be used because it may be contained in the signature itself. ASCII letters, digits, and '-_=' must not be used.",
      );
    }
    this.#salt = wantBytes(salt ?? 'itsdangerous.Signer');
    this.#derivation = derivation ?? 'django-concat';
    this.#digest = digestName(digest ?? 'sha1');
    this.#algorithm = algorithm ?? this.#digest;
  }

  sign(value: Value): Uint8Array {
    const bytes = wantBytes(value);
    return Buffer.concat([bytes, this.sep, this.get_signature(bytes)]);
  }

  get_signature(value: Value): Uint8Array {
    return base64Encode(this.#signatureOf(wantBytes(value), this.#keys.at(-1)!));
  }

  verify_signature(value: Value, signature: Value): boolean {
    let given: Buffer;
    try {
      given = base64Decode(wantBytes(signature));
    } catch (error) {
      if (!(error instanceof BadData)) throw error;
      return false;
    }
    return this.#keys.some((key) => {
      const expected = this.#signatureOf(wantBytes(value), key);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }

  unsign(signed: Value, ..._options: Argument[]): Uint8Array | Tuple {
    return this.verified(wantBytes(signed));
  }

  protected verified(signed: Buffer): Buffer {
    const at = signed.lastIndexOf(this.sep);
    if (at === -1) throw new BadSignature(`No ${repr(this.sep)} found in value`);
    const [value, signature] = [signed.subarray(0, at), signed.subarray(at + this.sep.length)];
    if (this.verify_signature(value, signature)) return value;
    throw new BadSignature(`Signature ${repr(signature)} does not match`, value);
  }

  validate(signed: Value): boolean {
    try {
      this.unsign(signed);
      return true;
    } catch (error) {
      if (!(error instanceof BadSignature)) throw error;
      return false;
    }
  }

  #signatureOf(value: Buffer, key: Buffer): Buffer {
    return createHmac(this.#algorithm, this.#deriveKey(key)).update(value).digest();
  }

  #deriveKey(key: Buffer): Buffer {
    const hash = createHash(this.#digest);
    switch (this.#derivation) {
      case 'concat':
        return hash.update(this.#salt).update(key).digest();
      case 'django-concat':
        return hash.update(this.#salt).update('signer').update(key).digest();
      case 'hmac':
        return createHmac(this.#digest, key).update(this.#salt).digest();
      case 'none':
        return key;
      default:
        throw new PyTypeError('Unknown key derivation method');
    }
  }
}

function keysOf(secret: Value): Buffer[] {
  if (typeof secret === 'string' || secret instanceof Uint8Array) return [wantBytes(secret)];
  return Array.from(iterate(secret), wantBytes);
}

export class TimestampSigner extends Signer {
  static override readonly pythonClass: string = 'TimestampSigner';

  override sign(value: Value): Uint8Array {
    const time = base64Encode(numberBytes(secondsNow()));
    return super.sign(Buffer.concat([wantBytes(value), this.sep, time]));
  }

  override unsign(
    signed: Value,
    maxAge: Argument = null,
    returnsTimestamp: Argument = false,
  ): Uint8Array | Tuple {
    const [result, problem] = this.#checked(wantBytes(signed));
    const at = result.lastIndexOf(this.sep);
    if (at === -1) throw problem ?? new BadTimeSignature('timestamp missing', result);
    const value = result.subarray(0, at);
    const seconds = readNumber(result.subarray(at + this.sep.length));
    if (problem) {
      const signedAt = seconds === undefined ? null : dateOf(seconds, value);
      throw new BadTimeSignature(problem.message, value, signedAt);
    }
    if (seconds === undefined) throw new BadTimeSignature('Malformed timestamp', value);
    if (maxAge !== null) checkAge(seconds, Number(maxAge), value);
    return returnsTimestamp === true ? tuple(value, dateOf(seconds, value)) : value;
  }

  #checked(signed: Buffer): readonly [result: Buffer, problem?: BadSignature] {
    try {
      return [this.verified(signed)];
    } catch (error) {
      if (!(error instanceof BadSignature)) throw error;
      return [(error.payload as Buffer | null) ?? Buffer.alloc(0), error];
    }
  }
}

function checkAge(seconds: number, maxAge: number, value: Buffer): void {
  const age = secondsNow() - seconds;
  if (age > maxAge) {
    throw new SignatureExpired(
      `Signature age ${age} > ${maxAge} seconds`,
      value,
      dateOf(seconds, value),
    );
  }
  if (age < 0)
    throw new SignatureExpired(`Signature age ${age} < 0 seconds`, value, dateOf(seconds, value));
}

export function secondsNow(): number {
  return Math.floor(epochMicroseconds() / 1_000_000);
}

function dateOf(seconds: number, value: Buffer): DateTime {
  try {
    return DateTime.fromtimestamp(seconds, TimeZone.utc);
  } catch {
    throw new BadTimeSignature('Malformed timestamp', value);
  }
}

/** As many bytes as it needs, the first the greatest. */
function numberBytes(value: number): Buffer {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
}

function readNumber(text: Buffer): number | undefined {
  try {
    return Number(`0x${base64Decode(text).toString('hex') || '0'}`);
  } catch (error) {
    if (!(error instanceof BadData)) throw error;
    return undefined;
  }
}
