/**
 * Python's enumerations: `static readonly RED = new Color('RED', 1)`. Members are told apart by identity, but for those
 * that are ints or strings as well, which are equal to their values and are written as them.
 * Source: Lib/enum.py, 3.11.
 */
import type { ToPythonJson, Write } from '../flask/json.js';
import {
  add,
  bitAnd,
  bitOr,
  divide,
  floorDivide,
  modulo,
  multiply,
  negate,
  subtract,
} from './arithmetic.js';
import { equals, order, truthy } from './compare.js';
import { int } from './conversions.js';
import { KeyError, PyTypeError, ValueError } from './exceptions.js';
import { repr, str } from './text.js';
import type { Value } from './value.js';

const MEMBERS = new WeakMap<object, Enum[]>();

export class Enum {
  constructor(
    readonly name: string,
    readonly value: Value,
  ) {
    const members = MEMBERS.get(this.constructor) ?? [];
    members.push(this);
    MEMBERS.set(this.constructor, members);
  }

  /** `for color in Color`. */
  static pyIterate(): Iterable<Value> {
    return MEMBERS.get(this) ?? [];
  }

  pyStr(): string {
    return `${this.constructor.name}.${this.name}`;
  }

  pyRepr(): string {
    return `<${this.constructor.name}.${this.name}: ${repr(this.value)}>`;
  }

  pyEquals(other: Value): boolean {
    return this === other;
  }

  pyHash(): string {
    return `enum ${this.constructor.name}.${this.name}`;
  }

  toPythonJson(_write: Write): string {
    throw new PyTypeError(`Object of type ${this.constructor.name} is not JSON serializable`);
  }
}

/** What a member is calculated and compared as. */
function plain(value: Value): Value {
  return value instanceof ValueEnum ? value.value : value;
}

/** `class Color(str, Enum)`, `class Color(int, Enum)`: its members are strings or numbers to all operators. */
export class ValueEnum extends Enum implements ToPythonJson {
  override pyEquals(other: Value): boolean {
    return this === other || equals(this.value, other instanceof Enum ? other.value : other);
  }

  pyInt(): number | bigint {
    return int(this.value);
  }

  pyHashesAs(): Value {
    return this.value;
  }

  pyBool(): boolean {
    return truthy(this.value);
  }

  /** Undefined where the values have no order: the message names the classes of both. */
  pyCompare(other: Value): number | undefined {
    return order(this.value, plain(other));
  }

  pyNegate(): Value {
    return negate(this.value);
  }

  pyAdd(other: Value): Value {
    return add(this.value, plain(other));
  }

  pyReflectedAdd(other: Value): Value {
    return add(other, this.value);
  }

  pySubtract(other: Value): Value {
    return subtract(this.value, plain(other));
  }

  pyReflectedSubtract(other: Value): Value {
    return subtract(other, this.value);
  }

  pyMultiply(other: Value): Value {
    return multiply(this.value, plain(other));
  }

  pyReflectedMultiply(other: Value): Value {
    return multiply(other, this.value);
  }

  pyDivide(other: Value): Value {
    return divide(this.value, plain(other));
  }

  pyReflectedDivide(other: Value): Value {
    return divide(other, this.value);
  }

  pyFloorDivide(other: Value): Value {
    return floorDivide(this.value, plain(other));
  }

  pyReflectedFloorDivide(other: Value): Value {
    return floorDivide(other, this.value);
  }

  pyModulo(other: Value): Value {
    return modulo(this.value, plain(other));
  }

  pyReflectedModulo(other: Value): Value {
    return modulo(other, this.value);
  }

  pyBitAnd(other: Value): Value {
    return bitAnd(this.value, plain(other));
  }

  pyReflectedBitAnd(other: Value): Value {
    return bitAnd(other, this.value);
  }

  pyBitOr(other: Value): Value {
    return bitOr(this.value, plain(other));
  }

  pyReflectedBitOr(other: Value): Value {
    return bitOr(other, this.value);
  }

  override toPythonJson(write: Write): string {
    return write(this.value);
  }
}

export class IntEnum extends ValueEnum {
  pyIndex(): number | bigint {
    return int(this.value);
  }

  override pyStr(): string {
    return str(this.value);
  }
}

export class StrEnum extends ValueEnum {
  override pyStr(): string {
    return str(this.value);
  }
}

type EnumClass<Member extends Enum> = abstract new (...values: never[]) => Member;

/** `list(Color)`. */
export function membersOf<Member extends Enum>(type: EnumClass<Member>): Member[] {
  return [...(MEMBERS.get(type) ?? [])] as Member[];
}

/** `Color(1)`. @throws ValueError */
export function memberOf<Member extends Enum>(type: EnumClass<Member>, value: Value): Member {
  const found = membersOf(type).find((member) => member === value || equals(member.value, value));
  if (!found) throw new ValueError(`${repr(value)} is not a valid ${type.name}`);
  return found;
}

/** `Color['RED']`. @throws KeyError */
export function memberNamed<Member extends Enum>(type: EnumClass<Member>, name: Value): Member {
  const found = membersOf(type).find((member) => member.name === name);
  if (!found) throw new KeyError(name);
  return found;
}
