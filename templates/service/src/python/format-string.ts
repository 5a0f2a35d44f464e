/** `text.format(*args, **kwargs)`. */
import { getattr } from './getattr.js';
import { Dict } from './dict.js';
import { IndexError, ValueError } from './exceptions.js';
import { convert, format } from './format.js';
import { getItem } from './items.js';
import type { Value } from './value.js';

export function formatString(
  text: string,
  args: readonly Value[],
  kwargs: Value = new Dict(),
): string {
  return new Formatter(args, kwargs).format(text, 2);
}

class Formatter {
  /** The number of the next field without one. */
  #next = 0;
  #numbering: 'automatic' | 'manual' | undefined;

  constructor(
    private readonly args: readonly Value[],
    private readonly kwargs: Value,
  ) {}

  /** @param depth how many formats may lie in each other. */
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
        const field = readField(text, at + 1);
        result += this.#field(field, depth);
        at = field.end;
      }
    }
    return result;
  }

  #field({ name, conversion, spec }: Field, depth: number): string {
    const value = this.#value(name);
    if (conversion !== undefined && !'rsa'.includes(conversion))
      throw new ValueError(`Unknown conversion specifier ${conversion}`);
    const converted = conversion === undefined ? value : convert(value, conversion);
    return format(converted, /[{}]/.test(spec) ? this.format(spec, depth - 1) : spec);
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
      return getItem(this.kwargs, name);
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

interface Field {
  readonly name: string;
  readonly conversion: string | undefined;
  readonly spec: string;
  /** Behind the brace that closes it. */
  readonly end: number;
}

function readField(text: string, start: number): Field {
  const nameEnd = endOfName(text, start);
  const name = text.slice(start, nameEnd);
  const mark = text[nameEnd];
  if (mark === undefined) throw new ValueError("expected '}' before end of string");
  if (mark === '}') return { name, conversion: undefined, spec: '', end: nameEnd + 1 };
  if (mark === ':') return { name, conversion: undefined, ...readSpec(text, nameEnd + 1) };
  const [conversion] = text.slice(nameEnd + 1);
  if (conversion === undefined)
    throw new ValueError('end of string while looking for conversion specifier');
  const after = nameEnd + 1 + conversion.length;
  if (text[after] === '}') return { name, conversion, spec: '', end: after + 1 };
  if (text[after] !== ':' && text[after] !== undefined)
    throw new ValueError("expected ':' after conversion specifier");
  return { name, conversion, ...readSpec(text, after + 1) };
}

/** A name ends at a colon, an exclamation mark or a brace, unless they stand in brackets. */
function endOfName(text: string, start: number): number {
  let isKey = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '{') throw new ValueError("unexpected '{' in field name");
    if (character === '[') isKey = true;
    else if (character === ']') isKey = false;
    else if (!isKey && ':!}'.includes(character)) return at;
  }
  return text.length;
}

function readSpec(text: string, start: number): { readonly spec: string; readonly end: number } {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return { spec: text.slice(start, at), end: at + 1 };
  }
  throw new ValueError("unmatched '{' in format spec");
}
