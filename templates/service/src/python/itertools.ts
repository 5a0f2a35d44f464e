/** Python's `itertools`: iterators that go once, and compute what they are asked for. */
import { truthy, equals } from './compare.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { iterate, PyIterator } from './iterate.js';
import { toSmallIndex } from './numbers.js';
import { add } from './operators.js';
import { Tuple, tuple, tupleOf, type Value } from './value.js';

type Argument = Value | undefined;
type Call = (...values: Value[]) => Value;
type Items = PyIterator<Value>;

function made(name: string, items: Iterable<Value>): Items {
  return new PyIterator(`itertools.${name}`, items);
}

export function chain(...iterables: Value[]): Items {
  return made('chain', joined(iterables));
}

export function chainFrom(iterables: Value): Items {
  return made('chain', joined(iterate(iterables)));
}

function* joined(iterables: Iterable<Value>): Iterable<Value> {
  for (const items of iterables) yield* iterate(items);
}

/** `islice(items, stop)` or `islice(items, start, stop, step)`. */
export function islice(items: Value, ...bounds: Value[]): Items {
  const [first = null, second = null, third = null] = bounds;
  const [start, stop, step] =
    bounds.length === 1
      ? [0, bound(first, Infinity), 1]
      : [bound(first, 0), bound(second, Infinity), bound(third, 1)];
  if (start < 0 || stop < 0)
    throw new ValueError(
      `${bounds.length === 1 ? 'Stop argument' : 'Indices'} for islice() must be None or an integer: 0 <= x <= sys.maxsize.`,
    );
  if (step < 1) throw new ValueError('Step for islice() must be a positive integer or None.');
  return made('islice', sliced(items, start, stop, step));
}

function bound(value: Value, otherwise: number): number {
  return value === null ? otherwise : toSmallIndex(value);
}

function* sliced(items: Value, start: number, stop: number, step: number): Iterable<Value> {
  let at = 0;
  let next = start;
  if (next >= stop) return;
  for (const item of iterate(items)) {
    if (at === next) {
      yield item;
      next += step;
      if (next >= stop) return;
    }
    at += 1;
  }
}

export function count(start: Argument = 0, step: Argument = 1): Items {
  return made('count', counted(start, step));
}

function* counted(start: Value, step: Value): Iterable<Value> {
  for (let value = start; ; value = add(value, step)) yield value;
}

export function cycle(items: Value): Items {
  return made('cycle', cycled([...iterate(items)]));
}

function* cycled(items: readonly Value[]): Iterable<Value> {
  while (items.length > 0) yield* items;
}

export function repeat(item: Value, times?: Argument): Items {
  return made('repeat', repeated(item, times === undefined ? Infinity : toSmallIndex(times)));
}

function* repeated(item: Value, times: number): Iterable<Value> {
  for (let at = 0; at < times; at += 1) yield item;
}

export function accumulate(items: Value, call?: Argument, initial: Argument = null): Items {
  return made('accumulate', accumulated(items, call as Call | null | undefined, initial));
}

function* accumulated(
  items: Value,
  call: Call | null | undefined,
  initial: Value,
): Iterable<Value> {
  let total: Value | undefined = initial ?? undefined;
  if (total !== undefined) yield total;
  for (const item of iterate(items)) {
    total = total === undefined ? item : (call ?? add)(total, item);
    yield total;
  }
}

export function takewhile(test: Value, items: Value): Items {
  return made('takewhile', takenWhile(test as Call, items));
}

function* takenWhile(test: Call, items: Value): Iterable<Value> {
  for (const item of iterate(items)) {
    if (!truthy(test(item))) return;
    yield item;
  }
}

export function dropwhile(test: Value, items: Value): Items {
  return made('dropwhile', droppedWhile(test as Call, items));
}

function* droppedWhile(test: Call, items: Value): Iterable<Value> {
  let isDropping = true;
  for (const item of iterate(items)) {
    if (isDropping && truthy(test(item))) continue;
    isDropping = false;
    yield item;
  }
}

