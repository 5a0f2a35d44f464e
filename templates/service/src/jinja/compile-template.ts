/** A template as functions of the frame: its body, and each of its blocks. Source: jinja2/compiler.py, 3.1. */
import { Markup } from '../flask/markup.js';
import { iterate } from '../python/iterate.js';
import { truthy } from '../python/operators.js';
import type { Value } from '../python/value.js';
import { assign, setName } from './assign.js';
import { compileArguments, compileExpression, compileFilterChain } from './compile-expression.js';
import { compileImport, compileFromImport, compileInclude } from './compile-imports.js';
import { TemplateNotFound, TemplateRuntimeError } from './errors.js';
import { print, textOf } from './escape.js';
import { capture, inner, type Evaluate, type Frame, type Render } from './frame.js';
import { LoopContext } from './loop.js';
import { compileMacro, Macro } from './macro.js';
import type { Block, Body, Statement, TemplateSyntax } from './syntax.js';
import { call } from './template-function.js';

export interface CompiledTemplate {
  readonly render: Render;
  readonly blocks: ReadonlyMap<string, readonly Render[]>;
}

/** @param escapes whether the template's name asks for it. */
export function compileTemplate(
  syntax: TemplateSyntax,
  escapes: boolean,
  name?: string,
): CompiledTemplate {
  const body = compileBody(syntax.body);
  const blocks = new Map(
    [...syntax.blocks].map(([key, block]) => [key, [compileBlock(block, { escapes, name })]]),
  );
  return {
    blocks,
    render: (given) => {
      const frame: Frame = {
        ...given,
        name,
        escapes,
        isTop: true,
        scope: undefined,
        root: {},
      };
      body(frame);
      const { parent } = frame.root;
      if (!parent) return;
      frame.out.isClosed = false;
      parent(frame);
    },
  };
}

function compileBlock(
  { body, name, isRequired }: Block,
  template: { readonly escapes: boolean; readonly name: string | undefined },
): Render {
  const render = compileBody(body);
  return (frame) => {
    if (isRequired && frame.context.blocks.get(name)!.length <= 1)
      throw new TemplateRuntimeError(`Required block '${name}' not found`);
    render(inner(frame, template));
  };
}

export function compileBody(body: Body): Render {
  const renders = body.map(compileStatement);
  const [only] = renders;
  if (only && renders.length === 1) return only;
  return (frame) => {
    for (const render of renders) render(frame);
  };
}

const COMPILE = { expression: compileExpression, body: compileBody };

function compileStatement(node: Statement): Render {
  switch (node.kind) {
    case 'text':
      return ({ out }) => out.write(node.text);
    case 'output':
      return compileOutput(node.values.map(compileExpression));
    case 'for':
      return compileFor(node);
    case 'if': {
      const branches = node.branches.map(
        ({ test, body }) => [compileExpression(test), compileBody(body)] as const,
      );
      const otherwise = compileBody(node.otherwise);
      return (frame) => {
        const branch = branches.find(([test]) => truthy(test(frame)));
        (branch?.[1] ?? otherwise)(frame);
      };
    }
    case 'set': {
      const value = compileExpression(node.value);
      return (frame) => assign(frame, node.target, value(frame));
    }
    case 'set-block': {
      const value = compileCaptured(node.body, node.filter);
      return (frame) => {
        const found = value(frame);
        assign(frame, node.target, frame.escapes ? new Markup(textOf(found)) : found);
      };
    }
    case 'with': {
      const bindings = node.bindings.map(
        ([target, value]) => [target, compileExpression(value)] as const,
      );
      const body = compileBody(node.body);
      return (frame) => {
        const own = inner(frame);
        for (const [target, value] of bindings) assign(own, target, value(frame));
        body(own);
      };
    }
    case 'autoescape': {
      const [value, body] = [compileExpression(node.value), compileBody(node.body)];
      return (frame) => body(inner(frame, { escapes: truthy(value(frame)) }));
    }
    case 'block':
      return (frame) => {
        if (frame.root.parent && frame.isTop) return;
        renderBlock(frame, node.name, 0, node.isScoped ? frame.scope : undefined);
      };
    case 'extends':
      return compileExtends(compileExpression(node.template));
    case 'include':
      return compileInclude(node);
    case 'import':
      return compileImport(node);
    case 'from-import':
      return compileFromImport(node);
    case 'macro': {
      const macro = compileMacro(node.name, node.parameters, node.body, COMPILE);
      return (frame) => setName(frame, node.name, new Macro(macro, frame));
    }
    case 'call-block': {
      const callee = compileExpression(node.call.callee);
      const given = compileArguments(node.call.arguments);
      const macro = compileMacro('caller', node.parameters, node.body, COMPILE);
      return (frame) => {
        const [positional, named] = given(frame);
        const caller: Value = new Macro(macro, frame);
        const answer = call(
          callee(frame),
          positional,
          new Map([...named, ['caller', caller]]),
          frame,
        );
        frame.out.write(textOf(answer));
      };
    }
    case 'filter-block': {
      const value = compileCaptured(node.body, node.filter);
      return (frame) => frame.out.write(textOf(value(frame)));
    }
  }
}

