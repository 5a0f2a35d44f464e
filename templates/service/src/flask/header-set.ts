/** A header that is a set of names, such as Vary: what is changed here is changed there. Source: werkzeug/datastructures.py, 2.2. */
import { iterate } from '../python/iterate.js';
import { KeyError } from '../python/exceptions.js';
import type { PythonObject } from '../python/protocols.js';
import { PySet } from '../python/set.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { quoteHeader, splitList } from './header-values.js';
import type { HeaderMap } from './header-map.js';

export class HeaderSet implements PythonObject {
  static readonly pythonClass: string = 'HeaderSet';
  readonly #headers: HeaderMap;
  readonly #name: string;

  constructor(headers: HeaderMap, name: string) {
    this.#headers = headers;
    this.#name = name;
  }

  /** In the place of all that are there: text as it is, or a list. */
  static assign(headers: HeaderMap, name: string, value: Value): void {
    if (typeof value === 'string' && value !== '') headers.set(name, value);
    else new HeaderSet(headers, name).#write(value === null ? [] : [...iterate(value)].map(str));
  }

  add(item: Value): void {
    this.update([item]);
  }

  update(items: Value): void {
    const all = this.#read();
    for (const item of iterate(items)) if (!includes(all, str(item))) all.push(str(item));
    this.#write(all);
  }

  remove(item: Value): void {
    if (!this.pyContains(item)) throw new KeyError(item);
    this.discard(item);
  }

  discard(item: Value): void {
    const lower = str(item).toLowerCase();
    this.#write(this.#read().filter((one) => one.toLowerCase() !== lower));
  }

  clear(): void {
    this.#write([]);
  }

  as_set(keepsCase: Value = false): PySet {
    return new PySet(this.#read().map((one) => (keepsCase === true ? one : one.toLowerCase())));
  }

  to_header(): string {
    return this.#read().map(quoteHeader).join(', ');
  }

  pyContains(item: Value): boolean {
    return includes(this.#read(), str(item));
  }

  pyLen(): number {
    return this.#read().length;
  }

  pyIterate(): Iterable<Value> {
    return this.#read();
  }

  pyStr(): string {
    return this.to_header();
  }

  #read(): string[] {
    const value = this.#headers.get(this.#name);
    return value === null ? [] : splitList(str(value));
  }

  #write(items: readonly string[]): void {
    if (items.length === 0) this.#headers.remove(this.#name);
    else this.#headers.set(this.#name, items.map(quoteHeader).join(', '));
  }
}

function includes(items: readonly string[], item: string): boolean {
  return items.some((one) => one.toLowerCase() === item.toLowerCase());
}
