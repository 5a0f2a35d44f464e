/** `match` and its patterns. */
import {
  childOf,
  childrenOf,
  hasToken,
  identifier,
  namedChildren,
  type Builder,
} from './builder.js';
import type { TreeNode } from './read-tree.js';
import type { Expression, MatchCase, MatchStatement, Pattern, Statement } from './syntax.js';

export function buildMatch(
  builder: Builder,
  node: TreeNode,
  block: (node: TreeNode | undefined) => Statement[],
): MatchStatement {
  const subjects = childrenOf(node, 'subject');
  const cases = childrenOf(childOf(node, 'body') ?? node, 'alternative').map(
    (clause): MatchCase => {
      const body = block(childOf(clause, 'consequence'));
      const guard = childOf(clause, 'guard');
      return {
        pattern: casePattern(builder, clause),
        guard: guard && builder.expression(namedChildren(guard)[0]),
        body,
        start: clause.start,
        end: body.at(-1)?.end ?? clause.end,
      };
    },
  );
  const [first] = subjects;
  const end = cases.at(-1)?.end ?? node.end;
  const isTuple = hasToken(node, ',');
  const subject: Expression =
    isTuple && first
      ? {
          kind: 'tuple',
          items: subjects.map((item) => builder.expression(item)),
          start: first.start,
          end: subjects.at(-1)!.end,
        }
      : builder.expression(first);
  return { kind: 'match', subject, cases, start: node.start, end };
}

/** `case a, b:` is a sequence without brackets. */
function casePattern(builder: Builder, clause: TreeNode): Pattern {
  const patterns = clause.children.filter(({ type }) => type === 'case_pattern');
  const [first] = patterns;
  if (first && !hasToken(clause, ',')) return buildPattern(builder, first);
  return {
    kind: 'sequence-pattern',
    items: patterns.map((pattern) => buildPattern(builder, pattern)),
    start: first?.start ?? clause.start,
    end: patterns.at(-1)?.end ?? clause.end,
  };
}

function buildPattern(builder: Builder, node: TreeNode): Pattern {
  const { start, end } = node;
  const inside = namedChildren(node);
  const capture = (name: string | undefined, pattern?: Pattern): Pattern => {
    return { kind: 'capture-pattern', name, pattern, start, end };
  };
  switch (node.type) {
    case 'case_pattern': {
      const [only] = inside;
      if (hasToken(node, '-') && only) return negative(builder, node, only);
      return only ? buildPattern(builder, only) : capture(undefined);
    }
    case '_':
      return capture(undefined);
    case 'as_pattern': {
      const [pattern, name] = inside;
      return capture(
        name && identifier(builder.textOf(name)),
        pattern && buildPattern(builder, pattern),
      );
    }
    case 'dotted_name': {
      const value = dottedExpression(builder, node);
      return value.kind === 'name'
        ? capture(value.name === '_' ? undefined : value.name)
        : { kind: 'value-pattern', value, start, end };
    }
    case 'union_pattern': {
      const alternatives = node.children.flatMap((child, index) => {
        if (child.type === '|' || child.type === '-') return [];
        const sign = node.children[index - 1];
        return sign?.type === '-' ? negative(builder, sign, child) : buildPattern(builder, child);
      });
      return { kind: 'or-pattern', alternatives, start, end };
    }
    case 'list_pattern':
      return {
        kind: 'sequence-pattern',
        items: inside.map((item) => buildPattern(builder, item)),
        start,
        end,
      };
    case 'tuple_pattern':
      return inside.length === 1 && !hasToken(node, ',')
        ? buildPattern(builder, inside[0]!)
        : {
            kind: 'sequence-pattern',
            items: inside.map((item) => buildPattern(builder, item)),
            start,
            end,
          };
    case 'splat_pattern':
      return { kind: 'star-pattern', name: splatName(builder, node), start, end };
    case 'dict_pattern':
      return buildMapping(builder, node);
    case 'class_pattern':
      return buildClassPattern(builder, node);
    default:
      return { kind: 'value-pattern', value: patternValue(builder, node), start, end };
  }
}

/** `-1`: the sign is a token of its own, in front of the number. */
function negative(builder: Builder, { start }: TreeNode, number: TreeNode): Pattern {
  const { end } = number;
  const operand = builder.expression(number);
  const value: Expression = { kind: 'unary', operator: '-', operand, start, end };
  return { kind: 'value-pattern', value, start, end };
}

function splatName(builder: Builder, node: TreeNode): string | undefined {
  const [name] = namedChildren(node);
  const text = name && identifier(builder.textOf(name));
  return text === '_' ? undefined : text;
}

function patternValue(builder: Builder, node: TreeNode): Expression {
  if (node.type !== 'complex_pattern') return builder.expression(node);
  return builder.invalid(node, 'a pattern of complex numbers is not read');
}

function buildMapping(builder: Builder, node: TreeNode): Pattern {
  const keys = node.children.filter(({ field, type }) => field === 'key' && type !== '-');
  const values = childrenOf(node, 'value');
  const splat = node.children.find(
    ({ type, field }) => type === 'splat_pattern' && field === undefined,
  );
  return {
    kind: 'mapping-pattern',
    entries: keys.map((key, index) => ({
      key: key.type === 'dotted_name' ? dottedExpression(builder, key) : patternValue(builder, key),
      value: buildPattern(builder, values[index] ?? key),
    })),
    rest: splat && splatName(builder, splat),
    start: node.start,
    end: node.end,
  };
}

function buildClassPattern(builder: Builder, node: TreeNode): Pattern {
  const positional: Pattern[] = [];
  const keywords: { name: string; pattern: Pattern }[] = [];
  const [name, ...parts] = namedChildren(node);
  for (const part of parts) {
    const inner = part.type === 'case_pattern' ? namedChildren(part)[0] : part;
    if (inner?.type === 'keyword_pattern') {
      const value = inner.children.at(-1)!;
      const key = namedChildren(inner)[0]!;
      keywords.push({
        name: identifier(builder.textOf(key)),
        pattern: buildPattern(builder, value),
      });
    } else positional.push(buildPattern(builder, part));
  }
  return {
    kind: 'class-pattern',
    class: name ? dottedExpression(builder, name) : builder.invalid(node),
    positional,
    keywords,
    start: node.start,
    end: node.end,
  };
}

/** `a.b.c`, which the grammar keeps as one node in patterns. */
function dottedExpression(builder: Builder, node: TreeNode): Expression {
  let result: Expression | undefined;
  for (const match of builder.textOf(node).matchAll(/[^\s.\\]+/g)) {
    const start = node.start + match.index;
    const end = start + match[0].length;
    const name = identifier(match[0]);
    result = result
      ? { kind: 'attribute', object: result, name, nameStart: start, start: node.start, end }
      : { kind: 'name', name, start, end };
  }
  return result ?? builder.invalid(node);
}
