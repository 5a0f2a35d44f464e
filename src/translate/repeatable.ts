/** Expressions that may be printed more than once. */
import type { Expression } from '../python/syntax.js';
import type { FunctionContext } from './context.js';

/** Whether evaluating it twice is the same as once. */
export function isRepeatable(context: FunctionContext, node: Expression): boolean {
  if (['name', 'number', 'string', 'constant', 'attribute'].includes(node.kind)) return true;
  if (node.kind === 'subscript') {
    return isRepeatable(context, node.object) && isRepeatable(context, node.index);
  }
  if (node.kind !== 'call' || node.callee.kind !== 'name' || node.keywords.length > 0) return false;
  const binding = context.find(node.callee.name)
    ? undefined
    : context.translation.index.resolve(context.module.module, node.callee.name);
  const isPure = binding?.kind === 'library' && PURE.has(binding.path);
  return isPure && node.positional.every((one) => isRepeatable(context, one));
}

const PURE = new Set(
  ['int', 'float', 'str', 'len', 'abs', 'round', 'ord'].map((name) => `builtins.${name}`),
);
