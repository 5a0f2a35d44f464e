/** What templates call with positional and named arguments: macros, globals, methods of builtin types. */
import { PyTypeError } from '../python/exceptions.js';
import { repr } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import type { Value } from '../python/value.js';
import type { Frame } from './frame.js';
import { Undefined } from './undefined.js';

export type Named = ReadonlyMap<string, Value>;
type Run = (positional: readonly Value[], named: Named, frame: Frame) => Value;

export interface TemplateCallable {
  callFromTemplate(positional: readonly Value[], named: Named, frame: Frame): Value;
}

export class TemplateFunction implements TemplateCallable {
  static readonly pythonClass: string = 'function';
  readonly #name: string;
  readonly #run: Run;

  constructor(name: string, run: Run) {
    this.#name = name;
    this.#run = run;
  }

  callFromTemplate(positional: readonly Value[], named: Named, frame: Frame): Value {
    return this.#run(positional, named, frame);
  }

  pyRepr(): string {
    return `<function ${this.#name}>`;
  }
}

export function isTemplateCallable(value: Value): value is TemplateCallable {
  return typeof value === 'object' && value !== null && 'callFromTemplate' in value;
}

/** Arguments in the order of the parameters. @throws PyTypeError for those that fit none */
export function bind(
  name: string,
  parameters: readonly string[],
  positional: readonly Value[],
  named: Named,
): (Value | undefined)[] {
  if (positional.length > parameters.length)
    throw new PyTypeError(
      `${name}() takes ${parameters.length} positional arguments but ${positional.length} were given`,
    );
  const values: (Value | undefined)[] = [...positional];
  for (const [key, value] of named) {
    const at = parameters.indexOf(key);
    if (at === -1)
      throw new PyTypeError(`${name}() got an unexpected keyword argument ${repr(key)}`);
    if (values[at] !== undefined)
      throw new PyTypeError(`${name}() got multiple values for argument ${repr(key)}`);
    values[at] = value;
  }
  return values;
}

export function call(
  callee: Value,
  positional: readonly Value[],
  named: Named,
  frame: Frame,
): Value {
  if (callee instanceof Undefined) return callee.fail();
  if (isTemplateCallable(callee)) return callee.callFromTemplate(positional, named, frame);
  if (typeof callee !== 'function')
    throw new PyTypeError(`'${typeName(callee)}' object is not callable`);
  if (named.size > 0)
    throw new PyTypeError(`${callee.name}() is called from a template with named arguments`);
  const answer = (callee as (...values: readonly Value[]) => Value | undefined)(...positional);
  return settled(answer ?? null, callee.name);
}

/** A template is rendered without waiting: what has to be waited for cannot be shown by it. */
function settled(value: Value, name: string): Value {
  if (value instanceof Promise)
    throw new PyTypeError(`${name}() waits, and a template cannot wait for it`);
  return value;
}
