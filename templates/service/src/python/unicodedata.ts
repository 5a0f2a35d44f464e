/**
 * `unicodedata.normalize` and `category`, with which apps strip accents. Characters that came after Unicode 14, which
 * CPython 3.11 has, are known here as well.
 */
import { PyTypeError, ValueError } from './exceptions.js';
import { checkStr } from './argument-type.js';
import type { Value } from './value.js';

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;

export function normalize(form: Value, text: Value): string {
  checkStr(form, 'normalize', 1);
  checkStr(text, 'normalize', 2);
  const known = FORMS.find((one) => one === form);
  if (!known) throw new ValueError('invalid normalization form');
  return text.normalize(known);
}

const CATEGORIES =
  'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co'
    .split(' ')
    .map((name) => [name, new RegExp(`^\\p{${name}}$`, 'u')] as const);

export function category(character: Value): string {
  if (typeof character !== 'string')
    throw new PyTypeError('category() argument must be a unicode character, not int');
  if (Array.from(character).length !== 1)
    throw new PyTypeError('category() argument must be a unicode character, not str');
  return CATEGORIES.find(([, pattern]) => pattern.test(character))?.[0] ?? 'Cn';
}

export function isNormalized(form: Value, text: Value): boolean {
  return normalize(form, text) === text;
}
