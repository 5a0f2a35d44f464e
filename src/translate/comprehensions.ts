/** Comprehensions and lambdas: expressions with names of their own. */
import type {
  ComprehensionClause,
  ComprehensionExpression,
  Expression,
  LambdaExpression,
} from '../python/syntax.js';
import { FunctionContext, type Typed } from './context.js';
import { printType } from './print-type.js';
import { DICT, listOf, SET, VALUE, type PyType } from './entities.js';
import { Untranslatable } from './untranslatable.js';
import { condition, value, narrowing, restoreNarrowing, itemType, iterated } from './values.js';

export function comprehension(context: FunctionContext, node: ComprehensionExpression): Typed {
  const inner = innerContext(context);
  const { code, type } = clauses(inner, node, 0);
  if (inner.usesAwait) context.usesAwait = true;
  switch (node.makes) {
    case 'list':
    case 'generator':
      return { code, type: listOf(type) };
    case 'set':
      return { code: `new ${context.module.python('set', 'PySet')}(${code})`, type: SET };
    case 'dict':
      return { code: `${context.module.python('dict', 'dict')}(${code})`, type: DICT };
  }
}

function innerContext(context: FunctionContext): FunctionContext {
  const inner = new FunctionContext(context.module, undefined, context);
  inner.forbidsAwait = context.forbidsAwait;
  inner.selfType = context.selfType;
  inner.exception = context.exception;
  restoreNarrowing(inner, narrowing(context));
  for (const name of context.assigned) inner.assigned.add(name);
  return inner;
}

function clauses(context: FunctionContext, node: ComprehensionExpression, at: number): Typed {
  const clause = node.clauses[at]!;
  if (clause.isAsync) throw new Untranslatable(node, 'asynchronous Python');
  const source = iterated(context, clause.iterable);
  if (source.type.kind === 'stream')
    throw new Untranslatable(node, 'a comprehension over a generator that waits');
  const { parameter, names, type } = bindTarget(context, clause, source.type);
  const values = arrayOf(context, source, clause, type);
  const filters = clause.conditions.map((test) => {
    const before = context.usesAwait;
    context.usesAwait = false;
    const text = condition(context, test);
    if (context.usesAwait)
      throw new Untranslatable(test, 'a condition that waits for the database');
    context.usesAwait = before;
    return `.filter((${used(parameter, names, text)}) => ${text})`;
  });
  const isLast = at === node.clauses.length - 1;
  const before = context.usesAwait;
  context.usesAwait = false;
  const made = isLast ? item(context, node) : clauses(context, node, at + 1);
  const waits = context.usesAwait;
  context.usesAwait ||= before;
  const list = `${values}${filters.join('')}`;
  const given = used(parameter, names, made.code);
  if (waits) {
    const collect = context.module.python('unpacking', 'collect');
    const text = `(await ${collect}(${list}, async (${given}) => ${asBody(made.code)}))`;
    return { code: isLast ? text : `${text}.flat()`, type: made.type };
  }
  if (isLast && made.code === parameter)
    return { code: filters.length > 0 ? list : `[...${list}]`, type: made.type };
  return {
    code: `${list}.${isLast ? 'map' : 'flatMap'}((${given}) => ${asBody(made.code)})`,
    type: made.type,
  };
}

/** An arrow function's body that begins with a brace would be a block. */
function asBody(code: string): string {
  return code.startsWith('{') ? `(${code})` : code;
}

function item(context: FunctionContext, node: ComprehensionExpression): Typed {
  const first = value(context, node.item);
  if (node.makes !== 'dict') return first;
  const second = value(context, node.value!);
  return { code: `[${first.code}, ${second.code}] as const`, type: VALUE };
}

/** Names that the code does not use are left out: TypeScript refuses parameters that nobody reads. */
function used(parameter: string, names: readonly string[], text: string): string {
  const isUsed = (name: string): boolean =>
    new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
  if (!parameter.startsWith('[')) return isUsed(parameter) ? parameter : '';
  const kept = names.map((name) => (isUsed(name) ? name : ''));
  while (kept.at(-1) === '') kept.pop();
  return kept.length === 0 ? '' : `[${kept.join(', ')}]`;
}

function bindTarget(
  context: FunctionContext,
  { target }: ComprehensionClause,
  source: PyType,
): { parameter: string; names: string[]; type: string | undefined } {
  if (target.kind === 'name') {
    const local = context.declare(target.name);
    context.assigned.add(target.name);
    context.growLocal(local, itemType(source));
    return { parameter: local.name, names: [local.name], type: undefined };
  }
  if ((target.kind === 'tuple' || target.kind === 'list') && target.items.every(isName)) {
    const itemTypes = itemType(source);
    const known = itemTypes.kind === 'tuple' ? itemTypes.items : undefined;
    const names = target.items.map((one, index) => {
      const local = context.declare((one as { readonly name: string }).name);
      context.assigned.add(local.pythonName);
      context.growLocal(local, known?.[index] ?? VALUE);
      return local.name;
    });
    const any = printType(context.module, VALUE);
    return {
      parameter: `[${names.join(', ')}]`,
      names,
      type:
        known && known.length === names.length ? undefined : `[${names.map(() => any).join(', ')}]`,
    };
  }
  throw new Untranslatable(target, 'nested names in a comprehension');
}

function isName(node: Expression): boolean {
  return node.kind === 'name';
}

function arrayOf(
  context: FunctionContext,
  source: Typed,
  { target }: ComprehensionClause,
  itemTypes: string | undefined,
): string {
  if (itemTypes !== undefined) {
    const count = target.kind === 'tuple' || target.kind === 'list' ? target.items.length : 0;
    return `[...${context.module.python('unpacking', 'unpackAll')}<${itemTypes}>(${source.code}, ${count})]`;
  }
  if (source.type.kind === 'list' || source.type.kind === 'tuple') return source.code;
  return `[...${context.module.python('items', 'iterate')}(${source.code})]`;
}

/** A function of one expression. `forbids` says why it may not wait. */
export function lambda(context: FunctionContext, node: LambdaExpression, forbids?: string): Typed {
  const inner = innerContext(context);
  if (forbids !== undefined) inner.forbidsAwait = forbids;
  const parameters = node.parameters.map(({ name, passing, default: fallback }) => {
    if (passing === 'rest' || passing === 'keyword-rest') {
      throw new Untranslatable(node, 'a lambda with any number of arguments');
    }
    const local = inner.declare(name, { isParameter: true });
    inner.growLocal(local, VALUE);
    const type = printType(context.module, VALUE);
    return { local, text: fallback ? `: ${type} = ${value(context, fallback).code}` : `: ${type}` };
  });
  const body = value(inner, node.body);
  const list = parameters.map(({ local, text }, index) => {
    const isUsed = new RegExp(`(?<![\\w$.])${local.name}(?![\\w$])`).test(body.code);
    return `${isUsed ? local.name : `_${index === 0 ? 'item' : `item${index}`}`}${text}`;
  });
  if (inner.usesAwait) context.translation.growing.noteWaitingValue();
  const keyword = inner.usesAwait ? 'async ' : '';
  return { code: `(${keyword}(${list.join(', ')}) => ${asBody(body.code)})`, type: VALUE };
}
