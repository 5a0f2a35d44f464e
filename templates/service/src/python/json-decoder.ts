/**
 * Reads JSON as Python does: ints of any size, floats with or without a fraction told apart, `NaN` and `Infinity`, and
 * errors with Python's words and places.
 */
import { codePointIndex } from './code-points.js';
import { Dict } from './dict.js';
import { ValueError } from './exceptions.js';
import { normalize } from './numbers.js';
import { toFloat, tuple, type Value } from './value.js';

export class JSONDecodeError extends ValueError {
  static override readonly pythonClass: string = 'JSONDecodeError';

  readonly msg: string;
  readonly doc: string;
  readonly pos: number;
  readonly lineno: number;
  readonly colno: number;

  /** @param at in characters, as Python counts them. */
  constructor(message: Value, document: Value, at: Value) {
    const [text, place] = [Array.from(String(document)), Number(at)];
    const before = text.slice(0, place);
    const lineno = before.filter((character) => character === '\n').length + 1;
    const colno = place - before.lastIndexOf('\n');
    super(`${String(message)}: line ${lineno} column ${colno} (char ${place})`);
    this.msg = String(message);
    this.doc = String(document);
    this.pos = place;
    this.lineno = lineno;
    this.colno = colno;
  }
}

export interface DecoderHooks {
  readonly objectHook?: ((members: Dict) => Value) | null | undefined;
  readonly parseFloat?: ((text: string) => Value) | null | undefined;
  readonly parseInt?: ((text: string) => Value) | null | undefined;
  readonly objectPairsHook?: ((pairs: Value[]) => Value) | null | undefined;
}

export function parseDocument(text: string, hooks: DecoderHooks = {}): Value {
  return new Scanner(text, hooks).document();
}

const NUMBER = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;
/** What a string may hold up to its end, or up to what is read with care. */
const CHUNK = /[^"\\\0-\x1f]*/y;

const CONSTANTS: Readonly<Record<string, Value>> = {
  null: null,
  true: true,
  false: false,
  NaN: Number.NaN,
  Infinity: Infinity,
  '-Infinity': -Infinity,
};

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Scanner {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly hooks: DecoderHooks,
  ) {}

  document(): Value {
    this.#skipSpace();
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.text.length) throw this.#error('Extra data');
    return value;
  }

  #value(): Value {
    const character = this.text[this.#at];
    if (character === '"') return this.#string();
    if (character === '{') return this.#object();
    if (character === '[') return this.#array();
    for (const [name, value] of Object.entries(CONSTANTS)) {
      if (!this.text.startsWith(name, this.#at)) continue;
      this.#at += name.length;
      return value;
    }
    return this.#number();
  }

  #number(): Value {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.text);
    if (!found) throw this.#error('Expecting value');
    const [number, int, fraction, exponent] = found;
    this.#at += number.length;
    if (fraction === undefined && exponent === undefined)
      return this.hooks.parseInt ? this.hooks.parseInt(int!) : normalize(BigInt(int!));
    return this.hooks.parseFloat ? this.hooks.parseFloat(number) : toFloat(Number(number));
  }

  #array(): Value {
    const items: Value[] = [];
    this.#at += 1;
    this.#skipSpace();
    if (this.#take(']')) return items;
    for (;;) {
      items.push(this.#value());
      this.#skipSpace();
      if (this.#take(']')) return items;
      if (!this.#take(',')) throw this.#error("Expecting ',' delimiter");
      this.#skipSpace();
    }
  }

  #object(): Value {
    const pairs: (readonly [string, Value])[] = [];
    this.#at += 1;
    this.#skipSpace();
    if (!this.#take('}')) {
      for (;;) {
        pairs.push(this.#pair());
        this.#skipSpace();
        if (this.#take('}')) break;
        if (!this.#take(',')) throw this.#error("Expecting ',' delimiter");
        this.#skipSpace();
      }
    }
    const { objectHook, objectPairsHook } = this.hooks;
    if (objectPairsHook) return objectPairsHook(pairs.map(([key, value]) => tuple(key, value)));
    const members = new Dict(pairs);
    return objectHook ? objectHook(members) : members;
  }

  #pair(): readonly [string, Value] {
    if (this.text[this.#at] !== '"')
      throw this.#error('Expecting property name enclosed in double quotes');
    const key = this.#string();
    this.#skipSpace();
    if (!this.#take(':')) throw this.#error("Expecting ':' delimiter");
    this.#skipSpace();
    return [key, this.#value()];
  }

  #string(): string {
    const start = this.#at;
    let value = '';
    this.#at += 1;
    for (;;) {
      CHUNK.lastIndex = this.#at;
      const chunk = CHUNK.exec(this.text)![0];
      value += chunk;
      this.#at += chunk.length;
      const character = this.text[this.#at];
      if (character === undefined) throw this.#error('Unterminated string starting at', start);
      if (character === '"') {
        this.#at += 1;
        return value;
      }
      if (character !== '\\') throw this.#error('Invalid control character at');
      value += this.#escape(start);
    }
  }

  #escape(start: number): string {
    const letter = this.text[this.#at + 1];
    if (letter === undefined) throw this.#error('Unterminated string starting at', start);
    if (letter === 'u') {
      const digits = this.text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits))
        throw this.#error('Invalid \\uXXXX escape', this.#at + 1);
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const escaped = ESCAPES[letter];
    if (escaped === undefined) throw this.#error('Invalid \\escape');
    this.#at += 2;
    return escaped;
  }

  #take(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at;
    this.#at += SPACE.exec(this.text)![0].length;
  }

  #error(message: string, at = this.#at): JSONDecodeError {
    return new JSONDecodeError(message, this.text, codePointIndex(this.text, at));
  }
}
