/** `inputs` of Flask-RESTful and Flask-RESTX: types for arguments. Source: flask_restful/inputs.py, 0.3.9. */
import { int } from '../python/conversions.js';
import { DateTime } from '../python/datetime.js';
import { ValueError } from '../python/exceptions.js';
import { isBool } from '../python/kinds.js';
import { lessOrEqual, less } from '../python/operators.js';
import { compile } from '../python/re.js';
import { str } from '../python/text.js';
import type { Int, Value } from '../python/value.js';

type Check = (value: Value, argument?: Value) => Value;

function integer(value: Value): Int {
  try {
    return int(value);
  } catch {
    throw new ValueError(`${str(value)} is not a valid integer`);
  }
}

export function natural(value: Value, argument: Value = 'argument'): Value {
  const number = integer(value);
  if (!less(number, 0)) return number;
  throw new ValueError(
    `Invalid ${str(argument)}: ${str(number)}. ${str(argument)} must be a non-negative integer`,
  );
}

export function positive(value: Value, argument: Value = 'argument'): Value {
  const number = integer(value);
  if (!less(number, 1)) return number;
  throw new ValueError(
    `Invalid ${str(argument)}: ${str(number)}. ${str(argument)} must be a positive integer`,
  );
}

/** Both ends are allowed. */
export function intRange(low: Value, high: Value, argument: Value = 'argument'): Check {
  return (value) => {
    const number = integer(value);
    if (lessOrEqual(low, number) && lessOrEqual(number, high)) return number;
    throw new ValueError(
      `Invalid ${str(argument)}: ${str(number)}. ${str(argument)} must be within the range ${str(low)} - ${str(high)}`,
    );
  };
}

export function regex(pattern: Value, flags: Value = 0): Check {
  const expression = compile(pattern, flags);
  return (value) => {
    if (expression.search(value) !== null) return value;
    throw new ValueError(`Value does not match pattern: "${str(pattern)}"`);
  };
}

export function boolean(value: Value): boolean {
  if (isBool(value)) return value;
  if (value === null || value === '') throw new ValueError('boolean type must be non-null');
  const text = str(value).toLowerCase();
  if (['true', '1'].includes(text)) return true;
  if (['false', '0'].includes(text)) return false;
  throw new ValueError(`Invalid literal for boolean(): ${text}`);
}

export function date(value: Value): Value {
  return DateTime.strptime(value, '%Y-%m-%d');
}
