/** str's methods about case, and what kind of characters it has. */
import { textOf } from './receiver.js';
import type { Value } from './value.js';

export function lower(text: Value): string {
  return textOf(text, 'lower').toLowerCase();
}

export function upper(text: Value): string {
  return textOf(text, 'upper').toUpperCase();
}

export function casefold(text: Value): string {
  return Array.from(textOf(text, 'casefold'), foldCharacter).join('');
}

function foldCharacter(character: string): string {
  if (character < '\x80') return character.toLowerCase();
  // Cherokee folds to its capitals.
  if (/[\u13a0-\u13f5]/.test(character)) return character;
  if (/[\u13f8-\u13fd\uab70-\uabbf]/.test(character)) return character.toUpperCase();
  if (character === '\u0131') return character;
  if (character === '\u0130') return 'i\u0307';
  const raised = character.toLowerCase().toUpperCase();
  return raised.toLowerCase().replaceAll('\u03c2', '\u03c3');
}

export function capitalize(text: Value): string {
  const receiver = textOf(text, 'capitalize');
  const [first = ''] = receiver;
  return titleCharacter(first) + lowerAfter(first, receiver.slice(first.length));
}

/** In lower case, with what stands before it in mind: a sigma at the end of a word is another one. */
function lowerAfter(before: string, text: string): string {
  return (before + text).toLowerCase().slice(before.toLowerCase().length);
}

export function title(text: Value): string {
  const receiver = textOf(text, 'title');
  let result = '';
  let word = '';
  for (const character of receiver) {
    if (isCased(character)) {
      word += character;
    } else {
      result += titleWord(word) + character;
      word = '';
    }
  }
  return result + titleWord(word);
}

function titleWord(word: string): string {
  const [first = ''] = word;
  return titleCharacter(first) + lowerAfter(first, word.slice(first.length));
}

function isCased(character: string): boolean {
  return /\p{Cased}/u.test(character);
}

/** The letters that have a case for titles only, beside upper and lower case. */
function titleCharacter(character: string): string {
  if (character < '\x80') return character.toUpperCase();
  if (/[\u10d0-\u10fa\u10fd-\u10ff]/.test(character)) return character;
  if (/[\u01c4-\u01cc]/.test(character))
    return String.fromCharCode(0x1c5 + 3 * Math.floor((character.charCodeAt(0) - 0x1c4) / 3));
  if (/[\u01f1-\u01f3]/.test(character)) return '\u01f2';
  if (/[\u1f80-\u1faf]/.test(character)) return String.fromCharCode(character.charCodeAt(0) | 8);
  if (/[\u1fb3\u1fbc\u1fc3\u1fcc\u1ff3\u1ffc]/.test(character))
    return String.fromCharCode((character.charCodeAt(0) & ~0xf) | 0xc);
  // The iota below a letter stays below it.
  if (/[\u1fb2\u1fb4\u1fb7\u1fc2\u1fc4\u1fc7\u1ff2\u1ff4\u1ff7]/.test(character))
    return character.toUpperCase().replace('\u0399', '\u0345');
  if (character === '\u0149') return '\u02bcN';
  const [first = '', ...rest] = character.toUpperCase();
  return first + rest.join('').toLowerCase();
}

export function swapcase(text: Value): string {
  const receiver = textOf(text, 'swapcase');
  const lowered = Array.from(receiver, (character) =>
    /\p{Uppercase}/u.test(character)
      ? character.toLowerCase()
      : /\p{Lowercase}/u.test(character)
        ? character.toUpperCase()
        : character,
  );
  return lowered.join('');
}

export function isalpha(text: Value): boolean {
  return /^\p{L}+$/u.test(textOf(text, 'isalpha'));
}

export function isdecimal(text: Value): boolean {
  return /^\p{Nd}+$/u.test(textOf(text, 'isdecimal'));
}

/** Digits that are no decimal ones: superscripts, those in circles and the like. */
const DIGIT =
  '\\p{Nd}\\xb2\\xb3\\xb9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247c\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}';
const DIGITS = new RegExp(`^[${DIGIT}]+$`, 'u');

export function isdigit(text: Value): boolean {
  return DIGITS.test(textOf(text, 'isdigit'));
}

/** Chinese numerals are letters to Unicode, and numbers to Python. */
const NUMERIC =
  '\\p{N}\\u3405\\u3483\\u382a\\u3b4d\\u4e00\\u4e03\\u4e07\\u4e09\\u4e5d\\u4e8c\\u4e94\\u4e96\\u4ebf-\\u4ec0\\u4edf\\u4ee8\\u4f0d\\u4f70\\u5104\\u5146\\u5169\\u516b\\u516d\\u5341\\u5343-\\u5345\\u534c\\u53c1-\\u53c4\\u56db\\u58f1\\u58f9\\u5e7a\\u5efe-\\u5eff\\u5f0c-\\u5f0e\\u5f10\\u62fe\\u634c\\u67d2\\u6f06\\u7396\\u767e\\u8086\\u842c\\u8cae\\u8cb3\\u8d30\\u9621\\u9646\\u964c\\u9678\\u96f6\\uf96b\\uf973\\uf978\\uf9b2\\uf9d1\\uf9d3\\uf9fd\\u{20001}\\u{20064}\\u{200e2}\\u{20121}\\u{2092a}\\u{20983}\\u{2098c}\\u{2099c}\\u{20aea}\\u{20afd}\\u{20b19}\\u{22390}\\u{22998}\\u{23b1b}\\u{2626d}\\u{2f890}';
const NUMBERS = new RegExp(`^[${NUMERIC}]+$`, 'u');

export function isnumeric(text: Value): boolean {
  return NUMBERS.test(textOf(text, 'isnumeric'));
}

const ALPHANUMERIC = new RegExp(`^[\\p{L}${NUMERIC}]+$`, 'u');

export function isalnum(text: Value): boolean {
  return ALPHANUMERIC.test(textOf(text, 'isalnum'));
}

export function isspace(text: Value): boolean {
  return /^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/.test(
    textOf(text, 'isspace'),
  );
}

export function isupper(text: Value): boolean {
  const receiver = textOf(text, 'isupper');
  return /\p{Uppercase}/u.test(receiver) && !/[\p{Lowercase}\p{Lt}]/u.test(receiver);
}

export function islower(text: Value): boolean {
  const receiver = textOf(text, 'islower');
  return /\p{Lowercase}/u.test(receiver) && !/[\p{Uppercase}\p{Lt}]/u.test(receiver);
}

export function istitle(text: Value): boolean {
  let [isInWord, hasWord] = [false, false];
  for (const character of textOf(text, 'istitle')) {
    const isUpper = /[\p{Uppercase}\p{Lt}]/u.test(character);
    const isLower = /\p{Lowercase}/u.test(character);
    if ((isUpper && isInWord) || (isLower && !isInWord)) return false;
    isInWord = isUpper || isLower;
    hasWord ||= isInWord;
  }
  return hasWord;
}

export function isascii(text: Value): boolean {
  return /^[\0-\x7f]*$/.test(textOf(text, 'isascii'));
}

export function isprintable(text: Value): boolean {
  return !/(?! )[\p{C}\p{Z}]/u.test(textOf(text, 'isprintable'));
}

export function isidentifier(text: Value): boolean {
  return /^[_\p{XID_Start}]\p{XID_Continue}*$/u.test(textOf(text, 'isidentifier'));
}
