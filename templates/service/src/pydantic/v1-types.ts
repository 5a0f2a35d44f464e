/**
 * The types of pydantic 1: `t.str()`, `t.list(t.int({ gt: 0 }))`. What is given is turned into the type where that can
 * be done, and None is only taken where a type is optional.
 * Source: pydantic/fields.py, validators.py and types.py, 1.10.
 */
import { decode } from '../python/encoding.js';
import { Dict, dict as toDict } from '../python/dict.js';
import { Enum, ValueEnum, memberOf, membersOf } from '../python/enum.js';
import { OverflowError, PyTypeError, ValueError } from '../python/exceptions.js';
import { bool as truth, float as toFloat, int as toInt } from '../python/conversions.js';
import { equals, greater, greaterOrEqual, less, lessOrEqual } from '../python/compare.js';
import { Decimal } from '../python/decimal.js';
import { encode } from '../python/encoding.js';
import { hashKey } from '../python/hash.js';
import { iterate } from '../python/iterate.js';
import { isBytes, isDict, isFloat, isInt, isStr } from '../python/kinds.js';
import { asFloat, asNumber, toNumber } from '../python/numbers.js';
import { lengthOf } from '../python/code-points.js';
import { match as matchPattern } from '../python/re.js';
import { AnySet, FrozenSet, PySet } from '../python/set.js';
import { lower, upper } from '../python/string-case.js';
import { strip } from '../python/string-splitting.js';
import { repr, str as toText } from '../python/text.js';
import { UUID } from '../python/uuid.js';
import { Tuple, tupleOf, type Value } from '../python/value.js';
import { Model, Validated, type ModelClass } from './model.js';
import { SecretStr } from './secret.js';
import type { FieldType, Location, Scope } from './type.js';
import { parseDate, parseDateTime, parseDuration, parseTime } from './v1-dates.js';
import { Failure, noneNotAllowed, note } from './v1-errors.js';

type Parse = (value: Value, scope: Scope) => Value;

/** A member of an enumeration that is a str or an int as well. */
function plain(value: Value): Value {
  return value instanceof ValueEnum ? value.value : value;
}

/** A type whose values are looked at as wholes. */
export function single(parse: Parse): FieldType {
  const type: FieldType = {
    check(value, location, scope) {
      try {
        if (value === null) throw noneNotAllowed();
        return parse(value, scope);
      } catch (error) {
        note(error, location, scope);
        return undefined;
      }
    },
    each: (wrap) => wrap(type),
  };
  return type;
}

function fail(type: string, message: string, context?: Readonly<Record<string, Value>>): never {
  throw new Failure(type, message, context && toDict(context));
}

export function any(): FieldType {
  return { check: (value) => value };
}

export function optional(inner: FieldType): FieldType {
  return {
    check: (value, location, scope) =>
      value === null ? null : inner.check(value, location, scope),
    each: (wrap) => optional(inner.each?.(wrap) ?? inner),
    isComplex: inner.isComplex === true,
  };
}

/** The first type that takes the value. */
export function union(types: readonly FieldType[]): FieldType {
  return {
    check(value, location, scope) {
      if (value === null) {
        note(noneNotAllowed(), location, scope);
        return undefined;
      }
      const issues: Scope['issues'] = [];
      for (const type of types) {
        const found = type.check(value, location, { ...scope, issues });
        if (found !== undefined) return found;
      }
      scope.issues.push(...issues);
      return undefined;
    },
  };
}

export interface TextLimits {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly regex?: string;
  readonly stripWhitespace?: boolean;
  readonly toLower?: boolean;
  readonly toUpper?: boolean;
  readonly strict?: boolean;
}

export function str(limits: TextLimits = {}): FieldType {
  return single((value, { config }) => {
    let text = limits.strict === true ? strictText(value) : textOf(value);
    if (limits.stripWhitespace ?? config.stripWhitespace) text = strip(text);
    if (limits.toUpper ?? config.toUpper) text = upper(text);
    if (limits.toLower ?? config.toLower) text = lower(text);
    checkLength(lengthOf(text), {
      minLength: limits.minLength ?? config.minLength,
      maxLength: limits.maxLength ?? config.maxLength,
    });
    if (limits.regex !== undefined && matchPattern(limits.regex, text) === null)
      fail('value_error.str.regex', `string does not match regex "${limits.regex}"`, {
        pattern: limits.regex,
      });
    return text;
  });
}

export function textOf(given: Value): string {
  const value = plain(given);
  if (isStr(value)) return value;
  if (isInt(value) || isFloat(value) || value instanceof Decimal) return toText(value);
  if (isBytes(value)) return decode(value, 'utf-8');
  fail('type_error.str', 'str type expected');
}

