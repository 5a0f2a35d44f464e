/** Fields of a model as its class declares them, and the validators that look at them. */
import { deepcopy } from '../python/copy.js';
import type { Dict } from '../python/dict.js';
import type { Value } from '../python/value.js';
import type { FieldType } from './type.js';

export interface FieldOptions {
  /** Without one, and without a factory, the field has to be given. */
  readonly default?: Value;
  readonly makeDefault?: () => Value;
  readonly alias?: string;
  /** Never among what `dict()` gives. */
  readonly isExcluded?: boolean;
  readonly isHidden?: boolean;
  /** Of settings: the environment variables that are read. */
  readonly env?: readonly string[];
  readonly title?: string;
  readonly description?: string;
}

export class Field {
  constructor(
    readonly name: string,
    /** The attribute that holds it. */
    readonly member: string,
    readonly type: FieldType,
    readonly options: FieldOptions,
    readonly isAlwaysChecked: boolean,
  ) {}

  get alias(): string {
    return this.options.alias ?? this.name;
  }

  get isRequired(): boolean {
    return this.options.default === undefined && this.options.makeDefault === undefined;
  }

  /** A list that is the default is another one each time. */
  get default(): Value {
    const { makeDefault, default: fallback = null } = this.options;
    return makeDefault ? makeDefault() : deepcopy(fallback);
  }
}

/** A field with more to say of it than its type. */
export interface FieldDefinition {
  readonly type: FieldType;
  readonly options: FieldOptions;
}

export function field(type: FieldType, options: FieldOptions = {}): FieldDefinition {
  return { type, options };
}

/** What a validator is given beside the value: the fields before. */
export type Check = (value: Value, values: Dict) => Value;

export interface Validator {
  readonly of: readonly string[];
  readonly check: Check;
  readonly isBefore?: boolean;
  readonly isEachItem?: boolean;
  /** Also of the default. */
  readonly isAlways?: boolean;
}

interface ValidatorOptions {
  readonly eachItem?: boolean;
  readonly always?: boolean;
}

/** A validator that sees what its fields' types have made of the values. */
export function after(
  of: readonly string[],
  check: Check,
  { eachItem = false, always = false }: ValidatorOptions = {},
): Validator {
  return { of, check, isEachItem: eachItem, isAlways: always };
}

/** A validator that sees the values as they were given. */
export function before(
  of: readonly string[],
  check: Check,
  options: ValidatorOptions = {},
): Validator {
  return { ...after(of, check, options), isBefore: true };
}

/** A validator of a whole model, which gives its values. */
export interface RootValidator {
  readonly check: (values: Value) => Value;
  readonly isBefore?: boolean;
  readonly skipOnFailure?: boolean;
}
