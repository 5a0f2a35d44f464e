/**
 * The program's own functions, classes and modules while they are translated, and the types of its values: each knows
 * the other. A type is `never` while nothing is known, `value` where it may be anything; between them stand the
 * builtin types, instances of the program's classes, and objects of libraries. Types only ever grow towards `value`,
 * so that inference ends.
 */
import type { Place } from './untranslatable.js';
import type { PythonModule } from '../python/parse-module.js';
import type { ClassStatement, FunctionStatement, Parameter, Span } from '../python/syntax.js';

export type PyType =
  | { readonly kind: SimpleKind }
  | { readonly kind: 'list'; readonly item: PyType }
  /** Without `items`: of any length. */
  | { readonly kind: 'tuple'; readonly items: readonly PyType[] | undefined }
  | { readonly kind: 'instance' | 'class'; readonly class: ClassEntity }
  | { readonly kind: 'function'; readonly function: FunctionEntity }
  /** An object of a library's type, by Python's full name. */
  | { readonly kind: 'object'; readonly name: string }
  /** The context manager that a generator of the program makes. */
  | { readonly kind: 'manager'; readonly function: FunctionEntity }
  /** Something of a library itself, by its path. */
  | { readonly kind: 'library'; readonly path: string }
  | { readonly kind: 'module'; readonly path: string }
  /** An object of the class that a function is given as this parameter. */
  | { readonly kind: 'made'; readonly function: FunctionEntity; readonly parameter: string }
  /** A value of the type, or None. */
  | { readonly kind: 'optional'; readonly type: PyType };

export type SimpleKind =
  | 'never'
  | 'value'
  | 'none'
  | 'bool'
  | 'int'
  | 'float'
  | 'str'
  | 'bytes'
  | 'dict'
  | 'set'
  /** What a generator that waits makes. */
  | 'stream'
  /** A function that takes arguments as Python does: what a decorator takes and gives. */
  | 'callable';

export const NEVER: PyType = { kind: 'never' };
export const VALUE: PyType = { kind: 'value' };
export const NONE: PyType = { kind: 'none' };
export const BOOL: PyType = { kind: 'bool' };
export const INT: PyType = { kind: 'int' };
export const FLOAT: PyType = { kind: 'float' };
export const STR: PyType = { kind: 'str' };
export const DICT: PyType = { kind: 'dict' };
export const SET: PyType = { kind: 'set' };
export const STREAM: PyType = { kind: 'stream' };
export const CALLABLE: PyType = { kind: 'callable' };
export const ANY_LIST: PyType = { kind: 'list', item: VALUE };
export const ANY_TUPLE: PyType = { kind: 'tuple', items: undefined };

export function listOf(item: PyType): PyType {
  return { kind: 'list', item };
}

export function optional(type: PyType): PyType {
  if (type.kind === 'value' || type.kind === 'none' || type.kind === 'optional') return type;
  return type.kind === 'never' ? NONE : { kind: 'optional', type };
}

export function join(a: PyType, b: PyType): PyType {
  if (a === b || b.kind === 'never') return a;
  if (a.kind === 'never') return b;
  if (isSameType(a, b)) return a;
  if (a.kind === 'value' || b.kind === 'value') return VALUE;
  if (a.kind === 'none') return optional(b);
  if (b.kind === 'none') return optional(a);
  if (a.kind === 'optional' || b.kind === 'optional') return optional(join(bare(a), bare(b)));
  if (a.kind === 'list' && b.kind === 'list') return listOf(join(a.item, b.item));
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    const { items } = b;
    return a.items && items && a.items.length === items.length
      ? { kind: 'tuple', items: a.items.map((item, index) => join(item, items[index]!)) }
      : ANY_TUPLE;
  }
  if (a.kind === 'instance' && b.kind === 'instance') {
    const common = a.class.ancestors().find((one) => b.class.ancestors().includes(one));
    if (common) return { kind: 'instance', class: common };
    if (a.class.isModel() && b.class.isModel()) return ANY_MODEL;
  }
  if (a.kind === 'class' && b.kind === 'class' && a.class.isModel() && b.class.isModel())
    return ANY_MODEL_CLASS;
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    // What was known of one class in an earlier round holds for any.
    if (one.kind === 'made' && (isSameType(other, ANY_MODEL) || isModelInstance(other))) return one;
    if (isSameType(one, ANY_MODEL) && other.kind === 'instance' && other.class.isModel())
      return one;
    if (isSameType(one, ANY_MODEL_CLASS) && other.kind === 'class' && other.class.isModel())
      return one;
  }
  return VALUE;
}

