/** `try`: handlers by class, `else` and `finally`. */
import type { ExceptHandler, Expression, TryStatement } from '../python/syntax.js';
import type { FunctionContext } from './context.js';
import { readNames } from './declarations.js';
import { type PyType, VALUE } from './entities.js';
import { Untranslatable } from './untranslatable.js';
import { expression } from './values.js';
import { type Block, type BlockContext, block, intersection } from './blocks.js';

export function tryStatement(scope: BlockContext, node: TryStatement): Block {
  const { context } = scope;
  if (node.handlers.some(({ isGroup }) => isGroup)) throw new Untranslatable(node, 'except*');
  const before = new Set(context.assigned);
  const body = block(scope, node.body);
  const afterBody = context.assigned;
  const outcomes: { assigned: Set<string>; ends: boolean }[] = [];
  const lines: string[] = [];
  const flag = node.otherwise.length > 0 && !body.ends ? context.temporary('succeeded') : undefined;
  if (flag !== undefined) lines.push(`let ${flag} = false;`);
  lines.push('try {', ...body.lines);
  if (flag !== undefined) lines.push(`${flag} = true;`);
  const handlers: string[] = [];
  if (node.handlers.length > 0) {
    // The only name that an exception gets, it gets at once.
    const [only] = node.handlers;
    const own =
      node.handlers.length === 1 && only?.name !== undefined && !catchesEverything(context, only)
        ? context.declare(only.name).name
        : undefined;
    const error = own ?? context.temporary('error');
    const previous = context.exception;
    context.exception = error;
    let catchesAll = false;
    for (const handler of node.handlers) {
      context.assigned = new Set(before);
      context.known = new Map();
      const { test, lead } = handlerTest(context, handler, error);
      const inner = block(scope, handler.body);
      outcomes.push({ assigned: context.assigned, ends: inner.ends });
      const text = [...lead, ...inner.lines];
      if (test === undefined) {
        if (handlers.length === 0) handlers.push(...text);
        else handlers.push('else {', ...text, '}');
        catchesAll = true;
        break;
      }
      handlers.push(`${handlers.length > 0 ? 'else ' : ''}if (${test}) {`, ...text, '}');
    }
    if (!catchesAll) {
      const [test, closing] = handlers;
      // `except KeyError: pass`
      if (handlers.length === 2 && closing === '}') {
        handlers.splice(0, 2, `if (!(${/^if \((.*)\) \{$/s.exec(test!)![1]})) throw ${error};`);
      } else handlers.push('else {', `throw ${error};`, '}');
    }
    context.exception = previous;
    const isUsed = new RegExp(`\\b${error}\\b`).test(handlers.join('\n'));
    lines.push(
      `} catch${isUsed ? ` (${error})` : ''} {`,
      handlers.join('\n').replaceAll('}\nelse', '} else'),
    );
  }
  context.assigned = new Set(afterBody);
  let otherwise: Block = { lines: [], ends: body.ends };
  if (flag !== undefined) {
    otherwise = block(scope, node.otherwise);
  }
  outcomes.push({ assigned: context.assigned, ends: body.ends || otherwise.ends });
  const going = outcomes.filter(({ ends }) => !ends);
  const after = intersection(going.map(({ assigned }) => assigned)) ?? before;
  if (flag !== undefined) {
    // What the else part raises is not caught by the handlers beside it.
    const inner = [...lines, '}', `if (${flag}) {`, ...otherwise.lines, '}'];
    lines.splice(
      0,
      lines.length,
      ...(node.finally.length > 0 ? ['try {', ...inner] : inner.slice(0, -1)),
    );
  }
  context.assigned = new Set(before);
  context.known = new Map();
  if (node.finally.length > 0) {
    const last = block(scope, node.finally);
    for (const name of context.assigned) after.add(name);
    lines.push('} finally {', ...last.lines);
    if (last.ends) {
      context.assigned = after;
      return { lines: [...lines, '}'], ends: true };
    }
  }
  context.assigned = after;
  return { lines: [...lines, '}'], ends: going.length === 0 };
}

/** Which errors a handler takes, and the name it gives them. */
function handlerTest(
  context: FunctionContext,
  { type, name, body }: ExceptHandler,
  error: string,
): { test: string | undefined; lead: string[] } {
  const classes = type ? classesOf(type) : [];
  const tests = classes.map((one) => classTest(context, one, error));
  const catchesAll = type === undefined || tests.includes(undefined);
  const lead: string[] = [];
  if (name !== undefined) {
    const known = classes.length === 1 ? exceptionType(context, classes[0]!) : undefined;
    const fallback: PyType = { kind: 'object', name: 'builtins.Exception' };
    const exceptionClass = context.translation.libraries.type('builtins.Exception')
      ? fallback
      : VALUE;
    const local = context.declare(name);
    context.assigned.add(name);
    context.growLocal(local, known ?? exceptionClass);
    if (local.name !== error && readNames(body).has(name)) {
      const source = catchesAll ? `${context.module.python('caught', 'caught')}(${error})` : error;
      lead.push(`const ${local.name} = ${source};`);
    } else if (catchesAll) lead.push(`${context.module.python('caught', 'caught')}(${error});`);
  } else if (catchesAll) lead.push(`${context.module.python('caught', 'caught')}(${error});`);
  return { test: catchesAll ? undefined : tests.join(' || '), lead };
}

function catchesEverything(context: FunctionContext, { type }: ExceptHandler): boolean {
  return (
    type === undefined || classesOf(type).some((one) => classTest(context, one, '') === undefined)
  );
}

function classesOf(type: Expression): readonly Expression[] {
  return type.kind === 'tuple' ? type.items : [type];
}

/** Undefined for what catches everything. */
function classTest(context: FunctionContext, node: Expression, error: string): string | undefined {
  const { code, type } = expression(context, node);
  if (type.kind === 'class') {
    context.translation.reach(type.class);
    return `${error} instanceof ${code}`;
  }
  if (type.kind === 'library') {
    if (type.path === 'builtins.Exception' || type.path === 'builtins.BaseException')
      return undefined;
    if (code !== '') return `${error} instanceof ${code}`;
    throw new Untranslatable(node, `the exception ${type.path.replace(/^builtins\./, '')}`);
  }
  throw new Untranslatable(node, 'an exception class that is known only when the app runs');
}

function exceptionType(context: FunctionContext, node: Expression): PyType | undefined {
  const { type } = expression(context, node);
  if (type.kind === 'class') return { kind: 'instance', class: type.class };
  if (type.kind === 'library' && context.translation.libraries.type(type.path)) {
    return { kind: 'object', name: type.path };
  }
  return undefined;
}
