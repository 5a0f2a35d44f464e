/** JSON text as `json.loads` reads it, into Python's values: a dict keeps the order of its keys. */
import { Dict } from '../python/dict.js';
import { toFloat, type Value } from '../python/value.js';
import { MAX_DIGITS } from './python.js';

/** @throws SyntaxError for what is no JSON. */
export function readValueJson(text: string): Value {
  const reader = new Reader(text);
  const value = reader.read(reader.next());
  reader.end();
  return value;
}

/** Python reads NaN and the infinities, too. */
const TOKEN =
  /[ \t\n\r]*(?:("(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|Infinity|-Infinity|[[\]{},:])|$)/y;

class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  next(): string {
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.text)?.[1];
    if (token === undefined) throw new SyntaxError(`no JSON at ${this.#at}`);
    this.#at = TOKEN.lastIndex;
    return token;
  }

  end(): void {
    if (!/^[ \t\n\r]*$/.test(this.text.slice(this.#at)))
      throw new SyntaxError(`more than one value, at ${this.#at}`);
  }

  read(token: string): Value {
    switch (token) {
      case '{':
        return this.#readDict();
      case '[':
        return this.#readList();
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      case 'NaN':
        return Number.NaN;
      case 'Infinity':
        return Infinity;
      case '-Infinity':
        return -Infinity;
      default:
        if (token.startsWith('"')) return JSON.parse(token) as string;
        if (/^[-\d]/.test(token)) return readNumber(token);
        throw new SyntaxError(`"${token}" in JSON at ${this.#at}`);
    }
  }

  #readDict(): Dict {
    const result = new Dict();
    let token = this.next();
    while (token !== '}') {
      if (result.size > 0) {
        if (token !== ',') throw new SyntaxError(`"${token}" in JSON at ${this.#at}`);
        token = this.next();
      }
      if (!token.startsWith('"') || this.next() !== ':')
        throw new SyntaxError(`no member at ${this.#at}`);
      result.set(JSON.parse(token) as string, this.read(this.next()));
      token = this.next();
    }
    return result;
  }

  #readList(): Value[] {
    const items: Value[] = [];
    let token = this.next();
    while (token !== ']') {
      if (items.length > 0) {
        if (token !== ',') throw new SyntaxError(`"${token}" in JSON at ${this.#at}`);
        token = this.next();
      }
      items.push(this.read(token));
      token = this.next();
    }
    return items;
  }
}

function readNumber(token: string): Value {
  const number = Number(token);
  if (!/^-?\d+$/.test(token)) return toFloat(number);
  if (token.replace('-', '').length > MAX_DIGITS)
    throw new SyntaxError('an int of more than 4300 digits');
  return Number.isSafeInteger(number) ? number + 0 : BigInt(token);
}