function isModelInstance(type: PyType): boolean {
  return type.kind === 'instance' && type.class.isModel();
}

/** The type where the function is called with `given` as the parameter. */
export function madeOf(
  type: PyType,
  entity: FunctionEntity,
  given: (name: string) => PyType,
): PyType {
  if (type.kind === 'optional') return optional(madeOf(type.type, entity, given));
  if (type.kind === 'list') return listOf(madeOf(type.item, entity, given));
  if (type.kind !== 'made' || type.function !== entity) return type;
  const found = given(type.parameter);
  return found.kind === 'class' ? { kind: 'instance', class: found.class } : ANY_MODEL;
}

/** The parameter whose class the type depends on. */
export function makerIn(type: PyType): string | undefined {
  if (type.kind === 'optional') return makerIn(type.type);
  if (type.kind === 'list') return makerIn(type.item);
  return type.kind === 'made' ? type.parameter : undefined;
}

/** A class that derives from pydantic's `BaseModel`, whichever it is. */
export const MODEL_CLASS = 'pydantic.BaseModel.__class__';
export const ANY_MODEL: PyType = { kind: 'object', name: 'pydantic.BaseModel' };
const ANY_MODEL_CLASS: PyType = { kind: 'object', name: MODEL_CLASS };

/** Without the None that it may be. */
export function bare(type: PyType): PyType {
  return type.kind === 'optional' ? type.type : type;
}

export function isSameType(a: PyType, b: PyType): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'list':
      return isSameType(a.item, (b as typeof a).item);
    case 'tuple': {
      const { items } = b as typeof a;
      if (!a.items || !items) return a.items === items;
      return (
        a.items.length === items.length &&
        a.items.every((item, index) => isSameType(item, items[index]!))
      );
    }
    case 'instance':
    case 'class':
      return a.class === (b as typeof a).class;
    case 'function':
    case 'manager':
      return a.function === (b as typeof a).function;
    case 'object':
      return a.name === (b as typeof a).name;
    case 'library':
    case 'module':
      return a.path === (b as typeof a).path;
    case 'made':
      return a.function === (b as typeof a).function && a.parameter === (b as typeof a).parameter;
    case 'optional':
      return isSameType(a.type, (b as typeof a).type);
    default:
      return true;
  }
}

/** Whether a value of the type is surely no None. */
export function isNeverNone(type: PyType): boolean {
  return type.kind !== 'value' && type.kind !== 'none' && type.kind !== 'optional';
}

/** Deeper than what people write, so that `tree = [tree, leaf]` comes to an end. */
const MAX_DEPTH = 6;

function upTo(depth: number, type: PyType): PyType {
  switch (type.kind) {
    case 'list':
      return depth === 0 ? VALUE : listOf(upTo(depth - 1, type.item));
    case 'optional':
      return depth === 0 ? VALUE : optional(upTo(depth - 1, type.type));
    case 'tuple':
      if (depth === 0) return VALUE;
      return { kind: 'tuple', items: type.items?.map((item) => upTo(depth - 1, item)) };
    default:
      return type;
  }
}

/** What grows while types are inferred. */
export class Growing {
  #hasGrown = false;
  #hasWaitingValues = false;

  grow(from: PyType, by: PyType): PyType {
    const joined = upTo(MAX_DEPTH, join(from, by));
    if (isSameType(from, joined)) return from;
    this.#hasGrown = true;
    return joined;
  }

  note(): void {
    this.#hasGrown = true;
  }