function strictText(value: Value): string {
  return isStr(value) ? value : fail('type_error.str', 'str type expected');
}

export function checkLength(
  length: number,
  { minLength, maxLength }: { minLength: number | undefined; maxLength: number | undefined },
): void {
  if (minLength !== undefined && length < minLength)
    fail(
      'value_error.any_str.min_length',
      `ensure this value has at least ${minLength} characters`,
      {
        limit_value: minLength,
      },
    );
  if (maxLength !== undefined && length > maxLength)
    fail(
      'value_error.any_str.max_length',
      `ensure this value has at most ${maxLength} characters`,
      {
        limit_value: maxLength,
      },
    );
}

export function secretStr(limits: Pick<TextLimits, 'minLength' | 'maxLength'> = {}): FieldType {
  return single((value, { config }) => {
    const secret = value instanceof SecretStr ? value : new SecretStr(textOf(value));
    checkLength(secret.pyLen(), {
      minLength: limits.minLength ?? config.minLength,
      maxLength: limits.maxLength ?? config.maxLength,
    });
    return secret;
  });
}

export function bytes(): FieldType {
  return single((given) => {
    const value = plain(given);
    if (isBytes(value)) return value;
    if (isStr(value)) return encode(value);
    if (isInt(value) || isFloat(value) || value instanceof Decimal) return encode(toText(value));
    fail('type_error.bytes', 'byte type expected');
  });
}

const FALSE = new Set(['0', 'off', 'f', 'false', 'n', 'no']);
const TRUE = new Set(['1', 'on', 't', 'true', 'y', 'yes']);

export function bool({ strict = false }: { readonly strict?: boolean } = {}): FieldType {
  return single((value) => {
    if (typeof value === 'boolean') return value;
    if (strict) fail('value_error.strictbool', 'value is not a valid boolean');
    const given = isBytes(value) ? decode(value, 'utf-8') : value;
    if (typeof given === 'string') {
      const text = lower(given);
      if (TRUE.has(text)) return true;
      if (FALSE.has(text)) return false;
    } else if (
      asNumber(given) !== undefined ||
      asFloat(given) !== undefined ||
      given instanceof Decimal
    ) {
      if (equals(given, 1)) return true;
      if (equals(given, 0)) return false;
    }
    fail('type_error.bool', 'value could not be parsed to a boolean');
  });
}

export interface NumberLimits {
  readonly gt?: Value;
  readonly ge?: Value;
  readonly lt?: Value;
  readonly le?: Value;
  readonly multipleOf?: Value;
  readonly strict?: boolean;
}

function checkNumber(given: Value, { gt, ge, lt, le, multipleOf }: NumberLimits): Value {
  const bound = (kind: string, words: string, limit: Value): never =>
    fail(`value_error.number.not_${kind}`, `ensure this value is ${words} ${toText(limit)}`, {
      limit_value: limit,
    });
  const value = plain(given);
  if (gt !== undefined && !truth(greater(value, gt))) bound('gt', 'greater than', gt);
  else if (gt === undefined && ge !== undefined && !truth(greaterOrEqual(value, ge)))
    bound('ge', 'greater than or equal to', ge);
  if (lt !== undefined && !truth(less(value, lt))) bound('lt', 'less than', lt);
  if (le !== undefined && !truth(lessOrEqual(value, le))) bound('le', 'less than or equal to', le);
  if (multipleOf !== undefined && !isMultiple(value, multipleOf))
    fail(
      'value_error.number.not_multiple',
      `ensure this value is a multiple of ${toText(multipleOf)}`,
      {
        multiple_of: multipleOf,
      },
    );
  return given;
}

function isMultiple(value: Value, of: Value): boolean {
  const rest = toNumber(toFloat(value))! / toNumber(toFloat(of))!;
  const fraction = rest - Math.floor(rest);
  return Math.abs(fraction) <= 1e-8 || Math.abs(fraction - 1) <= 1e-8;
}

export function int(limits: NumberLimits = {}): FieldType {
  return single((value) => checkNumber(intOf(value, limits.strict === true), limits));
}

function intOf(value: Value, isStrict: boolean): Value {
  if (isInt(plain(value)) && typeof value !== 'boolean') return value;
  try {
    if (!isStrict) return toInt(plain(value));
  } catch (error) {
    if (!isUnfit(error)) throw error;
  }
  return fail('type_error.integer', 'value is not a valid integer');
}

function isUnfit(error: unknown): boolean {
  return (
    error instanceof ValueError || error instanceof PyTypeError || error instanceof OverflowError
  );
}

export function float(limits: NumberLimits = {}): FieldType {
  return single((value) => checkNumber(floatOf(value, limits.strict === true), limits));
}

