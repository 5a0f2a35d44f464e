/**
 * What the `build-*` files share while a concrete tree becomes syntax: the text, the way to each other, and the
 * mistakes found on the way.
 */
import type { TreeNode } from './read-tree.js';
import type { Expression, InvalidExpression, Span } from './syntax.js';

export interface Builder {
  readonly text: string;
  readonly problems: Problem[];
  readonly expression: (node: TreeNode | undefined) => Expression;
  readonly textOf: (node: Span) => string;
  /** An expression that cannot be read; with a message, one that tree-sitter did not report itself. */
  readonly invalid: (node: Span, message?: string) => InvalidExpression;
  readonly report: (span: Span, message: string) => void;
}

export interface Problem extends Span {
  readonly message: string;
}

export function createBuilder(
  text: string,
  buildExpression: (builder: Builder, node: TreeNode) => Expression,
): Builder {
  const problems: Problem[] = [];
  const report = ({ start, end }: Span, message: string): void => {
    problems.push({ start, end, message });
  };
  const builder: Builder = {
    text,
    problems,
    textOf: ({ start, end }) => text.slice(start, end),
    expression: (node) =>
      node ? buildExpression(builder, node) : { kind: 'invalid', start: 0, end: 0 },
    invalid: ({ start, end }, message) => {
      if (message !== undefined) report({ start, end }, message);
      return { kind: 'invalid', start, end };
    },
    report,
  };
  return builder;
}

/** Children that mean something: not punctuation. */
export function namedChildren(node: TreeNode): TreeNode[] {
  return node.children.filter(({ isNamed }) => isNamed);
}

export function childOf(node: TreeNode, field: string): TreeNode | undefined {
  return node.children.find((child) => child.field === field && child.isNamed);
}

export function childrenOf(node: TreeNode, field: string): TreeNode[] {
  return node.children.filter((child) => child.field === field && child.isNamed);
}

export function hasToken(node: TreeNode, type: string): boolean {
  return node.children.some((child) => child.type === type);
}

/** Python compares identifiers in normal form KC. */
export function identifier(text: string): string {
  // eslint-disable-next-line no-control-regex
  return /^[\u0000-\u007f]*$/.test(text) ? text : text.normalize('NFKC');
}
