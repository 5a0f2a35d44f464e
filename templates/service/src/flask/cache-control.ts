/**
 * `response.cache_control`: what is set here is in the header Cache-Control, in the order in which it was set.
 * Source: werkzeug/datastructures.py (ResponseCacheControl), 2.2.
 */
import type { PythonObject } from '../python/protocols.js';
import { int } from '../python/conversions.js';
import { truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import type { HeaderMap } from './header-map.js';
import { quoteHeader, splitList, unquote } from './header-values.js';

const NAME = 'Cache-Control';
/** Of `no-cache` and `private` without the names of headers. */
const ALL = '*';

export class CacheControl implements PythonObject {
  static readonly pythonClass: string = 'ResponseCacheControl';
  readonly #headers: HeaderMap;

  constructor(headers: HeaderMap) {
    this.#headers = headers;
  }

  get public(): Value {
    return this.#has('public');
  }

  set public(value: Value) {
    this.#setFlag('public', value);
  }

  get no_store(): Value {
    return this.#has('no-store');
  }

  set no_store(value: Value) {
    this.#setFlag('no-store', value);
  }

  get must_revalidate(): Value {
    return this.#has('must-revalidate');
  }

  set must_revalidate(value: Value) {
    this.#setFlag('must-revalidate', value);
  }

  get proxy_revalidate(): Value {
    return this.#has('proxy-revalidate');
  }

  set proxy_revalidate(value: Value) {
    this.#setFlag('proxy-revalidate', value);
  }

  get immutable(): Value {
    return this.#has('immutable');
  }

  set immutable(value: Value) {
    this.#setFlag('immutable', value);
  }

  get no_cache(): Value {
    return this.#text('no-cache', ALL);
  }

  set no_cache(value: Value) {
    this.#set('no-cache', value);
  }

  get private(): Value {
    return this.#text('private', ALL);
  }

  set private(value: Value) {
    this.#set('private', value);
  }

  get no_transform(): Value {
    return this.#text('no-transform', null);
  }

  set no_transform(value: Value) {
    this.#set('no-transform', value);
  }

  get max_age(): Value {
    return this.#number('max-age', -1);
  }

  set max_age(value: Value) {
    this.#setNumber('max-age', value);
  }

  get s_maxage(): Value {
    return this.#number('s-maxage', null);
  }

  set s_maxage(value: Value) {
    this.#setNumber('s-maxage', value);
  }

  to_header(): string {
    return print(this.#read());
  }

  pyStr(): string {
    return this.to_header();
  }

  #has(directive: string): boolean {
    return this.#read().has(directive);
  }

  #text(directive: string, alone: Value): Value {
    const value = this.#read().get(directive);
    return value === undefined ? null : (value ?? alone);
  }

  #number(directive: string, alone: Value): Value {
    const value = this.#text(directive, alone);
    return /^[+-]?\d+$/.test(str(value)) ? int(value) : value;
  }

  #setFlag(directive: string, value: Value): void {
    this.#set(directive, truthy(value) ? true : null);
  }

  #setNumber(directive: string, value: Value): void {
    this.#set(directive, value === null || value === true ? value : int(value));
  }

  /** True is the directive by itself, and None none. */
  #set(directive: string, value: Value): void {
    const directives = this.#read();
    if (value === null) directives.delete(directive);
    else directives.set(directive, value === true ? null : str(value));
    if (directives.size === 0) this.#headers.remove(NAME);
    else this.#headers.set(NAME, print(directives));
  }

  #read(): Map<string, string | null> {
    const value = this.#headers.get(NAME);
    const parts = value === null ? [] : splitList(str(value));
    return new Map(
      parts.map((part) => {
        const at = part.indexOf('=');
        return at === -1 ? [part, null] : [part.slice(0, at), unquote(part.slice(at + 1))];
      }),
    );
  }
}

function print(directives: ReadonlyMap<string, string | null>): string {
  return [...directives]
    .map(([name, value]) => (value === null ? name : `${name}=${quoteHeader(value)}`))
    .join(', ');
}
