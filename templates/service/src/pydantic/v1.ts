/**
 * pydantic 1: models that are made of named values, which their fields' types look at one after the other. What is
 * wrong is collected, and raised together.
 * Source: pydantic/main.py, 1.10.
 */
import { equals } from '../python/compare.js';
import { deepcopy } from '../python/copy.js';
import { Dict, dict } from '../python/dict.js';
import { PyTypeError, RuntimeError } from '../python/exceptions.js';
import { hasattr, getattr } from '../python/getattr.js';
import { iterate } from '../python/iterate.js';
import { dumps, JSONDecodeError, loads } from '../python/json.js';
import { typeName } from '../python/type-name.js';
import type { Value } from '../python/value.js';
import { dumpModel, type DumpOptions } from './dump.js';
import { Field, type FieldDefinition, type Validator } from './field.js';
import { memberName } from '../python/member-name.js';
import { Model, Validated, type Definition, type ModelClass as AnyModelClass } from './model.js';
import type { FieldType, Issue, Scope } from './type.js';
import { ValidationError, note } from './v1-errors.js';
import { encoderOf } from './v1-json.js';

export * as t from './v1-all-types.js';
export { after, before, field } from './field.js';
export { SecretStr } from './secret.js';
export { ValidationError } from './v1-errors.js';
export { onlyNamed } from './model.js';

/** A class of models, whichever it is. */
export type ModelClass<Made extends Model = BaseModel> = AnyModelClass<Made>;

interface JsonOptions extends DumpOptions {
  readonly indent?: Value;
  readonly ensureAscii?: Value;
  readonly sortKeys?: Value;
  readonly separators?: Value;
  readonly encoder?: Value;
}

interface CopyOptions extends Pick<DumpOptions, 'include' | 'exclude'> {
  readonly update?: Value;
  readonly deep?: Value;
}

export class BaseModel extends Model {
  static readonly pythonClass: string = 'BaseModel';

  constructor(data: Value = dict()) {
    super();
    this.fill(data instanceof Validated ? data : validate(this.constructor as ModelClass, data));
  }

  protected static override makeField(
    name: string,
    { type, options }: FieldDefinition,
    validators: ReadonlyMap<string, Validator>,
  ): Field {
    const own = [...validators.values()].filter(({ of }) => of.includes(name) || of.includes('*'));
    const whole = own.filter(({ isEachItem }) => !isEachItem);
    const each = own.filter(({ isEachItem }) => isEachItem);
    const inner = each.length === 0 ? type : (type.each?.((item) => guarded(item, each)) ?? type);
    const isAlways = own.some(({ isAlways: always }) => always === true);
    return new Field(name, memberName(name), guarded(inner, whole), options, isAlways);
  }

  static parse_obj<Made extends Model>(this: ModelClass<Made>, value: Value): Made {
    try {
      return new this(value instanceof Dict ? value : dict(value));
    } catch (error) {
      if (error instanceof ValidationError || value instanceof Dict) throw error;
      const issues: Issue[] = [];
      note(new PyTypeError(`${this.name} expected dict not ${typeName(value)}`), ['__root__'], {
        issues,
      });
      throw new ValidationError(issues, this);
    }
  }

  static parse_raw<Made extends Model>(this: ModelClass<Made>, text: Value): Made {
    let data: Value;
    try {
      data = loads(text);
    } catch (error) {
      if (!(error instanceof JSONDecodeError)) throw error;
      const issues: Issue[] = [];
      note(error, ['__root__'], { issues });
      throw new ValidationError(issues, this);
    }
    return BaseModel.parse_obj.call(
      this as unknown as ModelClass<BaseModel>,
      data,
    ) as Model as Made;
  }

  static from_orm<Made extends Model>(this: ModelClass<Made>, value: Value): Made {
    if (this.definition.config.fromAttributes !== true)
      throw new RuntimeError('You must have the config attribute orm_mode=True to use from_orm');
    const data = new Dict();
    for (const { name, alias } of this.definition.fields.values()) {
      for (const key of [alias, name])
        if (!data.has(key) && hasattr(value, key)) data.set(key, getattr(value, key));
    }
    return new this(data);
  }

  static construct<Made extends Model>(
    this: ModelClass<Made>,
    given: Value,
    values = dict(),
  ): Made {
    const filled = new Dict();
    for (const one of this.definition.fields.values()) {
      const value = values.get(one.alias) ?? values.get(one.name);
      if (value !== undefined) filled.set(one.name, value);
      else if (!one.isRequired) filled.set(one.name, one.default);
    }
    for (const [name, value] of values.entries()) filled.set(name, value);
    const names = given === null || given === undefined ? values : given;
    return new this(new Validated(filled, new Set([...iterate(names)] as string[])));
  }

  dict(options: DumpOptions = {}): Dict {
    return dumpModel(this, options);
  }

