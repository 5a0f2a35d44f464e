/** Two texts as the hunks of a unified diff, with three lines around each change. */
import { diffIndices } from 'node-diff3';

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

export interface Hunk {
  /** From 1, as diffs count. */
  readonly before: { readonly start: number; readonly length: number };
  readonly after: { readonly start: number; readonly length: number };
  readonly lines: readonly DiffLine[];
}

const AROUND = 3;

export function diffLines(before: string, after: string): Hunk[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  const head = a.findIndex((line, index) => line !== b[index]);
  if (head < 0 && a.length === b.length) return [];
  const start = head < 0 ? a.length : head;
  let tail = 0;
  while (
    tail < Math.min(a.length, b.length) - start &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  ) {
    tail += 1;
  }
  const changes = diffIndices(a.slice(start, a.length - tail), b.slice(start, b.length - tail)).map(
    ({ buffer1, buffer2 }) => ({
      before: [buffer1[0] + start, buffer1[1]] as const,
      after: [buffer2[0] + start, buffer2[1]] as const,
    }),
  );
  return group(changes).map((changed) => hunkOf(a, b, changed));
}

interface Change {
  readonly before: readonly [start: number, length: number];
  readonly after: readonly [start: number, length: number];
}

/** Changes whose surroundings touch are one hunk. */
function group(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    const isNear =
      last !== undefined && change.before[0] - (last.before[0] + last.before[1]) <= 2 * AROUND;
    if (isNear) groups.at(-1)!.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunkOf(a: readonly string[], b: readonly string[], changes: readonly Change[]): Hunk {
  const [first, last] = [changes[0]!, changes.at(-1)!];
  const lead = Math.min(AROUND, first.before[0]);
  const start = first.before[0] - lead;
  const end = Math.min(a.length, last.before[0] + last.before[1] + AROUND);
  const lines: DiffLine[] = [];
  let position = start;
  const push = (kind: DiffLine['kind'], texts: readonly string[]): void => {
    lines.push(...texts.map((text) => ({ kind, text })));
  };
  for (const { before, after } of changes) {
    push('same', a.slice(position, before[0]));
    push('removed', a.slice(before[0], before[0] + before[1]));
    push('added', b.slice(after[0], after[0] + after[1]));
    position = before[0] + before[1];
  }
  push('same', a.slice(position, end));
  const count = (kind: DiffLine['kind']): number =>
    lines.filter((line) => line.kind !== kind).length;
  return {
    before: { start: start + 1, length: count('added') },
    after: { start: first.after[0] - lead + 1, length: count('removed') },
    lines,
  };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
