/** What Python's `for a, b in pairs` and its comprehensions do with the values they are given. */
import { iterate, unpack } from './items.js';
import type { Value } from './value.js';

/** Each value as so many values. @throws ValueError where there are more or fewer */
export function* unpackAll<Items extends Value[]>(values: Value, count: number): Iterable<Items> {
  for (const value of iterate(values)) yield unpack(value, count) as Items;
}

/** A comprehension that waits: one value after the other, as in Python. */
export async function collect<Item, Result>(
  values: Iterable<Item>,
  make: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const value of values) results.push(await make(value));
  return results;
}
