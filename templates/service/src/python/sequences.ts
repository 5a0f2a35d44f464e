/** The builtins that go through other values: `sorted`, `enumerate`, `zip`, `map` and their kin. */
import { callValue } from './callable.js';
import { less, truthy } from './compare.js';
import { PyTypeError } from './exceptions.js';
import { iterate, PyIterator } from './iterate.js';
import { toIndex } from './numbers.js';
import { keyFunction } from './numeric.js';
import { byCodePoint } from '../flask/json.js';
import { pythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { Tuple, tupleOf, type Value } from './value.js';

export function sorted<Item>(values: Iterable<Item>, key?: Value, reverse?: Value): Item[];
export function sorted(values: Value, key?: Value, reverse?: Value): Value[];
export function sorted(values: Value, key?: Value, reverse?: Value): Value[] {
  return sortItems([...iterate(values)], key, reverse);
}

/** Sorts in place. What is equal keeps its order, also where all is reversed: as Python does it, before and after. */
export function sortItems<Item extends Value>(items: Item[], key?: Value, reverse?: Value): Item[] {
  const rank = keyFunction(key);
  const isReversed = reverse !== undefined && truthy(reverse);
  const ranked = items.map((item) => ({ item, rank: rank(item) }));
  const compare = comparison(ranked.map((one) => one.rank));
  // Two are compared as Python does: whether the later one is less than the one before it.
  if (isReversed) ranked.reverse();
  ranked.sort((a, b) => compare(a.rank, b.rank));
  if (isReversed) ranked.reverse();
  for (const [at, { item }] of ranked.entries()) items[at] = item;
  return items;
}

function comparison(ranks: readonly Value[]): (a: Value, b: Value) => number {
  if (ranks.every((rank) => typeof rank === 'string'))
    return byCodePoint as (a: Value, b: Value) => number;
  if (ranks.every((rank) => typeof rank === 'number' && !Number.isNaN(rank)))
    return (a, b) => (a as number) - (b as number) || 0;
  return (a, b) => (less(a, b) ? -1 : less(b, a) ? 1 : 0);
}

export function reversed<Item>(values: Item[]): PyIterator<Item>;
export function reversed(values: Value): PyIterator;
export function reversed(values: Value): PyIterator {
  if (typeof values === 'string')
    return new PyIterator('reversed', Array.from(values).toReversed());
  if (Array.isArray(values))
    return new PyIterator('list_reverseiterator', [...values].toReversed());
  if (values instanceof Uint8Array) return new PyIterator('reversed', [...values].toReversed());
  const items = pythonObject(values)?.pyReversed?.();
  if (items) return new PyIterator('reversed', items);
  throw new PyTypeError(`'${typeName(values)}' object is not reversible`);
}

export function enumerate<Item>(
  values: Iterable<Item>,
  start?: Value,
): PyIterator<Tuple & [number, Item]>;
export function enumerate(values: Value, start?: Value): PyIterator<Tuple & [number, Value]>;
export function enumerate(values: Value, start: Value = 0): PyIterator<Tuple & [number, Value]> {
  return new PyIterator('enumerate', numbered(iterate(values), Number(toIndex(start))));
}

function* numbered(items: Iterable<Value>, start: number): Iterable<Tuple & [number, Value]> {
  let at = start;
  for (const item of items) {
    yield Tuple.of<Value>(at, item) as Tuple & [number, Value];
    at += 1;
  }
}

export function zip<A, B>(first: Iterable<A>, second: Iterable<B>): PyIterator<Tuple & [A, B]>;
export function zip<A, B, C>(
  first: Iterable<A>,
  second: Iterable<B>,
  third: Iterable<C>,
): PyIterator<Tuple & [A, B, C]>;
export function zip(...values: Value[]): PyIterator<Tuple>;
export function zip(...values: Value[]): PyIterator<Tuple> {
  return new PyIterator('zip', together(values.map((value) => iterate(value))));
}

/** Ends with the shortest. */
function* together(values: readonly Iterable<Value>[]): Iterable<Tuple> {
  const iterators = values.map((items) => items[Symbol.iterator]());
  while (iterators.length > 0) {
    const row = new Tuple();
    for (const iterator of iterators) {
      const { done, value } = iterator.next();
      if (done) return;
      row.push(value);
    }
    yield row;
  }
}

export function map(call: Value, ...values: Value[]): PyIterator {
  return new PyIterator('map', mapped(call, together(values.map((value) => iterate(value)))));
}

function* mapped(call: Value, rows: Iterable<Tuple>): Iterable<Value> {
  for (const row of rows) yield callValue(call, ...row);
}

/** None stands for what is true. */
export function filter(call: Value, values: Value): PyIterator {
  const holds = call === null ? truthy : (item: Value) => truthy(callValue(call, item));
  return new PyIterator('filter', filtered(holds, iterate(values)));
}

function* filtered(holds: (item: Value) => boolean, items: Iterable<Value>): Iterable<Value> {
  for (const item of items) if (holds(item)) yield item;
}

export function any(values: Value): boolean {
  for (const value of iterate(values)) if (truthy(value)) return true;
  return false;
}

export function all(values: Value): boolean {
  for (const value of iterate(values)) if (!truthy(value)) return false;
  return true;
}

export function list<Item>(values: Iterable<Item>): Item[];
export function list(values?: Value): Value[];
export function list(values: Value = []): Value[] {
  return [...iterate(values)];
}
list.pythonClass = 'list';

/** `tuple(values)`. */
export function toTuple(values: Value = []): Tuple {
  const isPlain = values instanceof Tuple && values.constructor === Tuple;
  return isPlain ? values : tupleOf(iterate(values));
}
/** What `type(()) == tuple` compares with. */
toTuple.pythonClass = 'tuple';
