/**
 * A Python dict whose keys are no strings: in JSON they become strings, in the order that they had before. Keys that
 * Python cannot compare, a number and a string, are an error there as here.
 */
import { byCodePoint, float, type ToPythonJson, type Write } from './json.js';
import { Float } from './python.js';

export class Dict<Key, Value> extends Map<Key, Value> implements ToPythonJson {
  toPythonJson(write: Write): string {
    const members = [...this]
      .toSorted(([a], [b]) => compareKeys(a, b))
      .map(([key, value]) => `${write(keyText(key))}:${write(value)}`);
    return `{${members.join(',')}}`;
  }
}

function compareKeys(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b);
  const [one, other] = [toNumber(a), toNumber(b)];
  if (one !== undefined && other !== undefined) return one < other ? -1 : one > other ? 1 : 0;
  throw new TypeError('keys of different types have no order');
}

function keyText(key: unknown): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (typeof key === 'boolean' || typeof key === 'bigint') return String(key);
  if (key instanceof Float) return float(key.value);
  if (typeof key === 'number') return Number.isInteger(key) ? String(key) : float(key);
  throw new TypeError('keys must be str, int, float, bool or None');
}

function toNumber(key: unknown): number | bigint | undefined {
  if (key instanceof Float) return key.value;
  if (typeof key === 'boolean') return Number(key);
  return typeof key === 'number' || typeof key === 'bigint' ? key : undefined;
}
