/** Statement nodes of the concrete tree to `Statement`s. */
import { buildArguments } from './build-expressions.js';
import { buildMatch } from './build-patterns.js';
import { buildParameters } from './build-parameters.js';
import {
  childOf,
  childrenOf,
  hasToken,
  identifier,
  namedChildren,
  type Builder,
} from './builder.js';
import type { TreeNode } from './read-tree.js';
import type {
  AssignStatement,
  BinaryOperator,
  ClassStatement,
  ExceptHandler,
  Expression,
  FunctionStatement,
  IfBranch,
  ImportedName,
  Statement,
  TryStatement,
  WithStatement,
} from './syntax.js';

/** The statements of a module or a block; those inside text that does not parse are kept. */
export function buildBlock(builder: Builder, node: TreeNode | undefined): Statement[] {
  const statements: Statement[] = [];
  for (const child of node?.children ?? []) {
    if (child.type === 'ERROR') {
      const { start, end } = child;
      const inside = child.children.filter(({ type }) => STATEMENT.test(type));
      statements.push({ kind: 'invalid-statement', start, end: inside[0]?.start ?? end });
      statements.push(...inside.map((found) => buildStatement(builder, found)));
    } else if (child.isNamed && !child.isMissing) statements.push(buildStatement(builder, child));
  }
  return statements;
}

const STATEMENT = /_(?:statement|definition)$/;

function buildStatement(builder: Builder, node: TreeNode): Statement {
  const { start, end } = node;
  const isBroken = node.children.some(({ type, isMissing }) => type === 'ERROR' || isMissing);
  if (isBroken && !COMPOUND.has(node.type)) return { kind: 'invalid-statement', start, end };
  switch (node.type) {
    case 'expression_statement':
      return buildExpressionStatement(builder, node);
    case 'decorated_definition':
    case 'function_definition':
    case 'class_definition':
      return buildDefinition(builder, node);
    case 'return_statement': {
      const value = namedChildren(node)[0];
      return { kind: 'return', value: value && builder.expression(value), start, end };
    }
    case 'delete_statement': {
      const [value] = namedChildren(node);
      const targets = value?.type === 'expression_list' ? namedChildren(value) : [value];
      return {
        kind: 'delete',
        targets: targets.map((target) => builder.expression(target)),
        start,
        end,
      };
    }
    case 'raise_statement': {
      const exception = namedChildren(node).find(({ field }) => field !== 'cause');
      const cause = childOf(node, 'cause');
      return {
        kind: 'raise',
        exception: exception && builder.expression(exception),
        cause: cause && builder.expression(cause),
        start,
        end,
      };
    }
    case 'assert_statement': {
      const [test, message] = namedChildren(node);
      return {
        kind: 'assert',
        test: builder.expression(test),
        message: message && builder.expression(message),
        start,
        end,
      };
    }
    case 'import_statement':
      return { kind: 'import', names: importedNames(builder, node), start, end };
    case 'import_from_statement':
    case 'future_import_statement':
      return buildImportFrom(builder, node);
    case 'global_statement':
    case 'nonlocal_statement':
      return {
        kind: node.type === 'global_statement' ? 'global' : 'nonlocal',
        names: namedChildren(node).map((name) => identifier(builder.textOf(name))),
        start,
        end,
      };
    case 'pass_statement':
      return { kind: 'pass', start, end };
    case 'break_statement':
      return { kind: 'break', start, end };
    case 'continue_statement':
      return { kind: 'continue', start, end };
    case 'if_statement':
      return buildIf(builder, node);
    case 'for_statement':
    case 'while_statement':
      return buildLoop(builder, node);
    case 'with_statement':
      return buildWith(builder, node);
    case 'try_statement':
      return buildTry(builder, node);
    case 'match_statement':
      return buildMatch(builder, node, (block) => buildBlock(builder, block));
    case 'type_alias_statement':
      return {
        kind: 'type-alias',
        name: builder.expression(childOf(node, 'left')),
        value: builder.expression(childOf(node, 'right')),
        start,
        end,
      };
    case 'print_statement':
    case 'exec_statement':
      builder.report(node, `this is Python 2's ${node.type.replace('_', ' ')}`);
      return { kind: 'invalid-statement', start, end };
    default:
      // What recovery left behind, beside an ERROR that is reported.
      return { kind: 'invalid-statement', start, end };
  }
}

/** Statements with blocks: what is wrong in their header does not take their blocks away. */
const COMPOUND = new Set([
  'decorated_definition',
  'function_definition',
  'class_definition',
  'if_statement',
  'for_statement',
  'while_statement',
  'with_statement',
  'try_statement',
  'match_statement',
]);

