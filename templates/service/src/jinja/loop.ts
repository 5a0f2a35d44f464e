/** `loop`, within a `for`. Source: LoopContext in jinja2/runtime.py, 3.1. */
import { notEquals } from '../python/operators.js';
import { PyTypeError } from '../python/exceptions.js';
import type { PythonObject } from '../python/protocols.js';
import { tupleOf, type Value } from '../python/value.js';
import type { TemplateCallable } from './template-function.js';
import { Undefined } from './undefined.js';

export class LoopContext implements PythonObject, TemplateCallable {
  static readonly pythonClass: string = 'LoopContext';
  index0 = 0;
  #last: Value | undefined;
  readonly #items: readonly Value[];
  readonly #recurse: ((items: Value) => Value) | undefined;

  constructor(
    items: readonly Value[],
    readonly depth0: number,
    recurse: ((items: Value) => Value) | undefined,
  ) {
    this.#items = items;
    this.#recurse = recurse;
  }

  get index(): number {
    return this.index0 + 1;
  }

  get length(): number {
    return this.#items.length;
  }

  get revindex(): number {
    return this.length - this.index0;
  }

  get revindex0(): number {
    return this.length - this.index;
  }

  get first(): boolean {
    return this.index0 === 0;
  }

  get last(): boolean {
    return this.index === this.length;
  }

  get depth(): number {
    return this.depth0 + 1;
  }

  get previtem(): Value {
    return this.#at(this.index0 - 1, 'there is no previous item');
  }

  get nextitem(): Value {
    return this.#at(this.index, 'there is no next item');
  }

  cycle(...values: Value[]): Value {
    if (values.length === 0) throw new PyTypeError('no items for cycling given');
    return values[this.index0 % values.length]!;
  }

  changed(...values: Value[]): boolean {
    const given = tupleOf(values);
    if (this.#last !== undefined && !notEquals(this.#last, given)) return false;
    this.#last = given;
    return true;
  }

  #at(index: number, message: string): Value {
    const item = this.#items[index];
    return item === undefined ? new Undefined(message) : item;
  }

  pyRepr(): string {
    return `<LoopContext ${this.index}/${this.length}>`;
  }

  callFromTemplate([items]: readonly Value[]): Value {
    if (!this.#recurse)
      throw new PyTypeError("The loop must have the 'recursive' marker to be called recursively.");
    return this.#recurse(items ?? null);
  }
}
