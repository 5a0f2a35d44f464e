/**
 * A pydantic model: its fields by name, what came beside them, and which of them were given. The values are attributes
 * of the object, as `declare`d by its class; what is said here holds for pydantic 1 and 2.
 * Source: pydantic/main.py of both.
 */
import { Dict } from '../python/dict.js';
import { AttributeError, PyTypeError, ValueError } from '../python/exceptions.js';
import { memberName } from '../python/member-name.js';
import type { PythonObject } from '../python/protocols.js';
import { repr } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import { tuple, type Value } from '../python/value.js';
import type { Config } from './config.js';
import { Field, type FieldDefinition, type RootValidator, type Validator } from './field.js';
import type { FieldType } from './type.js';

/** What a model says of itself; a class that derives from it adds to this. */
export interface Definition {
  readonly fields: ReadonlyMap<string, Field>;
  readonly plain: ReadonlyMap<string, FieldDefinition>;
  readonly validators: ReadonlyMap<string, Validator>;
  readonly rootValidators: ReadonlyMap<string, RootValidator>;
  readonly config: Config;
}

export interface ModelOptions extends Config {
  readonly validators?: Readonly<Record<string, Validator>>;
  readonly rootValidators?: Readonly<Record<string, RootValidator>>;
}

/** A class of models whose objects are made of named values. */
export type ModelClass<Made extends Model = Model> = (new (data?: Value) => Made) & {
  readonly definition: Definition;
};

/** Values that have been validated already: what a model is made of then. */
export class Validated {
  constructor(
    readonly values: Dict,
    readonly given: ReadonlySet<string>,
  ) {}

  /** Those of a model, for another object of its class. */
  static of(model: Model): Validated {
    const values = new Dict(model.entries());
    const names = [...values.keys()] as string[];
    return new Validated(values, new Set(names.filter((name) => model.isGiven(name))));
  }
}

interface State {
  readonly given: Set<string>;
  readonly extra: Map<string, Value>;
  /** What the fields were at first. */
  readonly first: Map<string, Value>;
}

export abstract class Model implements PythonObject {
  static definition: Definition = {
    fields: new Map(),
    plain: new Map(),
    validators: new Map(),
    rootValidators: new Map(),
    config: {},
  };

  /** The fields by their names in Python, in their order; after those of the class that it derives from. */
  static define(
    fields: Readonly<Record<string, FieldType | FieldDefinition>>,
    { validators = {}, rootValidators = {}, ...config }: ModelOptions = {},
  ): void {
    const base = this.definition;
    const plain = new Map(base.plain);
    for (const [name, one] of Object.entries(fields))
      plain.set(name, 'type' in one ? one : { type: one, options: {} });
    const all = new Map([...base.validators, ...Object.entries(validators)]);
    this.definition = {
      plain,
      fields: new Map([...plain].map(([name, one]) => [name, this.makeField(name, one, all)])),
      validators: all,
      rootValidators: new Map([...base.rootValidators, ...Object.entries(rootValidators)]),
      config: { ...base.config, ...config },
    };
  }

  /** As the model is told them, or as Python has them. */
  static fieldNames(byAlias: Value): string[] {
    return [...this.definition.fields.values()].map(({ alias, name }) =>
      byAlias === true ? alias : name,
    );
  }

  /** The field's type with its validators around it. */
  protected static makeField(
    name: string,
    { type, options }: FieldDefinition,
    _validators: ReadonlyMap<string, Validator>,
  ): Field {
    return new Field(name, memberName(name), type, options, false);
  }

  readonly #state: State = { given: new Set(), extra: new Map(), first: new Map() };

  get #definition(): Definition {
    return (this.constructor as ModelClass).definition;
  }

  protected fill({ values, given }: Validated): void {
    const { fields } = this.#definition;
    for (const [key, value] of values.entries()) {
      const name = key as string;
      const known = fields.get(name);
      if (known) {
        (this as unknown as Record<string, Value>)[known.member] = value;
        this.#state.first.set(name, value);
      } else this.#state.extra.set(name, value);
    }
    for (const name of given) this.#state.given.add(name);
  }

  /** Whether it was given, and not left to its default; or set since. */
  isGiven(name: string): boolean {
    const { given, first } = this.#state;
    if (given.has(name)) return true;
    const field = this.#definition.fields.get(name);
    if (!field) return false;
    return (this as unknown as Record<string, Value>)[field.member] !== first.get(name);
  }

  /** Names and values, in order; what came beside the fields last. */
  *entries(): Generator<[string, Value]> {
    for (const { name, member } of this.#definition.fields.values()) {
      const value = (this as unknown as Record<string, Value | undefined>)[member];
      if (value !== undefined) yield [name, value];
    }
    yield* this.#state.extra;
  }

  /** The values as they are. */
  toDict(): Dict {
    return new Dict(this.entries());
  }

  /** Another object of the class with these values, which are not looked at. */
  protected duplicate(values: Dict, given: Iterable<string>): this {
    return new (this.constructor as ModelClass)(new Validated(values, new Set(given))) as this;
  }

  pyGetAttribute(name: string): Value {
    const value = this.#state.extra.get(name);
    if (value !== undefined) return value;
    throw new AttributeError(`'${typeName(this)}' object has no attribute '${name}'`);
  }

  pyMembers(): Iterable<readonly [string, Value]> {
    return this.entries();
  }

  pySetAttribute(name: string, value: Value): void {
    const { fields, config } = this.#definition;
    const known = fields.get(name);
    if (!known && config.extra !== 'allow')
      throw new ValueError(`"${typeName(this)}" object has no field "${name}"`);
    if (config.isFrozen)
      throw new PyTypeError(
        `"${typeName(this)}" is immutable and does not support item assignment`,
      );
    if (known) (this as unknown as Record<string, Value>)[known.member] = value;
    else this.#state.extra.set(name, value);
    this.#state.given.add(name);
  }

  pyIterate(): Iterable<Value> {
    return [...this.entries()].map(([name, value]) => tuple(name, value));
  }

  #members(separator: string): string {
    const { fields } = this.#definition;
    return [...this.entries()]
      .filter(([name]) => fields.get(name)?.options.isHidden !== true)
      .map(([name, value]) => `${name}=${repr(value)}`)
      .join(separator);
  }

  pyStr(): string {
    return this.#members(' ');
  }

  pyRepr(): string {
    return `${typeName(this)}(${this.#members(', ')})`;
  }
}

/** What a model is made of: it takes no values without names. */
export function onlyNamed(values: readonly Value[], named: Value): Value {
  if (values.length === 0) return named;
  throw new PyTypeError(
    `BaseModel.__init__() takes 1 positional argument but ${values.length + 1} were given`,
  );
}
