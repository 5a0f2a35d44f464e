/**
 * Reads a regular expression of Python's and writes it for JavaScript, with the flag `v`. What JavaScript has no match
 * for is an `re.error`, and never something near: conditional and possessive groups, flags for a part of an expression.
 *
 * Two things are not the same, and cannot be told beforehand: a group that is repeated is forgotten in a round that
 * does not use it, and a reference to a group that has not matched matches nothing, where Python's fails.
 */
import { Exception } from './exceptions.js';
import { codePointIndex } from './code-points.js';
import type { Value } from './value.js';

/** `re.error`. */
export class RegexError extends Exception {
  static override readonly pythonClass: string = 'error';

  readonly msg: Value;
  readonly pattern: Value;
  readonly pos: Value;

  constructor(message: Value, pattern: Value = null, at: Value = null) {
    let text = String(message);
    if (typeof pattern === 'string' && typeof at === 'number') {
      text += ` at position ${at}`;
      const before = Array.from(pattern).slice(0, at);
      if (pattern.includes('\n')) {
        const line = before.filter((character) => character === '\n').length + 1;
        text += ` (line ${line}, column ${at - before.lastIndexOf('\n')})`;
      }
    }
    super(text);
    this.msg = message;
    this.pattern = pattern;
    this.pos = at;
  }
}

export const IGNORECASE = 2;
export const LOCALE = 4;
export const MULTILINE = 8;
export const DOTALL = 16;
export const UNICODE = 32;
export const VERBOSE = 64;
export const ASCII = 256;

const FLAGS: Readonly<Record<string, number>> = {
  i: IGNORECASE,
  L: LOCALE,
  m: MULTILINE,
  s: DOTALL,
  u: UNICODE,
  x: VERBOSE,
  a: ASCII,
};

export interface TranslatedPattern {
  readonly source: string;
  readonly flags: number;
  readonly groupCount: number;
  /** The groups that have a name, in their order. */
  readonly names: ReadonlyMap<string, number>;
}

export function translatePattern(pattern: string, flags: number): TranslatedPattern {
  return new PatternReader(pattern, flags).read();
}

/** Sets of characters, as what stands between the brackets. */
const SETS = {
  d: '\\p{Nd}',
  w: '\\p{L}\\p{N}_',
  s: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
};
const ASCII_SETS = { d: '0-9', w: 'a-zA-Z0-9_', s: '\\t-\\r\\x20' };

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\\x07',
  f: '\\f',
  n: '\\n',
  r: '\\r',
  t: '\\t',
  v: '\\v',
};

const QUANTIFIER = /[*+?]|\{(?:\d+(?:,\d*)?|,\d*)\}/y;

class PatternReader {
  #at = 0;
  #flags: number;
  #groupCount = 0;
  readonly #names = new Map<string, number>();
  readonly #open = new Set<number>();

  constructor(
    private readonly pattern: string,
    flags: number,
  ) {
    this.#flags = flags | (flags & ASCII ? 0 : UNICODE);
    this.#readGlobalFlags();
  }

