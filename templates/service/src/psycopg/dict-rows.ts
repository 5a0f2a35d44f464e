/** Rows by name: those of RealDictCursor, DictCursor and NamedTupleCursor. Source: lib/extras.py. */
import { Dict } from '../python/dict.js';
import { KeyError } from '../python/exceptions.js';
import { getItem } from '../python/items.js';
import type { PythonObject } from '../python/protocols.js';
import { repr } from '../python/text.js';
import { Tuple, tuple, type Value } from '../python/value.js';
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

/** A list whose items have names, too. */
export class DictRow extends Array<Value> implements PythonObject {
  static readonly pythonClass: string = 'DictRow';
  #index: ReadonlyMap<string, number> = new Map();

  static override get [Symbol.species]() {
    return Array;
  }

  static made(values: readonly Value[], index: ReadonlyMap<string, number>): DictRow {
    const row = new DictRow();
    for (const value of values) row.push(value);
    row.#index = index;
    return row;
  }

  pyGetItem(key: Value): Value {
    if (typeof key !== 'string') return getItem(Array.from(this), key);
    const at = this.#index.get(key);
    if (at === undefined) throw new KeyError(key);
    return this[at]!;
  }

  pySetItem(key: Value, value: Value): void {
    const at = typeof key === 'string' ? this.#index.get(key) : Number(key);
    if (at === undefined) throw new KeyError(key);
    this[at < 0 ? at + this.length : at] = value;
  }

  pyContains(key: Value): boolean {
    return this.#index.has(key as string);
  }

  get(key: Value, otherwise: Value = null): Value {
    const at = this.#index.get(key as string);
    return at === undefined ? otherwise : this[at]!;
  }

  override keys(): ArrayIterator<number> {
    return this.#index.keys() as unknown as ArrayIterator<number>;
  }

  items(): Tuple[] {
    return [...this.#index].map(([name, at]) => tuple(name, this[at]!));
  }

  copy(): Dict {
    const result = new Dict();
    for (const [name, at] of this.#index) result.set(name, this[at]!);
    return result;
  }
}

export class DictCursor extends Cursor {
  static override readonly pythonClass: string = 'DictCursor';

  override makeRows(names: readonly string[]): MakeRow {
    const index = new Map(names.map((name, at) => [name, at]));
    return (values) => DictRow.made(values, index);
  }
}

/** A tuple whose items are attributes, too. */
export class NamedRow extends Tuple {
  static readonly pythonClass: string = 'Record';

  get _fields(): Tuple {
    return tuple(...(this.constructor as typeof NamedRow).names);
  }

  static readonly names: readonly string[] = [];

  _asdict(): Dict {
    const result = new Dict();
    for (const [at, name] of (this.constructor as typeof NamedRow).names.entries())
      result.set(name, this[at]!);
    return result;
  }

  _replace(named: Dict): NamedRow {
    const type = this.constructor as typeof NamedRow;
    const row = new type();
    for (const [at, name] of type.names.entries()) row.push(named.get(name) ?? this[at]!);
    return row;
  }

  pyRepr(): string {
    const { names } = this.constructor as typeof NamedRow;
    return `Record(${names.map((name, at) => `${name}=${repr(this[at]!)}`).join(', ')})`;
  }
}

const rowClasses = new Map<string, typeof NamedRow>();

function rowClass(columns: readonly string[]): typeof NamedRow {
  const key = columns.join('\0');
  const known = rowClasses.get(key);
  if (known) return known;
  const fields = columns.map(fieldName);
  const type = class extends NamedRow {
    static override readonly pythonClass: string = 'Record';
    static override readonly names = fields;
  };
  for (const [at, name] of fields.entries()) {
    Object.defineProperty(type.prototype, name, {
      get(this: NamedRow) {
        return this[at];
      },
    });
  }
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
    return (values) => {
      const row = new type();
      for (const value of values) row.push(value);
      return row;
    };
  }
}
