/**
 * Python's set and frozenset. Members are as unique as keys of a dict. Ints have the order that CPython gives them;
 * with any other member all stay in the order they came, where Python's order is another one in every run.
 */
import { KeyError, RuntimeError } from './exceptions.js';
import { hashKey, textKey } from './hash.js';
import { iterate } from './iterate.js';
import { repr, reprNested } from './text.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { SetTable } from './set-table.js';
import type { Int, Value } from './value.js';

abstract class AnySet implements PythonObject {
  protected members = new Map<unknown, Value>();
  /** The order of ints; there is none once there is a member of another type. */
  protected table: SetTable | undefined = new SetTable();

  constructor(items: Value = []) {
    this.putAll(items);
  }

  protected put(item: Value): void {
    const hash = hashKey(item);
    if (this.members.has(hash)) return;
    this.members.set(hash, item);
    if (isIntKey(hash)) this.table?.add(hash);
    else this.table = undefined;
  }

  /** @returns whether there was such a member. */
  protected drop(item: Value): boolean {
    const hash = hashKey(item);
    if (!this.members.delete(hash)) return false;
    this.table?.remove(hash as Int);
    return true;
  }

  protected putAll(items: Value): void {
    if (items instanceof AnySet) {
      if (items === this || items.size === 0) return;
      this.table?.makeRoom(items.size);
      if (this.table?.isUntouched && items.table) {
        this.table.takeFrom(items.table);
        this.members = new Map(items.members);
        return;
      }
    } else if (typeName(items) === 'dict') {
      this.table?.makeRoom((items as { readonly size: number }).size);
    }
    for (const item of iterate(items)) this.put(item);
  }

  protected dropAll(items: Value): void {
    for (const item of items === this ? [...this] : iterate(items)) this.drop(item);
    this.table?.clean();
  }

  get size(): number {
    return this.members.size;
  }

  has(item: Value): boolean {
    return this.members.has(hashKey(item));
  }

  *[Symbol.iterator](): IterableIterator<Value> {
    const { size } = this.members;
    const { members } = this;
    for (const key of this.table?.keys() ?? members.keys()) {
      yield members.get(key)!;
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
  abstract make(items: Value): AnySet;

  union(...others: Value[]): AnySet {
    const result = this.make(this);
    for (const other of others) result.putAll(other);
    return result;
  }

  intersection(...others: Value[]): AnySet {
    const [first, ...rest] = others;
    let result = first === undefined ? this.make(this) : this.#intersectionWith(first);
    for (const other of rest) result = result.#intersectionWith(other);
    return result;
  }

  /** Goes through the smaller one, so that its members and their order stay. */
  #intersectionWith(other: Value): AnySet {
    const isSwapped = other instanceof AnySet && other.size > this.size;
    const items = isSwapped ? this : iterate(other);
    const wanted = isSwapped ? other : this;
    const result = this.make([]);
    for (const item of items) if (wanted.has(item)) result.put(item);
    return result;
  }

  difference(...others: Value[]): AnySet {
    const [first, ...rest] = others;
    const result = first === undefined ? this.make(this) : this.#differenceFrom(first);
    for (const other of rest) result.dropAll(other);
    return result;
  }

  #differenceFrom(other: Value): AnySet {
    const size = other instanceof AnySet ? other.size : undefined;
    if (size === undefined || Math.floor(this.size / 4) > size) {
      const result = this.make(this);
      result.dropAll(other);
      return result;
    }
    const result = this.make([]);
    for (const item of this) if (!(other as AnySet).has(item)) result.put(item);
    return result;
  }

  symmetricDifference(other: Value): AnySet {
    const result = this.make(other);
    result.toggleAll(this);
    return result;
  }

  /** Has the members of another one, and leaves it as it is. */
  protected become(other: AnySet): void {
    if (other === this) return;
    this.members = other.members;
    this.table = other.table;
  }

  /** Takes out what is there, and puts in what is not. */
  protected toggleAll(other: Value): void {
    const items = other instanceof AnySet ? other : set(other);
    for (const item of items === this ? [...items] : items) if (!this.drop(item)) this.put(item);
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

function isIntKey(hash: unknown): hash is Int {
  return typeof hash === 'bigint' || Number.isSafeInteger(hash);
}

/** A set, or the keys or items of a dict. */
export function isSetLike(value: Value): boolean {
  return (
    value instanceof AnySet ||
    (typeof value === 'object' && /^dict_(?:keys|items)$/.test(typeName(value)))
  );
}

export function asSet(value: Value): AnySet {
  return value instanceof AnySet ? value : set(value);
}

export class PySet extends AnySet {
  static readonly pythonClass: string = 'set';

  /** An array stands for a display, `{1, 2, 3}`: of three constants or more, CPython makes a frozenset, and another one of it. */
  constructor(items: Value = []) {
    super(
      Array.isArray(items) && items.length > 2 ? new FrozenSet([...new FrozenSet(items)]) : items,
    );
  }

  override make(items: Value): PySet {
    return set(items);
  }

  add(item: Value): void {
    this.put(item);
  }

  delete(item: Value): boolean {
    return this.drop(item);
  }

  /** @throws KeyError where there is no such member. */
  removeItem(item: Value): void {
    if (!this.delete(item)) throw new KeyError(item);
  }

  clear(): void {
    this.members = new Map();
    this.table = new SetTable();
  }

  pop(): Value {
    if (this.size === 0) throw new KeyError('pop from an empty set');
    const hash = this.table ? this.table.pop() : this.members.keys().next().value;
    const item = this.members.get(hash)!;
    this.members.delete(hash);
    return item;
  }

  update(other: Value): void {
    this.putAll(other);
  }

  intersectionUpdate(...others: Value[]): void {
    this.become(this.intersection(...others));
  }

  differenceUpdate(other: Value): void {
    this.dropAll(other);
  }

  symmetricDifferenceUpdate(other: Value): void {
    this.toggleAll(other);
  }

  pyBitOrInPlace(other: Value): Value | undefined {
    if (!isSetLike(other)) return undefined;
    this.update(other);
    return this;
  }

  pyBitAndInPlace(other: Value): Value | undefined {
    if (!isSetLike(other)) return undefined;
    this.intersectionUpdate(other);
    return this;
  }

  pySubtractInPlace(other: Value): Value | undefined {
    if (!isSetLike(other)) return undefined;
    this.differenceUpdate(other);
    return this;
  }

  pyBitXorInPlace(other: Value): Value | undefined {
    if (!isSetLike(other)) return undefined;
    this.symmetricDifferenceUpdate(other);
    return this;
  }
}

export class FrozenSet extends AnySet {
  static readonly pythonClass: string = 'frozenset';

  override make(items: Value): FrozenSet {
    return new FrozenSet(items);
  }

  pyHash(): string {
    return [...this].map(textKey).toSorted().join('');
  }
}

export { AnySet };

/** `set(items)`. */
export function set(items: Value = []): PySet {
  const result = new PySet();
  result.update(items);
  return result;
}
set.pythonClass = 'set';

export function frozenset(items: Value = []): FrozenSet {
  return new FrozenSet(items);
}
frozenset.pythonClass = 'frozenset';
