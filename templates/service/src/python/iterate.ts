/** What `for` goes through, and the iterators that Python makes: they go once, and are no lists. */
import { PyTypeError, StopIteration } from './exceptions.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

/** What a value gives in a `for`: a dict its keys, a str its characters. A list costs nothing. */
export function iterate(text: string): Iterable<string>;
export function iterate<Item>(items: Item[]): Item[];
export function iterate<Item>(items: Iterable<Item>): Iterable<Item>;
export function iterate(value: Value): Iterable<Value>;
export function iterate(value: Value): Iterable<Value> {
  return iterableOf(value) ?? fail(value);
}

function fail(value: Value): never {
  throw new PyTypeError(`'${typeName(value)}' object is not iterable`);
}

/** Undefined for what Python cannot iterate. */
export function iterableOf(value: Value): Iterable<Value> | undefined {
  if (typeof value === 'string') return value;
  // A class that is iterable itself: an enumeration.
  if (typeof value === 'function') return (value as PythonObject).pyIterate?.();
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value as Value[];
  const object = value as PythonObject;
  if (object.pyIterate) return object.pyIterate();
  if (Symbol.iterator in value) return value as Iterable<Value>;
  if (object.pyNext) return callsNext(object);
  return object.pyGetItem ? getsItems(object) : undefined;
}

/** An object with `__next__`. */
function* callsNext(object: PythonObject): Iterable<Value> {
  try {
    for (;;) yield object.pyNext!();
  } catch (error) {
    if (!(error instanceof StopIteration)) throw error;
  }
}

/** An object that has no more than `__getitem__`. */
function* getsItems(object: PythonObject): Iterable<Value> {
  try {
    for (let at = 0; ; at += 1) yield object.pyGetItem!(at);
  } catch (error) {
    if ((error as Error).name !== 'IndexError') throw error;
  }
}

/** An iterator as `zip` and `map` give one. */
export class PyIterator<Item = Value> implements IterableIterator<Item> {
  readonly #iterator: Iterator<Item>;

  constructor(
    readonly pythonClass: string,
    items: Iterable<Item>,
  ) {
    this.#iterator = items[Symbol.iterator]();
  }

  next(): IteratorResult<Item> {
    return this.#iterator.next();
  }

  [Symbol.iterator](): this {
    return this;
  }
}

const ITERATORS: Readonly<Record<string, string>> = {
  str: 'str_iterator',
  list: 'list_iterator',
  tuple: 'tuple_iterator',
  dict: 'dict_keyiterator',
  dict_keys: 'dict_keyiterator',
  dict_values: 'dict_valueiterator',
  dict_items: 'dict_itemiterator',
  set: 'set_iterator',
  frozenset: 'set_iterator',
  bytes: 'bytes_iterator',
  range: 'range_iterator',
};

/** `iter(value)`: an iterator is its own. */
export function iter<Item>(items: Iterable<Item>): IterableIterator<Item>;
export function iter(value: Value): IterableIterator<Value>;
export function iter(value: Value): IterableIterator<Value> {
  const name = ITERATORS[typeName(value)];
  const items = iterate(value);
  if (name === undefined && typeof (items as Partial<Iterator<Value>>).next === 'function')
    return items as IterableIterator<Value>;
  return new PyIterator(name ?? 'iterator', items);
}

/** @throws StopIteration at the end, unless there is something else to give. */
export function next<Item>(iterator: Iterator<Item>, otherwise?: undefined): Item;
export function next<Item, Otherwise>(
  iterator: Iterator<Item>,
  otherwise: Otherwise,
): Item | Otherwise;
export function next(iterator: Value, otherwise?: Value): Value;
export function next(iterator: Value, otherwise?: Value): Value {
  const object = iterator as (Partial<Iterator<Value>> & PythonObject) | null;
  if (object?.pyNext) {
    try {
      return object.pyNext();
    } catch (error) {
      if (otherwise === undefined || !(error instanceof StopIteration)) throw error;
      return otherwise;
    }
  }
  if (typeof object !== 'object' || typeof object?.next !== 'function')
    throw new PyTypeError(`'${typeName(iterator)}' object is not an iterator`);
  const result = object.next();
  if (!result.done) return result.value;
  if (otherwise === undefined) throw new StopIteration();
  return otherwise;
}
