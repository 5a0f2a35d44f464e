/** How alike two texts are, by the words they have in common: 0 nothing, 1 all of them. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const counts = new Map<string, number>();
  let total = 0;
  for (const word of wordsOf(a)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    total += 1;
  }
  let shared = 0;
  for (const word of wordsOf(b)) {
    total += 1;
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    counts.set(word, left - 1);
    shared += 1;
  }
  return total === 0 ? 0 : (2 * shared) / total;
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? [];
}

/**
 * Pairs of what is alike, the most alike first, each thing in one pair at the most. `floor` is the similarity
 * from which a person would say that it is the same thing changed.
 */
export function pairAlike<T>(
  left: readonly T[],
  right: readonly T[],
  { textOf, floor }: { readonly textOf: (thing: T) => string; readonly floor: number },
): Map<T, T> {
  const candidates = left
    .flatMap((a) => right.map((b) => ({ a, b, score: similarity(textOf(a), textOf(b)) })))
    .filter(({ score }) => score >= floor)
    .toSorted((one, other) => other.score - one.score);
  const pairs = new Map<T, T>();
  const taken = new Set<T>();
  for (const { a, b } of candidates) {
    if (pairs.has(a) || taken.has(b)) continue;
    pairs.set(a, b);
    taken.add(b);
  }
  return pairs;
}
