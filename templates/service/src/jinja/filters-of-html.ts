/** Filters that make HTML, or take it away. */
import { escapeHtml } from '../flask/html.js';
import { escape, Markup } from '../flask/markup.js';
import { ProviderEncoder } from '../flask/provider-encoder.js';
import { Dict } from '../python/dict.js';
import { AttributeError, ValueError } from '../python/exceptions.js';
import { unpack } from '../python/items.js';
import { iterableOf, iterate } from '../python/iterate.js';
import { dumps } from '../python/json.js';
import { truthy } from '../python/operators.js';
import { repr, str } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import { quote } from '../python/urllib-parse.js';
import type { Value } from '../python/value.js';
import { print, textOf } from './escape.js';
import type { BoundFilter } from './filters.js';
import { Undefined } from './undefined.js';

export const HTML_FILTERS: Readonly<Record<string, BoundFilter>> = {
  e: (_frame, value) => escape(value),
  escape: (_frame, value) => escape(value),
  forceescape: (_frame, value) => new Markup(escapeHtml(textOf(value))),
  safe: (_frame, value) => new Markup(value),
  striptags: (_frame, value) => new Markup(textOf(value)).striptags(),
  tojson: (_frame, value, indent = null) =>
    new Markup(
      dumps(
        value,
        undefined,
        undefined,
        undefined,
        undefined,
        ProviderEncoder,
        indent,
        undefined,
        undefined,
        true,
      ).replaceAll(
        /[<>&']/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ),
  urlencode: (_frame, value) => {
    if (typeof value === 'string' || value instanceof Markup || !iterableOf(value))
      return quoteUrl(value);
    const pairs: Iterable<Value> = value instanceof Dict ? value.entries() : iterate(value);
    return Array.from(pairs, (pair) => {
      const [key, member] = unpack(pair, 2);
      return `${quoteQuery(key)}=${quoteQuery(member)}`;
    }).join('&');
  },
  xmlattr: ({ escapes }, value, autospace = true) => {
    if (!(value instanceof Dict))
      throw new AttributeError(`'${typeName(value)}' object has no attribute 'items'`);
    const attributes = [...value.entries()]
      .filter(([, member]) => member !== null && !(member instanceof Undefined))
      .map(([key, member]) => {
        if (/[ \t\n\r\f\v/>=]/.test(str(key)))
          throw new ValueError(`Invalid character in attribute name: ${repr(key)}`);
        return `${print(key, true)}="${print(member, true)}"`;
      });
    const text = attributes.join(' ');
    const spaced = truthy(autospace) && text !== '' ? ` ${text}` : text;
    return escapes ? new Markup(spaced) : spaced;
  },
};

function quoteUrl(value: Value): string {
  return quote(value instanceof Uint8Array ? value : textOf(value), '/');
}

function quoteQuery(value: Value): string {
  return quote(value instanceof Uint8Array ? value : textOf(value), '').replaceAll('%20', '+');
}