function floatOf(value: Value, isStrict: boolean): Value {
  if (isFloat(value)) return value;
  try {
    if (!isStrict) return toFloat(plain(value));
  } catch (error) {
    if (!isUnfit(error)) throw error;
  }
  return fail('type_error.float', 'value is not a valid float');
}

export interface DecimalLimits extends NumberLimits {
  readonly maxDigits?: number;
  readonly decimalPlaces?: number;
}

export function decimal(limits: DecimalLimits = {}): FieldType {
  return single((value) => {
    const number = decimalOf(value);
    checkDigits(number, limits);
    return checkNumber(number, limits);
  });
}

function decimalOf(value: Value): Decimal {
  if (value instanceof Decimal) return value;
  const text = strip(isBytes(value) ? decode(value, 'utf-8') : toText(value));
  let number: Decimal;
  try {
    number = new Decimal(text);
  } catch {
    return fail('type_error.decimal', 'value is not a valid decimal');
  }
  return number.is_finite()
    ? number
    : fail('value_error.decimal.not_finite', 'value is not a valid decimal');
}

function checkDigits(
  { digits, exponent }: Decimal,
  { maxDigits, decimalPlaces }: DecimalLimits,
): void {
  const places = Math.max(0, -exponent);
  const whole = exponent >= 0 ? digits.length + exponent : Math.max(0, digits.length - places);
  const count = exponent >= 0 ? whole : Math.max(digits.length, places);
  if (maxDigits !== undefined && count > maxDigits)
    fail(
      'value_error.decimal.max_digits',
      `ensure that there are no more than ${maxDigits} digits in total`,
      {
        max_digits: maxDigits,
      },
    );
  if (decimalPlaces !== undefined && places > decimalPlaces)
    fail(
      'value_error.decimal.max_places',
      `ensure that there are no more than ${decimalPlaces} decimal places`,
      {
        decimal_places: decimalPlaces,
      },
    );
  if (maxDigits !== undefined && decimalPlaces !== undefined && whole > maxDigits - decimalPlaces) {
    const most = maxDigits - decimalPlaces;
    fail(
      'value_error.decimal.whole_digits',
      `ensure that there are no more than ${most} digits before the decimal point`,
      { whole_digits: most },
    );
  }
}

export function uuid(version?: number): FieldType {
  return single((value) => {
    const found = uuidOf(value);
    if (version !== undefined && found.version !== version)
      fail('value_error.uuid.version', `uuid version ${version} expected`, {
        required_version: version,
      });
    return found;
  });
}

function uuidOf(value: Value): UUID {
  if (value instanceof UUID) return value;
  try {
    if (isStr(value)) return new UUID(value);
    if (isBytes(value)) return new UUID(undefined, value);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
  }
  return fail('type_error.uuid', 'value is not a valid uuid');
}

export function date(): FieldType {
  return single((value) => parseDate(plain(value)));
}

export function datetime(): FieldType {
  return single((value) => parseDateTime(plain(value)));
}

export function time(): FieldType {
  return single((value) => parseTime(plain(value)));
}

export function timedelta(): FieldType {
  return single((value) => parseDuration(plain(value)));
}

export function literal(...permitted: readonly Value[]): FieldType {
  const keys = new Map(permitted.map((one) => [hashKey(one), one]));
  return single((value) => {
    const found = keys.get(hashKey(value));
    if (found !== undefined) return found;
    const choices = permitted.map((one) => repr(one)).join(', ');
    return fail('value_error.const', `unexpected value; permitted: ${choices}`, {
      given: value,
      permitted: tupleOf(permitted),
    });
  });
}

type EnumClass = abstract new (...values: never[]) => Enum;

export function enumeration(type: EnumClass, { isInt: isNumber = false } = {}): FieldType {
  return single((value, { config }) => {
    const given = isNumber ? intOf(value, false) : value;
    try {
      const member = memberOf(type, given);
      return config.useEnumValues === true ? member.value : member;
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
    }
    const members = membersOf(type);
    const values = members.map((one) => repr(one.value)).join(', ');
    return fail(
      'type_error.enum',
      `value is not a valid enumeration member; permitted: ${values}`,
      {
        enum_values: members,
      },
    );
  });
}

export interface ItemLimits {
  readonly minItems?: number;
  readonly maxItems?: number;
}

function items(
  value: Value,
  location: Location,
  scope: Scope,
  type: FieldType,
): Value[] | undefined {
  const count = scope.issues.length;
  const found: Value[] = [];
  for (const [at, item] of [...iterate(value)].entries()) {
    const checked = type.check(item, [...location, at], scope);
    if (checked !== undefined) found.push(checked);
  }
  return scope.issues.length > count ? undefined : found;
}

