/**
 * What `with` is given besides objects with `__enter__` and `__exit__`: generators that `contextlib.contextmanager`
 * decorates, and what of `contextlib` TypeScript has statements for. And whether leaving may swallow an exception.
 */
import type { Expression, FunctionStatement, Statement } from '../python/syntax.js';
import { isScope, nodesWithin } from '../python/walk-syntax.js';
import type { FunctionEntity } from './entities.js';
import type { ProgramIndex } from './program-index.js';

/** Whether calling the function gives a context manager: its generator runs to the `yield`, and on when it is left. */
export function isGeneratedManager(index: ProgramIndex, { node, module }: FunctionEntity): boolean {
  return node.decorators.some((decorator) => {
    if (decorator.kind !== 'name' && decorator.kind !== 'attribute') return false;
    if (decorator.kind === 'attribute' && decorator.name !== 'contextmanager') return false;
    const binding = index.resolveExpression(module, decorator);
    return binding?.kind === 'library' && binding.path === 'contextlib.contextmanager';
  });
}

/** The exception comes out of the `yield`: a handler around it that does not raise again has swallowed it. */
export function generatorMaySwallow({ node }: FunctionEntity): boolean {
  return nodesWithin(node.body, isScope).some((one) => {
    if (one.kind !== 'try' || !hasYield(one.body)) return false;
    return (
      one.handlers.some(({ body }) => !alwaysRaises(body)) ||
      nodesWithin(one.finally, isScope).some(({ kind }) => kind === 'return')
    );
  });
}

/** `__exit__` swallows where it returns something true. */
export function exitMaySwallow({ node }: FunctionEntity): boolean {
  return nodesWithin(node.body, isScope).some(
    (one) => one.kind === 'return' && one.value !== undefined && !isFalse(one.value),
  );
}

function isFalse(node: Expression): boolean {
  return node.kind === 'constant' && (node.value === 'False' || node.value === 'None');
}

function hasYield(body: readonly Statement[]): boolean {
  return nodesWithin(body, isScope).some(({ kind }) => kind === 'yield');
}

function alwaysRaises(body: FunctionStatement['body']): boolean {
  const last = body.at(-1);
  if (last?.kind === 'raise') return true;
  if (last?.kind !== 'if') return false;
  return alwaysRaises(last.otherwise) && last.branches.every((branch) => alwaysRaises(branch.body));
}
