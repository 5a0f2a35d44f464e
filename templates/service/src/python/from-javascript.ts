/** What JSON.parse and pg give, as Python's values: objects become dicts, also within lists. */
import { Dict, isPlainObject } from './dict.js';
import { intOf } from './numbers.js';
import { toFloat, type Value } from './value.js';

/** A number without a fraction counts as an int. */
export function toPython(value: unknown): Value {
  if (value === undefined) return null;
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return value;
    return Object.is(value, -0) ? toFloat(value) : intOf(value);
  }
  if (Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype)
    return value.map(toPython);
  if (isPlainObject(value)) {
    const result = new Dict();
    for (const [key, member] of Object.entries(value)) result.set(key, toPython(member));
    return result;
  }
  return value as Value;
}