  json(options: JsonOptions = {}): string {
    const { config } = (this.constructor as ModelClass).definition;
    const { ensureAscii, indent, separators, sortKeys, encoder } = options;
    const otherwise = encoder ?? encoderOf(config);
    const data = dumpModel(this, options);
    return dumps(
      data,
      undefined,
      ensureAscii,
      undefined,
      undefined,
      undefined,
      indent,
      separators,
      otherwise,
      sortKeys,
    );
  }

  copy({ include, exclude, update, deep }: CopyOptions = {}): this {
    const chosen = dumpModel(this, { include, exclude });
    const values = new Dict([...this.entries()].filter(([name]) => chosen.has(name)));
    const given = new Set(
      [...chosen.keys()].filter((name) => this.isGiven(name as string)) as string[],
    );
    if (update instanceof Dict) {
      for (const [name, value] of update.entries()) {
        values.set(name, value);
        given.add(name as string);
      }
    }
    return this.duplicate(deep === true ? deepcopy(values) : values, given);
  }

  pyEquals(other: Value): boolean {
    return equals(this.dict(), other instanceof Model ? dumpModel(other, {}) : other);
  }
}

/** A type with validators before and after it, which are not called for what is wrong already. */
function guarded(type: FieldType, validators: readonly Validator[]): FieldType {
  if (validators.length === 0) return type;
  const first = validators.filter(({ isBefore }) => isBefore);
  const last = validators.filter(({ isBefore }) => !isBefore);
  const run = (
    value: Value,
    checks: readonly Validator[],
    location: readonly Value[],
    scope: Scope,
  ) => {
    try {
      return checks.reduce((found, { check }) => check(found, scope.values), value);
    } catch (error) {
      note(error, location, scope);
      return undefined;
    }
  };
  return {
    isComplex: type.isComplex === true,
    check(value, location, scope) {
      const given = run(value, first, location, scope);
      const found = given === undefined ? undefined : type.check(given, location, scope);
      return found === undefined ? undefined : run(found, last, location, scope);
    },
  };
}

/** @throws ValidationError */
function validate(type: ModelClass, data: Value): Validated {
  const { definition } = type;
  const { config } = definition;
  let input = keywords(type, data);
  let values = new Dict();
  const given = new Set<string>();
  const used = new Set<Value>();
  const issues: Issue[] = [];
  for (const { check, isBefore } of definition.rootValidators.values()) {
    if (!isBefore) continue;
    const changed = attempt(() => check(input), issues);
    if (changed === undefined) throw new ValidationError(issues, type);
    input = changed as Dict;
  }
  const scope: Scope = { values, config, issues };
  for (const one of definition.fields.values()) {
    const { name, alias } = one;
    const isByName = !input.has(alias) && config.populateByName === true && input.has(name);
    let value = input.get(isByName ? name : alias);
    if (value === undefined) {
      if (one.isRequired) {
        issues.push({ location: [alias], message: 'field required', type: 'value_error.missing' });
        continue;
      }
      value = one.default;
      if (config.validateDefaults !== true && !one.isAlwaysChecked) {
        values.set(name, value);
        continue;
      }
    } else {
      given.add(name);
      used.add(isByName ? name : alias);
    }
    const found = one.type.check(value, [alias], scope);
    if (found !== undefined) values.set(name, found);
  }
  takeExtra({ input, used, values, given, issues }, definition);
  for (const { check, isBefore, skipOnFailure } of definition.rootValidators.values()) {
    if (isBefore || (skipOnFailure && issues.length > 0)) continue;
    const changed = attempt(() => check(values), issues);
    if (changed !== undefined) values = changed as Dict;
  }
  if (issues.length > 0) throw new ValidationError(issues, type);
  if (!(values instanceof Dict))
    throw new PyTypeError(
      'Model values must be a dict; you may not have returned a dictionary from a root validator',
    );
  return new Validated(values, given);
}

/** `Model(**data)` takes what has names. */
function keywords({ name }: ModelClass, data: Value): Dict {
  if (data instanceof Dict) {
    if ([...data.keys()].every((key) => typeof key === 'string')) return data;
    throw new PyTypeError('keywords must be strings');
  }
  throw new PyTypeError(`${name}() argument after ** must be a mapping, not ${typeName(data)}`);
}

function attempt(run: () => Value, issues: Issue[]): Value | undefined {
  try {
    return run();
  } catch (error) {
    note(error, ['__root__'], { issues });
    return undefined;
  }
}

interface Found {
  readonly input: Dict;
  readonly used: ReadonlySet<Value>;
  readonly values: Dict;
  readonly given: Set<string>;
  readonly issues: Issue[];
}

/** What has no field is left out, kept, or wrong. */
function takeExtra({ input, used, values, given, issues }: Found, { config }: Definition): void {
  const { extra = 'ignore' } = config;
  if (extra === 'ignore') return;
  const names = [...input.keys()].filter((name) => !used.has(name)) as string[];
  for (const name of names) given.add(name);
  if (extra === 'allow') for (const name of names) values.set(name, input.get(name)!);
  else {
    for (const name of names.toSorted())
      issues.push({
        location: [name],
        message: 'extra fields not permitted',
        type: 'value_error.extra',
      });
  }
}
