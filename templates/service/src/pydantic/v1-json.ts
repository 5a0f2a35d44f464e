/** What pydantic 1 makes of objects that JSON does not have. Source: pydantic/json.py, 1.10. */
import { DateTime, PyDate, PyTime, TimeDelta } from '../python/datetime.js';
import { Decimal } from '../python/decimal.js';
import { decode } from '../python/encoding.js';
import { Enum } from '../python/enum.js';
import { PyTypeError } from '../python/exceptions.js';
import { float, int } from '../python/conversions.js';
import { AnySet } from '../python/set.js';
import { iterate } from '../python/iterate.js';
import { str } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import { UUID } from '../python/uuid.js';
import type { Value } from '../python/value.js';
import type { Config } from './config.js';
import { dumpModel } from './dump.js';
import { Model } from './model.js';
import { SecretStr } from './secret.js';

export function encodeV1(value: Value): Value {
  if (value instanceof Model) return dumpModel(value, {});
  if (value instanceof Uint8Array) return decode(value, 'utf-8');
  if (value instanceof DateTime || value instanceof PyDate || value instanceof PyTime)
    return value.isoformat();
  if (value instanceof TimeDelta) return value.total_seconds();
  if (value instanceof Decimal) return value.exponent >= 0 ? int(value) : float(value);
  if (value instanceof Enum) return value.value;
  if (value instanceof AnySet) return [...iterate(value)];
  if (value instanceof SecretStr || value instanceof UUID) return str(value);
  throw new PyTypeError(`Object of type '${typeName(value)}' is not JSON serializable`);
}

/** With what the model's own `json_encoders` say, by the class of the object or one that it derives from. */
export function encoderOf({ jsonEncoders }: Config): (value: Value) => Value {
  if (!jsonEncoders) return encodeV1;
  return (value) => {
    let prototype = Object.getPrototypeOf(value) as object | null;
    while (prototype) {
      const encode = jsonEncoders.get(prototype.constructor);
      if (encode !== undefined) return (encode as (value: Value) => Value)(value);
      prototype = Object.getPrototypeOf(prototype) as object | null;
    }
    return encodeV1(value);
  };
}
