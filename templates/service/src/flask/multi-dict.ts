/**
 * Werkzeug's MultiDict: `request.args`, `request.form`, `request.files`. A name may have several values, of which the
 * first is the one that is asked for; one that is not there is a 400.
 * Source: werkzeug/datastructures.py, 2.2.
 */
import { dict, type Dict } from '../python/dict.js';
import { repr } from '../python/text.js';
import type { PythonObject } from '../python/protocols.js';
import { tuple, type Tuple, type Value } from '../python/value.js';
import { BadRequestKeyError } from './bad-request-key-error.js';
import { converted, type Convert } from './converted.js';
import type { ToPythonJson, Write } from './json.js';

export class MultiDict implements PythonObject, ToPythonJson {
  static readonly pythonClass: string = 'ImmutableMultiDict';
  readonly #lists = new Map<Value, Value[]>();

  constructor(pairs: Iterable<readonly [Value, Value]> = []) {
    for (const [key, value] of pairs) {
      const list = this.#lists.get(key);
      if (list) list.push(value);
      else this.#lists.set(key, [value]);
    }
  }

  get(key: Value, otherwise: Value = null, type?: Convert | null): Value {
    const value = this.#lists.get(key)?.[0];
    return value === undefined ? otherwise : converted(value, otherwise, type);
  }

  getlist(key: Value, type?: Convert | null): Value[] {
    const values = this.#lists.get(key) ?? [];
    if (!type) return [...values];
    return values.flatMap((value) => {
      const result = converted(value, undefined, type);
      return result === undefined ? [] : [result];
    });
  }

  keys(): Value[] {
    return [...this.#lists.keys()];
  }

  values(): Value[] {
    return [...this.#lists.values()].map(([first]) => first!);
  }

  items(multi: Value = false): Tuple[] {
    return [...this.#lists].flatMap(([key, values]) =>
      (multi === true ? values : values.slice(0, 1)).map((value) => tuple(key, value)),
    );
  }

  lists(): Tuple[] {
    return [...this.#lists].map(([key, values]) => tuple(key, [...values]));
  }

  listvalues(): Value[][] {
    return [...this.#lists.values()].map((values) => [...values]);
  }

  to_dict(flat: Value = true): Dict {
    return dict(flat === true ? this.items() : this.lists());
  }

  copy(): MultiDict {
    return new MultiDict(this.items(true) as unknown as [Value, Value][]);
  }

  pyGetItem(key: Value): Value {
    const value = this.#lists.get(key)?.[0];
    if (value === undefined) throw new BadRequestKeyError(key);
    return value;
  }

  pyContains(key: Value): boolean {
    return this.#lists.has(key);
  }

  pyLen(): number {
    return this.#lists.size;
  }

  pyIterate(): Iterable<Value> {
    return this.#lists.keys();
  }

  pyBool(): boolean {
    return this.#lists.size > 0;
  }

  pyRepr(): string {
    return `ImmutableMultiDict(${repr(this.items(true))})`;
  }

  toPythonJson(write: Write): string {
    return write(this.to_dict());
  }
}
