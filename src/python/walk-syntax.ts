/**
 * Visits syntax in the order in which its nodes hold each other, without recursion. A node is anything with a
 * `kind` and a span; what only groups nodes (a branch, a clause, an entry of a dict) is looked through.
 */
import type { Expression, FormattedPart, Pattern, Statement } from './syntax.js';

export type SyntaxNode = Statement | Expression | Pattern | FormattedPart;

/**
 * The node and everything below it. `skip` says of which nodes the inside is left out. Syntax does not change and is
 * walked again in each round of the translation: what was found is kept for the roots that are walked whole or by scope.
 */
export function nodesWithin(
  roots: SyntaxNode | readonly SyntaxNode[],
  skip?: (node: SyntaxNode) => boolean,
): readonly SyntaxNode[] {
  const walks = skip === undefined ? whole : skip === isScope ? byScope : undefined;
  const before = walks?.get(roots);
  if (before) return before;
  const found: SyntaxNode[] = [];
  const pending: SyntaxNode[] = Array.isArray(roots) ? roots.toReversed() : [roots as SyntaxNode];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    found.push(node);
    if (skip?.(node)) continue;
    const children = childNodes(node);
    for (let at = children.length - 1; at >= 0; at -= 1) pending.push(children[at]!);
  }
  walks?.set(roots, found);
  return found;
}

type Walks = WeakMap<SyntaxNode | readonly SyntaxNode[], readonly SyntaxNode[]>;
const whole: Walks = new WeakMap();
const byScope: Walks = new WeakMap();

const known = new WeakMap<SyntaxNode, readonly SyntaxNode[]>();

export function childNodes(node: SyntaxNode): readonly SyntaxNode[] {
  const before = known.get(node);
  if (before) return before;
  const children: SyntaxNode[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const item of value) collect(item);
    else if (isNode(value)) children.push(value);
    else for (const part of Object.values(value)) collect(part);
  };
  for (const [key, value] of Object.entries(node)) if (key !== 'stretches') collect(value);
  known.set(node, children);
  return children;
}

function isNode(value: object): value is SyntaxNode {
  return 'kind' in value && 'start' in value && typeof value.start === 'number';
}

/** Functions, classes and lambdas: what they hold runs at another time. */
export function isScope(node: SyntaxNode): boolean {
  return node.kind === 'function' || node.kind === 'class' || node.kind === 'lambda';
}
