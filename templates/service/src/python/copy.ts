/** Python's `copy`: another container of the same items, or of copies of them. */
import { Dict } from './dict.js';
import { FrozenSet, PySet } from './set.js';
import { Tuple, tupleOf, type Value } from './value.js';

export function copy<Kind extends Value>(value: Kind): Kind {
  return duplicate(value, (item) => item, new Map()) as Kind;
}

/** An object that occurs several times does so in the copy as well. */
export function deepcopy<Kind extends Value>(value: Kind): Kind {
  const copies = new Map<object, Value>();
  const deep = (item: Value): Value => duplicate(item, deep, copies);
  return deep(value) as Kind;
}

function duplicate(value: Value, inner: (item: Value) => Value, copies: Map<object, Value>): Value {
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (value instanceof Tuple) {
    const items = value.map((item) => inner(item));
    if (items.every((item, at) => item === value[at])) return value;
    // A named tuple is copied as one.
    if (value.constructor !== Tuple)
      return new (value.constructor as new (...values: Value[]) => Tuple)(...items);
    return tupleOf(items);
  }
  if (Array.isArray(value)) {
    const list: Value[] = [];
    copies.set(value, list);
    for (const item of value as Value[]) list.push(inner(item));
    return list;
  }
  if (value instanceof Dict) {
    const dict = value.copy();
    copies.set(value, dict);
    for (const [key, item] of value.entries()) dict.set(key, inner(item));
    return dict;
  }
  if (value instanceof FrozenSet || !isCopied(value)) return value;
  if (value instanceof PySet) return new PySet(value);
  const made = Object.create(Object.getPrototypeOf(value) as object) as Record<string, Value>;
  copies.set(value, made);
  for (const [name, item] of Object.entries(value as Readonly<Record<string, Value>>))
    made[name] = inner(item);
  return made;
}

/** What keeps its state in private fields, or in slots of JavaScript's own, never changes and is its own copy. */
function isCopied(value: object): boolean {
  if (value instanceof PySet) return true;
  return Object.keys(value).length > 0 && !('pyHash' in value) && !ArrayBuffer.isView(value);
}