export function filterfalse(test: Value, items: Value): Items {
  return made(
    'filterfalse',
    [...iterate(items)].filter((item) => !truthy(test === null ? item : (test as Call)(item))),
  );
}

export function compress(items: Value, selectors: Value): Items {
  const chosen = [...iterate(selectors)];
  return made(
    'compress',
    [...iterate(items)].filter((_, at) => at < chosen.length && truthy(chosen[at]!)),
  );
}

export function starmap(call: Value, items: Value): Items {
  return made('starmap', starMapped(call as Call, items));
}

function* starMapped(call: Call, items: Value): Iterable<Value> {
  for (const item of iterate(items)) yield call(...iterate(item));
}

/** Each group is a list of what stands together and has the same key. */
export function groupby(items: Value, key: Argument = null): Items {
  return made('groupby', grouped(items, key as Call | null));
}

function* grouped(items: Value, key: Call | null): Iterable<Value> {
  let group: Value[] | undefined;
  let last: Value = null;
  for (const item of iterate(items)) {
    const its = key === null ? item : key(item);
    if (group && equals(its, last)) {
      group.push(item);
      continue;
    }
    if (group) yield tuple(last, made('_grouper', group));
    group = [item];
    last = its;
  }
  if (group) yield tuple(last, made('_grouper', group));
}

export function zipLongest(iterables: readonly Value[], fill: Argument = null): Items {
  return made('zip_longest', zippedLongest(iterables, fill));
}

function* zippedLongest(iterables: readonly Value[], fill: Value): Iterable<Value> {
  const lists = iterables.map((items) => [...iterate(items)]);
  const length = Math.max(0, ...lists.map((list) => list.length));
  for (let at = 0; at < length; at += 1)
    yield tupleOf(lists.map((list) => (at < list.length ? list[at]! : fill)));
}

export function pairwise(items: Value): Items {
  const all = [...iterate(items)];
  return made(
    'pairwise',
    all.slice(1).map((item, at) => tuple(all[at]!, item)),
  );
}

export function product(iterables: readonly Value[], times: Argument = 1): Items {
  const once = iterables.map((items) => [...iterate(items)]);
  const lists = Array.from({ length: toSmallIndex(times) }, () => once).flat();
  return made('product', multiplied(lists));
}

function* multiplied(lists: readonly (readonly Value[])[]): Iterable<Tuple> {
  const [first, ...others] = lists;
  if (!first) {
    yield tupleOf([]);
    return;
  }
  for (const item of first) for (const rest of multiplied(others)) yield tupleOf([item, ...rest]);
}

export function permutations(items: Value, length: Argument = null): Items {
  const pool = [...iterate(items)];
  const size = length === null ? pool.length : sizeOf(length);
  return made('permutations', arranged(pool, size));
}

export function combinations(items: Value, length: Value): Items {
  return made('combinations', ascending([...iterate(items)], sizeOf(length), 1));
}

export function combinationsWithReplacement(items: Value, length: Value): Items {
  return made('combinations_with_replacement', ascending([...iterate(items)], sizeOf(length), 0));
}

function sizeOf(length: Value): number {
  if (typeof length !== 'number') throw new PyTypeError('Expected int as r');
  if (length < 0) throw new ValueError('r must be non-negative');
  return length;
}

function* arranged(pool: readonly Value[], size: number): Iterable<Tuple> {
  if (size === 0) {
    yield tupleOf([]);
    return;
  }
  for (const [at, item] of pool.entries())
    for (const rest of arranged(pool.toSpliced(at, 1), size - 1)) yield tupleOf([item, ...rest]);
}

/** `step` 1 takes each item once, 0 again and again. */
function* ascending(pool: readonly Value[], size: number, step: 0 | 1): Iterable<Tuple> {
  if (size === 0) {
    yield tupleOf([]);
    return;
  }
  for (const [at, item] of pool.entries())
    for (const rest of ascending(pool.slice(at + step), size - 1, step))
      yield tupleOf([item, ...rest]);
}
