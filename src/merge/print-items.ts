/** A merged list as text: items of both sides behind each other, with separators where they belong. */
import type { Item, List } from './syntax.js';

export interface PrintedItem {
  readonly lead: string;
  readonly code: string;
  readonly trail: string;
  /** Whether a separator follows: not behind a comment that holds the place of a conflict. */
  readonly hasCode: boolean;
}

export function printedItem({ lead, code, trail }: Item): PrintedItem {
  return { lead: lead.text, code: code.text, trail: trail.text, hasCode: true };
}

export function printItems(
  items: readonly PrintedItem[],
  { yours, theirs }: { readonly yours: List; readonly theirs: List },
): string {
  const { separator } = yours;
  const isSpaced = [yours, theirs].some(({ items: versions }) =>
    versions.some(({ lead }, index) => index > 0 && /\n[ \t]*\n/.test(lead.text)),
  );
  return items
    .map(({ lead, code, trail, hasCode }, index) => {
      const isSeparated = hasCode && (index < items.length - 1 || separator === ';');
      const start = index === 0 ? lead : separated(lead, separator, isSpaced, items[index - 1]!);
      return `${start}${code}${isSeparated ? separator : ''}${trail}`;
    })
    .join('');
}

/** What was first in its list had nothing before it, and needs it now. */
function separated(
  lead: string,
  separator: List['separator'],
  isSpaced: boolean,
  before: PrintedItem,
): string {
  if (separator === '') {
    if (before.trail.endsWith('\n')) return lead;
    return /^[ \t]*(?:\r?\n|$)/.test(lead) && lead !== '' && lead.includes('\n')
      ? lead
      : `${isSpaced ? '\n\n' : '\n'}${lead}`;
  }
  if (before.trail.trim() !== '' && !lead.includes('\n')) return `\n${lead}`;
  return lead === '' ? ' ' : lead;
}
