/**
 * Python's dataclasses: objects that are equal, ordered and printed by their fields.
 * Source: Lib/dataclasses.py, 3.11.
 */
import type { ToPythonJson, Write } from '../flask/json.js';
import { callable, type Callable } from './callable.js';
import { equals, less } from './compare.js';
import { deepcopy } from './copy.js';
import { Dict, dict } from './dict.js';
import { AttributeError, PyTypeError, ValueError } from './exceptions.js';
import { textKey } from './hash.js';
import { memberName } from './member-name.js';
import type { PythonObject } from './protocols.js';
import { repr, reprNested } from './text.js';
import { className, typeName } from './type-name.js';
import { Tuple, tupleOf, type Value } from './value.js';

export interface DataClassOptions {
  readonly isFrozen?: boolean;
  readonly isOrdered?: boolean;
  /** Fields that are not printed, and that do not matter to what is equal. */
  readonly hidden?: readonly string[];
  readonly ignored?: readonly string[];
  /** Fields that the constructor does not take. */
  readonly later?: readonly string[];
}

export class FrozenInstanceError extends AttributeError {
  static override readonly pythonClass: string = 'FrozenInstanceError';
}

export abstract class DataClass implements PythonObject, ToPythonJson {
  /** Names in Python, in their order. */
  static readonly fields: readonly string[] = [];
  static readonly options: DataClassOptions = {};

  get #class(): typeof DataClass {
    return this.constructor as typeof DataClass;
  }

  /** @internal */
  held(name: string): Value {
    return (this as unknown as Record<string, Value>)[memberName(name)]!;
  }

  #compared(): Tuple {
    const { fields, options } = this.#class;
    const names = fields.filter((name) => !options.ignored?.includes(name));
    return tupleOf(names.map((name) => this.held(name)));
  }

  pyRepr(): string {
    const { fields, options } = this.#class;
    return reprNested(this, '...', () => {
      const shown = fields.filter((name) => !options.hidden?.includes(name));
      const texts = shown.map((name) => `${name}=${repr(this.held(name))}`);
      return `${className(this.constructor)}(${texts.join(', ')})`;
    });
  }

  pyEquals(other: Value): boolean | undefined {
    if (!(other instanceof DataClass) || other.constructor !== this.constructor) return undefined;
    return equals(this.#compared(), other.#compared());
  }

  pyCompare(other: Value): number | undefined {
    if (this.#class.options.isOrdered !== true) return undefined;
    if (!(other instanceof DataClass) || other.constructor !== this.constructor) return undefined;
    const [own, others] = [this.#compared(), other.#compared()];
    return equals(own, others) ? 0 : less(own, others) ? -1 : 1;
  }

  pyHash(): string {
    if (this.#class.options.isFrozen !== true)
      throw new PyTypeError(`unhashable type: '${typeName(this)}'`);
    return `${typeName(this)}${textKey(this.#compared())}`;
  }

  pySetAttribute(name: string, value: Value): void {
    if (this.#class.options.isFrozen === true)
      throw new FrozenInstanceError(`cannot assign to field '${name}'`);
    (this as unknown as Record<string, Value>)[memberName(name)] = value;
  }

  /** Flask writes them as dicts; Python's `json` does not. */
  toPythonJson(write: Write): string {
    return write(asdict(this));
  }
}

export function isDataclass(value: Value): boolean {
  return value instanceof DataClass;
}

/** With what is in the fields as dicts as well. */
export function asdict(value: Value): Dict {
  if (!(value instanceof DataClass))
    throw new PyTypeError('asdict() should be called on dataclass instances');
  return converted(value, (one) =>
    dict(members(one).map(([name, item]) => tupleOf([name, item]))),
  ) as Dict;
}

export function astuple(value: Value): Tuple {
  if (!(value instanceof DataClass))
    throw new PyTypeError('astuple() should be called on dataclass instances');
  return converted(value, (one) => tupleOf(members(one).map(([, item]) => item))) as Tuple;
}

function members(value: DataClass): [string, Value][] {
  const { fields } = value.constructor as typeof DataClass;
  return fields.map((name) => [name, value.held(name)]);
}

function converted(value: Value, make: (one: DataClass) => Value): Value {
  const inner = (item: Value): Value => converted(item, make);
  if (value instanceof DataClass) {
    const whole = make(value);
    if (whole instanceof Dict)
      return new Dict([...whole.entries()].map(([name, item]) => [name, inner(item)]));
    return tupleOf([...(whole as Tuple)].map(inner));
  }
  if (value instanceof Tuple) return tupleOf([...value].map(inner));
  if (Array.isArray(value)) return (value as Value[]).map(inner);
  if (value instanceof Dict)
    return new Dict([...value.entries()].map(([key, item]) => [inner(key), inner(item)]));
  return deepcopy(value);
}

/** Another object with other values in some fields. */
export function replace<Kind extends Value>(value: Kind, changes: Dict = dict()): Kind {
  if (!(value instanceof DataClass))
    throw new PyTypeError('replace() should be called on dataclass instances');
  const type = value.constructor as typeof DataClass;
  const Made = type as unknown as new (...values: Value[]) => DataClass;
  const { fields, options } = type;
  for (const name of changes.keys() as Iterable<string>) {
    if (options.later?.includes(name))
      throw new ValueError(
        `field ${name} is declared with init=False, it cannot be specified with replace()`,
      );
    if (!fields.includes(name))
      throw new PyTypeError(
        `${className(type)}.__init__() got an unexpected keyword argument '${name}'`,
      );
  }
  const taken = fields.filter((name) => !options.later?.includes(name));
  return new Made(...taken.map((name) => changes.get(name) ?? value.held(name))) as Value as Kind;
}

/** The class, called as Python calls it. */
export function constructorOf(type: object): Callable {
  const { fields, options } = type as typeof DataClass;
  const Made = type as new (...values: Value[]) => DataClass;
  const make = (...values: Value[]): DataClass => new Made(...values);
  Object.defineProperties(make, {
    name: { value: `${className(type)}.__init__` },
    length: { value: Made.length },
  });
  return callable(
    fields.filter((name) => !options.later?.includes(name)),
    make,
  );
}
