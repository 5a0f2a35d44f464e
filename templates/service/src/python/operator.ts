/** `itemgetter` and the like: functions that sorts and maps are given. Source: operator.py, 3.11. */
import { PyTypeError } from './exceptions.js';
import { getattr } from './getattr.js';
import { getItem } from './items.js';
import { tupleOf, type Value } from './value.js';

type Getter = (value: Value) => Value;

export function itemgetter(...keys: Value[]): Getter {
  const [only] = keys;
  if (only === undefined) throw new PyTypeError('itemgetter expected 1 argument, got 0');
  if (keys.length === 1) return (value) => getItem(value, only);
  return (value) => tupleOf(keys.map((key) => getItem(value, key)));
}

/** A name may be a path: `author.name`. */
export function attrgetter(...names: Value[]): Getter {
  if (names.length === 0) throw new PyTypeError('attrgetter expected 1 argument, got 0');
  const getters = names.map((name): Getter => {
    if (typeof name !== 'string') throw new PyTypeError('attribute name must be a string');
    return (value) => name.split('.').reduce((object, part) => getattr(object, part), value);
  });
  const [only] = getters;
  if (getters.length === 1) return only!;
  return (value) => tupleOf(getters.map((get) => get(value)));
}
