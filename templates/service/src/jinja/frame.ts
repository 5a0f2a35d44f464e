/** What a part of a template is rendered with: its names, where its text goes, and whether values are escaped. */
import type { Value } from '../python/value.js';
import type { Environment } from './environment.js';
import { undefinedName } from './undefined.js';

/** Writes into the frame's output. */
export type Render = (frame: Frame) => void;
export type Evaluate = (frame: Frame) => Value;

/** Names of one statement's body, and of those around it. */
export class Scope {
  readonly #values = new Map<string, Value>();

  constructor(readonly parent: Scope | undefined) {}

  find(name: string): Value | undefined {
    const value = this.#values.get(name);
    return value === undefined ? this.parent?.find(name) : value;
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  /** Those of outer scopes first. */
  all(): Map<string, Value> {
    return new Map([...(this.parent?.all() ?? []), ...this.#values]);
  }
}

/** A template that is being rendered, with those that it extends: they share their names and blocks. */
export class Context {
  /** What the templates set at their top level. */
  readonly own = new Map<string, Value>();
  /** Of `own`, what others may import. */
  readonly exported = new Set<string>();
  /** By name, from the template that is rendered to the last one that is extended. */
  readonly blocks: Map<string, Render[]>;

  constructor(
    /** What was given, over what every template has. */
    readonly given: ReadonlyMap<string, Value>,
    blocks: ReadonlyMap<string, readonly Render[]> = new Map(),
  ) {
    this.blocks = new Map([...blocks].map(([name, renders]) => [name, [...renders]]));
  }

  find(name: string): Value | undefined {
    const own = this.own.get(name);
    return own === undefined ? this.given.get(name) : own;
  }

  all(): Map<string, Value> {
    return new Map([...this.given, ...this.own]);
  }
}

export class Output {
  text = '';
  /** Behind `extends` a template writes nothing itself. */
  isClosed = false;

  write(text: string): void {
    if (!this.isClosed) this.text += text;
  }
}

export interface Frame {
  readonly environment: Environment;
  readonly context: Context;
  readonly scope: Scope | undefined;
  readonly out: Output;
  readonly escapes: boolean;
  /** Of the template; undefined where it has none. */
  readonly name?: string | undefined;
  /** Outside of all blocks, loops and macros: what is set here is the template's own. */
  readonly isTop: boolean;
  /** The block that is rendered, which of those with its name, and the names that it was given. */
  readonly block?:
    | { readonly name: string; readonly depth: number; readonly scope: Scope | undefined }
    | undefined;
  /** What the template extends, once that is known. */
  readonly root: { parent?: Render | undefined };
}

export function lookUp(frame: Frame, name: string): Value {
  let value = frame.scope?.find(name);
  if (value === undefined) value = frame.context.find(name);
  if (value === undefined) value = frame.environment.special(frame, name);
  return value === undefined ? undefinedName(name) : value;
}

/** A frame of its own for a body. */
export function inner(frame: Frame, changes: Partial<Frame> = {}): Frame & { scope: Scope } {
  return { ...frame, isTop: false, scope: new Scope(frame.scope), ...changes } as Frame & {
    scope: Scope;
  };
}

/** What a body writes, as text. */
export function capture(frame: Frame, render: Render): string {
  const out = new Output();
  render({ ...frame, out });
  return out.text;
}
