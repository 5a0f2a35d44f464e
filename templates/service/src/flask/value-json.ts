/**
 * JSON of Python's values as Flask's provider writes it, with what an app has set: the order of keys, what is escaped,
 * whether it is indented.
 * Source: flask/json/provider.py, 2.2.
 */
import { less } from '../python/compare.js';
import { Dict, isPlainObject, keyText } from '../python/dict.js';
import { PyTypeError } from '../python/exceptions.js';
import { typeName } from '../python/type-name.js';
import type { Value } from '../python/value.js';
import { byCodePoint, dumps, type ToPythonJson } from './json.js';
import { Float } from './python.js';

/** `app.json`. */
export interface JsonProvider {
  sortKeys: Value;
  ensureAscii: Value;
  /** None is: but in debug mode. */
  compact: Value;
  mimetype: Value;
  /** As `json.dumps`, with its options by name. */
  dumps?(value: Value, options?: Dict): Value;
}

export interface JsonSettings {
  /** JSON_SORT_KEYS. */
  readonly sortsKeys: boolean;
  /** JSON_AS_ASCII. */
  readonly isAscii: boolean;
  /** JSONIFY_PRETTYPRINT_REGULAR, and debug mode. */
  readonly isIndented: boolean;
  readonly mimetype: string;
  /** Where the app has an encoder or a provider of its own. */
  readonly encode: ((value: Value) => string) | undefined;
}

let readSettings = (): JsonSettings => ({
  sortsKeys: true,
  isAscii: true,
  isIndented: false,
  mimetype: 'application/json',
  encode: undefined,
});

/** Asked for each answer: an app may change its configuration after it was made. */
export function useJsonSettings(read: () => JsonSettings): void {
  readSettings = read;
}

export interface JsonAnswer {
  /** With the newline at its end. */
  readonly body: string;
  readonly mimetype: string;
}

export function jsonAnswer(value: Value): JsonAnswer {
  const settings = readSettings();
  const json = settings.encode ? settings.encode(value) : write(value, '\n', settings);
  return { body: `${json}\n`, mimetype: settings.mimetype };
}

function write(value: Value, indent: string, settings: JsonSettings): string {
  if (value === null || typeof value !== 'object' || value instanceof Float)
    return writeScalar(value, settings);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = (value as Value[]).map((item) => write(item, inner, settings));
    return enclose('[', items, ']', indent, settings);
  }
  if (value instanceof Dict || isPlainObject(value)) {
    const pairs = value instanceof Dict ? [...value.entries()] : Object.entries(value as object);
    const ordered = settings.sortsKeys ? pairs.toSorted(([a], [b]) => compareKeys(a, b)) : pairs;
    const separator = settings.isIndented ? ': ' : ':';
    const members = ordered.map(
      ([key, member]) =>
        `${writeScalar(keyText(key as Value), settings)}${separator}${write(member as Value, inner, settings)}`,
    );
    return enclose('{', members, '}', indent, settings);
  }
  if (typeof (value as Partial<ToPythonJson>).toPythonJson === 'function') {
    return (value as ToPythonJson).toPythonJson((part) => write(part as Value, inner, settings));
  }
  throw new PyTypeError(`Object of type ${typeName(value)} is not JSON serializable`);
}

function writeScalar(value: Value, { isAscii }: JsonSettings): string {
  return !isAscii && typeof value === 'string' ? JSON.stringify(value) : dumps(value);
}

function enclose(
  open: string,
  parts: readonly string[],
  close: string,
  indent: string,
  { isIndented }: JsonSettings,
): string {
  if (!isIndented || parts.length === 0) return `${open}${parts.join(',')}${close}`;
  return `${open}${indent}  ${parts.join(`,${indent}  `)}${indent}${close}`;
}

function compareKeys(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return byCodePoint(a, b);
  return less(a as Value, b as Value) ? -1 : less(b as Value, a as Value) ? 1 : 0;
}
