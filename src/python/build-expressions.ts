/** Expression nodes of the concrete tree to `Expression`s. Parentheses leave no trace, as in Python's own tree. */
import {
  childOf,
  childrenOf,
  hasToken,
  identifier,
  namedChildren,
  type Builder,
} from './builder.js';
import { buildNumber } from './build-numbers.js';
import { buildOperator } from './build-operators.js';
import { buildParameters } from './build-parameters.js';
import { buildString } from './build-strings.js';
import type { TreeNode } from './read-tree.js';
import type {
  ComprehensionClause,
  ComprehensionExpression,
  DictExpression,
  Expression,
  KeywordArgument,
} from './syntax.js';

export function buildExpression(builder: Builder, node: TreeNode): Expression {
  return starOutside(buildNode(builder, node));
}

function buildNode(builder: Builder, node: TreeNode): Expression {
  const { start, end } = node;
  if (node.type === 'ERROR' || node.isMissing) return builder.invalid(node);
  if (node.children.some(({ type, isMissing }) => type === 'ERROR' || isMissing)) {
    return builder.invalid(node);
  }
  switch (node.type) {
    case 'identifier':
    case 'keyword_identifier':
      return { kind: 'name', name: identifier(builder.textOf(node)), start, end };
    case 'integer':
    case 'float':
      return buildNumber(builder, node);
    case 'string':
    case 'concatenated_string':
      return buildString(builder, node);
    case 'true':
      return { kind: 'constant', value: 'True', start, end };
    case 'false':
      return { kind: 'constant', value: 'False', start, end };
    case 'none':
      return { kind: 'constant', value: 'None', start, end };
    case 'ellipsis':
      return { kind: 'constant', value: 'Ellipsis', start, end };
    case 'parenthesized_expression':
    case 'type':
    case 'as_pattern_target':
      return builder.expression(namedChildren(node)[0]);
    case 'list':
    case 'list_pattern':
      return { kind: 'list', items: items(builder, node), start, end };
    case 'set':
      return { kind: 'set', items: items(builder, node), start, end };
    case 'tuple':
    case 'expression_list':
    case 'pattern_list':
      return { kind: 'tuple', items: items(builder, node), start, end };
    case 'tuple_pattern':
      return node.children.length === 3 && !hasToken(node, ',')
        ? builder.expression(namedChildren(node)[0])
        : { kind: 'tuple', items: items(builder, node), start, end };
    case 'list_splat':
    case 'list_splat_pattern':
    case 'splat_type':
      return { kind: 'starred', value: builder.expression(namedChildren(node)[0]), start, end };
    case 'dictionary':
      return buildDict(builder, node);
    case 'list_comprehension':
      return buildComprehension(builder, node, 'list');
    case 'set_comprehension':
      return buildComprehension(builder, node, 'set');
    case 'dictionary_comprehension':
      return buildComprehension(builder, node, 'dict');
    case 'generator_expression':
      return buildComprehension(builder, node, 'generator');
    case 'unary_operator':
    case 'not_operator':
    case 'binary_operator':
    case 'union_type':
    case 'boolean_operator':
    case 'comparison_operator':
      return buildOperator(builder, node);
    case 'conditional_expression': {
      const [whenTrue, test, whenFalse] = namedChildren(node);
      return {
        kind: 'conditional',
        test: builder.expression(test),
        whenTrue: builder.expression(whenTrue),
        whenFalse: builder.expression(whenFalse),
        start,
        end,
      };
    }
    case 'lambda':
      return {
        kind: 'lambda',
        parameters: buildParameters(builder, childOf(node, 'parameters')),
        body: builder.expression(childOf(node, 'body')),
        start,
        end,
      };
    case 'call':
      return buildCall(builder, node);
    case 'attribute':
    case 'member_type': {
      const [object, name] = namedChildren(node);
      return {
        kind: 'attribute',
        object: builder.expression(object),
        name: name ? identifier(builder.textOf(name)) : '',
        nameStart: name?.start ?? end,
        start,
        end,
      };
    }
    case 'subscript':
      return {
        kind: 'subscript',
        object: builder.expression(childOf(node, 'value')),
        index: indexOf(builder, node, childrenOf(node, 'subscript')),
        start,
        end,
      };
    case 'generic_type': {
      const [name, parameters] = namedChildren(node);
      return {
        kind: 'subscript',
        object: builder.expression(name),
        index: parameters
          ? indexOf(builder, parameters, namedChildren(parameters))
          : builder.invalid(node),
        start,
        end,
      };
    }
    case 'slice':
      return buildSlice(builder, node);
    case 'named_expression': {
      const target = builder.expression(childOf(node, 'name'));
      const value = builder.expression(childOf(node, 'value'));
      return target.kind === 'name'
        ? { kind: 'named', target, value, start, end }
        : builder.invalid(node, 'only a name can stand before ":="');
    }
    case 'await':
      return { kind: 'await', value: builder.expression(namedChildren(node)[0]), start, end };
    case 'yield': {
      const value = namedChildren(node)[0];
      return {
        kind: 'yield',
        isFrom: hasToken(node, 'from'),
        value: value && builder.expression(value),
        start,
        end,
      };
    }
    default:
      return builder.invalid(node, 'this is no expression of Python 3');
  }
}

