/** What dict's methods do, as functions of the dict. */
import { Dict, updateFrom, type DictSource } from './dict.js';
import { DictItems, DictKeys, DictValues } from './dict-views.js';
import { KeyError } from './exceptions.js';
import { missingAttribute } from './getattr.js';
import { iterate } from './iterate.js';
import { tuple, type Tuple, type Value } from './value.js';

/** @throws AttributeError where the receiver has no such method. */
export function dictOf(value: Value, method: string): Dict {
  if (value instanceof Dict) return value as Dict;
  throw missingAttribute(value, method);
}

export function get<K extends Value, V extends Value>(dict: Dict<K, V>, key: Value): V | null;
export function get<K extends Value, V extends Value, Otherwise>(
  dict: Dict<K, V>,
  key: Value,
  otherwise: Otherwise,
): V | Otherwise;
export function get(dict: Value, key: Value, otherwise?: Value): Value;
export function get(dict: Value, key: Value, otherwise: Value = null): Value {
  const value = dictOf(dict, 'get').get(key);
  return value === undefined ? otherwise : value;
}

export function keys<K extends Value, V extends Value>(dict: Dict<K, V>): DictKeys<K>;
export function keys(dict: Value): DictKeys;
export function keys(dict: Value): DictKeys {
  return new DictKeys(dictOf(dict, 'keys'));
}

export function values<K extends Value, V extends Value>(dict: Dict<K, V>): DictValues<V>;
export function values(dict: Value): DictValues;
export function values(dict: Value): DictValues {
  return new DictValues(dictOf(dict, 'values'));
}

export function items<K extends Value, V extends Value>(dict: Dict<K, V>): DictItems<K, V>;
export function items(dict: Value): DictItems;
export function items(dict: Value): DictItems {
  return new DictItems(dictOf(dict, 'items'));
}

/** @throws KeyError where there is no such key, unless there is something else to give. */
export function pop(dict: Value, key: Value, otherwise?: Value): Value {
  const target = dictOf(dict, 'pop');
  // Python looks at the key only where there is something to find.
  const value = target.size === 0 ? undefined : target.get(key);
  if (value !== undefined) {
    target.delete(key);
    return value;
  }
  if (otherwise === undefined) throw new KeyError(key);
  return otherwise;
}

export function popitem(dict: Value): Tuple & [Value, Value] {
  const target = dictOf(dict, 'popitem');
  const key = target.lastKey();
  if (key === undefined) throw new KeyError('popitem(): dictionary is empty');
  const value = target.get(key)!;
  target.delete(key);
  return tuple(key, value);
}

export function setdefault(dict: Value, key: Value, otherwise: Value = null): Value {
  const target = dictOf(dict, 'setdefault');
  const value = target.get(key);
  if (value !== undefined) return value;
  target.set(key, otherwise);
  return otherwise;
}

export function update(dict: Value, source?: DictSource, members?: Dict): null {
  const target = dictOf(dict, 'update');
  if (target.pyUpdate) return target.pyUpdate(source, members);
  if (source !== undefined) updateFrom(target, source);
  if (members) target.update(members);
  return null;
}

export function copy<K extends Value, V extends Value>(dict: Dict<K, V>): Dict<K, V>;
export function copy(dict: Value): Dict;
export function copy(dict: Value): Dict {
  return dictOf(dict, 'copy').copy();
}

export function clear(dict: Value): null {
  dictOf(dict, 'clear').clear();
  return null;
}

/** `dict.fromkeys(keys, value)`. */
export function fromkeys(source: Value, value: Value = null): Dict {
  const result = new Dict();
  for (const key of iterate(source)) result.set(key, value);
  return result;
}
