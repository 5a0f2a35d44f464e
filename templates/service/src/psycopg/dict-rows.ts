/** Rows by name: those of RealDictCursor, DictCursor and NamedTupleCursor. Source: lib/extras.py. */
import type { ToPythonJson, Write } from '../flask/json.js';
import { equals } from '../python/compare.js';
import { Dict, dict } from '../python/dict.js';
import { KeyError, ValueError } from '../python/exceptions.js';
import { getItem, setItem } from '../python/items.js';
import { NamedTuple } from '../python/named-tuple.js';
import type { PythonObject } from '../python/protocols.js';
import { repr } from '../python/text.js';
import { tuple, type Tuple, type Value } from '../python/value.js';
import { Connection } from './connection.js';
import { Cursor, type MakeRow } from './cursor.js';

/** A dict; of columns with one name the last counts. */
export class RealDictRow extends Dict {
  static override readonly pythonClass: string = 'RealDictRow';

  override pyRepr(): string {
    const pairs = [...this.entries()].map(([key, value]) => `(${repr(key)}, ${repr(value)})`);
    return `RealDictRow([${pairs.join(', ')}])`;
  }
}

export class RealDictCursor extends Cursor {
  static override readonly pythonClass: string = 'RealDictCursor';

  override makeRows(names: readonly string[]): MakeRow {
    return (values) => {
      const row = new RealDictRow();
      for (const [at, name] of names.entries()) row.set(name, values[at]!);
      return row;
    };
  }
}

/** A list whose items have names, too: by either, and as JSON a list. */
export class DictRow implements PythonObject, ToPythonJson {
  static readonly pythonClass: string = 'DictRow';
  readonly #values: Value[];
  readonly #index: ReadonlyMap<Value, number>;

  constructor(values: Value[], index: ReadonlyMap<Value, number>) {
    this.#values = values;
    this.#index = index;
  }

  pyGetItem(key: Value): Value {
    return typeof key === 'string' ? this.#values[this.#at(key)]! : getItem(this.#values, key);
  }

  pySetItem(key: Value, value: Value): void {
    setItem(this.#values, typeof key === 'string' ? this.#at(key) : key, value);
  }

  #at(key: string): number {
    const at = this.#index.get(key);
    if (at === undefined) throw new KeyError(key);
    return at;
  }

  get(key: Value, otherwise: Value = null): Value {
    const at = this.#index.get(key);
    return at === undefined ? otherwise : this.#values[at]!;
  }

  keys(): Value[] {
    return [...this.#index.keys()];
  }

  values(): Value[] {
    return [...this.#values];
  }

  items(): Tuple[] {
    return [...this.#index].map(([name, at]) => tuple(name, this.#values[at]!));
  }

  copy(): Dict {
    return dict(this.items());
  }

  pyContains(key: Value): boolean {
    return this.#index.has(key);
  }

  pyLen(): number {
    return this.#values.length;
  }

  pyIterate(): Iterable<Value> {
    return this.#values;
  }

  [Symbol.iterator](): Iterator<Value> {
    return this.#values[Symbol.iterator]();
  }

  pyEquals(other: Value): boolean {
    return equals(this.#values, other instanceof DictRow ? other.#values : other);
  }

  pyRepr(): string {
    return repr(this.#values);
  }

  toPythonJson(write: Write): string {
    return write(this.#values);
  }
}

export class DictCursor extends Cursor {
  static override readonly pythonClass: string = 'DictCursor';

  override makeRows(names: readonly string[]): MakeRow {
    const index = new Map<Value, number>(names.map((name, at) => [name, at]));
    return (values) => new DictRow([...values], index);
  }
}

const rowClasses = new Map<string, typeof NamedTuple>();

function rowClass(columns: readonly string[]): typeof NamedTuple {
  const key = columns.join('\0');
  const known = rowClasses.get(key);
  if (known) return known;
  const fields = columns.map(fieldName);
  const again = fields.find((name, at) => fields.indexOf(name) < at);
  if (again !== undefined) throw new ValueError(`Encountered duplicate field name: ${repr(again)}`);
  const type = class extends NamedTuple {
    static readonly pythonClass: string = 'Record';
    static override readonly fields = tuple(...fields);
  };
  if (rowClasses.size > 1000) rowClasses.clear();
  rowClasses.set(key, type);
  return type;
}

/** What cannot be a name in Python becomes one. */
function fieldName(column: string): string {
  const name = column.replaceAll(/[^\w]/g, '_');
  return /^[\d_]/.test(name) ? `f${name}` : name;
}

export class NamedTupleCursor extends Cursor {
  static override readonly pythonClass: string = 'NamedTupleCursor';

  override makeRows(names: readonly string[]): MakeRow {
    const type = rowClass(names);
    return (values) => new type(...values);
  }
}

/** A connection whose cursors are of that kind. */
export class RealDictConnection extends Connection {
  static override readonly pythonClass: string = 'RealDictConnection';
  override cursor_factory: Value = RealDictCursor;
}

export class DictConnection extends Connection {
  static override readonly pythonClass: string = 'DictConnection';
  override cursor_factory: Value = DictCursor;
}
