/** Python's `collections`: dicts with defaults and counts, and the deque. */
import { Dict, updateFrom, type DictSource } from './dict.js';
import { IndexError, KeyError, PyTypeError, ValueError } from './exceptions.js';
import { equals } from './compare.js';
import { iterate } from './iterate.js';
import { toNumber, toSmallIndex } from './numbers.js';
import { add, subtract } from './operators.js';
import type { PythonObject } from './protocols.js';
import { repr, reprNested } from './text.js';
import { tuple, type Tuple, type Value } from './value.js';

type Argument = Value | undefined;

/** A key that is asked for and not there comes to be, with what the factory gives. */
export class DefaultDict extends Dict {
  static override readonly pythonClass: string = 'defaultdict';

  constructor(
    readonly default_factory: Argument = null,
    source?: DictSource,
    members?: Dict,
  ) {
    super();
    if (default_factory !== null && typeof default_factory !== 'function')
      throw new PyTypeError('first argument must be callable or None');
    if (source !== undefined) updateFrom(this, source);
    if (members) this.update(members);
  }

  override pyMissing(key: Value): Value {
    if (typeof this.default_factory !== 'function') throw new KeyError(key);
    const value = (this.default_factory as () => Value)();
    this.set(key, value);
    return value;
  }

  override copy(): DefaultDict {
    return new DefaultDict(this.default_factory, this);
  }

  override pyRepr(): string {
    return `defaultdict(${repr(this.default_factory ?? null)}, ${super.pyRepr()})`;
  }
}

/** A dict that remembers its order, as every dict does now. */
export class OrderedDict extends Dict {
  static override readonly pythonClass: string = 'OrderedDict';

  constructor(source?: DictSource, members?: Dict) {
    super();
    if (source !== undefined) updateFrom(this, source);
    if (members) this.update(members);
  }

  move_to_end(key: Value, last: Argument = true): null {
    const value = this.pyGetItem(key);
    this.delete(key);
    const others = last === false ? [...this.entries()] : [];
    if (last === false) this.clear();
    this.set(key, value);
    for (const [other, its] of others) this.set(other, its);
    return null;
  }

  override pyRepr(): string {
    if (this.size === 0) return 'OrderedDict()';
    return `OrderedDict(${repr(Array.from(this.entries(), ([key, value]) => tuple(key, value)))})`;
  }
}

/** How often each item is there. One that is not there counts zero. */
export class Counter extends Dict {
  static override readonly pythonClass: string = 'Counter';

  constructor(source?: Value, members?: Dict) {
    super();
    if (source !== undefined && source !== null) this.count(source, add);
    if (members) this.count(members, add);
  }

  override pyMissing(_key: Value): Value {
    return 0;
  }

  /** What is counted is added to what is there. */
  override pyUpdate(source?: DictSource, members?: Dict): null {
    if (source !== undefined && source !== null) this.count(source as Value, add);
    if (members) this.count(members, add);
    return null;
  }

  /** Those that are there most, first; of equals the one that came first. */
  most_common(count: Argument = null): (Tuple & [Value, Value])[] {
    const sorted = [...this.entries()].toSorted(([, a], [, b]) => toNumber(b)! - toNumber(a)!);
    return count === null ? sorted : sorted.slice(0, Math.max(0, toSmallIndex(count)));
  }

  elements(): Value[] {
    return Array.from(this.entries(), ([key, count]) =>
      Array.from({ length: Math.max(0, toNumber(count)!) }, () => key),
    ).flat();
  }

  total(): Value {
    return [...this.values()].reduce((sum, count) => add(sum, count), 0);
  }

  subtract(source: Value): null {
    this.count(source, subtract);
    return null;
  }

  override pyRepr(): string {
    if (this.size === 0) return 'Counter()';
    const members = this.most_common().map(([key, count]) => `${repr(key)}: ${repr(count)}`);
    return `Counter({${members.join(', ')}})`;
  }

  /** Adds, where a dict's own replaces. */
  count(source: Value, combine: (a: Value, b: Value) => Value): void {
    if (source instanceof Dict)
      for (const [key, count] of source.entries())
        this.set(key, combine(this.get(key) ?? 0, count));
    else for (const key of iterate(source)) this.set(key, combine(this.get(key) ?? 0, 1));
  }

  pyAdd(other: Value): Counter | undefined {
    return other instanceof Counter ? this.combined(other, add) : undefined;
  }

  pySubtract(other: Value): Counter | undefined {
    return other instanceof Counter ? this.combined(other, subtract) : undefined;
  }

  private combined(other: Counter, combine: (a: Value, b: Value) => Value): Counter {
    const sum = new Counter(this);
    sum.count(other, combine);
    const result = new Counter();
    for (const [key, count] of sum.entries()) if (toNumber(count)! > 0) result.set(key, count);
    return result;
  }
}

export class Deque implements PythonObject {
  static readonly pythonClass: string = 'collections.deque';
  #items: Value[];
  readonly maxlen: number | null;

  constructor(items: Argument = [], maxlen: Argument = null) {
    this.maxlen = maxlen === null ? null : toSmallIndex(maxlen);
    this.#items = [];
    this.extend(items);
  }

  append(item: Value): null {
    this.#items.push(item);
    if (this.maxlen !== null && this.#items.length > this.maxlen) this.#items.shift();
    return null;
  }

  appendleft(item: Value): null {
    this.#items.unshift(item);
    if (this.maxlen !== null && this.#items.length > this.maxlen) this.#items.pop();
    return null;
  }

  extend(items: Value): null {
    for (const item of Array.from(iterate(items))) this.append(item);
    return null;
  }

  extendleft(items: Value): null {
    for (const item of Array.from(iterate(items))) this.appendleft(item);
    return null;
  }

  pop(): Value {
    if (this.#items.length === 0) throw new IndexError('pop from an empty deque');
    return this.#items.pop()!;
  }

  popleft(): Value {
    if (this.#items.length === 0) throw new IndexError('pop from an empty deque');
    return this.#items.shift()!;
  }

  rotate(count: Argument = 1): null {
    const { length } = this.#items;
    if (length === 0) return null;
    const by = ((toSmallIndex(count) % length) + length) % length;
    this.#items = [...this.#items.slice(length - by), ...this.#items.slice(0, length - by)];
    return null;
  }

  remove(item: Value): null {
    const at = this.#items.findIndex((other) => equals(other, item));
    if (at < 0) throw new ValueError(`${repr(item)} is not in deque`);
    this.#items.splice(at, 1);
    return null;
  }

  clear(): null {
    this.#items = [];
    return null;
  }

  pyGetItem(index: Value): Value {
    const found = this.#items.at(toSmallIndex(index));
    if (found === undefined) throw new IndexError('deque index out of range');
    return found;
  }

  pyIterate(): Iterable<Value> {
    return [...this.#items];
  }

  pyLen(): number {
    return this.#items.length;
  }

  pyContains(item: Value): boolean {
    return this.#items.some((other) => equals(other, item));
  }

  pyEquals(other: Value): boolean | undefined {
    return other instanceof Deque ? equals(this.#items, [...other.pyIterate()]) : undefined;
  }

  pyRepr(): string {
    const limit = this.maxlen === null ? '' : `, maxlen=${this.maxlen}`;
    return reprNested(this, '[...]', () => `deque(${repr(this.#items)}${limit})`);
  }
}
