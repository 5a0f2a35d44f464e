/**
 * Python's enumerations: `static readonly RED = new Color('RED', 1)`. Members are told apart by identity, but for those
 * that are ints or strings as well, which are equal to their values and are written as them.
 * Source: Lib/enum.py, 3.11.
 */
import type { ToPythonJson, Write } from '../flask/json.js';
import { equals } from './compare.js';
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

/** `class Color(str, Enum)`, `class Color(int, Enum)`. */
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