function isSequence(value: Value): boolean {
  return Array.isArray(value) || value instanceof AnySet;
}

interface SequenceKind {
  readonly name: string;
  readonly make: (items: Value[]) => Value;
}

function sequence(kind: SequenceKind, item: FieldType, limits: ItemLimits): FieldType {
  const { name, make } = kind;
  return {
    check(value, location, scope) {
      try {
        if (value === null) throw noneNotAllowed();
        if (!isSequence(value)) fail(`type_error.${name}`, `value is not a valid ${name}`);
        checkCount(name, [...iterate(value)].length, limits);
      } catch (error) {
        note(error, location, scope);
        return undefined;
      }
      const found = items(value, location, scope, item);
      return found && make(found);
    },
    each: (wrap) => sequence(kind, wrap(item), limits),
    isComplex: true,
  };
}

function checkCount(name: string, count: number, { minItems, maxItems }: ItemLimits): void {
  if (minItems !== undefined && count < minItems)
    fail(`value_error.${name}.min_items`, `ensure this value has at least ${minItems} items`, {
      limit_value: minItems,
    });
  if (maxItems !== undefined && count > maxItems)
    fail(`value_error.${name}.max_items`, `ensure this value has at most ${maxItems} items`, {
      limit_value: maxItems,
    });
}

export function list(item: FieldType = any(), limits: ItemLimits = {}): FieldType {
  return sequence({ name: 'list', make: (found) => found }, item, limits);
}

export function set(item: FieldType = any(), limits: ItemLimits = {}): FieldType {
  return sequence({ name: 'set', make: (found) => new PySet(found) }, item, limits);
}

export function frozenset(item: FieldType = any(), limits: ItemLimits = {}): FieldType {
  return sequence({ name: 'frozenset', make: (found) => new FrozenSet(found) }, item, limits);
}

/** `Tuple[int, ...]`. */
export function tuple(item: FieldType = any()): FieldType {
  return sequence({ name: 'tuple', make: tupleOf }, item, {});
}

/** `Tuple[int, str]`. */
export function tupleWith(...types: readonly FieldType[]): FieldType {
  return {
    check(value, location, scope) {
      try {
        if (value === null) throw noneNotAllowed();
        if (!isSequence(value)) fail('type_error.tuple', 'value is not a valid tuple');
        const [actual, expected] = [[...iterate(value)].length, types.length];
        if (actual !== expected)
          fail('value_error.tuple.length', `wrong tuple length ${actual}, expected ${expected}`, {
            actual_length: actual,
            expected_length: expected,
          });
      } catch (error) {
        note(error, location, scope);
        return undefined;
      }
      const count = scope.issues.length;
      const found = [...iterate(value)].map((item, at) =>
        types[at]!.check(item, [...location, at], scope),
      );
      return scope.issues.length > count ? undefined : Tuple.from(found as Value[]);
    },
  };
}

export function dict(key: FieldType = any(), value: FieldType = any()): FieldType {
  return {
    check(given, location, scope) {
      let entries: Dict;
      try {
        if (given === null) throw noneNotAllowed();
        entries = dictOf(given);
      } catch (error) {
        note(error, location, scope);
        return undefined;
      }
      const count = scope.issues.length;
      const found = new Dict();
      for (const [name, item] of entries.entries()) {
        const checkedKey = key.check(name, [...location, '__key__'], scope);
        if (checkedKey === undefined) continue;
        const checked = value.check(item, [...location, name], scope);
        if (checked !== undefined) found.set(checkedKey, checked);
      }
      return scope.issues.length > count ? undefined : found;
    },
    each: (wrap) => dict(key, wrap(value)),
    isComplex: true,
  };
}

function dictOf(value: Value): Dict {
  if (isDict(value)) return value;
  try {
    return toDict(value instanceof Model ? [...value.pyIterate()] : value);
  } catch (error) {
    if (!isUnfit(error)) throw error;
  }
  return fail('type_error.dict', 'value is not a valid dict');
}

/** A model within a model: an object of it, or a dict. */
export function model(type: () => ModelClass): FieldType {
  return single((value) => {
    const made = type();
    if (value instanceof made) return new made(Validated.of(value));
    if (!isDict(value) && made.definition.config.fromAttributes === true)
      return (made as unknown as { from_orm(value: Value): Value }).from_orm(value);
    return new made(dictOf(value));
  });
}

/** An object of a class of one's own, with `arbitrary_types_allowed`. */
export function instance(
  type: abstract new (...values: never[]) => object,
  name: string,
): FieldType {
  return single((value) => {
    if (value instanceof type) return value;
    return fail('type_error.arbitrary_type', `instance of ${name} expected`, {
      expected_arbitrary_type: name,
    });
  });
}
