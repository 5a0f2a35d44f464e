/** str's methods that strip it and split it. */
import { PyTypeError, ValueError } from './exceptions.js';
import { toSmallIndex } from './numbers.js';
import { textOf } from './receiver.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

/** Python's whitespace; JavaScript's has U+FEFF and not the separators of ASCII. */
const SPACE = '\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING = new RegExp(`^[${SPACE}]+`);
const TRAILING = new RegExp(`[${SPACE}]$`);
const SPACES = new RegExp(`[${SPACE}]+`, 'g');

export function strip(text: Value, chars?: Value): string {
  return trim(textOf(text, 'strip'), chars, { method: 'strip', left: true, right: true });
}

export function lstrip(text: Value, chars?: Value): string {
  return trim(textOf(text, 'lstrip'), chars, { method: 'lstrip', left: true, right: false });
}

export function rstrip(text: Value, chars?: Value): string {
  return trim(textOf(text, 'rstrip'), chars, { method: 'rstrip', left: false, right: true });
}

interface Sides {
  readonly method: string;
  readonly left: boolean;
  readonly right: boolean;
}

function trim(text: string, chars: Value | undefined, { method, left, right }: Sides): string {
  if (chars === undefined || chars === null) {
    const rest = left ? text.replace(LEADING, '') : text;
    return right ? trimEnd(rest, (character) => TRAILING.test(character)) : rest;
  }
  if (typeof chars !== 'string') throw new PyTypeError(`${method} arg must be None or str`);
  const unwanted = new Set(chars);
  const characters = Array.from(text);
  let [start, end] = [0, characters.length];
  if (left) while (start < end && unwanted.has(characters[start]!)) start += 1;
  if (right) while (end > start && unwanted.has(characters[end - 1]!)) end -= 1;
  return characters.slice(start, end).join('');
}

function trimEnd(text: string, isUnwanted: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isUnwanted(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

export function split(text: Value, sep?: Value, maxsplit?: Value): string[] {
  const receiver = textOf(text, 'split');
  const limit = splitLimit(maxsplit);
  const separator = readSeparator(sep);
  if (separator === undefined) return splitAtSpaces(receiver, limit);
  const parts = receiver.split(separator);
  if (parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

export function rsplit(text: Value, sep?: Value, maxsplit?: Value): string[] {
  const receiver = textOf(text, 'rsplit');
  const limit = splitLimit(maxsplit);
  const separator = readSeparator(sep);
  if (separator === undefined) return rsplitAtSpaces(receiver, limit);
  return splitFromEnd(receiver, separator, limit);
}

/** Occurrences that overlap are found from the end. */
function splitFromEnd(text: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let end = text.length;
  while (parts.length < limit) {
    const at = end < separator.length ? -1 : text.lastIndexOf(separator, end - separator.length);
    if (at < 0) break;
    parts.push(text.slice(at + separator.length, end));
    end = at;
  }
  return [text.slice(0, end), ...parts.toReversed()];
}

/** As many as there are, where the number is left out or below zero. */
export function splitLimit(maxsplit: Value | undefined): number {
  const limit = maxsplit === undefined ? -1 : toSmallIndex(maxsplit);
  return limit < 0 ? Number.MAX_SAFE_INTEGER : limit;
}

function readSeparator(sep: Value | undefined): string | undefined {
  if (sep === undefined || sep === null) return undefined;
  if (typeof sep !== 'string') throw new PyTypeError(`must be str or None, not ${typeName(sep)}`);
  if (sep === '') throw new ValueError('empty separator');
  return sep;
}

function splitAtSpaces(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text.replace(LEADING, '');
  if (limit >= rest.length)
    return rest === '' ? [] : trimEnd(rest, (c) => TRAILING.test(c)).split(SPACES);
  while (rest !== '' && parts.length < limit) {
    const at = rest.search(SPACES);
    if (at < 0) break;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at).replace(LEADING, '');
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

function rsplitAtSpaces(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = trimEnd(text, (character) => TRAILING.test(character));
  while (rest !== '' && parts.length < limit) {
    const word = new RegExp(`[^${SPACE}]+$`).exec(rest)!;
    if (word.index === 0) break;
    parts.push(word[0]);
    rest = trimEnd(rest.slice(0, word.index), (character) => TRAILING.test(character));
  }
  return [...(rest === '' ? [] : [rest]), ...parts.toReversed()];
}

export function splitlines(text: Value, keepends?: Value): string[] {
  const receiver = textOf(text, 'splitlines');
  const lines =
    receiver.match(
      /[^\n-\r\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]|$)/g,
    ) ?? [];
  const isKept = keepends !== undefined && keepends !== false && keepends !== 0;
  const whole = lines.filter((line) => line !== '');
  return isKept
    ? whole
    : whole.map((line) => line.replace(/(?:\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029])$/, ''));
}
