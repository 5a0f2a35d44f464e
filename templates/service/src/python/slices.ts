/** `sequence[lower:upper:step]`, read, assigned to and deleted; null stands for what is left out. */
import { isNarrow, lengthOf } from './code-points.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { iterableOf } from './iterate.js';
import { asInt } from './numbers.js';
import { pythonObject, type PythonObject } from './protocols.js';
import { reprNested, repr } from './text.js';
import { typeName } from './type-name.js';
import { Tuple, tupleOf, type Value } from './value.js';

/** `slice(lower, upper, step)` as a value: what `__getitem__` of a class gets. */
export class Slice implements PythonObject {
  static readonly pythonClass: string = 'slice';

  constructor(
    readonly start: Value = null,
    readonly stop: Value = null,
    readonly step: Value = null,
  ) {}

  pyRepr(): string {
    return reprNested(
      this,
      '...',
      () => `slice(${repr(this.start)}, ${repr(this.stop)}, ${repr(this.step)})`,
    );
  }

  pyEquals(other: Value): boolean | undefined {
    return other instanceof Slice ? this.pyRepr() === other.pyRepr() : undefined;
  }
}

type Bound = Value | undefined;

export function slice(text: string, lower?: Bound, upper?: Bound, step?: Bound): string;
export function slice(tuple: Tuple, lower?: Bound, upper?: Bound, step?: Bound): Tuple;
export function slice<Item>(list: Item[], lower?: Bound, upper?: Bound, step?: Bound): Item[];
export function slice(sequence: Value, lower?: Bound, upper?: Bound, step?: Bound): Value;
export function slice(sequence: Value, lower?: Bound, upper?: Bound, step?: Bound): Value {
  if (typeof sequence === 'string') return sliceString(sequence, lower, upper, step);
  if (Array.isArray(sequence)) {
    const items = sliceArray(sequence as Value[], range(sequence.length, lower, upper, step));
    return sequence instanceof Tuple ? tupleOf(items) : items;
  }
  if (sequence instanceof Uint8Array)
    return Buffer.from(sliceArray([...sequence], range(sequence.length, lower, upper, step)));
  const object = pythonObject(sequence);
  if (object?.pyGetItem)
    return object.pyGetItem(new Slice(lower ?? null, upper ?? null, step ?? null));
  throw new PyTypeError(`'${typeName(sequence)}' object is not subscriptable`);
}

function sliceString(text: string, lower: Bound, upper: Bound, step: Bound): string {
  const places = range(lengthOf(text), lower, upper, step);
  if (isNarrow(text) && places.step === 1)
    return text.slice(places.start, Math.max(places.start, places.stop));
  return sliceArray(Array.from(text), places).join('');
}

interface Places {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

function sliceArray<Item>(items: readonly Item[], { start, stop, step }: Places): Item[] {
  if (step === 1) return items.slice(start, Math.max(start, stop));
  const result: Item[] = [];
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) result.push(items[at]!);
  return result;
}

/** Where the slice begins and ends in something of that length: `slice.indices`. */
export function range(length: number, lower: Bound, upper: Bound, step: Bound): Places {
  const by = bound(step) ?? 1;
  if (by === 0) throw new ValueError('slice step cannot be zero');
  const [first, last] = by > 0 ? [0, length] : [-1, length - 1];
  const clamp = (value: Bound, otherwise: number) => {
    const at = bound(value);
    if (at === undefined) return otherwise;
    return at < 0 ? Math.max(at + length, first) : Math.min(at, last);
  };
  return by > 0
    ? { start: clamp(lower, 0), stop: clamp(upper, length), step: by }
    : { start: clamp(lower, length - 1), stop: clamp(upper, -1), step: by };
}

function bound(value: Bound): number | undefined {
  if (value === undefined || value === null) return undefined;
  const index = asInt(value) ?? pythonObject(value)?.pyIndex?.();
  if (index === undefined)
    throw new PyTypeError('slice indices must be integers or None or have an __index__ method');
  return Number(index);
}

export function setSlice(
  target: Value,
  lower: Bound,
  upper: Bound,
  values: Value,
  step?: Bound,
): void {
  if (!Array.isArray(target) || target instanceof Tuple) {
    const object = pythonObject(target);
    if (!object?.pySetItem)
      throw new PyTypeError(`'${typeName(target)}' object does not support item assignment`);
    object.pySetItem(new Slice(lower ?? null, upper ?? null, step ?? null), values);
    return;
  }
  const places = range(target.length, lower, upper, step);
  const iterable = iterableOf(values);
  if (iterable === undefined)
    throw new PyTypeError(
      places.step === 1 ? 'can only assign an iterable' : 'must assign iterable to extended slice',
    );
  const items = [...iterable];
  if (places.step === 1) {
    const count = Math.max(0, places.stop - places.start);
    target.splice(places.start, count, ...items);
    return;
  }
  const indices = sliceArray([...target.keys()], places);
  if (indices.length !== items.length)
    throw new ValueError(
      `attempt to assign sequence of size ${items.length} to extended slice of size ${indices.length}`,
    );
  for (const [at, index] of indices.entries()) target[index] = items[at]!;
}

export function deleteSlice(target: Value, lower: Bound, upper: Bound, step?: Bound): void {
  if (!Array.isArray(target) || target instanceof Tuple)
    throw new PyTypeError(`'${typeName(target)}' object does not support item deletion`);
  const places = range(target.length, lower, upper, step);
  const unwanted = new Set(sliceArray([...target.keys()], places));
  const kept = (target as Value[]).filter((_, at) => !unwanted.has(at));
  target.length = 0;
  for (const item of kept) target.push(item);
}
