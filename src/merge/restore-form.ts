/**
 * Gives back the form a person chose: what a merge left as it was is printed as they wrote it, and not as the
 * formatter would have it. Where the two forms of their file cannot be laid side by side, the formatted one stays.
 */
import { readerOf } from './read-file.js';
import type { Item, List, Syntax } from './syntax.js';

/** `formatted` is `own` after formatting; `merged` came from it. */
export function restoreForm(path: string, merged: string, formatted: string, own: string): string {
  const read = readerOf(path);
  const [m, f, o] = [merged, formatted, own].map((text) => read?.(text));
  return m && f && o ? restore(m, f, o) : merged;
}

function restore(merged: Syntax, formatted: Syntax, own: Syntax): string {
  if (merged.text === formatted.text) return own.text;
  if (merged.kind === 'fixed' && formatted.kind === 'fixed' && own.kind === 'fixed') {
    const length = merged.children.length;
    if (formatted.children.length !== length || own.children.length !== length) return merged.text;
    return merged.children
      .map((child, index) => restore(child, formatted.children[index]!, own.children[index]!))
      .join('');
  }
  if (merged.kind === 'list' && formatted.kind === 'list' && own.kind === 'list') {
    return restoreList(merged, formatted, own);
  }
  return merged.text;
}

function restoreList(merged: List, formatted: List, own: List): string {
  if (formatted.items.length !== own.items.length) return merged.text;
  const places = new Map<string, number>();
  for (const [index, item] of formatted.items.entries()) places.set(identity(item), index);
  const { separator } = merged;
  const isClosed = separator !== '' && merged.text.trimEnd().endsWith(separator);
  return merged.items
    .map((item, index) => {
      const isInPlace = item.key === undefined && merged.items.length === own.items.length;
      const at = places.get(identity(item)) ?? (isInPlace ? index : undefined);
      const before = at === undefined ? undefined : formatted.items[at];
      const mine = at === undefined ? undefined : own.items[at];
      const part = (name: 'lead' | 'code' | 'trail'): string =>
        before && mine ? restore(item[name], before[name], mine[name]) : item[name].text;
      const isSeparated = index < merged.items.length - 1 || isClosed;
      return `${part('lead')}${part('code')}${isSeparated ? separator : ''}${part('trail')}`;
    })
    .join('');
}

function identity({ key, norm }: Item): string {
  return key === undefined ? `norm ${norm}` : `key ${key}`;
}
