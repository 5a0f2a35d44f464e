/** What list's and tuple's methods do, as functions of the list. */
import { equals } from './compare.js';
import { IndexError, ValueError } from './exceptions.js';
import { missingAttribute } from './getattr.js';
import { iterate } from './iterate.js';
import { toSmallIndex } from './numbers.js';
import { sortItems } from './sequences.js';
import { range } from './slices.js';
import { repr } from './text.js';
import { Tuple, type Value } from './value.js';

/** @throws AttributeError where the receiver has no such method: a tuple never changes. */
export function listOf(value: Value, method: string): Value[] {
  if (Array.isArray(value) && !(value instanceof Tuple)) return value as Value[];
  throw missingAttribute(value, method);
}

function sequenceOf(value: Value, method: string): Value[] {
  if (Array.isArray(value)) return value as Value[];
  throw missingAttribute(value, method);
}

export function append(list: Value, item: Value): null {
  listOf(list, 'append').push(item);
  return null;
}

export function extend(list: Value, items: Value): null {
  const target = listOf(list, 'extend');
  // A list may be extended by itself.
  for (const item of items === list ? [...target] : iterate(items)) target.push(item);
  return null;
}

export function insert(list: Value, place: Value, item: Value): null {
  const target = listOf(list, 'insert');
  const at = toSmallIndex(place);
  target.splice(at < 0 ? Math.max(0, at + target.length) : at, 0, item);
  return null;
}

export function pop<Item>(list: Item[], place?: Value): Item;
export function pop(list: Value, place?: Value): Value;
export function pop(list: Value, place: Value = -1): Value {
  const target = listOf(list, 'pop');
  const at = toSmallIndex(place);
  if (target.length === 0) throw new IndexError('pop from empty list');
  const found = at < 0 ? at + target.length : at;
  if (found < 0 || found >= target.length) throw new IndexError('pop index out of range');
  return target.splice(found, 1)[0]!;
}

/** `list.remove(item)`. */
export function remove(list: Value, item: Value): null {
  const target = listOf(list, 'remove');
  const at = target.findIndex((one) => equals(one, item));
  if (at < 0) throw new ValueError('list.remove(x): x not in list');
  target.splice(at, 1);
  return null;
}

export { remove as removeItem };

export function clear(list: Value): null {
  listOf(list, 'clear').length = 0;
  return null;
}

export function copy<Item>(list: Item[]): Item[];
export function copy(list: Value): Value[];
export function copy(list: Value): Value[] {
  return [...listOf(list, 'copy')];
}

export function sort(list: Value, key?: Value, isReversed?: Value): null {
  sortItems(listOf(list, 'sort'), key, isReversed);
  return null;
}

export function reverse(list: Value): null {
  listOf(list, 'reverse').reverse();
  return null;
}

/** Also of a tuple. */
export function index(list: Value, item: Value, start?: Value, stop?: Value): number {
  const items = sequenceOf(list, 'index');
  const places = range(items.length, start, stop, null);
  for (let at = places.start; at < places.stop; at += 1) if (equals(items[at]!, item)) return at;
  throw new ValueError(
    items instanceof Tuple ? 'tuple.index(x): x not in tuple' : `${repr(item)} is not in list`,
  );
}

export function count(list: Value, item: Value): number {
  let found = 0;
  for (const one of sequenceOf(list, 'count')) if (equals(one, item)) found += 1;
  return found;
}
