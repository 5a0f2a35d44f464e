/** Python's `json`. What Flask answers is written by `flask/json.ts`, which knows more types and sorts keys. */
import { PyTypeError } from './exceptions.js';
import { decode } from './encoding.js';
import { JSONEncoder, type EncoderClass } from './json-encoder.js';
import { JSONDecodeError, parseDocument, type DecoderHooks } from './json-decoder.js';
import type { Value } from './value.js';
import { typeName } from './type-name.js';

export { JSONDecodeError, JSONEncoder };

type Argument = Value | undefined;

/** @param encoder the class given as `cls`. */
export function dumps(
  value: Value,
  skipKeys?: Argument,
  ensureAscii?: Argument,
  _checkCircular?: Argument,
  allowNan?: Argument,
  encoder?: Argument,
  indent?: Argument,
  separators?: Argument,
  otherwise?: Argument,
  sortKeys?: Argument,
): string {
  const Encoder = (encoder ?? JSONEncoder) as EncoderClass;
  return new Encoder(
    skipKeys,
    ensureAscii,
    undefined,
    allowNan,
    sortKeys,
    indent,
    separators,
    otherwise,
  ).encode(value);
}

export function dump(
  value: Value,
  file: { write(text: string): Value },
  ...options: Argument[]
): null {
  const [skipKeys, ensureAscii, check, allowNan, encoder, ...others] = options;
  file.write(dumps(value, skipKeys, ensureAscii, check, allowNan, encoder, ...others));
  return null;
}

export function loads(
  text: Value,
  _decoder?: Argument,
  objectHook?: Argument,
  parseFloat?: Argument,
  parseInt?: Argument,
  _parseConstant?: Argument,
  objectPairsHook?: Argument,
): Value {
  const hooks = { objectHook, parseFloat, parseInt, objectPairsHook } as DecoderHooks;
  if (text instanceof Uint8Array) return parseDocument(decodeBytes(text), hooks);
  if (typeof text !== 'string')
    throw new PyTypeError(`the JSON object must be str, bytes or bytearray, not ${typeName(text)}`);
  if (text.startsWith('\ufeff'))
    throw new JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', text, 0);
  return parseDocument(text, hooks);
}

export function load(file: { read(): Value }, ...options: Argument[]): Value {
  return loads(file.read(), ...options);
}

/** Python looks at the zeros to tell UTF-8, UTF-16 and UTF-32 apart; here it is UTF-8, or UTF-16 with a mark. */
function decodeBytes(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  return decode(bytes, 'utf-8');
}
