/** JSON values that stand elsewhere in a statement: in an expression, as an argument. */
import {
  bound,
  isArray,
  isNumber,
  itemOf,
  kindOf,
  MISMATCH,
  NO_OPERATOR,
  refusal,
  toItems,
  untypedArray,
  type ParameterType,
} from './kind.js';

/** A JSON value anywhere else in a statement: one of another type than `type` is refused. */
export function toValue(value: unknown, type: ParameterType): unknown {
  const kind = kindOf(value);
  if (kind === 'null' || kind === 'string') return value;
  if (kind === 'untyped') return untypedArray(value);
  if (kind === 'list') {
    if (!isArray(type)) throw refusal(MISMATCH, type, kind);
    return toItems(value as unknown[], type, MISMATCH, (item) => toValue(item, itemOf(type)));
  }
  if (type === 'boolean' ? kind !== 'boolean' : !isNumber(type) || kind === 'boolean') {
    throw refusal(NO_OPERATOR, type, kind);
  }
  return bound(value);
}
