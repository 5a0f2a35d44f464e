/** `include`, `import` and `from … import`. */
import { AttributeError } from '../python/exceptions.js';
import type { PythonObject } from '../python/protocols.js';
import { repr } from '../python/text.js';
import type { Value } from '../python/value.js';
import { setName } from './assign.js';
import { compileExpression } from './compile-expression.js';
import type { CompiledTemplate } from './compile-template.js';
import { TemplateNotFound } from './errors.js';
import { textOf } from './escape.js';
import { Context, Output, type Frame, type Render } from './frame.js';
import type { Statement } from './syntax.js';
import { Undefined } from './undefined.js';

/** What a template sets at its top level, as others see it. */
export class TemplateModule implements PythonObject {
  static readonly pythonClass: string = 'TemplateModule';
  readonly #context: Context;
  readonly #text: string;

  constructor(context: Context, text: string) {
    this.#context = context;
    this.#text = text;
  }

  find(name: string): Value | undefined {
    return this.#context.exported.has(name) ? this.#context.own.get(name) : undefined;
  }

  pyGetAttribute(name: string): Value {
    const value = this.find(name);
    if (value === undefined)
      throw new AttributeError(`'TemplateModule' object has no attribute '${name}'`);
    return value;
  }

  pyStr(): string {
    return this.#text;
  }
}

export function compileInclude(node: Extract<Statement, { kind: 'include' }>): Render {
  const name = compileExpression(node.template);
  return (frame) => {
    const wanted = name(frame);
    const template = frame.environment.select(wanted);
    if (template) {
      const out = new Output();
      renderIn(frame, template, node.withContext, out);
      // Also where the template extends another, and writes nothing else itself.
      frame.out.text += out.text;
    } else if (!node.ignoresMissing) throw new TemplateNotFound(textOf(wanted));
  };
}

export function compileImport(node: Extract<Statement, { kind: 'import' }>): Render {
  const name = compileExpression(node.template);
  return (frame) =>
    setName(frame, node.name, importModule(frame, name(frame), node.withContext), false);
}

export function compileFromImport(node: Extract<Statement, { kind: 'from-import' }>): Render {
  const name = compileExpression(node.template);
  return (frame) => {
    const wanted = name(frame);
    const module = importModule(frame, wanted, node.withContext);
    const position = `on line ${node.line}${frame.name === undefined ? '' : ` in ${repr(frame.name)}`}`;
    for (const [imported, local] of node.names) {
      const value = module.find(imported);
      const missing = `the template ${repr(textOf(wanted))} (imported ${position}) does not export the requested name ${repr(imported)}`;
      setName(frame, local, value === undefined ? new Undefined(missing) : value, false);
    }
  };
}

function importModule(frame: Frame, name: Value, withContext: boolean): TemplateModule {
  const template = frame.environment.select(name);
  if (!template) throw new TemplateNotFound(textOf(name));
  const out = new Output();
  return new TemplateModule(renderIn(frame, template, withContext, out), out.text);
}

/** Another template, with the names that are known here or only with what every template has. */
function renderIn(
  frame: Frame,
  template: CompiledTemplate,
  withContext: boolean,
  out: Output,
): Context {
  const { environment, scope } = frame;
  const given = withContext
    ? new Map([...frame.context.all(), ...(scope?.all() ?? [])])
    : environment.globals;
  const context = new Context(given, template.blocks);
  template.render({ ...frame, context, scope: undefined, out, block: undefined, root: {} });
  return context;
}
