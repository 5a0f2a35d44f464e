/**
 * `validate_email.validate_email(email)`, which says of a text whether it is an `addr-spec` of RFC 2822 (3.4.1), with
 * comments but without the obsolete forms; a letter of any alphabet is taken for an atom's. That is what
 * validate_email 1.3 tests.
 */
import { PyTypeError } from './exceptions.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

const CONTROLS = String.raw`\x01-\x08\x0b\x0c\x0f-\x1f\x7f`;
const QUOTED_PAIR = String.raw`\\[^\n]`;
/** It takes any white space of Python's where RFC 2822 has spaces and tabs. */
const SPACE = String.raw`[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;
const FOLDING_SPACE = String.raw`(?:(?:${SPACE}*\r\n)?${SPACE}+)`;
const COMMENT = String.raw`\((?:${FOLDING_SPACE}?(?:[${CONTROLS}\x21-\x27\x2a-\x5b\x5d-\x7e]|${QUOTED_PAIR}))*${FOLDING_SPACE}?\)`;
const AROUND = String.raw`(?:(?:${FOLDING_SPACE}?${COMMENT})*(?:${FOLDING_SPACE}?${COMMENT}|${FOLDING_SPACE}))?`;
const ATOM = String.raw`[\p{L}\p{N}_!#$%&'*+\-\/=?^\x60\{\|\}~]+`;
const DOT_ATOM = String.raw`${AROUND}${ATOM}(?:\.${ATOM})*${AROUND}`;
const QUOTED_STRING = String.raw`${AROUND}"(?:${FOLDING_SPACE}?(?:[${CONTROLS}\x21\x23-\x5b\x5d-\x7e]|${QUOTED_PAIR}))*${FOLDING_SPACE}?"${AROUND}`;
const LITERAL = String.raw`${AROUND}\[(?:${FOLDING_SPACE}?(?:[${CONTROLS}\x21-\x5a\x5e-\x7e]|${QUOTED_PAIR}))*${FOLDING_SPACE}?\]${AROUND}`;
/** As with Python's `$`, a newline may stand at the end. */
const ADDRESS = new RegExp(
  String.raw`^(?:${DOT_ATOM}|${QUOTED_STRING})@(?:${DOT_ATOM}|${LITERAL})\n?$`,
  'u',
);

export function validateEmail(email: Value, _debug?: Value): boolean {
  if (email instanceof Uint8Array)
    throw new PyTypeError('cannot use a string pattern on a bytes-like object');
  if (typeof email !== 'string')
    throw new PyTypeError(`expected string or bytes-like object, got '${typeName(email)}'`);
  return ADDRESS.test(email);
}