  /** A function that waits for the database is a value somewhere: one in a dict, by its name. */
  noteWaitingValue(): void {
    if (!this.#hasWaitingValues) this.note();
    this.#hasWaitingValues = true;
  }

  get hasWaitingValues(): boolean {
    return this.#hasWaitingValues;
  }

  /** Whether anything has grown since it was last asked. */
  takeGrown(): boolean {
    const grown = this.#hasGrown;
    this.#hasGrown = false;
    return grown;
  }
}

export interface ModuleEntity {
  /** From the root of the app, with slashes. */
  readonly path: string;
  readonly module: PythonModule;
  /** The module of the service, from its `src`, without `.ts`. */
  readonly file: string;
  readonly functions: Map<FunctionStatement, FunctionEntity>;
  readonly classes: Map<ClassStatement, ClassEntity>;
  /** Top-level variables that something refers to. */
  readonly variables: Map<string, VariableEntity>;
  /** Names under which its code knows what it imports from the run-time. */
  readonly imported: Set<string>;
}

export interface VariableEntity {
  readonly kind: 'variable';
  readonly module: ModuleEntity;
  readonly pythonName: string;
  readonly name: string;
  type: PyType;
  /** Whether a function assigns to it with `global`, or several statements do. */
  isReassigned: boolean;
  problem: EntityProblem | undefined;
}

/** Why it is not translated. */
export interface EntityProblem {
  readonly message: string;
  readonly span: Span;
  /** In a file that is no Python: a template. */
  readonly place?: Place | undefined;
}

export interface FunctionEntity {
  readonly kind: 'function';
  readonly node: FunctionStatement;
  readonly module: ModuleEntity;
  readonly name: string;
  readonly owner: ClassEntity | undefined;
  readonly binding: 'function' | 'method' | 'static' | 'class' | 'property';
  /** Whether it takes its arguments as Python does: it is decorated, or what a decorator gives. */
  isCallable: boolean;
  readonly parameterTypes: Map<string, PyType>;
  readonly localTypes: Map<string, PyType>;
  returnType: PyType;
  /** Of a context manager that is a generator: what `as` binds. */
  yieldType: PyType;
  isAsync: boolean;
  /** Whether it returns NotImplemented somewhere. */
  mayDecline: boolean;
  /** Something of it cannot be translated: it throws where it is called. */
  problem: EntityProblem | undefined;
}

export class ClassEntity {
  readonly kind = 'class';
  readonly attributes = new Map<string, PyType>();
  /** What its own methods assign to attributes that a base declares. */
  readonly assigned = new Map<string, PyType>();
  /** Attributes that its instances are given. */
  readonly fields = new Set<string>();
  readonly statics = new Set<string>();
  readonly methods = new Map<string, FunctionEntity>();
  bases: ClassEntity[] = [];
  /** The library's class that it derives from, by path. */
  libraryBase: string | undefined;
  unknownBase: Span | undefined;
  problem: EntityProblem | undefined;

  constructor(
    readonly node: ClassStatement,
    readonly module: ModuleEntity,
    readonly name: string,
  ) {}

  ancestors(): ClassEntity[] {
    const found: ClassEntity[] = [];
    const visit = (one: ClassEntity): void => {
      if (found.includes(one) || found.length > 40) return;
      found.push(one);
      for (const base of one.bases) visit(base);
    };
    visit(this);
    return found;
  }

  method(name: string): FunctionEntity | undefined {
    for (const one of this.ancestors()) {
      const method = one.methods.get(name);
      if (method) return method;
    }
    return undefined;
  }

  /** The class that declares it: for attributes of objects the first of the line, as TypeScript wants it. */
  attributeOwner(name: string): ClassEntity | undefined {
    const line = this.ancestors();
    return (
      line.findLast((one) => one.fields.has(name)) ?? line.find((one) => one.statics.has(name))
    );
  }

  attributeType(name: string): PyType | undefined {
    return this.attributeOwner(name)?.attributes.get(name);
  }

  /** Whether its attributes are the members of an enumeration. */
  isEnum(): boolean {
    return this.libraryAncestor()?.startsWith('enum.') === true;
  }

  /** Whether it is one of pydantic's models. */
  isModel(): boolean {
    return this.libraryAncestor()?.startsWith('pydantic') === true;
  }

  /** Whether its objects are tuples whose items have names. */
  isNamedTuple(): boolean {
    return this.libraryAncestor() === 'collections.NamedTuple';
  }

  libraryAncestor(): string | undefined {
    return this.ancestors().find((one) => one.libraryBase !== undefined)?.libraryBase;
  }
}

/** Without `self` or `cls`. */
export function ownParameters({ node, binding }: FunctionEntity): readonly Parameter[] {
  const isBound = binding === 'method' || binding === 'class' || binding === 'property';
  return isBound ? node.parameters.slice(1) : node.parameters;
}

export function parameterType(entity: FunctionEntity, name: string): PyType {
  return entity.parameterTypes.get(name) ?? NEVER;
}
