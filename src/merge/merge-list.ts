/**
 * The three-way merge of a list. Where items have identities, each is merged with itself wherever it stands,
 * what you deleted stays deleted, and what is not generated any more goes unless you edited it. Where they
 * have none (statements of a function, arguments of a call), they are aligned as the lines of a text are.
 */
import { diff3MergeRegions } from 'node-diff3';
import { matchItems } from './match-items.js';
import type { MergeContext } from './merge-context.js';
import { orderItems } from './order-items.js';
import { printItems, printedItem, type PrintedItem } from './print-items.js';
import { fixed, type Item, type List, type Syntax } from './syntax.js';

/** The merge of the file, and how the parts of an item are merged. */
export interface Merging {
  readonly context: MergeContext;
  /** @returns undefined for a conflict */
  readonly mergeParts: (
    base: Syntax | undefined,
    yours: Syntax,
    theirs: Syntax,
  ) => string | undefined;
}

/** @returns undefined for a conflict that cannot be shown in the list */
export function mergeList(
  merging: Merging,
  base: List | undefined,
  yours: List,
  theirs: List,
): string | undefined {
  const isKeyed = [base, yours, theirs].some((list) => list?.isKeyed ?? false);
  const items = isKeyed
    ? mergeKeyed(merging, base, yours, theirs)
    : mergeSequence(merging, base, yours, theirs);
  return items && printItems(items, { yours, theirs });
}

/** The same thing in each of the versions that have it. */
interface Entry {
  readonly base: Item | undefined;
  yours: Item | undefined;
  theirs: Item | undefined;
}

function mergeKeyed(
  merging: Merging,
  base: List | undefined,
  yours: List,
  theirs: List,
): PrintedItem[] | undefined {
  const sides = pairUp(base, yours, theirs);
  const merged: PrintedItem[] = [];
  for (const entry of orderItems(sides)) {
    const outcome = mergeEntry(merging, yours, entry);
    if (outcome === 'conflict') return undefined;
    if (outcome !== 'dropped') merged.push(outcome);
  }
  return merged;
}

function pairUp(base: List | undefined, yours: List, theirs: List) {
  const known = base?.items ?? [];
  const byLikeness = yours.type === 'statements';
  const inYours = matchItems(known, yours.items, { byLikeness });
  const inTheirs = matchItems(known, theirs.items, { byLikeness: false });
  const of = new Map<Item, Entry>();
  for (const item of known) {
    const entry = { base: item, yours: inYours.get(item), theirs: inTheirs.get(item) };
    for (const version of [entry.base, entry.yours, entry.theirs])
      if (version) of.set(version, entry);
  }
  // What both sides have added under the same key is the same thing.
  const added = (list: List): Item[] => list.items.filter((item) => !of.has(item));
  const both = matchItems(added(yours), added(theirs), { byLikeness: false });
  for (const item of added(yours)) {
    const entry = { base: undefined, yours: item, theirs: both.get(item) };
    of.set(item, entry);
    if (entry.theirs) of.set(entry.theirs, entry);
  }
  for (const item of added(theirs)) {
    of.set(item, { base: undefined, yours: undefined, theirs: item });
  }
  const entriesOf = (items: readonly Item[]): Entry[] => items.map((item) => of.get(item)!);
  return {
    base: entriesOf(known),
    yours: entriesOf(yours.items),
    theirs: entriesOf(theirs.items),
  };
}

function mergeEntry(
  merging: Merging,
  list: List,
  { base, yours, theirs }: Entry,
): PrintedItem | 'dropped' | 'conflict' {
  if (yours === undefined) return base === undefined ? printedItem(theirs!) : 'dropped';
  if (merging.context.isPinned(yours)) return printedItem(yours);
  if (theirs === undefined) {
    if (base === undefined) return printedItem(yours);
    const isEdited = base.norm !== yours.norm;
    if (!isEdited && !merging.context.isNeeded(yours)) return 'dropped';
    if (isEdited) merging.context.kept.push({ name: yours.key ?? yours.norm });
    return printedItem(yours);
  }
  return mergeItem(merging, list, [base, yours, theirs]);
}

function mergeItem(
  merging: Merging,
  list: List,
  [base, yours, theirs]: readonly [Item | undefined, Item, Item],
): PrintedItem | 'conflict' {
  if (yours.norm === theirs.norm || base?.norm === theirs.norm) return printedItem(yours);
  if (base?.norm === yours.norm && !merging.context.hasHolds)
    return { ...printedItem(theirs), lead: leadOf(base, yours, theirs) };
  const parts = (['lead', 'code', 'trail'] as const).map((part) =>
    merging.mergeParts(base?.[part], yours[part], theirs[part]),
  );
  const [lead, code, trail] = parts;
  if (lead !== undefined && code !== undefined && trail !== undefined)
    return { lead, code, trail, hasCode: true };
  if (!list.holdsConflicts) return 'conflict';
  return conflictItem(merging, list, [base && [base], [yours], [theirs]]);
}

