/** `html.escape`. Source: html/__init__.py, 3.11. */
import { truthy } from './compare.js';
import { replace } from './strings.js';
import type { Value } from './value.js';

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const QUOTES: Readonly<Record<string, string>> = { '"': '&quot;', "'": '&#x27;' };

export function escape(text: Value, quote: Value = true): string {
  // What is no str has no `replace`.
  const given = replace(text as string, '&', '&');
  return given.replaceAll(/[&<>"']/g, (character) =>
    character in MARKUP ? MARKUP[character]! : truthy(quote) ? QUOTES[character]! : character,
  );
}
