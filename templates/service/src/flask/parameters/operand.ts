/** JSON values that are compared with columns. */
import { MAX_BIGINT, MIN_BIGINT, toBigint } from '../psycopg.js';
import { Float } from '../python.js';
import {
  arrayOf,
  bound,
  databaseError,
  isArray,
  isInteger,
  isNumber,
  itemOf,
  kindOf,
  NO_OPERATOR,
  OUT_OF_RANGE,
  refusal,
  toItems,
  untypedArray,
  type ParameterType,
} from './kind.js';

/**
 * A JSON value that is compared with a value of `type`. Beside whole numbers a fraction is rounded to where it
 * compares in the same way; `=` and `<>` find none that is equal.
 */
export function toOperand(value: unknown, type: ParameterType, rounding?: 'up' | 'down'): unknown {
  const kind = kindOf(value);
  if (kind === 'null') return value;
  if (kind === 'string') return textOperand(value as string, type);
  if (kind === 'untyped') return untypedArray(value);
  if (kind === 'list') {
    if (!isArray(type)) throw refusal(NO_OPERATOR, type, kind);
    return toItems(value as unknown[], type, NO_OPERATOR, (item) => toOperand(item, itemOf(type)));
  }
  if (type === 'boolean' ? kind !== 'boolean' : !isNumber(type) || kind === 'boolean') {
    throw refusal(NO_OPERATOR, type, kind);
  }
  if (!isInteger(type)) return bound(value);
  return toBigint(kind === 'float' ? wholeOperand(value, rounding) : value);
}

/** A JSON list whose items are compared with a value of `type`: `= ANY(…)`, and `IN` with a tuple. */
export function toList(value: unknown, type: ParameterType): unknown {
  const kind = kindOf(value);
  if (kind === 'null' || kind === 'string') return value;
  if (kind === 'untyped') return untypedArray(value);
  if (kind !== 'list') throw refusal('42809', type, kind);
  return toItems(value as unknown[], arrayOf(type), NO_OPERATOR, (item) => toOperand(item, type));
}

function wholeOperand(value: unknown, rounding: 'up' | 'down' | undefined): bigint {
  if (value instanceof Float) return BigInt(value.value);
  const number = value as number;
  if (Number.isNaN(number)) return MAX_BIGINT;
  if (rounding && Number.isFinite(number)) {
    return BigInt(rounding === 'up' ? Math.ceil(number) : Math.floor(number));
  }
  return number < 0 ? MIN_BIGINT : MAX_BIGINT;
}

const RANGES: Readonly<Partial<Record<ParameterType, bigint>>> = {
  smallint: 2n ** 15n,
  integer: 2n ** 31n,
};

/** Text is read as the type beside it, and not as the wider one that numbers are bound as. */
function textOperand(value: string, type: ParameterType): unknown {
  const limit = RANGES[type];
  if (limit !== undefined && /^\s*[+-]?\d+\s*$/.test(value)) {
    const number = BigInt(value.trim().replace('+', ''));
    if (number >= limit || number < -limit) {
      throw databaseError(OUT_OF_RANGE, `value "${value}" is out of range for type ${type}`);
    }
  }
  const isDecimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value);
  return type === 'real' && isDecimal ? Math.fround(Number(value)) : value;
}
