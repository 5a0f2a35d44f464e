/** Text that is HTML already, and what makes any text that. Source: markupsafe. */
import type { PythonObject } from '../python/protocols.js';
import { repr, str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { escapeHtml } from './html.js';
import { dumps } from './json.js';

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

  pyAdd(other: Value): Markup {
    return new Markup(this.#html + htmlOf(other));
  }

  pyReflectedAdd(other: Value): Markup {
    return new Markup(htmlOf(other) + this.#html);
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

function htmlOf(value: Value): string {
  return value instanceof Markup ? value.toHtml() : escapeHtml(str(value));
}
