/**
 * The three-way merge of two changes of one tree. What only one side changed is taken from it; where both did,
 * the merge goes down, as far as the three have the same shape, and meets in the end two different changes of
 * the same thing: a conflict. Undefined says that it cannot be shown here and has to be further up.
 */
import type { MergeContext } from './merge-context.js';
import { mergeLines } from './merge-lines.js';
import { mergeList, type Merging } from './merge-list.js';
import { newerVersion } from './newer-version.js';
import type { Fixed, Syntax } from './syntax.js';

/** @returns the merged text, or undefined for a conflict */
export function mergeSyntax(
  context: MergeContext,
  base: Syntax | undefined,
  yours: Syntax,
  theirs: Syntax,
): string | undefined {
  if (yours.norm === theirs.norm || base?.norm === theirs.norm) return yours.text;
  if (base?.norm !== yours.norm) return mergeChanges(context, base, yours, theirs);
  // Nobody edited it; but something in it may be needed.
  return context.hasHolds && yours.kind !== 'leaf'
    ? (mergeChanges(context, base, yours, theirs) ?? theirs.text)
    : theirs.text;
}

function mergeChanges(
  context: MergeContext,
  base: Syntax | undefined,
  yours: Syntax,
  theirs: Syntax,
): string | undefined {
  if (yours.kind === 'list' && theirs.kind === 'list' && yours.type === theirs.type) {
    if (base !== undefined && !(base.kind === 'list' && base.type === yours.type)) return undefined;
    const mergeParts: Merging['mergeParts'] = (...parts) => mergeSyntax(context, ...parts);
    return mergeList({ context, mergeParts }, base, yours, theirs);
  }
  if (yours.kind === 'fixed' && theirs.kind === 'fixed' && isSameShape(yours, theirs)) {
    if (base !== undefined && !(base.kind === 'fixed' && isSameShape(base, yours)))
      return undefined;
    return mergeFixed(context, base, yours, theirs);
  }
  if (yours.kind === 'leaf' && theirs.kind === 'leaf') {
    const newer = newerVersion(yours.text, theirs.text);
    if (newer !== undefined) return newer;
  }
  if (base?.kind === 'leaf' && yours.kind === 'leaf' && yours.hasLines) {
    const { text, conflicts } = mergeLines(base.text, yours.text, theirs.text, 'markers');
    return conflicts === 0 && context.settings.mergesLines ? text : undefined;
  }
  return undefined;
}

function isSameShape(a: Fixed, b: Fixed): boolean {
  return a.type === b.type && a.children.length === b.children.length;
}

function mergeFixed(
  context: MergeContext,
  base: Fixed | undefined,
  yours: Fixed,
  theirs: Fixed,
): string | undefined {
  let merged = '';
  for (const [index, child] of yours.children.entries()) {
    const text = mergeSyntax(context, base?.children[index], child, theirs.children[index]!);
    if (text === undefined) return undefined;
    merged += text;
  }
  return merged;
}
