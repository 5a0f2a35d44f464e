/** Python's `base64`: bytes in, bytes out; what is no base64 is passed over, and padding must be right. */
import { bytesOf } from './bytes-of.js';
import { ValueError } from './exceptions.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

/** `binascii.Error`. */
export class BinasciiError extends ValueError {
  static override readonly pythonClass: string = 'Error';
}

export function b64encode(data: Value, others: Argument = null): Uint8Array {
  const text = Buffer.from(bytesOf(data)).toString('base64');
  if (others === null) return Buffer.from(text, 'latin1');
  const [plus, slash] = Buffer.from(bytesOf(others)).toString('latin1');
  return Buffer.from(text.replaceAll('+', plus!).replaceAll('/', slash!), 'latin1');
}

export function b64decode(
  data: Value,
  others: Argument = null,
  validate: Argument = false,
): Uint8Array {
  let text = asciiOf(data);
  if (others !== null) {
    const [plus, slash] = asciiOf(others);
    text = text.replaceAll(plus!, '+').replaceAll(slash!, '/');
  }
  if (validate === true && !/^[A-Za-z0-9+/]*={0,2}$/.test(text))
    throw new BinasciiError('Only base64 data is allowed');
  return decode(text);
}

export function urlsafeB64encode(data: Value): Uint8Array {
  return b64encode(data, Buffer.from('-_'));
}

export function urlsafeB64decode(data: Value): Uint8Array {
  return decode(asciiOf(data).replaceAll('-', '+').replaceAll('_', '/'));
}

export function b16encode(data: Value): Uint8Array {
  return Buffer.from(Buffer.from(bytesOf(data)).toString('hex').toUpperCase(), 'latin1');
}

export function b16decode(data: Value, fold: Argument = false): Uint8Array {
  const text = fold === true ? asciiOf(data).toUpperCase() : asciiOf(data);
  if (/[^0-9A-F]/.test(text)) throw new BinasciiError('Non-base16 digit found');
  if (text.length % 2 !== 0) throw new BinasciiError('Odd-length string');
  return Buffer.from(text, 'hex');
}

/** `binascii.hexlify`. */
export function hexlify(data: Value): Uint8Array {
  return Buffer.from(Buffer.from(bytesOf(data)).toString('hex'), 'latin1');
}

/** `binascii.unhexlify`. */
export function unhexlify(data: Value): Uint8Array {
  const text = asciiOf(data);
  if (text.length % 2 !== 0) throw new BinasciiError('Odd-length string');
  if (/[^0-9a-f]/i.test(text)) throw new BinasciiError('Non-hexadecimal digit found');
  return Buffer.from(text, 'hex');
}

function asciiOf(data: Value): string {
  if (typeof data !== 'string')
    return Buffer.from(
      bytesOf(
        data,
        (type) => `argument should be a bytes-like object or ASCII string, not '${type}'`,
      ),
    ).toString('latin1');
  if (/[^\0-\x7f]/.test(data))
    throw new ValueError('string argument should contain only ASCII characters');
  return data;
}

/** After CPython's `binascii.a2b_base64`: the data ends with the padding that completes a group. */
function decode(text: string): Uint8Array {
  let digits = '';
  let padding = 0;
  for (const character of text) {
    if (character === '=') {
      padding += 1;
      if (digits.length % 4 >= 2 && (digits.length % 4) + padding >= 4)
        return Buffer.from(digits, 'base64');
    } else if (/[A-Za-z0-9+/]/.test(character)) {
      digits += character;
      padding = 0;
    }
  }
  if (digits.length % 4 === 1)
    throw new BinasciiError(
      'Invalid base64-encoded string: number of data characters ' +
        `(${digits.length}) cannot be 1 more than a multiple of 4`,
    );
  if (digits.length % 4 !== 0) throw new BinasciiError('Incorrect padding');
  return Buffer.from(digits, 'base64');
}
