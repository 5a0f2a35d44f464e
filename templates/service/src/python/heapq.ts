/** Python's `heapq`: a list whose first item is the least, in the very order that Python has. Source: Lib/heapq.py. */
import { less } from './compare.js';
import { IndexError, PyTypeError } from './exceptions.js';
import { iterate } from './iterate.js';
import { toSmallIndex } from './numbers.js';
import { keyFunction, max, min } from './numeric.js';
import { pythonObject } from './protocols.js';
import { sorted, sortItems } from './sequences.js';
import { tuple, Tuple, type Value } from './value.js';

type IsBefore = (a: Value, b: Value) => boolean;

function listOf(heap: Value): Value[] {
  if (Array.isArray(heap) && !(heap instanceof Tuple)) return heap as Value[];
  throw new PyTypeError('heap argument must be a list');
}

export function heappush(heap: Value, item: Value): null {
  const items = listOf(heap);
  items.push(item);
  siftDown(items, 0, items.length - 1, less);
  return null;
}

export function heappop(heap: Value): Value {
  const items = listOf(heap);
  const last = items.pop();
  if (last === undefined) throw new IndexError('index out of range');
  return items.length === 0 ? last : replaceFirst(items, last, less);
}

export function heapreplace(heap: Value, item: Value): Value {
  const items = listOf(heap);
  if (items.length === 0) throw new IndexError('index out of range');
  return replaceFirst(items, item, less);
}

export function heappushpop(heap: Value, item: Value): Value {
  const items = listOf(heap);
  return items.length > 0 && less(items[0]!, item) ? replaceFirst(items, item, less) : item;
}

export function heapify(heap: Value): null {
  arrange(listOf(heap), less);
  return null;
}

export function nlargest(n: Value, iterable: Value, key?: Value): Value[] {
  return extremes(n, iterable, key, true);
}

export function nsmallest(n: Value, iterable: Value, key?: Value): Value[] {
  return extremes(n, iterable, key, false);
}

/** Of equal ones, those that come first. */
function extremes(n: Value, iterable: Value, key: Value | undefined, isLargest: boolean): Value[] {
  const wanted = toSmallIndex(n);
  if (wanted === 1) {
    const values = [...iterate(iterable)];
    return values.length === 0 ? [] : [(isLargest ? max : min)([values], key)];
  }
  const hasLength = Array.isArray(iterable) || pythonObject(iterable)?.pyLen !== undefined;
  const values = [...iterate(iterable)];
  if (hasLength && wanted >= values.length) return sorted(values, key, isLargest);
  const isBefore: IsBefore = isLargest ? less : (a, b) => less(b, a);
  const rank = keyFunction(key);
  // Each with its place, which tells equal ones apart.
  const entry = (item: Value, at: number): Tuple => {
    const place = isLargest ? -at : at;
    return key === undefined || key === null ? tuple(item, place) : tuple(rank(item), place, item);
  };
  const heap: Value[] = values.slice(0, Math.max(0, wanted)).map(entry);
  if (heap.length === 0) return [];
  arrange(heap, isBefore);
  let at = wanted;
  for (const item of values.slice(wanted)) {
    const next = entry(item, at);
    if (!isBefore((heap[0] as Tuple)[0]!, next[0]!)) continue;
    replaceFirst(heap, next, isBefore);
    at += 1;
  }
  sortItems(heap, undefined, isLargest);
  return (heap as Tuple[]).map((one) => one[one.length === 3 ? 2 : 0]!);
}

function arrange(items: Value[], isBefore: IsBefore): void {
  for (let at = Math.floor(items.length / 2) - 1; at >= 0; at -= 1) siftUp(items, at, isBefore);
}

function replaceFirst(items: Value[], item: Value, isBefore: IsBefore): Value {
  const first = items[0]!;
  items[0] = item;
  siftUp(items, 0, isBefore);
  return first;
}

/** Towards the first, past all that it belongs before. */
function siftDown(items: Value[], start: number, from: number, isBefore: IsBefore): void {
  const item = items[from]!;
  let at = from;
  while (at > start) {
    const parent = (at - 1) >> 1;
    if (!isBefore(item, items[parent]!)) break;
    items[at] = items[parent]!;
    at = parent;
  }
  items[at] = item;
}

/** To the end, by the smaller children, and from there to its place. */
function siftUp(items: Value[], start: number, isBefore: IsBefore): void {
  const item = items[start]!;
  let at = start;
  for (let child = 2 * at + 1; child < items.length; child = 2 * at + 1) {
    const right = child + 1;
    if (right < items.length && !isBefore(items[child]!, items[right]!)) child = right;
    items[at] = items[child]!;
    at = child;
  }
  items[at] = item;
  siftDown(items, start, at, isBefore);
}
