/**
 * Python's values in TypeScript, for code that was translated from Python. None is null, an int a number (a bigint
 * beyond 2^53), a str a string, a list an array. What JavaScript has no match for is a class of its own: a float
 * without a fraction (`Float`), a tuple, a dict (`dict.ts`), a set.
 */
import { Float } from '../flask/python.js';

export { Float };

/** Any value of Python's. There is no undefined: an argument that is left out is, and nothing else. */
export type Value = string | number | bigint | boolean | null | object;

export type Int = number | bigint;

/** A float: as a number where it has a fraction, is infinite or no number. */
export type PyFloat = number | Float;

/** An immutable list, with another way of printing. `tuple(1, 'a')` makes one. */
export class Tuple extends Array<Value> {
  /** What Array's own methods return is no tuple. */
  static override get [Symbol.species]() {
    return Array;
  }
}

export function tuple<Items extends readonly Value[]>(...items: Items): Tuple & Items {
  return tupleOf(items) as Tuple & Items;
}

export function tupleOf(items: Iterable<Value>): Tuple {
  const result = new Tuple();
  for (const item of items) result.push(item);
  return result;
}

/** The float that a JavaScript number stands for. */
export function toFloat(value: number): PyFloat {
  return Number.isInteger(value) ? new Float(value) : value;
}
