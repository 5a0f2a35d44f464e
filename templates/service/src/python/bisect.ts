/** Python's `bisect`: places in a list that is sorted. Source: Lib/bisect.py, 3.11. */
import { less } from './compare.js';
import { ValueError } from './exceptions.js';
import { getItem, len } from './items.js';
import { insert } from './methods.js';
import { toSmallIndex } from './numbers.js';
import { keyFunction } from './numeric.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

function place(
  list: Value,
  [lower, upper]: readonly [Argument, Argument],
  isBefore: (item: Value) => boolean,
): number {
  let low = toSmallIndex(lower ?? 0);
  if (low < 0) throw new ValueError('lo must be non-negative');
  let high = upper === undefined || upper === null ? len(list) : toSmallIndex(upper);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBefore(getItem(list, middle))) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Before those that are equal. */
export function bisectLeft(
  a: Value,
  x: Value,
  lo?: Argument,
  hi?: Argument,
  key?: Argument,
): number {
  const rank = keyFunction(key);
  return place(a, [lo, hi], (item) => less(rank(item), x));
}

/** After those that are equal. */
export function bisectRight(
  a: Value,
  x: Value,
  lo?: Argument,
  hi?: Argument,
  key?: Argument,
): number {
  const rank = keyFunction(key);
  return place(a, [lo, hi], (item) => !less(x, rank(item)));
}

export function insortLeft(a: Value, x: Value, lo?: Argument, hi?: Argument, key?: Argument): null {
  insert(a, bisectLeft(a, keyFunction(key)(x), lo, hi, key), x);
  return null;
}

export function insortRight(
  a: Value,
  x: Value,
  lo?: Argument,
  hi?: Argument,
  key?: Argument,
): null {
  insert(a, bisectRight(a, keyFunction(key)(x), lo, hi, key), x);
  return null;
}