function buildExpressionStatement(builder: Builder, node: TreeNode): Statement {
  const { start, end } = node;
  const [child, ...others] = namedChildren(node);
  if (!child) return { kind: 'invalid-statement', start, end };
  if (child.type === 'assignment') return buildAssignment(builder, child);
  if (child.type === 'augmented_assignment') {
    const operator = child.children.find(({ field }) => field === 'operator')!.type;
    return {
      kind: 'augmented-assign',
      target: builder.expression(childOf(child, 'left')),
      operator: operator.slice(0, -1) as BinaryOperator,
      value: builder.expression(childOf(child, 'right')),
      start,
      end,
    };
  }
  if (others.length === 0 && !hasToken(node, ',')) {
    return { kind: 'expression', value: builder.expression(child), start, end };
  }
  const items = [child, ...others].map((item) => builder.expression(item));
  return { kind: 'expression', value: { kind: 'tuple', items, start, end }, start, end };
}

function buildAssignment(builder: Builder, node: TreeNode): Statement {
  const { start, end } = node;
  const type = childOf(node, 'type');
  const right = childOf(node, 'right');
  if (type) {
    return {
      kind: 'annotated-assign',
      target: builder.expression(childOf(node, 'left')),
      annotation: builder.expression(type),
      value: right && builder.expression(right),
      start,
      end,
    };
  }
  const targets: Expression[] = [];
  let assignment = node;
  for (;;) {
    targets.push(builder.expression(childOf(assignment, 'left')));
    const value = childOf(assignment, 'right');
    if (value?.type !== 'assignment') {
      const statement: AssignStatement = {
        kind: 'assign',
        targets,
        value: builder.expression(value),
        start,
        end,
      };
      return statement;
    }
    assignment = value;
  }
}

function buildDefinition(builder: Builder, node: TreeNode): Statement {
  const isDecorated = node.type === 'decorated_definition';
  const definition = isDecorated ? childOf(node, 'definition') : node;
  const name = definition && childOf(definition, 'name');
  if (!definition || !name) {
    return { kind: 'invalid-statement', start: node.start, end: node.end };
  }
  const decorators = node.children
    .filter(({ type }) => type === 'decorator')
    .map((decorator) => builder.expression(namedChildren(decorator)[0]));
  const body = buildBlock(builder, childOf(definition, 'body'));
  const shared = {
    name: identifier(builder.textOf(name)),
    nameStart: name.start,
    decorators,
    body,
    start: node.start,
    end: endOf(node, body),
  };
  if (definition.type === 'class_definition') {
    const list = childOf(definition, 'superclasses');
    const { positional, keywords } = list
      ? buildArguments(builder, list)
      : { positional: [], keywords: [] };
    const statement: ClassStatement = { kind: 'class', ...shared, bases: positional, keywords };
    return statement;
  }
  const returns = childOf(definition, 'return_type');
  const statement: FunctionStatement = {
    kind: 'function',
    ...shared,
    isAsync: hasToken(definition, 'async'),
    parameters: buildParameters(builder, childOf(definition, 'parameters')),
    returns: returns && builder.expression(returns),
  };
  return statement;
}

/** A compound statement ends with its last statement; the grammar's node may hold comments behind it. */
function endOf(node: TreeNode, ...blocks: readonly (readonly Statement[])[]): number {
  const last = blocks.findLast((block) => block.length > 0)?.at(-1);
  return last?.end ?? node.end;
}

function importedNames(builder: Builder, node: TreeNode): ImportedName[] {
  return childrenOf(node, 'name').map((child) => {
    const name = child.type === 'aliased_import' ? childOf(child, 'name')! : child;
    const alias = childOf(child, 'alias');
    return {
      name: dottedName(builder, name),
      alias: alias && identifier(builder.textOf(alias)),
      start: child.start,
      end: child.end,
    };
  });
}

function dottedName(builder: Builder, node: TreeNode): string {
  return identifier(builder.textOf(node).replaceAll(/[\s\\]+/g, ''));
}

