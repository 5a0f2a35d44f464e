/** JSON values that are assigned to columns. */
import { Float, floatRepr } from '../python.js';
import {
  bound,
  databaseError,
  isArray,
  isInteger,
  isNumber,
  itemOf,
  kindOf,
  MISMATCH,
  OUT_OF_RANGE,
  refusal,
  toItems,
  untypedArray,
  type ParameterType,
} from './kind.js';

/** A JSON value that is assigned to a column. PostgreSQL casts the literal as far as an assignment may. */
export function toColumn(value: unknown, type: ParameterType): unknown {
  const kind = kindOf(value);
  if (kind === 'null' || kind === 'string') return value;
  if (kind === 'untyped') return untypedArray(value);
  if (type === 'text') return literalText(value);
  if (kind === 'list') {
    if (!isArray(type)) throw refusal(MISMATCH, type, kind);
    return toItems(value as unknown[], type, MISMATCH, (item) => toColumn(item, itemOf(type)));
  }
  if (type === 'boolean' ? kind !== 'boolean' : !isNumber(type) || kind === 'boolean') {
    throw refusal(MISMATCH, type, kind);
  }
  return kind === 'float' && isInteger(type) ? rounded(value) : bound(value);
}

/** What PostgreSQL casts to text: a float is written out as a numeric, a list as an array is printed. */
function literalText(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(itemText).join(',')}}`;
  const number = value instanceof Float ? value.value : value;
  if (typeof number !== 'number') return String(value);
  const [digits, exponent] = number.toExponential().split('e') as [string, string];
  const decimals = Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
  if (value instanceof Float && number < 1e16) return floatRepr(number);
  if (number >= 1e16) return BigInt(number).toString();
  return number.toFixed(Math.min(decimals, 100));
}

function itemText(item: unknown): string {
  if (item === null) return 'NULL';
  if (typeof item === 'boolean') return item ? 't' : 'f';
  if (typeof item !== 'string') return literalText(item);
  const isPlain = /^[^\s{},"\\]+$/.test(item) && item.toLowerCase() !== 'null';
  return isPlain ? item : `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** Half away from zero, as PostgreSQL casts a numeric to an integer. */
function rounded(value: unknown): unknown {
  const number = value instanceof Float ? value.value : (value as number);
  if (!Number.isFinite(number)) throw databaseError(OUT_OF_RANGE, 'integer out of range');
  return BigInt(Math.sign(number) * Math.round(Math.abs(number)));
}
