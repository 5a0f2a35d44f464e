/** Values as the text of a template: HTML stays what it is, everything else is escaped where the template escapes. */
import { escapeHtml } from '../flask/html.js';
import { Markup } from '../flask/markup.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';

/** `{{ value }}`. */
export function print(value: Value, escapes: boolean): string {
  if (value instanceof Markup) return value.toHtml();
  return escapes ? escapeHtml(str(value)) : str(value);
}

/** markupsafe's `soft_str`: text that is HTML stays HTML. */
export function softStr(value: Value): string | Markup {
  return value instanceof Markup ? value : str(value);
}

/** As text, whether it is HTML or not. */
export function textOf(value: Value): string {
  return value instanceof Markup ? value.toHtml() : str(value);
}

/** What is made of a text that may be HTML is HTML again. */
export function likewise(value: Value, make: (text: string) => string): string | Markup {
  return value instanceof Markup ? new Markup(make(value.toHtml())) : make(str(value));
}

/** `a ~ b`: HTML as soon as a part of it is, where the template escapes. */
export function concatenate(values: readonly Value[], escapes: boolean): Value {
  if (escapes && values.some((value) => value instanceof Markup))
    return new Markup(values.map((value) => print(value, true)).join(''));
  return values.map(textOf).join('');
}
