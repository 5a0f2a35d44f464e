/**
 * Rows of JSON in the order of their keys, which are whole numbers. A table's rows come in that order but for those that
 * were changed: the stretches in which they ascend are merged, which is much quicker than to sort them.
 */
import type { JoinedRows } from './join-rows.js';

/** The rows with commas between them; `list` has their keys, in the order in which they came. */
export function sortRows(list: string, { text, ends }: JoinedRows): string {
  const keys = numbersOf(list);
  let starts = stretches(keys);
  if (starts.length <= 1) return text;
  let order = new Uint32Array(keys.length).map((_zero, row) => row);
  while (starts.length > 1) {
    const merged = new Uint32Array(order.length);
    for (let at = 0; at < starts.length; at += 2) {
      const end = starts[at + 2] ?? order.length;
      merge(keys, order, { start: starts[at]!, middle: starts[at + 1] ?? end, end }, merged);
    }
    order = merged;
    starts = starts.filter((_start, at) => at % 2 === 0);
  }
  const pieces: string[] = [];
  for (let at = 0; at < order.length; at += 1) {
    const first = order[at]!;
    while (order[at + 1] === order[at]! + 1) at += 1;
    pieces.push(text.slice(first === 0 ? 0 : ends[first - 1]! + 1, ends[order[at]!]));
  }
  return pieces.join(',');
}

type Keys = readonly (number | bigint)[];

function numbersOf(list: string): Keys {
  const numbers = JSON.parse(`[${list}]`) as number[];
  return numbers.every(Number.isSafeInteger) ? numbers : list.split(',').map(BigInt);
}

/** Where keys begin to ascend. */
function stretches(keys: Keys): number[] {
  const starts: number[] = [];
  for (let row = 0; row < keys.length; row += 1) {
    if (row === 0 || keys[row]! < keys[row - 1]!) starts.push(row);
  }
  return starts;
}

/** Two stretches of `order`, each ascending, become one of `merged`. */
function merge(
  keys: Keys,
  order: Uint32Array,
  { start, middle, end }: { start: number; middle: number; end: number },
  merged: Uint32Array,
): void {
  let left = start;
  let right = middle;
  for (let to = start; to < end; to += 1) {
    const isLeft = right >= end || (left < middle && keys[order[left]!]! < keys[order[right]!]!);
    merged[to] = isLeft ? order[left++]! : order[right++]!;
  }
}
