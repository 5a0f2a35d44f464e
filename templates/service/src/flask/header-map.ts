/**
 * Headers as Werkzeug has them, of a request and of a response: in the order they came, their names in any case, and
 * a name may be there several times.
 * Source: werkzeug/datastructures.py, 2.2.
 */
import { Dict } from '../python/dict.js';
import { iterate } from '../python/iterate.js';
import { str } from '../python/text.js';
import type { PythonObject } from '../python/protocols.js';
import { Tuple, tuple, type Value } from '../python/value.js';
import { BadRequestKeyError } from './bad-request-key-error.js';
import { converted, type Convert } from './converted.js';

export class HeaderMap implements PythonObject {
  static readonly pythonClass: string = 'Headers';
  #pairs: (readonly [name: string, value: string])[];

  constructor(pairs: Iterable<readonly [string, string]> = []) {
    this.#pairs = [...pairs];
  }

  get(name: Value, otherwise: Value = null, type?: Convert | null): Value {
    const value = this.#find(name);
    return value === undefined ? otherwise : converted(value, otherwise, type);
  }

  getlist(name: Value): string[] {
    return this.#pairs.filter(isNamed(name)).map(([, value]) => value);
  }

  get_all(name: Value): string[] {
    return this.getlist(name);
  }

  add(name: Value, value: Value): void {
    this.#pairs.push([str(name), str(value)]);
  }

  /** In the place of the first of that name, and without the others. */
  set(name: Value, value: Value): void {
    const at = this.#pairs.findIndex(isNamed(name));
    if (at === -1) return this.add(name, value);
    const rest = this.#pairs.slice(at + 1).filter((pair) => !isNamed(name)(pair));
    this.#pairs = [...this.#pairs.slice(0, at), [str(name), str(value)], ...rest];
  }

  setdefault(name: Value, value: Value): Value {
    if (this.#find(name) === undefined) this.set(name, value);
    return this.#find(name)!;
  }

  remove(name: Value): void {
    this.#pairs = this.#pairs.filter((pair) => !isNamed(name)(pair));
  }

  pop(name: Value, otherwise?: Value): Value {
    const value = this.#find(name) ?? otherwise;
    if (value === undefined) throw new BadRequestKeyError(name);
    this.remove(name);
    return value;
  }

  /** From a dict, pairs or other headers: what is there already is added to. */
  extend(source: Value): void {
    for (const [name, value] of pairsOf(source)) this.add(name, value);
  }

  /** As `extend`, in the place of what is there. */
  update(source: Value): void {
    const pairs = pairsOf(source);
    for (const [name] of pairs) this.remove(name);
    for (const [name, value] of pairs) this.add(name, value);
  }

  keys(): string[] {
    return this.#pairs.map(([name]) => name);
  }

  values(): string[] {
    return this.#pairs.map(([, value]) => value);
  }

  items(): Tuple[] {
    return this.#pairs.map(([name, value]) => tuple(name, value));
  }

  pyGetItem(name: Value): Value {
    const value = this.#find(name);
    if (value === undefined) throw new BadRequestKeyError(name);
    return value;
  }

  pySetItem(name: Value, value: Value): void {
    this.set(name, value);
  }

  pyDeleteItem(name: Value): void {
    this.remove(name);
  }

  pyContains(name: Value): boolean {
    return this.#find(name) !== undefined;
  }

  pyLen(): number {
    return this.#pairs.length;
  }

  pyIterate(): Iterable<Value> {
    return this.items();
  }

  pyStr(): string {
    return [...this.#pairs.map(([name, value]) => `${name}: ${value}`), '\r\n'].join('\r\n');
  }

  #find(name: Value): string | undefined {
    return this.#pairs.find(isNamed(name))?.[1];
  }
}

function isNamed(name: Value): (pair: readonly [string, string]) => boolean {
  const lower = str(name).toLowerCase();
  return ([other]) => other.toLowerCase() === lower;
}

/** A list for a value is as many headers. */
function pairsOf(source: Value): (readonly [Value, Value])[] {
  if (source === null) return [];
  const pairs =
    source instanceof HeaderMap
      ? source.items()
      : source instanceof Dict
        ? [...source.entries()]
        : source instanceof Tuple || Array.isArray(source)
          ? [...iterate(source)]
          : Object.entries(source as Readonly<Record<string, Value>>);
  return pairs.flatMap((pair) => {
    const [name, value] = [...iterate(pair)] as [Value, Value];
    return Array.isArray(value)
      ? value.map((one: Value) => [name, one] as const)
      : [[name, value] as const];
  });
}
