/**
 * Python's dict: keys of any hashable kind in the order they came, 1 and 1.0 and True one key, and KeyError for one
 * that is not there. What it is in JSON is what `jsonify` writes: keys sorted, and as strings.
 */
import { byCodePoint, float, type ToPythonJson, type Write } from '../flask/json.js';
import { equals, less } from './compare.js';
import { KeyError, PyTypeError, RuntimeError, ValueError } from './exceptions.js';
import { hashKey } from './hash.js';
import { iterableOf, iterate } from './iterate.js';
import { repr, reprNested } from './text.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { Float, Tuple, type Value } from './value.js';

export class Dict<K extends Value = Value, V extends Value = Value>
  implements PythonObject, ToPythonJson
{
  static readonly pythonClass: string = 'dict';

  readonly #values = new Map<unknown, V>();
  /** The keys that are not what stands for them in `#values`. */
  #keys: Map<unknown, K> | undefined;

  constructor(pairs: Iterable<readonly [K, V]> = []) {
    for (const [key, value] of pairs) this.set(key, value);
  }

  get size(): number {
    return this.#values.size;
  }

  /** Undefined where there is no such key. */
  get(key: Value): V | undefined {
    return this.#values.get(hashKey(key));
  }

  has(key: Value): boolean {
    return this.#values.has(hashKey(key));
  }

  set(key: K, value: V): this {
    const hash = hashKey(key);
    if (hash !== key && !this.#values.has(hash)) (this.#keys ??= new Map()).set(hash, key);
    this.#values.set(hash, value);
    return this;
  }

  delete(key: Value): boolean {
    const hash = hashKey(key);
    this.#keys?.delete(hash);
    return this.#values.delete(hash);
  }

  clear(): void {
    this.#values.clear();
    this.#keys = undefined;
  }

  keys(): IterableIterator<K> {
    return this.#guard(this.#values.keys(), (hash) => this.#keyOf(hash));
  }

  values(): IterableIterator<V> {
    return this.#guard(this.#values.values(), (value) => value);
  }

  entries(): IterableIterator<Tuple & [K, V]> {
    return this.#guard(
      this.#values.entries(),
      ([hash, value]) => Tuple.of<Value>(this.#keyOf(hash), value) as Tuple & [K, V],
    );
  }

  /** The key that was set last. */
  lastKey(): K | undefined {
    const hash = [...this.#values.keys()].at(-1);
    return hash === undefined ? undefined : this.#keyOf(hash);
  }

  #keyOf(hash: unknown): K {
    return this.#keys?.has(hash) ? this.#keys.get(hash)! : (hash as K);
  }

  /** Python refuses to go on where keys have come or gone meanwhile. */
  #guard<From, To>(items: Iterator<From>, read: (item: From) => To): IterableIterator<To> {
    const { size } = this.#values;
    const values = this.#values;
    let isDone = false;
    return {
      next() {
        if (isDone) return { done: true, value: undefined };
        if (values.size !== size)
          throw new RuntimeError('dictionary changed size during iteration');
        const result = items.next();
        if (!result.done) return { done: false, value: read(result.value) };
        isDone = true;
        return { done: true, value: undefined };
      },
      [Symbol.iterator]() {
        return this;
      },
    };
  }

  /** What a subclass gives for a key that is not there: `__missing__`. */
  pyMissing(key: Value): V {
    throw new KeyError(key);
  }

  /** What a subclass does instead of `update`. */
  pyUpdate?(source?: DictSource, members?: Dict): null;

  pyGetItem(key: Value): V {
    const value = this.get(key);
    return value === undefined ? this.pyMissing(key) : value;
  }

  pySetItem(key: Value, value: Value): void {
    this.set(key as K, value as V);
  }

  pyDeleteItem(key: Value): void {
    if (!this.delete(key)) throw new KeyError(key);
  }

  pyContains(key: Value): boolean {
    return this.has(key);
  }

  pyLen(): number {
    return this.#values.size;
  }

  pyIterate(): IterableIterator<K> {
    return this.keys();
  }

  [Symbol.iterator](): IterableIterator<K> {
    return this.keys();
  }

  pyReversed(): Iterable<K> {
    return [...this.keys()].toReversed();
  }

  pyRepr(): string {
    return reprNested(this, '{...}', () => {
      const members: string[] = [];
      for (const [key, value] of this.entries()) members.push(`${repr(key)}: ${repr(value)}`);
      return `{${members.join(', ')}}`;
    });
  }

  pyEquals(other: Value): boolean | undefined {
    if (!(other instanceof Dict)) return undefined;
    if (other.size !== this.size) return false;
    for (const [hash, value] of this.#values) {
      const second = (other as Dict).get(this.#keyOf(hash));
      if (second === undefined || !equals(value, second)) return false;
    }
    return true;
  }

  pyBitOr(other: Value): Value | undefined {
    return other instanceof Dict ? this.copy().update(other as Dict<K, V>) : undefined;
  }

  pyBitOrInPlace(other: Value): Value {
    updateFrom(this as unknown as Dict, other);
    return this;
  }

  copy(): Dict<K, V> {
    return new Dict<K, V>().update(this);
  }

  update(other: Dict<K, V>): this {
    for (const [hash, value] of other.#values) this.set(other.#keyOf(hash), value);
    return this;
  }

  toPythonJson(write: Write): string {
    const keys = [...this.#values.keys()];
    // Nearly always there are only strings, which stand for themselves.
    const isPlain = this.#keys === undefined && keys.every((key) => typeof key === 'string');
    const sorted = isPlain
      ? (keys as string[]).toSorted(byCodePoint)
      : [...this.keys()].toSorted(compareKeys);
    let text = '';
    for (const key of sorted) {
      const value = isPlain ? this.#values.get(key) : this.get(key as Value);
      text += `${text === '' ? '' : ','}${write(keyText(key as Value))}:${write(value)}`;
    }
    return `{${text}}`;
  }
}

function compareKeys(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b);
  return less(a, b) ? -1 : less(b, a) ? 1 : 0;
}

/** As the `json` module turns keys into strings. */
export function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (typeof key === 'boolean' || typeof key === 'bigint') return String(key);
  if (key instanceof Float) return float(key.value);
  if (typeof key === 'number') return Number.isInteger(key) ? String(key) : float(key);
  throw new PyTypeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

/** What a dict is made of: another one, pairs, or a plain object, whose keys are strings. */
export type DictSource = Value | Readonly<Record<string, Value>>;

/**
 * `dict(source, **members)`. A plain object gives its members in its own order, which is not the order written where
 * a key looks like an int: those come as pairs.
 */
export function dict(source?: DictSource, members?: Dict): Dict;
export function dict(source?: DictSource, members?: Dict): Dict {
  const result = new Dict();
  if (source !== undefined) updateFrom(result, source);
  return members ? result.update(members) : result;
}
dict.pythonClass = 'dict';

/** `target.update(source)`. */
export function updateFrom(target: Dict, source: DictSource): void {
  if (source instanceof Dict) {
    target.update(source);
  } else if (isPlainObject(source)) {
    for (const [key, value] of Object.entries(source)) target.set(key, value as Value);
  } else if (isMapping(source)) {
    for (const key of source.keys()) target.set(key, source.pyGetItem(key));
  } else {
    let at = 0;
    for (const pair of iterate(source)) {
      const [key, value] = readPair(pair, at);
      target.set(key, value);
      at += 1;
    }
  }
}

/** What has `keys` and `__getitem__`. */
function isMapping(
  value: DictSource,
): value is object & { keys(): Iterable<Value>; pyGetItem(key: Value): Value } {
  const { keys, pyGetItem } = (value ?? {}) as { keys?: unknown; pyGetItem?: unknown };
  return typeof keys === 'function' && typeof pyGetItem === 'function';
}

function readPair(pair: Value, at: number): [Value, Value] {
  const items = iterableOf(pair);
  if (items === undefined)
    throw new PyTypeError(`cannot convert dictionary update sequence element #${at} to a sequence`);
  const values = [...items];
  if (values.length !== 2)
    throw new ValueError(
      `dictionary update sequence element #${at} has length ${values.length}; 2 is required`,
    );
  return values as [Value, Value];
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
