/**
 * `number.__str__()`, `names.__contains__(name)`: Python's special methods called by their names. What they do has a
 * plainer form, which is translated in their place.
 */
import type {
  AttributeExpression,
  CallExpression,
  CompareExpression,
  Expression,
} from '../python/syntax.js';
import type { FunctionContext, Typed } from './context.js';

/** The expression that means the same; undefined for a method that has its own meaning, or none of these. */
export function specialMethod(
  context: FunctionContext,
  node: CallExpression,
  { name, object }: AttributeExpression,
  { type }: Typed,
): Expression | undefined {
  const isOfClass = type.kind === 'class' || type.kind === 'library' || type.kind === 'module';
  const isOwn = type.kind === 'instance' && type.class.method(name) !== undefined;
  if (isOfClass || isOwn || node.keywords.length > 0) return undefined;
  const { start, end } = node;
  const builtin = BUILTINS[name];
  if (builtin !== undefined && node.positional.length === 0 && !isTaken(context, builtin)) {
    const callee: Expression = { kind: 'name', name: builtin, start, end };
    return { ...node, callee, positional: [object] };
  }
  const [argument] = node.positional;
  if (!argument || node.positional.length > 1) return undefined;
  if (name === '__getitem__') return { kind: 'subscript', object, index: argument, start, end };
  const comparison = COMPARISONS[name];
  if (comparison === undefined) return undefined;
  const [left, right] = name === '__contains__' ? [argument, object] : [object, argument];
  return { kind: 'compare', left, comparisons: [{ operator: comparison, right }], start, end };
}

function isTaken(context: FunctionContext, name: string): boolean {
  const { index } = context.translation;
  return context.find(name) !== undefined || index.topLevel(context.module.module).names.has(name);
}

const BUILTINS: Readonly<Record<string, string>> = {
  __str__: 'str',
  __repr__: 'repr',
  __len__: 'len',
  __int__: 'int',
  __float__: 'float',
  __bool__: 'bool',
  __abs__: 'abs',
  __hash__: 'hash',
  __iter__: 'iter',
  __next__: 'next',
};

const COMPARISONS: Readonly<Record<string, CompareExpression['comparisons'][number]['operator']>> =
  {
    __contains__: 'in',
    __eq__: '==',
    __ne__: '!=',
    __lt__: '<',
    __le__: '<=',
    __gt__: '>',
    __ge__: '>=',
  };