function compileOutput(values: readonly Evaluate[]): Render {
  return (frame) => {
    if (frame.out.isClosed) return;
    for (const value of values) frame.out.write(print(value(frame), frame.escapes));
  };
}

/** What a body writes, filtered: HTML where the template escapes. */
function compileCaptured(
  body: Body,
  filter: Extract<Statement, { kind: 'filter-block' }>['filter'] | undefined,
): Evaluate {
  const render = compileBody(body);
  const text: Evaluate = (frame) => {
    const captured = capture(inner(frame), render);
    return frame.escapes ? new Markup(captured) : captured;
  };
  return filter ? compileFilterChain(filter, text) : text;
}

function compileFor(node: Extract<Statement, { kind: 'for' }>): Render {
  const items = compileExpression(node.items);
  const test = node.test && compileExpression(node.test);
  const [body, otherwise] = [compileBody(node.body), compileBody(node.otherwise)];
  const render = (frame: Frame, given: Value, depth: number): void => {
    let values = Array.from(iterate(given));
    if (test) {
      values = values.filter((value) => {
        const own = inner(frame);
        assign(own, node.target, value);
        return truthy(test(own));
      });
    }
    const recurse = node.isRecursive
      ? (nested: Value): Value => {
          const text = capture(frame, (own) => render(own, nested, depth + 1));
          return frame.escapes ? new Markup(text) : text;
        }
      : undefined;
    const loop = new LoopContext(values, depth, recurse);
    for (const [at, value] of values.entries()) {
      const own = inner(frame);
      loop.index0 = at;
      own.scope.set('loop', loop);
      assign(own, node.target, value);
      body(own);
    }
    if (values.length === 0) otherwise(inner(frame));
  };
  return (frame) => render(frame, items(frame), 0);
}

/** The block of that name, of the template nearest to the one that is rendered. */
export function renderBlock(
  frame: Frame,
  name: string,
  depth: number,
  scope: Frame['scope'],
): void {
  const render = frame.context.blocks.get(name)![depth]!;
  render({ ...frame, isTop: false, scope, root: {}, block: { name, depth, scope } });
}

function compileExtends(template: Evaluate): Render {
  return (frame) => {
    if (frame.root.parent) throw new TemplateRuntimeError('extended multiple times');
    const name = template(frame);
    const parent = frame.environment.select(name);
    if (!parent) throw new TemplateNotFound(textOf(name));
    const { blocks } = frame.context;
    for (const [block, renders] of parent.blocks)
      blocks.set(block, [...(blocks.get(block) ?? []), ...renders]);
    frame.root.parent = parent.render;
    frame.out.isClosed = true;
  };
}
