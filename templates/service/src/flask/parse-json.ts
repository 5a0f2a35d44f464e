/**
 * `json.loads`: JSON.parse, but with what Python keeps and JavaScript's numbers do not: `4.0` is a float where
 * `4` is an int, an int has as many digits as it likes, and NaN and Infinity are numbers.
 */
import { Float, MAX_DIGITS } from './python.js';

export function parseJson(text: string): unknown {
  return NEEDS_CARE.test(text) ? new Reader(text).readDocument() : JSON.parse(text);
}

/** A float, an int beyond 2^53, the int -0, or a string that looks like one. */
const NEEDS_CARE = /\d[.eE]|\d{16}|-0|NaN|Infinity/;

const TOKEN =
  /[ \t\n\r]*([{}[\],:]|"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity|$)/y;

class Reader {
  #position = 0;

  constructor(private readonly text: string) {}

  readDocument(): unknown {
    const value = this.#readValue(this.#next());
    this.#expect('', this.#next());
    return value;
  }

  #readValue(token: string): unknown {
    if (token === '{') return this.#readObject();
    if (token === '[') return this.#readArray();
    if (/^-?\d/.test(token)) return readNumber(token);
    if (/^-?[NI]/.test(token)) return Number(token);
    return JSON.parse(token);
  }

  #readObject(): object {
    const members: [string, unknown][] = [];
    let token = this.#next();
    while (token !== '}') {
      if (members.length > 0) token = this.#expect(',', token);
      const key = JSON.parse(token) as unknown;
      if (typeof key !== 'string') throw new SyntaxError(`${token} is no key of JSON`);
      members.push([key, this.#readValue(this.#expect(':', this.#next()))]);
      token = this.#next();
    }
    return Object.fromEntries(members);
  }

  #readArray(): unknown[] {
    const items: unknown[] = [];
    let token = this.#next();
    while (token !== ']') {
      if (items.length > 0) token = this.#expect(',', token);
      items.push(this.#readValue(token));
      token = this.#next();
    }
    return items;
  }

  /** The token behind `token`, which has to be `expected`. */
  #expect(expected: string, token: string): string {
    if (token !== expected) throw new SyntaxError(`"${token}" in JSON at ${this.#position}`);
    return expected === '' ? '' : this.#next();
  }

  #next(): string {
    TOKEN.lastIndex = this.#position;
    const token = TOKEN.exec(this.text)?.[1];
    if (token === undefined) throw new SyntaxError(`no JSON at ${this.#position}`);
    this.#position = TOKEN.lastIndex;
    return token;
  }
}

function readNumber(token: string): unknown {
  const number = Number(token);
  if (!/^-?\d+$/.test(token)) return Number.isInteger(number) ? new Float(number) : number;
  if (token.replace('-', '').length > MAX_DIGITS)
    throw new SyntaxError('an int of more than 4300 digits');
  return Number.isSafeInteger(number) ? number + 0 : BigInt(token);
}
