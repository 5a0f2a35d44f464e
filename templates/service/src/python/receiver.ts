/** What every str method asks first. */
import { missingAttribute } from './getattr.js';
import type { Value } from './value.js';

/** @throws AttributeError where the receiver has no such method. */
export function textOf(value: Value, method: string): string {
  if (typeof value === 'string') return value;
  throw missingAttribute(value, method);
}
