/** `str.encode` and `bytes.decode`, for the encodings that apps use. */
import { missingAttribute } from './getattr.js';
import { LookupError, PyTypeError, UnicodeDecodeError, UnicodeEncodeError } from './exceptions.js';
import { escapeCode, str } from './text.js';
import { textOf } from './receiver.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

type Encoding = 'utf-8' | 'ascii' | 'latin-1' | 'utf-16-le' | 'utf-16' | 'utf-8-sig';

const NAMES: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  u8: 'utf-8',
  utf: 'utf-8',
  cp65001: 'utf-8',
  utf8sig: 'utf-8-sig',
  ascii: 'ascii',
  usascii: 'ascii',
  '646': 'ascii',
  latin1: 'latin-1',
  latin: 'latin-1',
  l1: 'latin-1',
  iso88591: 'latin-1',
  '88591': 'latin-1',
  cp819: 'latin-1',
  utf16le: 'utf-16-le',
  utf16: 'utf-16',
};

function encodingOf(name: Value | undefined): Encoding {
  if (name === undefined) return 'utf-8';
  if (typeof name !== 'string')
    throw new PyTypeError(`encode() argument 'encoding' must be str, not ${typeName(name)}`);
  const encoding = NAMES[name.toLowerCase().replaceAll(/[-_ .]/g, '')];
  if (!encoding) throw new LookupError(`unknown encoding: ${name}`);
  return encoding;
}

export function encode(text: Value, encoding?: Value, errors: Value = 'strict'): Uint8Array {
  const name = encodingOf(encoding);
  const receiver = mend(textOf(text, 'encode'), name, errors as string);
  switch (name) {
    case 'ascii':
    case 'latin-1':
      return Buffer.from(receiver, 'latin1');
    case 'utf-16':
      return Buffer.from(`\ufeff${receiver}`, 'utf16le');
    case 'utf-16-le':
      return Buffer.from(receiver, 'utf16le');
    default:
      return Buffer.from(name === 'utf-8-sig' ? `\ufeff${receiver}` : receiver, 'utf8');
  }
}

/** The text with what the encoding lacks replaced, as `errors` says. */
function mend(text: string, name: Encoding, errors: string): string {
  const unwanted =
    name === 'ascii'
      ? /[^\0-\x7f]+/gu
      : name === 'latin-1'
        ? /[^\0-\xff]+/gu
        : /[\ud800-\udfff]+/gu;
  if (!unwanted.test(text)) return text;
  unwanted.lastIndex = 0;
  const limit = name === 'ascii' ? 128 : 256;
  return text.replaceAll(unwanted, (characters, at: number) => {
    const points = Array.from(characters);
    if (errors === 'ignore') return '';
    if (errors === 'replace') return '?'.repeat(points.length);
    if (errors === 'backslashreplace')
      return points.map((character) => escapeCode(character.codePointAt(0)!)).join('');
    if (errors === 'xmlcharrefreplace')
      return points.map((character) => `&#${character.codePointAt(0)!};`).join('');
    if (errors !== 'strict') throw new LookupError(`unknown error handler name '${errors}'`);
    const start = Array.from(text.slice(0, at)).length;
    throw new UnicodeEncodeError(
      name === 'utf-8-sig' ? 'utf-8' : name,
      text,
      start,
      start + points.length,
      name === 'ascii' || name === 'latin-1'
        ? `ordinal not in range(${limit})`
        : 'surrogates not allowed',
    );
  });
}

export function decode(bytes: Value, encoding?: Value, errors: Value = 'strict'): string {
  if (!(bytes instanceof Uint8Array)) throw missingAttribute(bytes, 'decode');
  // For nothing, Python does not even ask whether there is such an encoding.
  if (bytes.length === 0) return '';
  const name = encodingOf(encoding);
  const buffer = Buffer.from(bytes);
  switch (name) {
    case 'latin-1':
      return buffer.toString('latin1');
    case 'ascii':
      return decodeAscii(buffer, errors as string);
    case 'utf-16-le':
      return buffer.toString('utf16le');
    case 'utf-16':
      return buffer.toString('utf16le').replace(/^\ufeff/, '');
    default:
      return decodeUtf8(buffer, errors as string).replace(
        name === 'utf-8-sig' ? /^\ufeff/ : /^(?!)/,
        '',
      );
  }
}

/** `str(value, encoding, errors)`. */
export function strOf(value: Value = '', encoding?: Value, errors?: Value): string {
  if (encoding === undefined && errors === undefined) return str(value);
  if (value instanceof Uint8Array) return decode(value, encoding, errors);
  throw new PyTypeError(
    typeof value === 'string'
      ? 'decoding str is not supported'
      : `decoding to str: need a bytes-like object, ${typeName(value)} found`,
  );
}
/** What `type('') == str` compares with. */
strOf.pythonClass = 'str';

function decodeAscii(bytes: Buffer, errors: string): string {
  let text = '';
  for (const [at, byte] of bytes.entries()) {
    text +=
      byte < 128
        ? String.fromCharCode(byte)
        : undecodable(bytes, errors, {
            name: 'ascii',
            at,
            end: at + 1,
            reason: 'ordinal not in range(128)',
          });
  }
  return text;
}

interface Undecodable {
  readonly name: string;
  readonly at: number;
  readonly end: number;
  readonly reason: string;
}

function undecodable(bytes: Uint8Array, errors: string, what: Undecodable): string {
  if (errors === 'ignore') return '';
  if (errors === 'replace') return '\ufffd';
  if (errors === 'backslashreplace')
    return Array.from(bytes.subarray(what.at, what.end), escapeCode).join('');
  if (errors !== 'strict') throw new LookupError(`unknown error handler name '${errors}'`);
  throw new UnicodeDecodeError(what.name, bytes, what.at, what.end, what.reason);
}

function decodeUtf8(bytes: Buffer, errors: string): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  let result = '';
  let at = 0;
  while (at < bytes.length) {
    const { length, reason } = sequenceAt(bytes, at);
    if (reason === undefined) result += bytes.toString('utf8', at, at + length);
    else result += undecodable(bytes, errors, { name: 'utf-8', at, end: at + length, reason });
    at += length;
  }
  return result;
}

/** How long a character is; or what is wrong with it, and how many bytes are. */
function sequenceAt(bytes: Uint8Array, at: number): { length: number; reason?: string } {
  const first = bytes[at]!;
  if (first < 0x80) return { length: 1 };
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return { length: 1, reason: 'invalid start byte' };
  const [low, high] = SECOND[first] ?? [0x80, 0xbf];
  for (let place = 1; place < length; place += 1) {
    const byte = bytes[at + place];
    if (byte === undefined) return { length: place, reason: 'unexpected end of data' };
    const isContinuation = place === 1 ? byte >= low && byte <= high : byte >> 6 === 2;
    if (!isContinuation) return { length: place, reason: 'invalid continuation byte' };
  }
  return { length };
}

/** Where the second byte may not be any: neither longer than needed, nor half a pair, nor beyond the last. */
const SECOND: Readonly<Record<number, readonly [number, number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};
