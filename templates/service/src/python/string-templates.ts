/** str's methods that put other texts into it. */
import { Dict } from './dict.js';
import { LookupError, PyTypeError } from './exceptions.js';
import { formatString } from './format-string.js';
import { getItem } from './items.js';
import { asInt } from './numbers.js';
import { textOf } from './receiver.js';
import type { Value } from './value.js';

/** `text.format(*args, **kwargs)`. */
export function format(text: Value, args: readonly Value[], kwargs?: Dict): string {
  return formatString(textOf(text, 'format'), args, kwargs);
}

/** `text.format_map(mapping)`. */
export function format_map(text: Value, mapping: Value): string {
  return formatString(textOf(text, 'format_map'), [], mapping);
}

/** With a table as `str.maketrans` makes one: by code point, to a code point, a text or None. */
export function translate(text: Value, table: Value): string {
  let result = '';
  for (const character of textOf(text, 'translate')) {
    const by = lookUp(table, character.codePointAt(0)!);
    if (by === undefined) result += character;
    else if (typeof by === 'string') result += by;
    else if (by !== null) result += toCharacter(by);
  }
  return result;
}

function lookUp(table: Value, code: number): Value | undefined {
  try {
    return getItem(table, code);
  } catch (error) {
    if (error instanceof LookupError) return undefined;
    throw error;
  }
}

function toCharacter(by: Value): string {
  const code = asInt(by);
  if (code === undefined)
    throw new PyTypeError('character mapping must return integer, None or str');
  return String.fromCodePoint(Number(code));
}

/** `str.maketrans`. */
export function maketrans(from: Value, to?: Value, unwanted?: Value): Dict {
  const table = new Dict();
  if (from instanceof Dict) {
    for (const [key, value] of (from as Dict).entries())
      table.set(typeof key === 'string' ? key.codePointAt(0)! : key, value);
    return table;
  }
  const [keys, values] = [Array.from(String(from)), Array.from(String(to))];
  for (const [at, key] of keys.entries())
    table.set(key.codePointAt(0)!, values[at]!.codePointAt(0)!);
  for (const key of typeof unwanted === 'string' ? unwanted : '')
    table.set(key.codePointAt(0)!, null);
  return table;
}
