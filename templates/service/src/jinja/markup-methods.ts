/**
 * Methods of text that is HTML: what makes text of text gives HTML again, and escapes what it is given. Source:
 * markupsafe/__init__.py, 2.1.
 */
import { Markup } from '../flask/markup.js';
import { dict } from '../python/dict.js';
import { iterate } from '../python/iterate.js';
import { format } from '../python/strings.js';
import { Tuple, tupleOf, type Value } from '../python/value.js';
import { builtinMethod, callMethod } from './builtin-methods.js';
import { print } from './escape.js';
import { TemplateFunction } from './template-function.js';

/** Whose arguments are not escaped, and whose parts are HTML. */
const SPLITTING = new Set(['split', 'rsplit', 'splitlines']);
/** Give no text. */
const ASKING = /^(?:count|encode|endswith|find|index|is[a-z]+|rfind|rindex|startswith)$/;

export function markupMethod(markup: Markup, name: string): TemplateFunction | undefined {
  const html = markup.toHtml();
  if (name === 'unescape' || name === 'striptags')
    return new TemplateFunction(name, () => markup[name]());
  if (name === 'join')
    return new TemplateFunction(name, ([values]) => {
      const parts = Array.from(iterate(values!), (value) => print(value, true));
      return new Markup(parts.join(html));
    });
  if (name === 'format')
    return new TemplateFunction(name, (positional, named) => {
      const members = Object.fromEntries([...named].map(([key, value]) => [key, escaped(value)]));
      return new Markup(format(html, positional.map(escaped), dict(members)));
    });
  if (!builtinMethod(html, name)) return undefined;
  return new TemplateFunction(name, (positional, named) => {
    if (ASKING.test(name)) return callMethod(html, name, positional.map(plain), named);
    const values = SPLITTING.has(name) ? positional.map(plain) : positional.map(escaped);
    return asMarkup(callMethod(html, name, values, named));
  });
}

/** Numbers are formatted as such; the text of everything else is escaped. */
export function escaped(value: Value): Value {
  const isText = typeof value === 'string' || value instanceof Markup;
  return isText ? print(value, true) : value;
}

function plain(value: Value): Value {
  return value instanceof Markup ? value.toHtml() : value;
}

function asMarkup(value: Value): Value {
  if (typeof value === 'string') return new Markup(value);
  if (!Array.isArray(value)) return value;
  const parts = value.map((part) => asMarkup(part as Value));
  return value instanceof Tuple ? tupleOf(parts) : parts;
}
