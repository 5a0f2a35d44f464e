/**
 * `render_template`: the template that a view names, with all that it leads to, is one that the service can render, or
 * the view is not translated. What templates ask of the program's objects is part of the program.
 */
import type { TemplateUse } from '../jinja/template-set.js';
import type { CallExpression, Expression } from '../python/syntax.js';
import { bindArguments } from './arguments.js';
import type { FunctionContext, Typed } from './context.js';
import { STR } from './entities.js';
import type { LibraryName } from './library-index.js';
import { Untranslatable } from './untranslatable.js';
import { value } from './values.js';

/** Undefined where `path` renders nothing. */
export function renderCall(
  context: FunctionContext,
  node: CallExpression,
  path: string,
): Typed | undefined {
  const [, isString] = /^flask\.(?:templating\.)?render_template(_string)?$/.exec(path) ?? [];
  const { translation } = context;
  const found = translation.libraries.name(path);
  if (!found || !/render_template(?:_string)?$/.test(path) || !translation.templates) {
    return undefined;
  }
  const { settings } = translation.templates;
  const [change] = settings.unsupported;
  if (change) {
    throw new Untranslatable(node, `a template: ${change.message}`, {
      source: change.module.source,
      start: change.start,
      end: change.end,
    });
  }
  const use = isString === undefined ? useOf(context, node) : useOfText(context, node);
  const [obstacle] = use.obstacles;
  if (obstacle) throw new Untranslatable(node, obstacle.message, obstacle.place);
  reachMembers(context, node, use);
  const waits = reachFunctions(context, node);
  for (const file of use.files) translation.useTemplate(file);
  return printCall(context, node, found, waits);
}

function useOf(context: FunctionContext, node: CallExpression): TemplateUse {
  const [first] = node.positional;
  const named = node.keywords.find(({ name }) => name === 'template_name_or_list')?.value;
  const template = first ?? named;
  const names = template && namesOf(template);
  return context.translation.templates!.set.use(names);
}

/** The constants that it may be; undefined where that is not known. */
function namesOf(node: Expression): string[] | undefined {
  if (node.kind === 'string') return [node.value];
  const parts =
    node.kind === 'conditional'
      ? [node.whenTrue, node.whenFalse]
      : node.kind === 'list' || node.kind === 'tuple'
        ? node.items
        : undefined;
  const names = parts?.map(namesOf);
  return names?.every((one) => one !== undefined) ? names.flat() : undefined;
}

function useOfText(context: FunctionContext, node: CallExpression): TemplateUse {
  const [first] = node.positional;
  if (first?.kind !== 'string')
    throw new Untranslatable(node, 'a template whose text only the program knows');
  const name = context.module.module.module.source.name;
  return context.translation.templates!.set.useText({ name, text: first.value });
}

/** Methods and properties of the program's classes that templates use by name. */
function reachMembers(context: FunctionContext, node: CallExpression, use: TemplateUse): void {
  const { index, reach } = context.translation;
  for (const attribute of use.attributes) {
    for (const owner of index.classesWith(attribute)) {
      const method = owner.method(attribute);
      if (!method) continue;
      reach(method);
      if (method.isAsync && !OF_BUILTINS.has(attribute))
        throw new Untranslatable(
          node,
          `a template that calls ${owner.name}.${attribute}, which waits for the database`,
        );
    }
  }
}

/** Names that are more likely those of a dict, or of a class-based view. */
const OF_BUILTINS = new Set('delete get items keys patch post put update values'.split(' '));

/** What the app adds to every template; whether a part of that waits. */
function reachFunctions(context: FunctionContext, node: CallExpression): boolean {
  // Flask-Login gives every template the user, whom it loads.
  let waits = context.translation.isImported('flask_login');
  for (const { use, value: entity } of context.translation.templateFunctions()) {
    if (typeof entity === 'string' || entity.kind !== 'function') continue;
    context.translation.reach(entity);
    if (!entity.isAsync) continue;
    if (use.target !== 'useContextProcessor')
      throw new Untranslatable(node, `a template function that waits, ${entity.node.name}`);
    waits = true;
  }
  return waits;
}

function printCall(
  context: FunctionContext,
  node: CallExpression,
  { signature, from }: LibraryName,
  waits: boolean,
): Typed {
  const target = context.module.use(from, `${signature.target}${waits ? 'Waiting' : ''}`);
  const shapes = signature.parameters.map(({ name, passing }) => ({
    name,
    passing,
    isOptional: passing === 'keyword-rest',
  }));
  const codes = bindArguments(context, node, shapes, {
    read: (one) => {
      const typed = value(context, one);
      if (typed.type.kind === 'function' || typed.type.kind === 'callable')
        throw new Untranslatable(one, 'a function that is given to a template');
      return typed;
    },
  });
  const call = `${target}(${codes.join(', ')})`;
  return { code: waits ? context.awaited(call, node) : call, type: STR };
}