/** In some places the grammar reads `*a.b()` as `(*a).b()`; Python never does. */
function starOutside(node: Expression): Expression {
  const { start, end } = node;
  const starred = (inner: Expression, wrap: (value: Expression) => Expression): Expression =>
    inner.kind === 'starred' && inner.start === start
      ? { kind: 'starred', value: wrap(inner.value), start, end }
      : node;
  const at = (value: Expression): { start: number } => ({ start: value.start });
  switch (node.kind) {
    case 'call':
      return starred(node.callee, (callee) => ({ ...node, callee, ...at(callee) }));
    case 'attribute':
    case 'subscript':
      return starred(node.object, (object) => ({ ...node, object, ...at(object) }));
    case 'binary':
    case 'compare':
      return starred(node.left, (left) => ({ ...node, left, ...at(left) }));
    default:
      return node;
  }
}

function items(builder: Builder, node: TreeNode): Expression[] {
  return namedChildren(node).map((child) => builder.expression(child));
}

/** What stands between square brackets: with a comma, a tuple. */
function indexOf(builder: Builder, node: TreeNode, indices: readonly TreeNode[]): Expression {
  const commas = node.children.filter(({ type }) => type === ',');
  const [first] = indices;
  if (!first || (commas.length === 0 && first.type !== 'list_splat')) {
    return builder.expression(first);
  }
  return {
    kind: 'tuple',
    items: indices.map((index) => builder.expression(index)),
    start: first.start,
    end: Math.max(indices.at(-1)!.end, commas.at(-1)?.end ?? 0),
  };
}

function buildSlice(builder: Builder, node: TreeNode): Expression {
  const parts: (Expression | undefined)[] = [undefined, undefined, undefined];
  let index = 0;
  for (const child of node.children) {
    if (child.type === ':') index += 1;
    else parts[index] = builder.expression(child);
  }
  const [lower, upper, step] = parts;
  return { kind: 'slice', lower, upper, step, start: node.start, end: node.end };
}

function buildDict(builder: Builder, node: TreeNode): DictExpression {
  const entries = namedChildren(node).map((child) =>
    child.type === 'dictionary_splat'
      ? { key: undefined, value: builder.expression(namedChildren(child)[0]) }
      : {
          key: builder.expression(childOf(child, 'key')),
          value: builder.expression(childOf(child, 'value')),
        },
  );
  return { kind: 'dict', entries, start: node.start, end: node.end };
}

function buildComprehension(
  builder: Builder,
  node: TreeNode,
  makes: ComprehensionExpression['makes'],
): ComprehensionExpression {
  const body = childOf(node, 'body');
  const isPair = body?.type === 'pair';
  return {
    kind: 'comprehension',
    makes,
    item: builder.expression(isPair ? childOf(body, 'key') : body),
    value: isPair ? builder.expression(childOf(body, 'value')) : undefined,
    clauses: buildClauses(builder, node),
    start: node.start,
    end: node.end,
  };
}

function buildClauses(builder: Builder, node: TreeNode): ComprehensionClause[] {
  const clauses: (ComprehensionClause & { conditions: Expression[] })[] = [];
  for (const child of node.children) {
    if (child.type === 'for_in_clause') {
      clauses.push({
        isAsync: hasToken(child, 'async'),
        target: builder.expression(childOf(child, 'left')),
        iterable: indexOf(builder, child, childrenOf(child, 'right')),
        conditions: [],
      });
    } else if (child.type === 'if_clause') {
      clauses.at(-1)?.conditions.push(builder.expression(namedChildren(child)[0]));
    }
  }
  return clauses;
}

function buildCall(builder: Builder, node: TreeNode): Expression {
  const { start, end } = node;
  const callee = builder.expression(childOf(node, 'function'));
  const list = childOf(node, 'arguments');
  if (list?.type === 'generator_expression') {
    return {
      kind: 'call',
      callee,
      positional: [builder.expression(list)],
      keywords: [],
      start,
      end,
    };
  }
  if (!list || list.children.some(({ type, isMissing }) => type === 'ERROR' || isMissing)) {
    return builder.invalid(node);
  }
  return { kind: 'call', callee, ...buildArguments(builder, list), start, end };
}

export function buildArguments(
  builder: Builder,
  list: TreeNode,
): { positional: Expression[]; keywords: KeywordArgument[] } {
  const positional: Expression[] = [];
  const keywords: KeywordArgument[] = [];
  for (const child of namedChildren(list)) {
    const { start, end } = child;
    if (child.type === 'keyword_argument') {
      const name = childOf(child, 'name');
      keywords.push({
        name: name ? identifier(builder.textOf(name)) : '',
        value: builder.expression(childOf(child, 'value')),
        start,
        end,
      });
    } else if (child.type === 'dictionary_splat') {
      const value = builder.expression(namedChildren(child)[0]);
      keywords.push({ name: undefined, value, start, end });
    } else positional.push(builder.expression(child));
  }
  return { positional, keywords };
}
