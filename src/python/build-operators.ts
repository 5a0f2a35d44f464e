/**
 * Operators. The grammar nests `a and b and c`, which becomes one expression of three values, and binds `^` tighter
 * than `&`, where Python does the opposite: such chains are grouped anew.
 */
import { childOf, namedChildren, type Builder } from './builder.js';
import type { TreeNode } from './read-tree.js';
import type {
  BinaryOperator,
  CompareOperator,
  Expression,
  Span,
  UnaryExpression,
} from './syntax.js';

export function buildOperator(builder: Builder, node: TreeNode): Expression {
  const { start, end } = node;
  switch (node.type) {
    case 'unary_operator':
    case 'not_operator': {
      const operator = node.children[0]!.type as UnaryExpression['operator'];
      const operand = builder.expression(childOf(node, 'argument'));
      return { kind: 'unary', operator, operand, start, end };
    }
    case 'boolean_operator': {
      const operator = operatorOf(node) as 'and' | 'or';
      const operands: TreeNode[] = [];
      let left: TreeNode = node;
      while (left.type === 'boolean_operator' && operatorOf(left) === operator) {
        operands.unshift(left.children.at(-1)!);
        left = left.children[0]!;
      }
      const values = [left, ...operands].map((operand) => builder.expression(operand));
      return { kind: 'boolean', operator, values, start, end };
    }
    case 'comparison_operator':
      return buildComparison(builder, node);
    case 'union_type': {
      const [left, right] = namedChildren(node);
      const sides = { left: builder.expression(left), right: builder.expression(right) };
      return { kind: 'binary', operator: '|', ...sides, start, end };
    }
    default:
      return isMisgrouped(node) ? regroup(builder, node) : buildBinary(builder, node);
  }
}

function operatorOf(node: TreeNode): string {
  return node.children.find(({ field }) => field === 'operator')?.type ?? '';
}

function buildBinary(builder: Builder, node: TreeNode): Expression {
  const { start, end } = node;
  const left = builder.expression(childOf(node, 'left'));
  const right = builder.expression(childOf(node, 'right'));
  return { kind: 'binary', operator: operatorOf(node) as BinaryOperator, left, right, start, end };
}

function buildComparison(builder: Builder, node: TreeNode): Expression {
  const [first, ...rest] = node.children;
  const comparisons: { operator: CompareOperator; right: Expression }[] = [];
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const operator = rest[index]!;
    if (operator.type === '<>') return builder.invalid(node, '"<>" is Python 2; Python 3 has "!="');
    comparisons.push({
      operator: operator.type as CompareOperator,
      right: builder.expression(rest[index + 1]),
    });
  }
  const left = builder.expression(first);
  return { kind: 'compare', left, comparisons, start: node.start, end: node.end };
}

/** `a & b ^ c`, which the grammar reads as `a & (b ^ c)`, or a chain of `&` that begins so. */
function isMisgrouped(node: TreeNode): boolean {
  let link: TreeNode | undefined = node;
  while (link?.type === 'binary_operator' && operatorOf(link) === '&') {
    if (
      link.children.some((child) => child.type === 'binary_operator' && operatorOf(child) === '^')
    ) {
      return true;
    }
    link = childOf(link, 'left');
  }
  return false;
}

function regroup(builder: Builder, node: TreeNode): Expression {
  const operands: TreeNode[] = [];
  const operators: string[] = [];
  const collect = (part: TreeNode): void => {
    const operator = part.type === 'binary_operator' ? operatorOf(part) : '';
    if (operator !== '&' && operator !== '^') {
      operands.push(part);
      return;
    }
    collect(part.children[0]!);
    operators.push(operator);
    collect(part.children.at(-1)!);
  };
  collect(node);
  const operand = (part: TreeNode): Operand => {
    return { value: builder.expression(part), start: part.start, end: part.end };
  };
  let xor: Operand | undefined;
  let and = operand(operands[0]!);
  for (const [index, operator] of operators.entries()) {
    const next = operand(operands[index + 1]!);
    if (operator === '&') and = join('&', and, next);
    else {
      xor = xor ? join('^', xor, and) : and;
      and = next;
    }
  }
  return (xor ? join('^', xor, and) : and).value;
}

/** With the span of its parentheses, which the expression itself does not have. */
interface Operand extends Span {
  readonly value: Expression;
}

function join(operator: BinaryOperator, left: Operand, right: Operand): Operand {
  const span = { start: left.start, end: right.end };
  return {
    value: { kind: 'binary', operator, left: left.value, right: right.value, ...span },
    ...span,
  };
}
