/**
 * Any text as text of HTML or XML, between tags or in a quoted attribute. Characters that XML does not
 * allow, or that would turn a line around, have become U+FFFD.
 */
import { visibleText } from './visible-text.js';

export function escapeMarkup(text: string): string {
  return visibleText(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