/** Blank lines are yours, unless comments in them were changed. */
function leadOf(base: Item, yours: Item, theirs: Item): string {
  return base.lead.norm === theirs.lead.norm ? yours.lead.text : theirs.lead.text;
}

/** Items that fill lines of their own, with their lines merged, or shown as a conflict. */
function conflictItem(
  merging: Merging,
  { separator }: List,
  versions: readonly [readonly Item[] | undefined, readonly Item[], readonly Item[]],
): PrintedItem {
  const [base, yours, theirs] = versions.map((items) => items && linesOf(items, separator));
  const text = merging.context.mergeText(base, yours!, theirs!);
  const lead = /^(?:[ \t]*\n)*/.exec(versions[1][0]?.lead.text ?? '\n')![0];
  return { lead, code: text, trail: '', hasCode: false };
}

/** The text of items without the empty lines around it, indented as it stands in its file. */
function linesOf(items: readonly Item[], separator: string): string {
  return items
    .map(({ lead, code, trail }) => `${lead.text}${code.text}${separator}${trail.text}`)
    .join('')
    .replace(/^(?:[ \t]*\n)+/, '');
}

function mergeSequence(
  merging: Merging,
  base: List | undefined,
  yours: List,
  theirs: List,
): PrintedItem[] | undefined {
  const norms = (list: List): string[] => list.items.map(({ norm }) => norm);
  const isAligned = [base ?? yours, theirs].every(
    ({ items }) => items.length === yours.items.length,
  );
  // What may not be taken away can be anywhere in an item that nobody edited.
  if (isAligned && (base === undefined || merging.context.hasHolds)) {
    return mergeOneByOne(merging, yours, [base?.items, yours.items, theirs.items]);
  }
  if (base === undefined) return undefined;
  const slice = ({ items }: List, start: number, length: number): readonly Item[] =>
    items.slice(start, start + length);
  const merged: PrintedItem[] = [];
  // Where the next region begins in yours and in the base: what nobody changed is taken from yours.
  let [inYours, inBase] = [0, 0];
  for (const region of diff3MergeRegions(norms(yours), norms(base), norms(theirs))) {
    if (!region.stable) {
      const { aStart, aLength, oStart, oLength, bStart, bLength } = region;
      const outcome = mergeRegion(merging, yours, [
        slice(base, oStart, oLength),
        slice(yours, aStart, aLength),
        slice(theirs, bStart, bLength),
      ]);
      if (outcome === undefined) return undefined;
      merged.push(...outcome);
      [inYours, inBase] = [aStart + aLength, oStart + oLength];
      continue;
    }
    const { buffer, bufferStart, bufferLength } = region;
    switch (buffer) {
      case 'a':
        merged.push(...slice(yours, bufferStart, bufferLength).map(printedItem));
        // What it stands for in the base is passed over with the next region that both have.
        [inYours, inBase] = [bufferStart + bufferLength, Number.NaN];
        break;
      case 'b':
        merged.push(...slice(theirs, bufferStart, bufferLength).map(printedItem));
        break;
      case 'o':
        if (!Number.isNaN(inBase)) inYours += bufferStart - inBase;
        merged.push(...slice(yours, inYours, bufferLength).map(printedItem));
        [inYours, inBase] = [inYours + bufferLength, bufferStart + bufferLength];
        break;
    }
  }
  return merged;
}

function mergeRegion(
  merging: Merging,
  list: List,
  [base, yours, theirs]: readonly [readonly Item[], readonly Item[], readonly Item[]],
): PrintedItem[] | undefined {
  const norm = (items: readonly Item[]): string =>
    fixed(
      '',
      items.map(({ code }) => code),
    ).norm;
  if (norm(yours) === norm(theirs)) return yours.map(printedItem);
  if (base.length === yours.length && base.length === theirs.length) {
    return mergeOneByOne(merging, list, [base, yours, theirs]);
  }
  return list.holdsConflicts ? [conflictItem(merging, list, [base, yours, theirs])] : undefined;
}

function mergeOneByOne(
  merging: Merging,
  list: List,
  [base, yours, theirs]: readonly [readonly Item[] | undefined, readonly Item[], readonly Item[]],
): PrintedItem[] | undefined {
  const merged = yours.map((item, index) =>
    mergeItem(merging, list, [base?.[index], item, theirs[index]!]),
  );
  return merged.some((outcome) => outcome === 'conflict') ? undefined : (merged as PrintedItem[]);
}
