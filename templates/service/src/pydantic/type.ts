/**
 * What the types of fields have in common: each looks at a value, gives what it becomes, or notes what is wrong with it
 * and where. pydantic 1 and 2 have types, messages and rules of their own, on top of this.
 */
import type { Dict } from '../python/dict.js';
import type { Value } from '../python/value.js';
import type { Config } from './config.js';

/** Names and places from the outside in: `('tags', 0, 'name')`. */
export type Location = readonly Value[];

/** One thing that is wrong, as `errors()` tells it. */
export interface Issue {
  readonly location: Location;
  readonly message: string;
  readonly type: string;
  readonly context?: Dict | undefined;
  /** What was given, which pydantic 2 tells. */
  readonly input?: Value;
}

/** What is known where a value is looked at. */
export interface Scope {
  /** The fields of the model that have been validated, by name. */
  readonly values: Dict;
  readonly config: Config;
  readonly issues: Issue[];
}

export interface FieldType {
  /** Undefined where issues were noted. */
  check(value: Value, location: Location, scope: Scope): Value | undefined;
  /** The same with validators for each item, where it has items; for the value itself where not. */
  each?(wrap: (item: FieldType) => FieldType): FieldType;
  /** Whether an environment variable holds it as JSON. */
  readonly isComplex?: boolean;
}
