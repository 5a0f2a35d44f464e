/**
 * `collections.namedtuple` and `typing.NamedTuple`: tuples whose items have names, too. All that a tuple does they do:
 * they are equal to plain tuples, are written to JSON as lists, and their slices have no names.
 * Source: Lib/collections/__init__.py, 3.11.
 */
import { callable, type Callable } from './callable.js';
import { Dict } from './dict.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { missingAttribute } from './getattr.js';
import { iterate } from './iterate.js';
import { memberName } from './member-name.js';
import type { PythonObject } from './protocols.js';
import { repr, reprNested } from './text.js';
import { className } from './type-name.js';
import { Tuple, tuple, type Value } from './value.js';

type NamedTupleClass<Kind> = (new (...values: never[]) => Kind) & { readonly fields: Tuple };

export class NamedTuple extends Tuple implements PythonObject {
  /** The names of its items, in Python. */
  static readonly fields: Tuple = tuple();

  constructor(...values: Value[]) {
    super();
    for (const value of values) this.push(value);
  }

  get _fields(): Tuple {
    return namesOf(this);
  }

  /** @throws PyTypeError where there are not as many values as names */
  static _make<Kind>(this: NamedTupleClass<Kind>, iterable: Value): Kind {
    const values = Array.from(iterate(iterable));
    const wanted = this.fields.length;
    if (values.length !== wanted)
      throw new PyTypeError(`Expected ${wanted} arguments, got ${values.length}`);
    return new this(...(values as never[]));
  }

  _asdict(): Dict {
    return new Dict(Array.from(namesOf(this), (name, at) => [name, this[at]!]));
  }

  _replace(changes: Dict = new Dict()): this {
    const unknown = Array.from(changes.keys()).filter((name) => !namesOf(this).includes(name));
    if (unknown.length > 0) throw new ValueError(`Got unexpected field names: ${repr(unknown)}`);
    const values = Array.from(namesOf(this), (name, at) => changes.get(name) ?? this[at]!);
    return new (this.constructor as new (...values: Value[]) => this)(...values);
  }

  /** What code asks for that does not know the class. */
  pyGetAttribute(name: string): Value {
    const at = namesOf(this).indexOf(name);
    if (at !== -1) return this[at]!;
    const member = memberName(name);
    const isOwn = member in this && !(member in Tuple.prototype);
    if (!isOwn) throw missingAttribute(this, name);
    const found = (this as unknown as Readonly<Record<string, Value>>)[member]!;
    return typeof found === 'function' ? (found.bind(this) as Value) : found;
  }

  pyRepr(): string {
    return reprNested(this, '(...)', () => {
      const texts = Array.from(namesOf(this), (name, at) => `${name as string}=${repr(this[at]!)}`);
      return `${className(this.constructor)}(${texts.join(', ')})`;
    });
  }
}

function namesOf(value: NamedTuple): Tuple {
  return (value.constructor as typeof NamedTuple).fields;
}

/** The class, called as Python calls it: `Point(*values)`, `Point(**values)`. */
export function namedTupleMaker(type: object): Callable {
  const Made = type as typeof NamedTuple;
  const names = [...Made.fields] as string[];
  const required = requiredOf(Made);
  const make = (...values: Value[]): NamedTuple => new Made(...values);
  const name = `${className(type)}.__new__`;
  Object.defineProperties(make, { name: { value: name }, length: { value: required } });
  const call = callable(names, make);
  return (positional, named) => {
    if (positional.length > names.length) {
      const [least, most, given] = [required + 1, names.length + 1, positional.length + 1];
      const count = least === most ? `${most}` : `from ${least} to ${most}`;
      const noun = most === 1 ? 'argument' : 'arguments';
      throw new PyTypeError(`${name}() takes ${count} positional ${noun} but ${given} were given`);
    }
    return call(positional, named);
  };
}

/** Of a class that derives from a named tuple, it is the base that says. */
function requiredOf(type: typeof NamedTuple): number {
  let owner = type;
  while (!Object.hasOwn(owner, 'fields')) owner = Object.getPrototypeOf(owner) as typeof type;
  return owner.length;
}
