/**
 * The order of a merged list: that of the side that changed it (yours, if both did), with what only the other
 * side has behind what stands before it there. Entries that end up dropped still hold places.
 */

interface Sides<T> {
  readonly base: readonly T[];
  readonly yours: readonly T[];
  readonly theirs: readonly T[];
}

export function orderItems<T>({ base, yours, theirs }: Sides<T>): T[] {
  const [skeleton, other] = isReordered(base, yours) ? [yours, theirs] : [theirs, yours];
  const next = new Map<T | undefined, T[]>();
  const known = new Set(skeleton);
  let previous: T | undefined;
  for (const entry of other) {
    if (known.has(entry)) {
      previous = entry;
      continue;
    }
    const followers = next.get(previous);
    if (followers === undefined) next.set(previous, [entry]);
    else followers.push(entry);
  }
  const behind = (entry: T | undefined): T[] => next.get(entry) ?? [];
  return [...behind(undefined), ...skeleton.flatMap((entry) => [entry, ...behind(entry)])];
}

/** Whether what both have stands in another order. */
function isReordered<T>(base: readonly T[], other: readonly T[]): boolean {
  const inBase = new Set(base);
  const inOther = new Set(other);
  const before = base.filter((entry) => inOther.has(entry));
  const after = other.filter((entry) => inBase.has(entry));
  return before.some((entry, index) => entry !== after[index]);
}
