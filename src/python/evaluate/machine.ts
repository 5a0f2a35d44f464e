/**
 * What the parts of the evaluator need of each other, and what it needs of libraries. A machine lives for one
 * program; it stops following calls when its budget of steps is spent, so that no program keeps it for ever.
 */
import type { Expression, Statement } from '../syntax.js';
import type {
  Arguments,
  FunctionValue,
  LibraryObject,
  ModuleValue,
  Scope,
  Site,
  Value,
} from './value.js';

export interface Machine {
  readonly libraries: Libraries;
  readonly evaluate: (scope: Scope, node: Expression) => Value;
  readonly run: (frame: Frame, block: readonly Statement[]) => Completion;
  readonly call: (callee: Value, args: Arguments, site: Site) => Value;
  readonly attribute: (object: Value, name: string, site: Site) => Value;
  readonly assign: (scope: Scope, target: Expression, value: Value) => void;
  readonly importModule: (from: ModuleValue, name: string, level: number) => Value;
  readonly siteOf: (scope: Scope, node: Expression | Statement) => Site;
  /** False when there are none left. */
  readonly takeStep: () => boolean;
}

/** What libraries mean. A handler returns undefined for what it knows nothing of. */
export interface Libraries {
  readonly callPath: (path: string, args: Arguments, site: Site) => Value | undefined;
  readonly callMethod: (
    receiver: Value,
    name: string,
    args: Arguments,
    site: Site,
  ) => Value | undefined;
  /** Calling what a library's call gave: a decorator with arguments. */
  readonly callObject: (object: LibraryObject, args: Arguments, site: Site) => Value | undefined;
  readonly attribute: (receiver: Value, name: string) => Value | undefined;
  readonly setItem: (object: Value, key: Value, value: Value, site: Site) => void;
  readonly setAttribute?: (object: Value, name: string, value: Value, site: Site) => void;
  /** A function of the program is called from here. */
  readonly called?: (callee: FunctionValue, site: Site) => void;
  /** The arguments of a parameter that nobody supplies: an app, for a function that registers routes. */
  readonly parameter: (callee: FunctionValue, name: string) => Value | undefined;
}

/** A function, class body or module that is being run. */
export interface Frame {
  readonly scope: Scope;
  readonly returns: Value[];
}

/** `ended`: what follows in the block is not reached. */
export type Completion = 'next' | 'ended';
