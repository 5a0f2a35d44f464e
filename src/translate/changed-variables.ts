/**
 * Which variables of a module a statement of it changes without assigning to them: `NAMES.append('x')`, `BY_NAME['x'] = 1`,
 * also within `if`, `for`, `with` and `try`. Without such a statement the functions that use them would not do the same.
 */
import type { Expression, Statement } from '../python/syntax.js';
import { isScope, nodesWithin } from '../python/walk-syntax.js';
import type { ModuleContext } from './context.js';
import type { VariableEntity } from './entities.js';
import { assignedIn } from './program-index.js';

/** Those that something refers to and that are translated so far. */
export function changedVariables(
  { module, translation }: ModuleContext,
  statement: Statement,
): VariableEntity[] {
  const found = new Set<VariableEntity>();
  for (const node of nodesWithin(statement, isScope)) {
    const targets = node.kind === 'delete' ? node.targets : assignedIn(node);
    const called = node.kind === 'expression' ? receiverOf(node.value) : [];
    for (const expression of [...targets.filter(({ kind }) => kind !== 'name'), ...called]) {
      const name = ownerOf(expression);
      const variable = name === undefined ? undefined : module.variables.get(name);
      if (!variable || !translation.isReached(variable)) continue;
      if (variable.problem === undefined && variable.type.kind !== 'never') found.add(variable);
    }
  }
  return [...found];
}

/** Whether what a method does to it is seen by all who use it: a list, a dict, a set, or what may be one of them. */
export function isContainer({ type }: VariableEntity): boolean {
  return ['list', 'dict', 'set', 'value'].includes(type.kind);
}

/** `names` of `names.append('x')`, which is a statement of its own. */
function receiverOf(node: Expression): Expression[] {
  return node.kind === 'call' && node.callee.kind === 'attribute' ? [node.callee.object] : [];
}

/** `BY_NAME` of `BY_NAME['x'].titles[0]`. */
function ownerOf(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  return node.kind === 'subscript' || node.kind === 'attribute' ? ownerOf(node.object) : undefined;
}
