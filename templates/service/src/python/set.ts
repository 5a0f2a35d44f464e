/**
 * Python's set and frozenset. Members are as unique as keys of a dict. They stay in the order they came, where
 * Python's order is another one in every run (for strings) or that of a hash table.
 */
import { KeyError, RuntimeError } from './exceptions.js';
import { hashKey, textKey } from './hash.js';
import { iterate } from './iterate.js';
import { repr, reprNested } from './text.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

abstract class AnySet implements PythonObject {
  protected readonly members = new Map<unknown, Value>();

  constructor(items: Iterable<Value> = []) {
    for (const item of items) this.put(item);
  }

  protected put(item: Value): void {
    const hash = hashKey(item);
    if (!this.members.has(hash)) this.members.set(hash, item);
  }

  get size(): number {
    return this.members.size;
  }

  has(item: Value): boolean {
    return this.members.has(hashKey(item));
  }

  *[Symbol.iterator](): IterableIterator<Value> {
    const { size } = this.members;
    for (const item of this.members.values()) {
      yield item;
      if (this.members.size !== size) throw new RuntimeError('Set changed size during iteration');
    }
  }

  pyIterate(): IterableIterator<Value> {
    return this[Symbol.iterator]();
  }

  /** A set is looked for as the frozenset that equals it. */
  pyContains(item: Value): boolean {
    return this.has(item instanceof PySet ? new FrozenSet(item) : item);
  }

  pyLen(): number {
    return this.members.size;
  }

  pyRepr(): string {
    const name = typeName(this);
    if (this.size === 0) return `${name}()`;
    return reprNested(this, `${name}(...)`, () => {
      const members = `{${[...this].map((item) => repr(item)).join(', ')}}`;
      return name === 'set' ? members : `${name}(${members})`;
    });
  }

  pyEquals(other: Value): boolean | undefined {
    if (!(other instanceof AnySet)) return undefined;
    return other.size === this.size && this.isSubset(other);
  }

  /** By inclusion: of two sets often neither is the smaller one. */
  pyCompare(other: Value): number | undefined {
    if (!(other instanceof AnySet)) return undefined;
    if (this.size === other.size) return this.isSubset(other) ? 0 : Number.NaN;
    if (this.size < other.size) return this.isSubset(other) ? -1 : Number.NaN;
    return other.isSubset(this) ? 1 : Number.NaN;
  }

  isSubset(other: AnySet): boolean {
    for (const hash of this.members.keys()) if (!other.members.has(hash)) return false;
    return true;
  }

  /** A set of the same kind. */
  abstract make(items: Iterable<Value>): AnySet;

  union(...others: Value[]): AnySet {
    const result = this.make(this);
    for (const other of others) for (const item of iterate(other)) result.put(item);
    return result;
  }

  intersection(...others: Value[]): AnySet {
    let items: Value[] = [...this];
    for (const other of others) {
      const wanted = asSet(other);
      items = items.filter((item) => wanted.has(item));
    }
    return this.make(items);
  }

  difference(...others: Value[]): AnySet {
    const unwanted = new PySet(others.flatMap((other) => [...iterate(other)]));
    return this.make([...this].filter((item) => !unwanted.has(item)));
  }

  symmetricDifference(other: Value): AnySet {
    const second = asSet(other);
    return this.make([
      ...[...this].filter((item) => !second.has(item)),
      ...[...second].filter((item) => !this.has(item)),
    ]);
  }

  pyBitOr(other: Value): Value | undefined {
    return isSetLike(other) ? this.union(other) : undefined;
  }

  pyBitAnd(other: Value): Value | undefined {
    return isSetLike(other) ? this.intersection(other) : undefined;
  }

  pySubtract(other: Value): Value | undefined {
    return isSetLike(other) ? this.difference(other) : undefined;
  }

  pyBitXor(other: Value): Value | undefined {
    return isSetLike(other) ? this.symmetricDifference(other) : undefined;
  }
}

/** A set, or the keys or items of a dict. */
export function isSetLike(value: Value): boolean {
  return (
    value instanceof AnySet ||
    (typeof value === 'object' && /^dict_(?:keys|items)$/.test(typeName(value)))
  );
}

export function asSet(value: Value): AnySet {
  return value instanceof AnySet ? value : new PySet(iterate(value));
}

export class PySet extends AnySet {
  static readonly pythonClass: string = 'set';

  override make(items: Iterable<Value>): PySet {
    return new PySet(items);
  }

  add(item: Value): void {
    this.put(item);
  }

  delete(item: Value): boolean {
    return this.members.delete(hashKey(item));
  }

  /** @throws KeyError where there is no such member. */
  removeItem(item: Value): void {
    if (!this.delete(item)) throw new KeyError(item);
  }

  clear(): void {
    this.members.clear();
  }

  pop(): Value {
    for (const [hash, item] of this.members) {
      this.members.delete(hash);
      return item;
    }
    throw new KeyError('pop from an empty set');
  }

  pyBitOrInPlace(other: Value): Value | undefined {
    return this.#becomeResult(this.pyBitOr(other));
  }

  pyBitAndInPlace(other: Value): Value | undefined {
    return this.#becomeResult(this.pyBitAnd(other));
  }

  pySubtractInPlace(other: Value): Value | undefined {
    return this.#becomeResult(this.pySubtract(other));
  }

  pyBitXorInPlace(other: Value): Value | undefined {
    return this.#becomeResult(this.pyBitXor(other));
  }

  #becomeResult(result: Value | undefined): Value | undefined {
    if (result instanceof AnySet) this.become(result);
    return result === undefined ? undefined : this;
  }

  /** `target = items`, in the same set. */
  become(items: Iterable<Value>): void {
    const wanted = [...items];
    this.members.clear();
    for (const item of wanted) this.put(item);
  }
}

export class FrozenSet extends AnySet {
  static readonly pythonClass: string = 'frozenset';

  override make(items: Iterable<Value>): FrozenSet {
    return new FrozenSet(items);
  }

  pyHash(): string {
    return [...this].map(textKey).toSorted().join('');
  }
}

export { AnySet };

/** `set(items)`. */
export function set(items: Value = []): PySet {
  return new PySet(iterate(items));
}

export function frozenset(items: Value = []): FrozenSet {
  return new FrozenSet(iterate(items));
}
