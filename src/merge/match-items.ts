/**
 * Which items of two versions of a list are the same thing: by key, then by alias, and, where a person edits,
 * by likeness, so that what was renamed is followed. A generator renames nothing that looks alike: for its
 * side likeness is not asked for.
 */
import type { Item } from './syntax.js';
import { pairAlike } from './similarity.js';

const ALIKE = 0.6;
/** Of shorter things many look alike by chance. */
const LONG_ENOUGH = 40;

/** From items of `base` to items of `other`. */
export function matchItems(
  base: readonly Item[],
  other: readonly Item[],
  options: { readonly byLikeness: boolean },
): Map<Item, Item> {
  const pairs = new Map<Item, Item>();
  const open = { base: new Set(base), other: new Set(other) };
  const pair = (a: Item, b: Item): void => {
    pairs.set(a, b);
    open.base.delete(a);
    open.other.delete(b);
  };
  pairBy(open, ({ key }) => key, pair);
  pairBy(open, ({ alias }) => alias, pair);
  pairBy(open, ({ key, norm }) => (key === undefined ? norm : undefined), pair);
  if (options.byLikeness && open.base.size > 0 && open.other.size > 0) {
    const types = new Set([...open.base].map(({ type }) => type));
    for (const type of types) {
      const of = (items: ReadonlySet<Item>): Item[] =>
        [...items].filter(
          (candidate) => candidate.type === type && candidate.norm.length >= LONG_ENOUGH,
        );
      const alike = pairAlike(of(open.base), of(open.other), {
        textOf: ({ code }) => code.norm,
        floor: ALIKE,
      });
      for (const [a, b] of alike) pair(a, b);
    }
  }
  return pairs;
}

/** Pairs what has the same value, where only one on each side has it. */
function pairBy(
  open: { readonly base: ReadonlySet<Item>; readonly other: ReadonlySet<Item> },
  valueOf: (item: Item) => string | undefined,
  pair: (a: Item, b: Item) => void,
): void {
  const index = new Map<string, Item | undefined>();
  for (const candidate of open.other) {
    const value = valueOf(candidate);
    if (value !== undefined) index.set(value, index.has(value) ? undefined : candidate);
  }
  const seen = new Set<string>();
  for (const candidate of open.base) {
    const value = valueOf(candidate);
    if (value === undefined || seen.has(value)) continue;
    seen.add(value);
    const twin = index.get(value);
    if (twin !== undefined) pair(candidate, twin);
  }
}
