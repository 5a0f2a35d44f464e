/** `text.format(*args, **kwargs)`. */
import { getattr } from './getattr.js';
import { Dict } from './dict.js';
import { IndexError, KeyError, ValueError } from './exceptions.js';
import { convert, format } from './format.js';
import { getItem } from './items.js';
import type { Value } from './value.js';

export function formatString(text: string, args: readonly Value[], kwargs = new Dict()): string {
  return new Formatter(args, kwargs).format(text, 2);
}

class Formatter {
  /** The number of the next field without one; undefined once fields have numbers. */
  #next = 0;
  #numbering: 'automatic' | 'manual' | undefined;

  constructor(
    private readonly args: readonly Value[],
    private readonly kwargs: Dict,
  ) {}

  format(text: string, depth: number): string {
    if (depth === 0) throw new ValueError('Max string recursion exceeded');
    let result = '';
    let at = 0;
    while (at < text.length) {
      const brace = text.slice(at).search(/[{}]/);
      if (brace < 0) return result + text.slice(at);
      result += text.slice(at, at + brace);
      at += brace;
      const character = text[at]!;
      if (text[at + 1] === character) {
        result += character;
        at += 2;
      } else if (character === '}') {
        throw new ValueError("Single '}' encountered in format string");
      } else if (at + 1 === text.length) {
        throw new ValueError("Single '{' encountered in format string");
      } else {
        const end = endOfField(text, at + 1);
        result += this.#field(text.slice(at + 1, end), depth);
        at = end + 1;
      }
    }
    return result;
  }

  #field(field: string, depth: number): string {
    const end = endOfName(field);
    const name = field.slice(0, end);
    let rest = field.slice(end);
    let conversion: string | undefined;
    if (rest.startsWith('!')) {
      conversion = rest[1];
      if (conversion === undefined)
        throw new ValueError('end of string while looking for conversion specifier');
      rest = rest.slice(2);
      if (rest !== '' && !rest.startsWith(':'))
        throw new ValueError("expected ':' after conversion specifier");
    }
    const value = this.#value(name);
    const spec = this.format(rest.slice(1), depth - 1 || 1);
    if (conversion !== undefined && !'rsa'.includes(conversion))
      throw new ValueError(`Unknown conversion specifier ${conversion}`);
    return format(conversion === undefined ? value : convert(value, conversion), spec);
  }

  #value(name: string): Value {
    const [first] = /^[^.[]*/.exec(name)!;
    let value = this.#first(first);
    let rest = name.slice(first.length);
    while (rest !== '') {
      const match = /^(?:\.([^.[]*)|\[([^\]]*)\])/.exec(rest);
      if (!match)
        throw new ValueError(
          rest.startsWith('[')
            ? "Missing ']' in format string"
            : "Only '.' or '[' may follow ']' in format field specifier",
        );
      const [all, attribute, key] = match;
      if ((attribute ?? key) === '') throw new ValueError('Empty attribute in format string');
      value =
        attribute === undefined
          ? getItem(value, /^\d+$/.test(key!) ? Number(key) : key!)
          : getattr(value, attribute);
      rest = rest.slice(all.length);
    }
    return value;
  }

  #first(name: string): Value {
    if (name !== '' && !/^\d+$/.test(name)) {
      const value = this.kwargs.get(name);
      if (value === undefined) throw new KeyError(name);
      return value;
    }
    const numbering = name === '' ? 'automatic' : 'manual';
    this.#numbering ??= numbering;
    if (this.#numbering !== numbering)
      throw new ValueError(
        numbering === 'automatic'
          ? 'cannot switch from manual field specification to automatic field numbering'
          : 'cannot switch from automatic field numbering to manual field specification',
      );
    const index = name === '' ? this.#next : Number(name);
    if (name === '') this.#next += 1;
    const value = this.args[index];
    if (value === undefined)
      throw new IndexError(`Replacement index ${index} out of range for positional args tuple`);
    return value;
  }
}

/** Where the brace is that closes the field: fields may hold fields. */
function endOfField(text: string, start: number): number {
  let depth = 1;
  let isKey = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '[' && depth === 1) isKey = true;
    if (character === ']') isKey = false;
    if (isKey) continue;
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new ValueError("expected '}' before end of string");
}

function endOfName(field: string): number {
  let isKey = false;
  for (const [at, character] of [...field].entries()) {
    if (character === '[') isKey = true;
    if (character === ']') isKey = false;
    if (!isKey && (character === ':' || character === '!'))
      return [...field].slice(0, at).join('').length;
  }
  return field.length;
}
