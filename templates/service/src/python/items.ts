/** `container[key]` and what belongs to it: slices, `del`, `len` and unpacking. */
import { characterAt, lengthOf } from './code-points.js';
import { Dict } from './dict.js';
import { IndexError, PyTypeError, ValueError } from './exceptions.js';
import { iterableOf, iterate } from './iterate.js';
import { asInt } from './numbers.js';
import { pythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { Tuple, type Int, type Value } from './value.js';

export { iterate };
export { deleteSlice, setSlice, slice } from './slices.js';

/** @throws IndexError or KeyError where there is no such item. */
export function getItem<Item>(list: Item[], index: Value): Item;
export function getItem<K extends Value, V extends Value>(dict: Dict<K, V>, key: Value): V;
export function getItem(text: string, index: Value): string;
export function getItem(container: Value, key: Value): Value;
export function getItem(container: Value, key: Value): Value {
  if (container instanceof Dict) return container.pyGetItem(key);
  if (Array.isArray(container)) {
    const items = container as Value[];
    const item = items[indexOf(items, key, 'index')];
    return item === undefined ? null : item;
  }
  if (typeof container === 'string') return characterOf(container, key);
  if (container instanceof Uint8Array) return byteOf(container, key);
  const object = pythonObject(container);
  if (object?.pyGetItem) return object.pyGetItem(key);
  throw new PyTypeError(`'${typeName(container)}' object is not subscriptable`);
}

/** @throws IndexError for an int that no sequence is long enough for. */
function fit(index: Int): Int {
  if (index >= -(2n ** 63n) && index < 2n ** 63n) return index;
  throw new IndexError("cannot fit 'int' into an index-sized integer");
}

/** @param what the list is asked for, as the message says it. */
function indexOf(items: readonly Value[], key: Value, what: 'index' | 'assignment index'): number {
  const index = asInt(key) ?? pythonObject(key)?.pyIndex?.();
  const name = items instanceof Tuple ? 'tuple' : 'list';
  if (index === undefined)
    throw new PyTypeError(`${name} indices must be integers or slices, not ${typeName(key)}`);
  const at = Number(fit(index)) + (index < 0 ? items.length : 0);
  if (at < 0 || at >= items.length) throw new IndexError(`${name} ${what} out of range`);
  return at;
}

function characterOf(text: string, key: Value): string {
  const index = asInt(key) ?? pythonObject(key)?.pyIndex?.();
  if (index === undefined)
    throw new PyTypeError(`string indices must be integers, not '${typeName(key)}'`);
  const at = Number(fit(index)) + (index < 0 ? lengthOf(text) : 0);
  const character = at < 0 ? undefined : characterAt(text, at);
  if (character === undefined) throw new IndexError('string index out of range');
  return character;
}

function byteOf(bytes: Uint8Array, key: Value): number {
  const index = asInt(key);
  if (index === undefined)
    throw new PyTypeError(`byte indices must be integers or slices, not ${typeName(key)}`);
  const byte = bytes.at(Number(fit(index)));
  if (byte === undefined) throw new IndexError('index out of range');
  return byte;
}

export function setItem(container: Value, key: Value, value: Value): void {
  if (container instanceof Dict) {
    container.pySetItem(key, value);
  } else if (Array.isArray(container) && !(container instanceof Tuple)) {
    container[indexOf(container as Value[], key, 'assignment index')] = value;
  } else {
    const object = pythonObject(container);
    if (!object?.pySetItem)
      throw new PyTypeError(`'${typeName(container)}' object does not support item assignment`);
    object.pySetItem(key, value);
  }
}

export function deleteItem(container: Value, key: Value): void {
  if (Array.isArray(container) && !(container instanceof Tuple)) {
    container.splice(indexOf(container as Value[], key, 'assignment index'), 1);
    return;
  }
  const object = pythonObject(container);
  if (!object?.pyDeleteItem) {
    // Python words it in another way for an index of a sequence.
    const isIndex = (isSequence(container) || object?.pyContains) && asInt(key) !== undefined;
    const verb = isIndex ? "doesn't" : 'does not';
    throw new PyTypeError(`'${typeName(container)}' object ${verb} support item deletion`);
  }
  object.pyDeleteItem(key);
}

function isSequence(value: Value): boolean {
  return typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array;
}

export function len(value: Value): number {
  if (typeof value === 'string') return lengthOf(value);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  const length = pythonObject(value)?.pyLen?.();
  if (length === undefined)
    throw new PyTypeError(`object of type '${typeName(value)}' has no len()`);
  return length;
}

/** So many items of one type. */
export type Repeat<Item, Count extends number, Items extends Item[] = []> = number extends Count
  ? Item[]
  : Items['length'] extends Count
    ? Items
    : Repeat<Item, Count, [...Items, Item]>;

/** `a, b = value`: exactly so many items. */
export function unpack<Count extends number>(text: string, count: Count): Repeat<string, Count>;
export function unpack<Item, Count extends number>(
  items: Iterable<Item>,
  count: Count,
): Repeat<Item, Count>;
export function unpack<Count extends number>(value: Value, count: Count): Repeat<Value, Count>;
export function unpack(value: Value, count: number): Value[] {
  const items = readItems(value, count);
  if (items.length < count)
    throw new ValueError(`not enough values to unpack (expected ${count}, got ${items.length})`);
  if (items.length > count) throw new ValueError(`too many values to unpack (expected ${count})`);
  return items;
}

/** As many as are asked for, and one more to tell that there are more. */
function readItems(value: Value, count: number): Value[] {
  const iterable = unpackable(value);
  if (Array.isArray(iterable)) return iterable as Value[];
  const items: Value[] = [];
  for (const item of iterable) {
    items.push(item);
    if (items.length > count) break;
  }
  return items;
}

function unpackable(value: Value): Iterable<Value> {
  const iterable = iterableOf(value);
  if (iterable === undefined)
    throw new PyTypeError(`cannot unpack non-iterable ${typeName(value)} object`);
  return iterable;
}

/** `a, *b, c = value`: the items before the star, a list of those that are left, the items after it. */
export function unpackStarred<Item>(
  items: Item[],
  before: number,
  after: number,
): (Item | Item[])[];
export function unpackStarred(value: Value, before: number, after: number): Value[];
export function unpackStarred(value: Value, before: number, after: number): Value[] {
  const items = [...unpackable(value)];
  if (items.length < before + after)
    throw new ValueError(
      `not enough values to unpack (expected at least ${before + after}, got ${items.length})`,
    );
  const end = items.length - after;
  return [...items.slice(0, before), items.slice(before, end), ...items.slice(end)];
}
