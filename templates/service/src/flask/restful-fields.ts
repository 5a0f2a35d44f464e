/**
 * `fields`, `marshal` and `marshal_with` of Flask-RESTful: which members of a value are answered, and how.
 * Source: flask_restful/fields.py and __init__.py, 0.3.9.
 */
import { timegm } from '../python/time.js';
import type { Callable } from '../python/callable.js';
import { bool, float, int } from '../python/conversions.js';
import { Decimal } from '../python/decimal.js';
import { Dict } from '../python/dict.js';
import {
  asException,
  AttributeError,
  Exception,
  IndexError,
  LookupError,
  PyTypeError,
  ValueError,
} from '../python/exceptions.js';
import { formatString } from '../python/format-string.js';
import { getattr } from '../python/getattr.js';
import { getItem } from '../python/items.js';
import { iterableOf } from '../python/iterate.js';
import { truthy } from '../python/operators.js';
import { str } from '../python/text.js';
import { isClass, typeName } from '../python/type-name.js';
import { Tuple, tuple, type Value } from '../python/value.js';
import { unpack } from './restful.js';

type Argument = Value | undefined;
type FieldClass = new () => Raw;

export class MarshallingException extends Exception {
  static override readonly pythonClass: string = 'MarshallingException';

  constructor(cause: unknown) {
    super(str(asException(cause)));
  }
}

function marshalling<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const isExpected = error instanceof ValueError || error instanceof AttributeError;
    throw isExpected ? new MarshallingException(error) : error;
  }
}

/** A member of a dict or a list, or an attribute; of a path with points, one after the other. */
function valueOf(key: Value, object: Value): Value {
  if (typeof key === 'function') return (key as (object: Value) => Value)(object);
  if (typeof key !== 'string') return memberOf(key, object);
  return key.split('.').reduce<Value>((found, name) => memberOf(name, found), object);
}

function memberOf(key: Value, object: Value): Value {
  if (typeof object !== 'string' && object !== null && iterableOf(object) !== undefined) {
    try {
      return getItem(object, key);
    } catch (error) {
      if (!(error instanceof LookupError || error instanceof PyTypeError)) throw error;
    }
  }
  if (typeof key === 'string') return getattr(object, key, null);
  throw new PyTypeError("attribute name must be string, not 'int'");
}

export class Raw {
  static readonly pythonClass: string = 'Raw';
  readonly default: Value;
  readonly attribute: Value;

  constructor(otherwise: Argument = null, attribute: Argument = null) {
    this.default = otherwise;
    this.attribute = attribute;
  }

  format(value: Value): Value {
    return value;
  }

  output(key: Value, object: Value): Value {
    const value = this.find(key, object);
    return value === null ? this.default : this.format(value);
  }

  protected find(key: Value, object: Value): Value {
    return valueOf(this.attribute ?? key, object);
  }
}

export class StringField extends Raw {
  static override readonly pythonClass: string = 'String';
  override format(value: Value): Value {
    return str(value);
  }
}

export class IntegerField extends Raw {
  static override readonly pythonClass: string = 'Integer';
  constructor(otherwise: Argument = 0, attribute?: Argument) {
    super(otherwise, attribute);
  }

  override format(value: Value): Value {
    return marshalling(() => int(value));
  }
}

export class FloatField extends Raw {
  static override readonly pythonClass: string = 'Float';
  override format(value: Value): Value {
    return marshalling(() => float(value));
  }
}

export class BooleanField extends Raw {
  static override readonly pythonClass: string = 'Boolean';
  override format(value: Value): Value {
    return bool(value);
  }
}

/** With a number of digits behind the point. */
export class Fixed extends Raw {
  static override readonly pythonClass: string = 'Fixed';
  readonly #places: number;

  constructor(decimals: Argument = 5, otherwise?: Argument, attribute?: Argument) {
    super(otherwise, attribute);
    this.#places = Number(decimals);
  }

  override format(value: Value): Value {
    const step = new Decimal(`0.${'0'.repeat(this.#places - 1)}1`);
    return str(new Decimal(value).quantize(step));
  }
}

