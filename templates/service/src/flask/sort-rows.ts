/**
 * Rows of JSON in the order of their keys, which are whole numbers. A table's rows come in that order but for those that
 * were changed: the stretches in which they ascend are merged, which is much quicker than to sort them.
 */
import type { JoinedRows } from './join-rows.js';

/** The rows with commas between them; `list` has their keys, in the order in which they came. */
export function sortRows(list: string, { text, ends }: JoinedRows): string {
  const keys = numbersOf(list, ends.length);
  let stretches = ascending(keys).map((run) => [run]);
  if (stretches.length <= 1) return text;
  while (stretches.length > 1) {
    const merged: Run[][] = [];
    for (let at = 0; at < stretches.length; at += 2)
      merged.push(merge(keys, stretches[at]!, stretches[at + 1] ?? []));
    stretches = merged;
  }
  return stretches[0]!
    .map(({ first, end }) => text.slice(first === 0 ? 0 : ends[first - 1]! + 1, ends[end - 1]))
    .join(',');
}

type Keys = ArrayLike<number> | ArrayLike<bigint>;

/** Rows that stay next to each other: from `first` to the one before `end`. */
interface Run {
  readonly first: number;
  readonly end: number;
}

const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;

function numbersOf(list: string, count: number): Keys {
  const keys = new Float64Array(count);
  let row = 0;
  let key = 0;
  let sign = 1;
  for (let at = 0; at < list.length; at += 1) {
    const code = list.charCodeAt(at);
    if (code === COMMA) {
      keys[row++] = sign * key;
      key = 0;
      sign = 1;
    } else if (code === MINUS) {
      sign = -1;
    } else {
      key = 10 * key + code - ZERO;
      if (key > Number.MAX_SAFE_INTEGER) return list.split(',').map(BigInt);
    }
  }
  keys[row] = sign * key;
  return keys;
}

function ascending(keys: Keys): Run[] {
  const runs: Run[] = [];
  let first = 0;
  for (let row = 1; row <= keys.length; row += 1) {
    if (row < keys.length && keys[row]! > keys[row - 1]!) continue;
    runs.push({ first, end: row });
    first = row;
  }
  return runs;
}

/** Two lists of runs, each in the order of the keys, become one. */
function merge(keys: Keys, some: readonly Run[], others: readonly Run[]): Run[] {
  const merged: Run[] = [];
  let lower = { runs: some, at: 0, first: some[0]?.first ?? 0 };
  let higher = { runs: others, at: 0, first: others[0]?.first ?? 0 };
  while (lower.at < lower.runs.length && higher.at < higher.runs.length) {
    if (keys[higher.first]! < keys[lower.first]!) [lower, higher] = [higher, lower];
    const { first } = lower;
    const { end } = lower.runs[lower.at]!;
    lower.first = firstAbove(keys, keys[higher.first]!, { first, end });
    merged.push({ first, end: lower.first });
    if (lower.first < end) continue;
    lower.at += 1;
    lower.first = lower.runs[lower.at]?.first ?? 0;
  }
  for (const { runs, at, first } of [lower, higher])
    runs.slice(at).forEach((run, index) => merged.push(index === 0 ? { ...run, first } : run));
  return merged;
}

/** The first row of the run whose key is above; the run's end where there is none. Its first row's key is below. */
function firstAbove(keys: Keys, key: number | bigint, { first, end }: Run): number {
  let [low, high] = [first + 1, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
