/** Python's `hmac`. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { bytesOf } from './bytes-of.js';
import { PyTypeError } from './exceptions.js';
import { digestName } from './hashlib.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

export class Hmac {
  static readonly pythonClass: string = 'HMAC';
  readonly #key: Uint8Array;
  readonly #digest: string;
  readonly #chunks: Uint8Array[] = [];

  constructor(key: Value, message?: Argument, digestmod?: Argument) {
    this.#key = bytesOf(key, (type) => `key: expected bytes or bytearray, but got '${type}'`);
    this.#digest = digestName(digestmod);
    if (message !== undefined && message !== null) this.update(message);
  }

  get name(): string {
    return `hmac-${this.#digest}`;
  }

  update(message: Value): null {
    this.#chunks.push(
      bytesOf(message, (type) =>
        type === 'str'
          ? 'Strings must be encoded before hashing'
          : 'object supporting the buffer API required',
      ),
    );
    return null;
  }

  digest(): Uint8Array {
    const hmac = createHmac(this.#digest.replace(/^sha3_/, 'sha3-'), this.#key);
    for (const chunk of this.#chunks) hmac.update(chunk);
    return hmac.digest();
  }

  hexdigest(): string {
    return Buffer.from(this.digest()).toString('hex');
  }
}

export function newHmac(key: Value, message?: Argument, digestmod?: Argument): Hmac {
  return new Hmac(key, message, digestmod);
}

export function digest(key: Value, message: Value, name: Value): Uint8Array {
  return new Hmac(key, message, name).digest();
}

/** Takes as long for what differs early as for what differs late. */
export function compareDigest(a: Value, b: Value): boolean {
  if (typeof a === 'string' && typeof b === 'string') {
    if (/[^\0-\x7f]/.test(a + b))
      throw new PyTypeError('comparing strings with non-ASCII characters is not supported');
    return sameBytes(Buffer.from(a), Buffer.from(b));
  }
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array))
    throw new PyTypeError(
      !(a instanceof Uint8Array) && !(b instanceof Uint8Array)
        ? `unsupported operand types(s) or combination of types: '${typeName(a)}' and '${typeName(b)}'`
        : `a bytes-like object is required, not '${typeName(a instanceof Uint8Array ? b : a)}'`,
    );
  return sameBytes(a, b);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
