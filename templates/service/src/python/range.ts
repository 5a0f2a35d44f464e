/** `range(start, stop, step)`: a sequence of ints that holds none of them. */
import { equals } from './compare.js';
import { IndexError, PyTypeError, ValueError } from './exceptions.js';
import { asInt, toIndex } from './numbers.js';
import type { PythonObject } from './protocols.js';
import { range as places, Slice } from './slices.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export class Range implements PythonObject {
  static readonly pythonClass: string = 'range';
  readonly length: number;

  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }

  *[Symbol.iterator](): IterableIterator<number> {
    for (let at = 0; at < this.length; at += 1) yield this.start + at * this.step;
  }

  pyIterate(): IterableIterator<number> {
    return this[Symbol.iterator]();
  }

  pyReversed(): Iterable<number> {
    const last = this.start + (this.length - 1) * this.step;
    return new Range(last, this.start - this.step, -this.step);
  }

  pyLen(): number {
    return this.length;
  }

  pyContains(item: Value): boolean {
    const at = typeof item === 'string' ? undefined : asNumberIn(item);
    if (at === undefined) return false;
    const offset = (at - this.start) / this.step;
    return Number.isInteger(offset) && offset >= 0 && offset < this.length;
  }

  pyGetItem(key: Value): Value {
    if (key instanceof Slice) {
      const { start, stop, step } = places(this.length, key.start, key.stop, key.step);
      return new Range(
        this.start + start * this.step,
        this.start + stop * this.step,
        this.step * step,
      );
    }
    const index = asInt(key);
    if (index === undefined)
      throw new PyTypeError(`range indices must be integers or slices, not ${typeName(key)}`);
    const at = Number(index) + (index < 0 ? this.length : 0);
    if (at < 0 || at >= this.length) throw new IndexError('range object index out of range');
    return this.start + at * this.step;
  }

  pyRepr(): string {
    const bounds = `${this.start}, ${this.stop}`;
    return this.step === 1 ? `range(${bounds})` : `range(${bounds}, ${this.step})`;
  }

  pyEquals(other: Value): boolean | undefined {
    return other instanceof Range ? equals([...this], [...other]) : undefined;
  }

  pyHash(): string {
    return `range ${[...this].join()}`;
  }
}

function asNumberIn(value: Value): number | undefined {
  const int = asInt(value);
  if (int !== undefined) return Number(int);
  return typeName(value) === 'float'
    ? Number((value as { readonly value?: number }).value ?? value)
    : undefined;
}

/** One argument is where it stops. */
export function range(start: Value, stop?: Value, step?: Value): Range {
  const by = step === undefined ? 1 : Number(toIndex(step));
  if (by === 0) throw new ValueError('range() arg 3 must not be zero');
  const first = Number(toIndex(start));
  return stop === undefined ? new Range(0, first, by) : new Range(first, Number(toIndex(stop)), by);
}
