/** `dict.keys()`, `.values()` and `.items()`: they show the dict as it is when they are used. */
import { equals } from './compare.js';
import { contains } from './contains.js';
import type { Dict } from './dict.js';
import type { PythonObject } from './protocols.js';
import { isSetLike, PySet } from './set.js';
import { repr, reprNested } from './text.js';
import { Tuple, type Value } from './value.js';

abstract class DictView<Item extends Value> implements PythonObject {
  constructor(protected readonly dict: Dict) {}

  abstract [Symbol.iterator](): IterableIterator<Item>;

  pyIterate(): IterableIterator<Item> {
    return this[Symbol.iterator]();
  }

  pyReversed(): Iterable<Item> {
    return [...this].toReversed();
  }

  pyLen(): number {
    return this.dict.size;
  }

  pyContains(item: Value): boolean {
    return contains([...this], item);
  }

  pyRepr(): string {
    const name = (this.constructor as typeof DictKeys).pythonClass;
    return reprNested(
      this,
      '...',
      () => `${name}([${[...this].map((item) => repr(item)).join(', ')}])`,
    );
  }
}

/** Keys and items are sets as far as operators go. */
abstract class SetLikeView<Item extends Value> extends DictView<Item> {
  pyEquals(other: Value): boolean | undefined {
    return isSetLike(other) ? equals(this.asSet(), new PySet(other as Iterable<Value>)) : undefined;
  }

  protected asSet(): PySet {
    return new PySet(this);
  }

  pyCompare(other: Value): number | undefined {
    return isSetLike(other)
      ? this.asSet().pyCompare(new PySet(other as Iterable<Value>))
      : undefined;
  }

  pyBitAnd(other: Value): Value | undefined {
    return this.asSet().intersection(other);
  }

  pyBitOr(other: Value): Value | undefined {
    return this.asSet().union(other);
  }

  pyBitXor(other: Value): Value | undefined {
    return this.asSet().symmetricDifference(other);
  }

  pySubtract(other: Value): Value | undefined {
    return this.asSet().difference(other);
  }
}

export class DictKeys<K extends Value = Value> extends SetLikeView<K> {
  static readonly pythonClass: string = 'dict_keys';

  [Symbol.iterator](): IterableIterator<K> {
    return this.dict.keys() as IterableIterator<K>;
  }

  override pyContains(item: Value): boolean {
    return this.dict.has(item);
  }
}

export class DictItems<K extends Value = Value, V extends Value = Value> extends SetLikeView<
  Tuple & [K, V]
> {
  static readonly pythonClass: string = 'dict_items';

  [Symbol.iterator](): IterableIterator<Tuple & [K, V]> {
    return this.dict.entries() as IterableIterator<Tuple & [K, V]>;
  }

  override pyContains(item: Value): boolean {
    if (!(item instanceof Tuple) || item.length !== 2) return false;
    const value = this.dict.get(item[0]!);
    return value !== undefined && equals(value, item[1]!);
  }
}

export class DictValues<V extends Value = Value> extends DictView<V> {
  static readonly pythonClass: string = 'dict_values';

  [Symbol.iterator](): IterableIterator<V> {
    return this.dict.values() as IterableIterator<V>;
  }
}
