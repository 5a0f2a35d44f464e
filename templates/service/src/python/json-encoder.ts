/** `json.JSONEncoder`: an app's own class inherits from it, and says in `default` what becomes of other objects. */
import { escapeNonAscii, float } from '../flask/json.js';
import { asInt } from './numbers.js';
import { less } from './compare.js';
import { Dict, isPlainObject, keyText } from './dict.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { iterate } from './iterate.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { Float, type Value } from './value.js';

type Argument = Value | undefined;

export type EncoderClass = new (...options: Argument[]) => JSONEncoder;

export class JSONEncoder {
  static readonly pythonClass: string = 'JSONEncoder';

  readonly skipkeys: boolean;
  readonly ensure_ascii: boolean;
  readonly allow_nan: boolean;
  readonly sort_keys: boolean;
  readonly indent: string | undefined;
  readonly item_separator: string;
  readonly key_separator: string;
  readonly #default: ((value: Value) => Value) | undefined;
  readonly #open = new Set<object>();

  constructor(
    skipKeys: Argument = false,
    ensureAscii: Argument = true,
    _checkCircular?: Argument,
    allowNan: Argument = true,
    sortKeys: Argument = false,
    indent: Argument = null,
    separators: Argument = null,
    otherwise: Argument = null,
  ) {
    this.skipkeys = Boolean(skipKeys);
    this.ensure_ascii = Boolean(ensureAscii);
    this.allow_nan = Boolean(allowNan);
    this.sort_keys = Boolean(sortKeys);
    const spaces = asInt(indent);
    this.indent =
      spaces === undefined
        ? ((indent as string | null) ?? undefined)
        : ' '.repeat(Math.max(0, Number(spaces)));
    const [item, key] = separators === null ? [] : [...iterate(separators)];
    this.item_separator = (item as string | undefined) ?? (this.indent === undefined ? ', ' : ',');
    this.key_separator = (key as string | undefined) ?? ': ';
    this.#default = (otherwise as ((value: Value) => Value) | null) ?? undefined;
  }

  encode(value: Value): string {
    return this.#write(value, '\n');
  }

  default(value: Value): Value {
    throw notSerializable(value);
  }

  /** @param newline with the spaces that a line of the container begins with. */
  #write(value: Value, newline: string): string {
    switch (typeof value) {
      case 'string':
        return this.#writeString(value);
      case 'boolean':
      case 'bigint':
        return String(value);
      case 'number':
        return Number.isInteger(value) ? String(value) : this.#writeFloat(value);
      default:
        if (value === null) return 'null';
        if (value instanceof Float) return this.#writeFloat(value.value);
        return this.#writeObject(value, newline);
    }
  }

  #writeString(text: string): string {
    const json = JSON.stringify(text);
    return this.ensure_ascii ? escapeNonAscii(json) : json;
  }

  #writeFloat(value: number): string {
    if (!this.allow_nan && !Number.isFinite(value))
      throw new ValueError('Out of range float values are not JSON compliant');
    return float(value);
  }

  #writeObject(value: object, newline: string): string {
    if (this.#open.has(value)) throw new ValueError('Circular reference detected');
    this.#open.add(value);
    try {
      const inner = this.indent === undefined ? '' : newline + this.indent;
      if (Array.isArray(value)) {
        const items = Array.from(value as Value[], (item) => this.#write(item, inner));
        return this.#enclose('[', items, ']', newline);
      }
      if (value instanceof Dict || isPlainObject(value))
        return this.#enclose('{', this.#members(value, inner), '}', newline);
      const { pyIndex } = value as PythonObject;
      if (pyIndex) return String(pyIndex.call(value));
      const replaced = this.#default ? this.#default(value) : this.default(value);
      return this.#write(replaced, newline);
    } finally {
      this.#open.delete(value);
    }
  }

  #members(object: Dict | Readonly<Record<string, unknown>>, inner: string): string[] {
    const members: string[] = [];
    const entries =
      object instanceof Dict
        ? [...object.entries()]
        : (Object.entries(object) as [string, Value][]);
    if (this.sort_keys) entries.sort(([a], [b]) => (less(a, b) ? -1 : less(b, a) ? 1 : 0));
    for (const [key, value] of entries) {
      if (this.skipkeys && !isKey(key)) continue;
      const text = this.#writeString(keyText(key));
      members.push(text + this.key_separator + this.#write(value, inner));
    }
    return members;
  }

  #enclose(start: string, items: readonly string[], end: string, newline: string): string {
    if (items.length === 0) return start + end;
    if (this.indent === undefined) return start + items.join(this.item_separator) + end;
    const inner = newline + this.indent;
    return start + inner + items.join(this.item_separator + inner) + newline + end;
  }
}

export function notSerializable(value: Value): PyTypeError {
  return new PyTypeError(
    `Object of type ${typeName(value).replace(/^.*\./, '')} is not JSON serializable`,
  );
}

function isKey(key: Value): boolean {
  return key === null || typeof key !== 'object' || key instanceof Float;
}