  read(): TranslatedPattern {
    const source = this.#alternatives();
    if (this.#at < this.pattern.length) throw this.#error('unbalanced parenthesis');
    return {
      source,
      flags: this.#flags,
      groupCount: this.#groupCount,
      names: this.#names,
    };
  }

  /** `(?im)`, which is at the start of the expression and is for all of it. */
  #readGlobalFlags(): void {
    const found = /^\(\?([aiLmsux]+)\)/.exec(this.pattern);
    if (!found) return;
    for (const letter of found[1]!) this.#flags |= FLAGS[letter]!;
    if (this.#flags & ASCII) this.#flags &= ~UNICODE;
    this.#at = found[0].length;
  }

  #alternatives(): string {
    const alternatives: string[] = [];
    do alternatives.push(this.#sequence());
    while (this.#take('|'));
    return alternatives.join('|');
  }

  #sequence(): string {
    let source = '';
    while (this.#at < this.pattern.length && !/[|)]/.test(this.pattern[this.#at]!)) {
      if (this.#flags & VERBOSE && this.#skipVerbose()) continue;
      const start = this.#at;
      source += this.#quantified(this.#item(), start);
    }
    return source;
  }

  #skipVerbose(): boolean {
    const found = /[ \t\n\r\f\v]+|#[^\n]*/y;
    found.lastIndex = this.#at;
    const skipped = found.exec(this.pattern)?.[0].length ?? 0;
    this.#at += skipped;
    return skipped > 0;
  }

  #quantified(found: Item, start: number): string {
    const first = this.#quantifier();
    if (first === undefined) return found.source;
    if (found.kind !== 'item') throw this.#error('nothing to repeat', this.#at - first.length);
    const lazy = this.#take('?') ? '?' : '';
    if (lazy === '' && this.#take('+'))
      throw this.#error('possessive repeats are not supported', start);
    const again = this.#at;
    if (this.#quantifier() !== undefined) throw this.#error('multiple repeat', again);
    return `(?:${found.source})${first}${lazy}`;
  }

  /** As JavaScript writes it; undefined where there is none. */
  #quantifier(): string | undefined {
    if (this.#flags & VERBOSE) while (this.#skipVerbose());
    QUANTIFIER.lastIndex = this.#at;
    const found = QUANTIFIER.exec(this.pattern)?.[0];
    if (found === undefined || found === '{,}' || found === '{}')
      return found === '{,}' ? this.#count(found, '*') : undefined;
    const [, least, most] = /^\{(\d*),(\d*)\}$/.exec(found) ?? [];
    if (least !== undefined && most !== '' && Number(least) > Number(most))
      throw this.#error('min repeat greater than max repeat', this.#at + 1);
    return this.#count(found, found.replace('{,', '{0,'));
  }

  #count(found: string, written: string): string {
    this.#at += found.length;
    return written;
  }

  #item(): Item {
    const start = this.#at;
    const character = String.fromCodePoint(this.pattern.codePointAt(start)!);
    this.#at += character.length;
    switch (character) {
      case '.':
        return item(this.#flags & DOTALL ? '[\\s\\S]' : '[^\\n]');
      case '^':
        return place(this.#flags & MULTILINE ? '(?<![^\\n])' : '(?<![\\s\\S])');
      case '$':
        return place(this.#flags & MULTILINE ? '(?![^\\n])' : '(?![^\\n]|\\n[\\s\\S])');
      case '\\':
        return this.#escape(start);
      case '[':
        return item(this.#set(start));
      case '(':
        return this.#group(start);
      default:
        if (/[*+?]/.test(character)) throw this.#error('nothing to repeat', start);
        return item(literal(character));
    }
  }

  #escape(start: number): Item {
    const letter = this.pattern[this.#at];
    if (letter === undefined) throw this.#error('bad escape (end of pattern)', start);
    const { w } = this.#sets();
    switch (letter) {
      case 'A':
        return this.#step(place('(?<![\\s\\S])'));
      case 'Z':
        return this.#step(place('(?![\\s\\S])'));
      case 'b':
        return this.#step(place(`(?:(?<=[${w}])(?![${w}])|(?<![${w}])(?=[${w}]))`));
      case 'B':
        return this.#step(place(`(?:(?<=[${w}])(?=[${w}])|(?<![${w}])(?![${w}]))`));
      default:
    }
    if (/[1-9]/.test(letter)) return this.#reference(start);
    const { source } = this.#character(start);
    return item(source);
  }

  #step(found: Item): Item {
    this.#at += 1;
    return found;
  }

  #reference(start: number): Item {
    const octal = /^[0-3][0-7][0-7]/.exec(this.pattern.slice(this.#at));
    if (octal) {
      this.#at += 3;
      return item(literal(String.fromCodePoint(Number.parseInt(octal[0], 8))));
    }
    const digits = /^\d\d?/.exec(this.pattern.slice(this.#at))![0];
    this.#at += digits.length;
    return this.#referenceTo(Number(digits), digits, start + 1);
  }

  #referenceTo(group: number, name: string, start: number): Item {
    if (group > this.#groupCount) throw this.#error(`invalid group reference ${name}`, start);
    if (this.#open.has(group)) throw this.#error('cannot refer to an open group', start - 1);
    return item(`(?:\\${group})`);
  }

  /** An escape that stands for a character, or for a set, which has brackets. After the backslash. */
  #character(start: number): { readonly source: string; readonly code: number | undefined } {
    const rest = this.pattern.slice(this.#at);
    const letter = String.fromCodePoint(rest.codePointAt(0)!);
    const sets = this.#sets();
    if (/[dws]/.test(letter)) {
      this.#at += 1;
      return { source: `[${sets[letter as 'd']}]`, code: undefined };
    }
    if (/[DWS]/.test(letter)) {
      this.#at += 1;
      return { source: `[^${sets[letter.toLowerCase() as 'd']}]`, code: undefined };
    }
    const hex = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(rest);
    const octal = /^(?:0[0-7]{0,2}|[0-3][0-7]{2})/.exec(rest);
    const named = ESCAPES[letter];
    if (hex || octal) {
      this.#at += (hex ?? octal)![0].length;
      const code = hex
        ? Number.parseInt(hex[1] ?? hex[2] ?? hex[3]!, 16)
        : Number.parseInt(octal![0], 8);
      return { source: literal(String.fromCodePoint(code)), code };
    }
    if (/[xuU]/.test(letter)) {
      const digits = /^.[\da-fA-F]{0,7}/.exec(rest)![0];
      throw this.#error(`incomplete escape \\${digits}`, start);
    }
    this.#at += letter.length;
    if (named !== undefined)
      return { source: named, code: '\x07\f\n\r\t\v'.charCodeAt('afnrtv'.indexOf(letter)) };
    if (/[a-zA-Z0-9]/.test(letter)) throw this.#error(`bad escape \\${letter}`, start);
    return { source: literal(letter), code: letter.codePointAt(0)! };
  }

  #sets(): typeof SETS {
    return this.#flags & ASCII ? ASCII_SETS : SETS;
  }

  #set(start: number): string {
    const isNegated = this.#take('^');
    const parts: string[] = [];
    for (;;) {
      if (this.#at >= this.pattern.length) throw this.#error('unterminated character set', start);
      if (parts.length > 0 && this.#take(']')) break;
      const from = this.#at;
      const first = this.#member(start);
      if (!/^-[^\]]/su.test(this.pattern.slice(this.#at))) {
        parts.push(first.source);
        continue;
      }
      this.#at += 1;
      const last = this.#member(start);
      const range = this.pattern.slice(from, this.#at);
      if (first.code === undefined || last.code === undefined || last.code < first.code)
        throw this.#error(`bad character range ${range}`, from);
      parts.push(`${first.source}-${last.source}`);
    }
    return `[${isNegated ? '^' : ''}${parts.join('')}]`;
  }

  #member(start: number): { readonly source: string; readonly code: number | undefined } {
    const at = this.#at;
    if (at >= this.pattern.length) throw this.#error('unterminated character set', start);
    const character = String.fromCodePoint(this.pattern.codePointAt(at)!);
    this.#at += character.length;
    if (character !== '\\') return { source: literal(character), code: character.codePointAt(0)! };
    if (this.#at >= this.pattern.length) throw this.#error('unterminated character set', start);
    if (this.#take('b')) return { source: '\\x08', code: 8 };
    return this.#character(at);
  }

  #group(start: number): Item {
    if (!this.#take('?')) return item(this.#captured(undefined, start));
    const rest = this.pattern.slice(this.#at);
    const named = /^P<([^>]*)>/.exec(rest);
    if (named) {
      this.#at += named[0].length;
      return item(this.#captured(named[1]!, start));
    }
    const reference = /^P=([^)]*)\)/.exec(rest);
    if (reference) {
      this.#at += reference[0].length;
      const group = this.#names.get(reference[1]!);
      if (group === undefined) throw this.#error(`unknown group name '${reference[1]}'`, start + 4);
      return this.#referenceTo(group, reference[1]!, start + 4);
    }
    if (rest.startsWith('#')) return this.#comment(rest, start);
    const lead = /^(?::|=|!|<=|<!)/.exec(rest)?.[0];
    if (lead === undefined) throw this.#unknownExtension(rest, start);
    this.#at += lead.length;
    const inner = this.#enclosed(start);
    return item(`(?${lead}${inner})`);
  }

  #comment(rest: string, start: number): Item {
    const end = rest.indexOf(')');
    if (end < 0) throw this.#error('missing ), unterminated comment', start);
    this.#at += end + 1;
    return { kind: 'comment', source: '' };
  }

  #unknownExtension(rest: string, start: number): RegexError {
    if (/^[aiLmsux]+\)/.test(rest))
      return this.#error('global flags not at the start of the expression', start);
    if (/^[aiLmsux-]+:/.test(rest))
      return this.#error('flags for a part of an expression are not supported', start);
    if (rest.startsWith('(')) return this.#error('conditional groups are not supported', start);
    if (rest.startsWith('>')) return this.#error('atomic groups are not supported', start);
    if (rest === '') return this.#error('unexpected end of pattern', start + 2);
    const length = /^(?:P.|<.)/s.exec(rest) ? 2 : 1;
    return this.#error(`unknown extension ?${rest.slice(0, length)}`, start + 1);
  }

  #captured(name: string | undefined, start: number): string {
    this.#groupCount += 1;
    const group = this.#groupCount;
    if (name !== undefined) {
      if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
        throw this.#error(
          name === '' ? 'missing group name' : `bad character in group name '${name}'`,
          start + 4,
        );
      if (this.#names.has(name))
        throw this.#error(
          `redefinition of group name '${name}' as group ${group}; was group ${this.#names.get(name)}`,
          start + 4,
        );
      this.#names.set(name, group);
    }
    this.#open.add(group);
    const inner = this.#enclosed(start);
    this.#open.delete(group);
    return `(${inner})`;
  }

  #enclosed(start: number): string {
    const inner = this.#alternatives();
    if (!this.#take(')')) throw this.#error('missing ), unterminated subpattern', start);
    return inner;
  }

  #take(character: string): boolean {
    if (this.pattern[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #error(message: string, at = this.#at): RegexError {
    return new RegexError(message, this.pattern, codePointIndex(this.pattern, at));
  }
}

/** Places cannot be repeated, and comments are not there. */
interface Item {
  readonly kind: 'item' | 'place' | 'comment';
  readonly source: string;
}

function item(source: string): Item {
  return { kind: 'item', source };
}

function place(source: string): Item {
  return { kind: 'place', source };
}

function literal(character: string): string {
  return /^[a-zA-Z0-9_]$/.test(character)
    ? character
    : `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
