/** What set's and frozenset's methods do, as functions of the set. */
import { missingAttribute } from './getattr.js';
import { iterate } from './iterate.js';
import { AnySet, asSet, FrozenSet, PySet } from './set.js';
import type { Value } from './value.js';

/** @throws AttributeError where the receiver has no such method. */
export function setOf(value: Value, method: string): PySet {
  if (value instanceof PySet) return value as PySet;
  throw missingAttribute(value, method);
}

function anySetOf(value: Value, method: string): AnySet {
  if (value instanceof AnySet) return value as AnySet;
  throw missingAttribute(value, method);
}

export function add(set: Value, item: Value): null {
  setOf(set, 'add').add(item);
  return null;
}

export function discard(set: Value, item: Value): null {
  setOf(set, 'discard').delete(item);
  return null;
}

export function remove(set: Value, item: Value): null {
  setOf(set, 'remove').removeItem(item);
  return null;
}

export function pop(set: Value): Value {
  return setOf(set, 'pop').pop();
}

export function clear(set: Value): null {
  setOf(set, 'clear').clear();
  return null;
}

export function copy(set: Value): AnySet {
  const source = anySetOf(set, 'copy');
  return source instanceof FrozenSet ? source : source.make(source);
}

export function update(set: Value, ...others: Value[]): null {
  const target = setOf(set, 'update');
  for (const other of others) target.update(other);
  return null;
}

export function union(set: Value, ...others: Value[]): AnySet {
  return anySetOf(set, 'union').union(...others);
}

export function intersection(set: Value, ...others: Value[]): AnySet {
  return anySetOf(set, 'intersection').intersection(...others);
}

export function difference(set: Value, ...others: Value[]): AnySet {
  return anySetOf(set, 'difference').difference(...others);
}

export function symmetric_difference(set: Value, other: Value): AnySet {
  return anySetOf(set, 'symmetric_difference').symmetricDifference(other);
}

export function intersection_update(set: Value, ...others: Value[]): null {
  setOf(set, 'intersection_update').intersectionUpdate(...others);
  return null;
}

export function difference_update(set: Value, ...others: Value[]): null {
  const target = setOf(set, 'difference_update');
  for (const other of others) target.differenceUpdate(other);
  return null;
}

export function symmetric_difference_update(set: Value, other: Value): null {
  setOf(set, 'symmetric_difference_update').symmetricDifferenceUpdate(other);
  return null;
}

export function issubset(set: Value, other: Value): boolean {
  return anySetOf(set, 'issubset').isSubset(asSet(other));
}

export function issuperset(set: Value, other: Value): boolean {
  const whole = anySetOf(set, 'issuperset');
  return asSet(other).isSubset(whole);
}

export function isdisjoint(set: Value, other: Value): boolean {
  const first = anySetOf(set, 'isdisjoint');
  for (const item of iterate(other)) if (first.has(item)) return false;
  return true;
}
