/**
 * What kind of value something is, for values that are not the same from one run to the next (a time, a
 * random id, a token): the value itself cannot be compared then, but a time must stay a time.
 */
import type { JsonNode } from './json-text.js';

/** A name such as `uuid`, `HTTP date`, `integer`; the same for every value of its kind. */
export function shapeOfNode(node: JsonNode | undefined): string {
  if (node === undefined) return 'nothing';
  switch (node.kind) {
    case 'string':
      return shapeOfText(node.value);
    case 'number':
      return /[.eE]/.test(node.lexeme) ? 'float' : 'integer';
    case 'word':
      return node.word === 'true' || node.word === 'false' ? 'boolean' : node.word;
    default:
      return node.kind;
  }
}

export function shapeOfText(text: string): string {
  return SHAPES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

const DATE = String.raw`\d{4}-\d\d-\d\d`;
const TIME = String.raw`\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?`;
const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['empty text', /^$/],
  ['uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
  ['time and date', new RegExp(`^${DATE}[T ]${TIME}(?:Z|[-+]\\d\\d(?::?\\d\\d)?)?$`)],
  ['date', new RegExp(`^${DATE}$`)],
  ['time', new RegExp(`^${TIME}$`)],
  [
    'HTTP date',
    /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:[A-Z][a-z]{2}) \d{4} \d\d:\d\d:\d\d GMT$/,
  ],
  ['signed token', /^[\w-]{8,}\.[\w-]{4,}\.[\w-]{8,}$/],
  ['password hash', /^(?:\$(?:argon2\w*|2[aby]|pbkdf2\S*?)\$|pbkdf2:|scrypt:)/],
  ['digits', /^-?\d+$/],
  ['number as text', /^-?\d*\.\d+$/],
  ['hexadecimal', /^(?:[0-9a-f]{2}){4,}$/i],
];