function buildImportFrom(builder: Builder, node: TreeNode): Statement {
  const { start, end } = node;
  const from = childOf(node, 'module_name');
  const parts = from?.type === 'relative_import' ? namedChildren(from) : from ? [from] : [];
  const prefix = parts.find(({ type }) => type === 'import_prefix');
  const module = parts.find(({ type }) => type === 'dotted_name');
  return {
    kind: 'import-from',
    module:
      node.type === 'future_import_statement'
        ? '__future__'
        : module
          ? dottedName(builder, module)
          : '',
    level: prefix ? builder.textOf(prefix).replaceAll(/[^.]/g, '').length : 0,
    names: node.children.some(({ type }) => type === 'wildcard_import')
      ? '*'
      : importedNames(builder, node),
    start,
    end,
  };
}

function buildIf(builder: Builder, node: TreeNode): Statement {
  const clauses = [node, ...node.children.filter(({ type }) => type === 'elif_clause')];
  const branches: IfBranch[] = clauses.map((clause) => ({
    test: builder.expression(childOf(clause, 'condition')),
    body: buildBlock(builder, childOf(clause, 'consequence')),
  }));
  const otherwise = buildElse(builder, node);
  const blocks = [...branches.map(({ body }) => body), otherwise];
  return { kind: 'if', branches, otherwise, start: node.start, end: endOf(node, ...blocks) };
}

function buildElse(builder: Builder, node: TreeNode): Statement[] {
  const clause = node.children.find(({ type }) => type === 'else_clause');
  return clause ? buildBlock(builder, childOf(clause, 'body')) : [];
}

function buildLoop(builder: Builder, node: TreeNode): Statement {
  const body = buildBlock(builder, childOf(node, 'body'));
  const otherwise = buildElse(builder, node);
  const shared = { body, otherwise, start: node.start, end: endOf(node, body, otherwise) };
  if (node.type === 'while_statement') {
    return { kind: 'while', test: builder.expression(childOf(node, 'condition')), ...shared };
  }
  return {
    kind: 'for',
    isAsync: hasToken(node, 'async'),
    target: builder.expression(childOf(node, 'left')),
    iterable: builder.expression(childOf(node, 'right')),
    ...shared,
  };
}

function buildWith(builder: Builder, node: TreeNode): WithStatement {
  const clause = node.children.find(({ type }) => type === 'with_clause');
  const values = (clause ? namedChildren(clause) : []).flatMap((item) => withItems(item));
  const body = buildBlock(builder, childOf(node, 'body'));
  return {
    kind: 'with',
    isAsync: hasToken(node, 'async'),
    items: values.map((value) => {
      if (value.type !== 'as_pattern') {
        return { context: builder.expression(value), target: undefined };
      }
      const [context, target] = namedChildren(value);
      return { context: builder.expression(context), target: builder.expression(target) };
    }),
    body,
    start: node.start,
    end: endOf(node, body),
  };
}

/** `with (a as b, c as d):` reaches us as one item, a tuple or a parenthesised `as`. */
function withItems(item: TreeNode): TreeNode[] {
  const value = childOf(item, 'value');
  if (!value) return [];
  const inside = namedChildren(value);
  const isGrouped = value.type === 'tuple' || value.type === 'parenthesized_expression';
  return isGrouped && inside.some(({ type }) => type === 'as_pattern') ? inside : [value];
}

function buildTry(builder: Builder, node: TreeNode): TryStatement {
  const body = buildBlock(builder, childOf(node, 'body'));
  const handlers = node.children
    .filter(({ type }) => type === 'except_clause')
    .map((clause) => buildHandler(builder, clause));
  const otherwise = buildElse(builder, node);
  const last = node.children.find(({ type }) => type === 'finally_clause');
  const finallyBlock = buildBlock(builder, last && blockOf(last));
  const end = Math.max(endOf(node, body, otherwise, finallyBlock), handlers.at(-1)?.end ?? 0);
  const { start } = node;
  return { kind: 'try', body, handlers, otherwise, finally: finallyBlock, start, end };
}

function buildHandler(builder: Builder, clause: TreeNode): ExceptHandler {
  const values = childrenOf(clause, 'value');
  const body = buildBlock(builder, blockOf(clause));
  const [value] = values;
  if (values.length > 1) builder.report(clause, 'this is Python 2\'s "except Class, name"');
  const isNamed = value?.type === 'as_pattern';
  const type = isNamed ? namedChildren(value)[0] : value;
  const name = isNamed ? namedChildren(value)[1] : childOf(clause, 'alias');
  return {
    isGroup: hasToken(clause, '*'),
    type: type && builder.expression(type),
    name: name && identifier(builder.textOf(name)),
    body,
    start: clause.start,
    end: endOf(clause, body),
  };
}

function blockOf(node: TreeNode): TreeNode | undefined {
  return node.children.find(({ type }) => type === 'block');
}
