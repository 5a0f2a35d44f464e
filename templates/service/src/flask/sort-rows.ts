/**
 * Rows of JSON in the order of their keys, which are whole numbers. A table's rows come in that order but for those that
 * were changed: the stretches in which they ascend are merged, which is much quicker than to sort them.
 */
import { giveBack, takeBuffer } from './answer-buffers.js';
import { type JoinedRows, ROOM_BEHIND, type Rows, ROWS_FROM } from './join-rows.js';

/** Each row begins with its key, in quotes. */
export function sortRows(rows: JoinedRows): Rows {
  const { buffer, ends } = rows;
  const keys = readKeys(rows);
  let stretches = ascending(keys).map((run) => [run]);
  if (stretches.length <= 1) return rows;
  while (stretches.length > 1) {
    const merged: Run[][] = [];
    for (let at = 0; at < stretches.length; at += 2)
      merged.push(merge(keys, stretches[at]!, stretches[at + 1] ?? []));
    stretches = merged;
  }
  const sorted = takeBuffer(rows.end + ROOM_BEHIND);
  let to = ROWS_FROM;
  for (const { first, end } of stretches[0]!)
    to += buffer.copy(sorted, to, startOf(first, ends), ends[end - 1]! + 1);
  giveBack(buffer);
  return { buffer: sorted, end: rows.end };
}

function startOf(row: number, ends: Uint32Array): number {
  return row === 0 ? ROWS_FROM : ends[row - 1]! + 1;
}

type Keys = ArrayLike<number> | ArrayLike<bigint>;

/** Rows that stay next to each other: from `first` to the one before `end`. */
interface Run {
  readonly first: number;
  readonly end: number;
}

const MINUS = 0x2d;
const ZERO = 0x30;
const QUOTE = 0x22;

function readKeys({ buffer, ends }: JoinedRows): Keys {
  const keys = new Float64Array(ends.length);
  for (let row = 0; row < ends.length; row += 1) {
    const first = startOf(row, ends) + 1;
    const isNegative = buffer[first] === MINUS;
    let key = 0;
    let at = isNegative ? first + 1 : first;
    for (let byte = buffer[at]!; byte !== QUOTE; byte = buffer[++at]!) key = 10 * key + byte - ZERO;
    if (key > Number.MAX_SAFE_INTEGER) return readLargeKeys(buffer, ends);
    keys[row] = isNegative ? -key : key;
  }
  return keys;
}

function readLargeKeys(buffer: Buffer, ends: Uint32Array): bigint[] {
  return Array.from(ends, (_end, row) => {
    const first = startOf(row, ends) + 1;
    return BigInt(buffer.toString('latin1', first, buffer.indexOf(QUOTE, first)));
  });
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
