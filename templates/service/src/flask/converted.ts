import { ValueError } from '../python/exceptions.js';
import type { Value } from '../python/value.js';

export type Convert = (value: Value) => Value;

/** `get(key, default, type)`: what the type refuses is as good as not there. */
export function converted<Otherwise extends Value | undefined>(
  value: Value,
  otherwise: Otherwise,
  type: Convert | null | undefined,
): Value | Otherwise {
  if (!type) return value;
  try {
    return type(value);
  } catch (error) {
    if (error instanceof ValueError) return otherwise;
    throw error;
  }
}
