/** Text that is HTML already, and what makes any text that. Source: markupsafe. */
import { contains } from '../python/contains.js';
import { Dict } from '../python/dict.js';
import { formatPercent } from '../python/format-percent.js';
import { getItem } from '../python/items.js';
import { iterate } from '../python/iterate.js';
import { multiply } from '../python/operators.js';
import type { PythonObject } from '../python/protocols.js';
import { Slice, slice } from '../python/slices.js';
import { repr, str } from '../python/text.js';
import { Float, Tuple, tupleOf, type Value } from '../python/value.js';
import { escapeHtml } from './html.js';
import { byCodePoint, dumps } from './json.js';

export class Markup implements PythonObject {
  static readonly pythonClass: string = 'Markup';
  readonly #html: string;

  constructor(html: Value = '') {
    this.#html = str(html);
  }

  /** What asks for the HTML of any object calls it `__html__`. */
  toHtml(): string {
    return this.#html;
  }

  unescape(): string {
    return this.#html
      .replaceAll(/&(?:lt|gt|#34|#39|quot);/g, (entity) => CHARACTERS[entity]!)
      .replaceAll('&amp;', '&');
  }

  striptags(): string {
    const text = this.#html.replaceAll(/<!--[^]*?-->|<[^>]*>/g, '');
    return new Markup(text.split(/\s+/).filter(Boolean).join(' ')).unescape();
  }

  /** What is no Markup yet is escaped. */
  join(values: Value): Markup {
    return new Markup(Array.from(iterate(values), htmlOf).join(this.#html));
  }

  toString(): string {
    return this.#html;
  }

  pyStr(): string {
    return this.#html;
  }

  pyRepr(): string {
    return `Markup(${repr(this.#html)})`;
  }

  pyLen(): number {
    return Array.from(this.#html).length;
  }

  pyEquals(other: Value): boolean {
    return other instanceof Markup ? other.#html === this.#html : other === this.#html;
  }

  pyHash(): string {
    return this.#html;
  }

  pyCompare(other: Value): number | undefined {
    const text = plainText(other);
    return text === undefined ? undefined : byCodePoint(this.#html, text);
  }

  pyContains(item: Value): boolean {
    return contains(this.#html, plainText(item) ?? item);
  }

  *pyIterate(): Iterable<Value> {
    for (const character of this.#html) yield new Markup(character);
  }

  pyGetItem(key: Value): Value {
    const part =
      key instanceof Slice
        ? slice(this.#html, key.start, key.stop, key.step)
        : getItem(this.#html, key);
    return new Markup(part);
  }

  /** What is not text cannot be added, as to any str. */
  pyAdd(other: Value): Markup | undefined {
    if (plainText(other) === undefined) return undefined;
    return new Markup(this.#html + htmlOf(other));
  }

  pyReflectedAdd(other: Value): Markup | undefined {
    if (plainText(other) === undefined) return undefined;
    return new Markup(htmlOf(other) + this.#html);
  }

  pyMultiply(count: Value): Markup {
    return new Markup(multiply(this.#html, count));
  }

  pyReflectedMultiply(count: Value): Markup {
    return this.pyMultiply(count);
  }

  /** `markup % values`: numbers as they are, the text of all else escaped. */
  pyModulo(values: Value): Markup {
    return new Markup(formatPercent(this.#html, escapeValues(values)));
  }

  toPythonJson(): string {
    return dumps(this.#html);
  }
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&#34;': '"',
  '&#39;': "'",
  '&quot;': '"',
};

export function escape(value: Value): Markup {
  return new Markup(htmlOf(value));
}

/** Undefined for what is no text. */
function plainText(value: Value): string | undefined {
  if (value instanceof Markup) return value.toHtml();
  return typeof value === 'string' ? value : undefined;
}

function escapeValues(values: Value): Value {
  if (values instanceof Tuple) return tupleOf(values.map(escapeValues));
  if (values instanceof Dict)
    return new Dict([...values.entries()].map(([key, value]) => [key, escapeValues(value)]));
  return typeof values === 'number' || typeof values === 'bigint' || values instanceof Float
    ? values
    : htmlOf(values);
}

function htmlOf(value: Value): string {
  return value instanceof Markup ? value.toHtml() : escapeHtml(str(value));
}
