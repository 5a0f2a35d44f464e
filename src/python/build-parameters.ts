/** The parameters of functions and lambdas, and how each can be passed. */
import { childOf, identifier, namedChildren, type Builder } from './builder.js';
import type { TreeNode } from './read-tree.js';
import type { Parameter } from './syntax.js';

export function buildParameters(builder: Builder, list: TreeNode | undefined): Parameter[] {
  const parameters: Parameter[] = [];
  let passing: Parameter['passing'] = 'standard';
  for (const node of list ? namedChildren(list) : []) {
    if (node.type === 'positional_separator') {
      for (const [index, parameter] of parameters.entries()) {
        parameters[index] = { ...parameter, passing: 'positional-only' };
      }
    } else if (node.type === 'keyword_separator') passing = 'keyword-only';
    else {
      const parameter = buildParameter(builder, node, passing);
      if (parameter?.passing === 'rest') passing = 'keyword-only';
      if (parameter) parameters.push(parameter);
      else if (node.type !== 'ERROR') builder.report(node, 'this is no parameter of Python 3');
    }
  }
  return parameters;
}

function buildParameter(
  builder: Builder,
  node: TreeNode,
  passing: Parameter['passing'],
): Parameter | undefined {
  const type = childOf(node, 'type');
  const value = childOf(node, 'value');
  const target = node.type === 'typed_parameter' ? namedChildren(node)[0]! : node;
  const name =
    target.type === 'identifier'
      ? target
      : (childOf(target, 'name') ?? namedChildren(target).find(isIdentifier));
  if (!name || name.type !== 'identifier') return undefined;
  return {
    name: identifier(builder.textOf(name)),
    passing: REST[target.type] ?? passing,
    annotation: type && builder.expression(type),
    default: value && builder.expression(value),
    start: node.start,
    end: node.end,
  };
}

const REST: Readonly<Record<string, Parameter['passing']>> = {
  list_splat_pattern: 'rest',
  dictionary_splat_pattern: 'keyword-rest',
};

function isIdentifier({ type }: TreeNode): boolean {
  return type === 'identifier';
}
