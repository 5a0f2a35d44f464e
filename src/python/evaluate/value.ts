/**
 * What a Python expression is known to be without running the program. Values of the program's own functions,
 * classes and modules keep their syntax; what comes from a library keeps its dotted path; what depends on a
 * request, the environment or a database is unknown, and says so.
 */
import type { PythonModule } from '../parse-module.js';
import type {
  ClassStatement,
  Expression,
  FunctionStatement,
  LambdaExpression,
  Span,
} from '../syntax.js';

export type Value =
  | ConstantValue
  | TextValue
  | SequenceValue
  | DictValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ModuleValue
  | LibraryValue
  | LibraryObject
  | MethodValue
  | ChoiceValue
  | UnknownValue;

/** A place of the program. */
export interface Site extends Span {
  readonly module: PythonModule;
}

export interface ConstantValue {
  readonly kind: 'constant';
  readonly value: string | bigint | number | boolean | null;
  /** The literal it came from. */
  readonly site?: Site & { readonly expression: Expression };
}

/** Text of which parts are unknown. */
export interface TextValue {
  readonly kind: 'text';
  readonly parts: readonly (ConstantValue | Hole)[];
}

export interface Hole {
  readonly kind: 'hole';
  readonly site: Site;
}

/** Lists can grow while a module is evaluated. */
export interface SequenceValue {
  readonly kind: 'sequence';
  readonly type: 'list' | 'tuple' | 'set';
  readonly items: Value[];
  /** Whether there may be items that are not known. */
  isOpen: boolean;
}

export interface DictValue {
  readonly kind: 'dict';
  /** By the text of their keys: only string and number keys are kept. */
  readonly entries: Map<string, { readonly key: ConstantValue; readonly value: Value }>;
  isOpen: boolean;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: FunctionStatement | LambdaExpression;
  readonly name: string;
  readonly module: ModuleValue;
  readonly scope: Scope;
  readonly self?: Value;
  readonly defaults: ReadonlyMap<string, Value>;
  /** The function a decorator of the program was given when it made this one. */
  readonly original?: FunctionValue;
  readonly isProperty?: boolean;
  readonly binding?: 'static' | 'class';
}

export interface ClassValue {
  readonly kind: 'class';
  readonly node: ClassStatement;
  readonly name: string;
  readonly module: ModuleValue;
  readonly bases: readonly Value[];
  readonly attributes: Map<string, Value>;
}

export interface InstanceValue {
  readonly kind: 'instance';
  readonly class: ClassValue;
  readonly attributes: Map<string, Value>;
}

export interface ModuleValue {
  readonly kind: 'module';
  /** Undefined for a package without `__init__.py`. */
  readonly module: PythonModule | undefined;
  readonly path: string;
  readonly names: Map<string, Value>;
}

/** `flask.Flask`, `os.environ`: something of a library, by its path. */
export interface LibraryValue {
  readonly kind: 'library';
  readonly path: string;
}

/** What calling something of a library gave: one identity for each call. */
export interface LibraryObject {
  readonly kind: 'object';
  readonly type: string;
  readonly arguments: Arguments;
  readonly attributes: Map<string, Value>;
  readonly site: Site;
}

/** A method of something that is no function of the program. */
export interface MethodValue {
  readonly kind: 'method';
  readonly receiver: Value;
  readonly name: string;
}

/** One of several: what differs between the branches of an `if`. */
export interface ChoiceValue {
  readonly kind: 'choice';
  readonly options: readonly Value[];
}

export interface UnknownValue {
  readonly kind: 'unknown';
}

export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** Whether `*values` or `**values` could not be followed. */
  readonly isOpen: boolean;
}

/** The names of a function, a class body or a module. */
export interface Scope {
  names: Map<string, Value>;
  readonly parent: Scope | undefined;
  readonly module: ModuleValue;
  readonly globals: Set<string>;
  /** Inner functions do not see the names of a class body. */
  readonly isClass: boolean;
}

export const UNKNOWN: UnknownValue = { kind: 'unknown' };
export const NONE: ConstantValue = { kind: 'constant', value: null };
export const NO_ARGUMENTS: Arguments = { positional: [], named: new Map(), isOpen: false };

export function constant(value: ConstantValue['value']): ConstantValue {
  return { kind: 'constant', value };
}

export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'constant' && typeof value.value === 'string' ? value.value : undefined;
}

export function isFalse(value: Value): boolean {
  return value.kind === 'constant' && value.value === false;
}

/** The argument with this name, or at this place. */
export function argument(
  { positional, named }: Arguments,
  name: string,
  index?: number,
): Value | undefined {
  return named.get(name) ?? (index === undefined ? undefined : positional[index]);
}

/** More options than this are as good as unknown. */
const MAX_OPTIONS = 16;

/** One of the two; what is the same stays itself. */
export function eitherOf(first: Value, second: Value): Value {
  if (isSame(first, second)) return first;
  const options = [...optionsOf(first)];
  for (const option of optionsOf(second)) {
    if (!options.some((known) => isSame(known, option))) options.push(option);
  }
  return options.length > MAX_OPTIONS ? UNKNOWN : { kind: 'choice', options };
}

export function optionsOf(value: Value): readonly Value[] {
  return value.kind === 'choice' ? value.options : [value];
}

function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === 'constant' && b.kind === 'constant') return a.value === b.value;
  if (a.kind === 'library' && b.kind === 'library') return a.path === b.path;
  return a.kind === 'unknown' && b.kind === 'unknown';
}