function call(object: Value, method: string): Value {
  return (getattr(object, method) as unknown as () => Value)();
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

export class DateTimeField extends Raw {
  static override readonly pythonClass: string = 'DateTime';
  readonly #format: string;

  constructor(format: Argument = 'rfc822', otherwise?: Argument, attribute?: Argument) {
    super(otherwise, attribute);
    this.#format = str(format);
  }

  override format(value: Value): Value {
    if (this.#format === 'iso8601') return marshalling(() => call(value, 'isoformat'));
    if (this.#format !== 'rfc822')
      throw new MarshallingException(new ValueError(`Unsupported date format ${this.#format}`));
    const fields = marshalling(() => call(value, 'utctimetuple'));
    const date = new Date(Number(timegm(fields)) * 1000);
    const two = (number: number): string => String(number).padStart(2, '0');
    const day = `${DAYS[(date.getUTCDay() + 6) % 7]!}, ${two(date.getUTCDate())}`;
    const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
      .map(two)
      .join(':');
    return `${day} ${MONTHS[date.getUTCMonth()]!} ${date.getUTCFullYear()} ${time} -0000`;
  }
}

export class FormattedString extends Raw {
  static override readonly pythonClass: string = 'FormattedString';
  readonly #text: string;

  constructor(text: Value) {
    super();
    this.#text = str(text);
  }

  override output(_key: Value, object: Value): Value {
    try {
      if (object instanceof Dict) return formatString(this.#text, [], object);
      throw new PyTypeError(
        `str.format() argument after ** must be a mapping, not ${typeName(object)}`,
      );
    } catch (error) {
      if (error instanceof PyTypeError || error instanceof IndexError)
        throw new MarshallingException(error);
      throw error;
    }
  }
}

export class Nested extends Raw {
  static override readonly pythonClass: string = 'Nested';
  readonly #allowsNull: boolean;

  constructor(
    readonly nested: Value,
    allowNull: Argument = false,
    otherwise?: Argument,
    attribute?: Argument,
  ) {
    super(otherwise, attribute);
    this.#allowsNull = truthy(allowNull);
  }

  override output(key: Value, object: Value): Value {
    const value = this.find(key, object);
    if (value === null && this.#allowsNull) return null;
    if (value === null && this.default !== null) return this.default;
    return marshal(value, this.nested);
  }
}

export class ListField extends Raw {
  static override readonly pythonClass: string = 'List';
  readonly #container: Raw;

  constructor(type: Value, otherwise?: Argument, attribute?: Argument) {
    super(otherwise, attribute);
    this.#container = fieldOf(type);
  }

  override format(value: Value): Value {
    const items = [...iterableOf(value)!];
    const isWhole = this.#container instanceof Nested || this.#container.constructor === Raw;
    return items.map((item, at) =>
      this.#container.output(at, item instanceof Dict && !isWhole ? item : items),
    );
  }

  override output(key: Value, object: Value): Value {
    const value = this.find(key, object);
    if (value === null) return this.default;
    const isList = typeof value !== 'string' && !(value instanceof Dict);
    if (isList && iterableOf(value) !== undefined) return this.format(value);
    return [marshal(value, getattr(this.#container as unknown as Value, 'nested'))];
  }
}

function fieldOf(type: Value): Raw {
  return isClass(type) ? new (type as unknown as FieldClass)() : (type as unknown as Raw);
}

export function marshal(data: Value, fields: Value, envelope: Argument = null): Value {
  const result = Array.isArray(data)
    ? (data as Value[]).map((item) => marshal(item, fields))
    : marshalOne(data, fields as Dict);
  return truthy(envelope) ? new Dict<Value, Value>([[envelope, result]]) : result;
}

function marshalOne(data: Value, fields: Dict): Dict {
  const result = new Dict();
  for (const [key, type] of fields.entries())
    result.set(key, type instanceof Dict ? marshal(data, type) : fieldOf(type).output(key, data));
  return result;
}

/** A decorator of what answers. */
export function marshalWith(
  fields: Value,
  envelope: Argument = null,
): (view: Callable) => Callable {
  return (view) => async (positional, named) => {
    const answer = (await view(positional, named)) ?? null;
    if (!(answer instanceof Tuple)) return marshal(answer, fields, envelope);
    const [data, code, headers] = unpack(answer);
    return tuple(marshal(data, fields, envelope), code, headers);
  };
}
