/** `time.struct_time`: nine numbers with names. */
import { Tuple } from './value.js';

export function structTime(...fields: readonly number[]): StructTime {
  const result = new StructTime();
  for (const field of fields) result.push(field);
  return result;
}

export class StructTime extends Tuple {
  static readonly pythonClass: string = 'time.struct_time';

  get tm_year(): number {
    return this[0] as number;
  }

  get tm_mon(): number {
    return this[1] as number;
  }

  get tm_mday(): number {
    return this[2] as number;
  }

  get tm_hour(): number {
    return this[3] as number;
  }

  get tm_min(): number {
    return this[4] as number;
  }

  get tm_sec(): number {
    return this[5] as number;
  }

  /** Monday is 0. */
  get tm_wday(): number {
    return this[6] as number;
  }

  /** From 1 to 366. */
  get tm_yday(): number {
    return this[7] as number;
  }

  get tm_isdst(): number {
    return this[8] as number;
  }
}
