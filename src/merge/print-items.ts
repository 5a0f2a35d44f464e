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
  const isSpaced = areSpaced([yours, theirs]);
  const printed = items.map((item, index) => {
    const { lead, code, trail, hasCode } = item;
    const isSeparated = hasCode && (index < items.length - 1 || separator === ';');
    const before = items[index - 1];
    const start = before === undefined ? lead : leadBehind(before, item, { separator, isSpaced });
    return `${start}${code}${isSeparated ? separator : ''}${trail}`;
  });
  return `${printed.join('')}${items.at(-1)?.hasCode === false ? '\n' : ''}`;
}

/** Whether all items but the first have an empty line before them. */
function areSpaced(lists: readonly List[]): boolean {
  const leads = lists.flatMap(({ items }) => items.slice(1).map(({ lead }) => lead.text));
  return leads.length > 0 && leads.every((lead) => /^[ \t]*\n[ \t]*\n/.test(lead));
}

/** What was first in its list had nothing before it, and needs it now. */
function leadBehind(
  before: PrintedItem,
  { lead }: PrintedItem,
  { separator, isSpaced }: { readonly separator: List['separator']; readonly isSpaced: boolean },
): string {
  if (before.trail.endsWith('\n')) return lead;
  const lines = /^(?:[ \t]*\n)*/.exec(lead)![0];
  const rest = lead.slice(lines.length);
  if (separator === '' || !before.hasCode || before.trail.trim() !== '') {
    const least = isSpaced ? '\n\n' : '\n';
    return `${lines.length < least.length ? least : lines}${rest}`;
  }
  return lead === '' ? ' ' : lead;
}
