/** A macro: a part of a template with parameters. Source: Macro in jinja2/runtime.py, 3.1. */
import { Markup } from '../flask/markup.js';
import { Dict } from '../python/dict.js';
import { PyTypeError } from '../python/exceptions.js';
import type { PythonObject } from '../python/protocols.js';
import { repr } from '../python/text.js';
import { tupleOf, type Value } from '../python/value.js';
import { capture, inner, type Evaluate, type Frame, type Render } from './frame.js';
import type { Body, Expression, Parameter } from './syntax.js';
import type { Named, TemplateCallable } from './template-function.js';
import { Undefined } from './undefined.js';
import { mentions } from './mentions.js';

export interface CompiledMacro {
  readonly name: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly otherwise: Evaluate | undefined;
  }[];
  readonly render: Render;
  /** It uses `kwargs`, `varargs` or `caller`, which none of its parameters is. */
  readonly takes: { readonly named: boolean; readonly rest: boolean; readonly caller: boolean };
}

export function compileMacro(
  name: string,
  parameters: readonly Parameter[],
  body: Body,
  compile: {
    readonly expression: (node: Expression) => Evaluate;
    readonly body: (body: Body) => Render;
  },
): CompiledMacro {
  const uses = (special: string): boolean =>
    !parameters.some((one) => one.name === special) && mentions(body, special);
  return {
    name,
    parameters: parameters.map(({ name: parameter, otherwise }) => ({
      name: parameter,
      otherwise: otherwise && compile.expression(otherwise),
    })),
    render: compile.body(body),
    takes: { named: uses('kwargs'), rest: uses('varargs'), caller: uses('caller') },
  };
}

export class Macro implements PythonObject, TemplateCallable {
  static readonly pythonClass: string = 'Macro';
  readonly #macro: CompiledMacro;
  readonly #frame: Frame;

  constructor(macro: CompiledMacro, frame: Frame) {
    this.#macro = macro;
    this.#frame = frame;
  }

  get name(): string {
    return this.#macro.name;
  }

  get arguments(): Value {
    return tupleOf(this.#macro.parameters.map(({ name }) => name));
  }

  get catch_kwargs(): boolean {
    return this.#macro.takes.named;
  }

  get catch_varargs(): boolean {
    return this.#macro.takes.rest;
  }

  get caller(): boolean {
    return this.#macro.takes.caller;
  }

  pyRepr(): string {
    return `<Macro ${repr(this.name)}>`;
  }

  /** HTML where it is called from a template that escapes. */
  callFromTemplate(positional: readonly Value[], named: Named, { escapes }: Frame): Value {
    const frame = inner(this.#frame);
    this.#bind(frame, positional, new Map(named));
    const text = capture(frame, this.#macro.render);
    return escapes ? new Markup(text) : text;
  }

  #bind(
    frame: ReturnType<typeof inner>,
    positional: readonly Value[],
    named: Map<string, Value>,
  ): void {
    const { parameters, takes, name: macro } = this.#macro;
    const missing: (typeof parameters)[number][] = [];
    for (const [at, parameter] of parameters.entries()) {
      const { name } = parameter;
      const isPositional = at < positional.length;
      const value = isPositional ? positional[at] : named.get(name);
      if (!isPositional) named.delete(name);
      if (value === undefined) missing.push(parameter);
      else frame.scope.set(name, value);
    }
    if (takes.caller) {
      const caller = named.get('caller');
      named.delete('caller');
      frame.scope.set('caller', caller === undefined ? new Undefined('No caller defined') : caller);
    }
    if (takes.named) frame.scope.set('kwargs', new Dict(named));
    else if (named.size > 0) {
      const [first] = named.keys();
      throw new PyTypeError(`macro ${repr(macro)} takes no keyword argument ${repr(first!)}`);
    }
    const rest = positional.slice(parameters.length);
    if (takes.rest) frame.scope.set('varargs', tupleOf(rest));
    else if (rest.length > 0)
      throw new PyTypeError(
        `macro ${repr(macro)} takes not more than ${parameters.length} argument(s)`,
      );
    for (const { name, otherwise } of missing) {
      const value = otherwise
        ? otherwise(frame)
        : new Undefined(`parameter ${repr(name)} was not provided`);
      frame.scope.set(name, value);
    }
  }
}
