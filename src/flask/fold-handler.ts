/**
 * A view that a manifest can say: inputs are read, statements are executed one after the other, and the answer is
 * made of their rows. Every statement of the view has to be understood, or nothing is folded: a route that comes out
 * of here answers what Flask answers, or there is no declaration.
 */
import type { RouteDeclaration } from '../model/scan-result.js';
import type { CallExpression, Expression, Statement } from '../python/syntax.js';
import type { FunctionValue } from '../python/evaluate/value.js';
import { ruleVariables } from '../model/rule.js';
import { parseRule } from '../werkzeug/parse-rule.js';
import type { Commits } from './commits.js';
import { NotFoldable, refuse, type Binding, type Fold, type FoldedQuery } from './fold.js';
import { foldAnswer, foldReturn } from './fold-answer.js';
import { foldStatement } from './fold-query.js';
import type { FoundRoute } from './flatten-routes.js';
import type { FlaskProgram } from './read-app.js';

export function foldHandler(
  view: FunctionValue,
  { rule }: FoundRoute,
  { app, commits }: { readonly app: FlaskProgram; readonly commits: Commits },
): RouteDeclaration | undefined {
  if (view.node.kind === 'lambda' || view.node.isAsync || rule === undefined) return undefined;
  const variables = ruleVariables(parseRule(rule).rule).map(({ name }) => name);
  const parameters = view.node.parameters.map(({ name }) => name);
  if (variables.toSorted().join() !== parameters.toSorted().join()) return undefined;
  const fold: Fold = {
    isName: (name, path) => {
      const value = view.module.names.get(name);
      return value?.kind === 'library' && value.path === path;
    },
    rowsAreDicts: rowsAreDicts(app),
    names: new Map<string, Binding>(variables.map((name) => [name, { kind: 'input', name }])),
    inputs: new Map(),
    queries: [],
    pending: undefined,
    isCommitted: false,
  };
  try {
    const answer = foldBlock(fold, view.node.body);
    if (!answer || fold.pending) return undefined;
    return { inputs: Object.fromEntries(fold.inputs), queries: queriesOf(fold), commits, answer };
  } catch (error) {
    if (error instanceof NotFoldable) return undefined;
    throw error;
  }
}

/** Undefined when the block ends without a return. */
function foldBlock(fold: Fold, block: readonly Statement[]): unknown {
  for (const [index, statement] of block.entries()) {
    const isLast = index === block.length - 1;
    switch (statement.kind) {
      case 'expression':
        if (statement.value.kind === 'string') break;
        foldCall(fold, statement.value);
        break;
      case 'assign': {
        const [target] = statement.targets;
        if (statement.targets.length !== 1 || target?.kind !== 'name') return refuse();
        fold.names.set(target.name, foldValue(fold, target.name, statement.value));
        break;
      }
      case 'with': {
        for (const { context, target } of statement.items) {
          if (target && target.kind !== 'name') return refuse();
          const binding = foldValue(fold, target?.name ?? '', context);
          if (binding.kind !== 'connection' && binding.kind !== 'cursor') return refuse();
          if (target) fold.names.set(target.name, binding);
        }
        const answer = foldBlock(fold, statement.body);
        if (answer !== undefined) return isLast ? answer : refuse();
        break;
      }
      case 'if':
        foldGuard(fold, statement);
        break;
      case 'for':
        foldLoop(fold, statement);
        break;
      case 'return':
        return isLast && statement.value ? foldReturn(fold, statement.value) : refuse();
      case 'import-from':
      case 'pass':
        break;
      default:
        return refuse();
    }
  }
  return undefined;
}

/** A statement that is only a call: `cursor.execute(…)`, `connection.commit()`, `cursor.close()`. */
function foldCall(fold: Fold, node: Expression): void {
  if (node.kind !== 'call' || node.callee.kind !== 'attribute') return refuse();
  const { object, name } = node.callee;
  const receiver = object.kind === 'name' ? fold.names.get(object.name) : undefined;
  if (receiver?.kind === 'cursor' && name === 'execute') return foldStatement(fold, node);
  const isEnd = name === 'close' && node.positional.length === 0;
  if ((receiver?.kind === 'cursor' || receiver?.kind === 'connection') && isEnd) return undefined;
  if (receiver?.kind === 'connection' && name === 'commit' && !fold.pending) {
    fold.isCommitted = true;
    return undefined;
  }
  return refuse();
}

function foldValue(fold: Fold, name: string, node: Expression): Binding {
  if (node.kind === 'dict' && node.entries.length === 0)
    return { kind: 'object', shape: undefined };
  if (node.kind === 'list' && node.items.length === 0) return { kind: 'list', shape: undefined };
  if (node.kind === 'call') return foldCallValue(fold, name, node);
  if (node.kind === 'subscript') return foldJsonKey(fold, name, node, undefined);
  if (node.kind === 'attribute' && isRequest(fold, node.object) && node.name === 'json') {
    return { kind: 'json' };
  }
  return refuse();
}

const CONVERSIONS = new Set(['int', 'float', 'str', 'bool']);

function foldCallValue(fold: Fold, name: string, node: CallExpression): Binding {
  const { callee, positional, keywords } = node;
  if (callee.kind === 'name') {
    const [only] = positional;
    if (CONVERSIONS.has(callee.name) && positional.length === 1 && only?.kind === 'subscript') {
      return foldJsonKey(fold, name, only, callee.name);
    }
    return refuse();
  }
  if (callee.kind !== 'attribute') return refuse();
  const { object, name: method } = callee;
  if (
    isRequest(fold, object) &&
    method === 'get_json' &&
    positional.length + keywords.length === 0
  ) {
    return { kind: 'json' };
  }
  if (isArguments(fold, object) && method === 'get') return foldArgument(fold, name, node);
  const receiver = object.kind === 'name' ? fold.names.get(object.name) : undefined;
  if (receiver?.kind === 'connection' && method === 'cursor' && positional.length === 0) {
    const [factory] = keywords;
    const isDict = factory?.name === 'cursor_factory' && isDictCursor(factory.value);
    if (keywords.length > 0 && !isDict) return refuse();
    return { kind: 'cursor', isDict: isDict || fold.rowsAreDicts };
  }
  if (receiver?.kind === 'cursor' && (method === 'fetchone' || method === 'fetchall')) {
    if (positional.length + keywords.length > 0 || !fold.pending) return refuse();
    const query = fold.pending;
    fold.pending = undefined;
    query.name = uniqueName(fold, name);
    query.fetch = method === 'fetchone' ? 'one' : 'all';
    return method === 'fetchone' ? { kind: 'row', query } : { kind: 'rows', query };
  }
  // A pool or a factory of the program's own: what it lends is a connection, and `with` gives it back.
  if (
    /^(?:acquire|getconn|connection|connect)$/.test(method) &&
    positional.length + keywords.length === 0
  ) {
    return { kind: 'connection' };
  }
  return refuse();
}

function isDictCursor(node: Expression): boolean {
  const name = node.kind === 'attribute' || node.kind === 'name' ? node.name : '';
  return name === 'RealDictCursor';
}

function rowsAreDicts({ use }: FlaskProgram): boolean {
  return (
    use.connects.length > 0 &&
    use.connects.every(({ options }) => {
      const factory = options.get('cursor_factory');
      return factory?.kind === 'library' && factory.path.endsWith('RealDictCursor');
    })
  );
}

function isRequest(fold: Fold, node: Expression): boolean {
  return (
    node.kind === 'name' && !fold.names.has(node.name) && fold.isName(node.name, 'flask.request')
  );
}

function isArguments(fold: Fold, node: Expression): boolean {
  return node.kind === 'attribute' && node.name === 'args' && isRequest(fold, node.object);
}

/** `request.args.get('year.gt', 2000, type=int)` */
function foldArgument(fold: Fold, name: string, { positional, keywords }: CallExpression): Binding {
  const [key, fallback] = positional;
  const [type] = keywords;
  if (key?.kind !== 'string' || positional.length > 2 || keywords.length > 1) return refuse();
  if (
    type &&
    (type.name !== 'type' || type.value.kind !== 'name' || !CONVERSIONS.has(type.value.name))
  ) {
    return refuse();
  }
  const input: Record<string, unknown> = { from: 'query' };
  if (key.value !== name) input['name'] = key.value;
  if (type?.value.kind === 'name') input['type'] = type.value.name;
  input['default'] = fallback ? plainConstant(fallback) : null;
  return addInput(fold, name, input);
}

/** `body['film_id']`, `int(body['rating'])` */
function foldJsonKey(
  fold: Fold,
  name: string,
  { object, index }: Extract<Expression, { kind: 'subscript' }>,
  type: string | undefined,
): Binding {
  const isBody = object.kind === 'name' && fold.names.get(object.name)?.kind === 'json';
  if (!isBody || index.kind !== 'string') return refuse();
  const input: Record<string, unknown> = { from: 'json' };
  if (index.value !== name) input['name'] = index.value;
  if (type !== undefined) input['type'] = type;
  return addInput(fold, name, input);
}

function addInput(fold: Fold, name: string, input: Record<string, unknown>): Binding {
  // An input that fails behind a statement would undo it, or not.
  if (fold.inputs.has(name) || fold.names.has(name) || fold.queries.length > 0) return refuse();
  fold.inputs.set(name, input);
  return { kind: 'input', name };
}

function plainConstant(node: Expression): unknown {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'constant' && node.value === 'None') return null;
  if (node.kind === 'constant' && node.value !== 'Ellipsis') return node.value === 'True';
  if (node.kind === 'number' && node.value.kind === 'int' && node.value.value < 2n ** 53n) {
    return Number(node.value.value);
  }
  return refuse();
}

/** `if film is None: abort(404)`: what is answered when there is no row. */
function foldGuard(fold: Fold, { branches, otherwise }: Extract<Statement, { kind: 'if' }>): void {
  const [branch] = branches;
  if (branches.length !== 1 || !branch || otherwise.length > 0 || branch.body.length !== 1)
    return refuse();
  const { test } = branch;
  let tested: Expression | undefined;
  if (test.kind === 'unary' && test.operator === 'not') tested = test.operand;
  else if (test.kind === 'compare' && test.comparisons.length === 1) {
    const { operator, right } = test.comparisons[0]!;
    const isNone = right.kind === 'constant' && right.value === 'None';
    if (isNone && (operator === 'is' || operator === '==')) tested = test.left;
  }
  const binding = tested?.kind === 'name' ? fold.names.get(tested.name) : undefined;
  if (binding?.kind !== 'row' || binding.query.whenEmpty !== undefined) return refuse();
  // Only the statement just executed: what came between would run in Flask and not in the service.
  if (fold.queries.at(-1) !== binding.query) return refuse();
  const [action] = branch.body;
  binding.query.whenEmpty = foldEmpty(fold, action!);
}

function foldEmpty(fold: Fold, action: Statement): unknown {
  if (action.kind === 'return' && action.value) return foldReturn(fold, action.value);
  const call =
    action.kind === 'expression' && action.value.kind === 'call' ? action.value : refuse();
  const [status] = call.positional;
  const isAbort = call.callee.kind === 'name' && fold.isName(call.callee.name, 'flask.abort');
  if (!isAbort || call.positional.length + call.keywords.length !== 1) return refuse();
  return status?.kind === 'number' ? Number(status.value.value) : refuse();
}

/** `for row in cursor: films[row['film_id']] = {…}` and `films.append({…})`. */
function foldLoop(
  fold: Fold,
  { target, iterable, body, otherwise, isAsync }: Extract<Statement, { kind: 'for' }>,
): void {
  const [only] = body;
  if (isAsync || otherwise.length > 0 || body.length !== 1 || target.kind !== 'name' || !only)
    return refuse();
  const source = iterable.kind === 'name' ? fold.names.get(iterable.name) : undefined;
  let query: FoldedQuery;
  if (source?.kind === 'rows') query = source.query;
  else if (source?.kind === 'cursor' && fold.pending) {
    query = fold.pending;
    fold.pending = undefined;
    query.fetch = 'all';
  } else return refuse();
  fold.names.set(target.name, { kind: 'item', query });
  if (
    only.kind === 'assign' &&
    only.targets.length === 1 &&
    only.targets[0]?.kind === 'subscript'
  ) {
    const { object, index } = only.targets[0];
    const name = object.kind === 'name' ? object.name : refuse();
    const isEmpty = fold.names.get(name)?.kind === 'object';
    const isKey =
      index.kind === 'subscript' &&
      index.object.kind === 'name' &&
      index.object.name === target.name &&
      index.index.kind === 'string';
    if (!isEmpty || !isKey || index.index.kind !== 'string') return refuse();
    query.name ??= uniqueName(fold, name);
    const shape = {
      $each: query.name,
      $key: index.index.value,
      $item: foldAnswer(fold, only.value, target.name),
    };
    fold.names.set(name, { kind: 'shape', shape });
  } else if (
    only.kind === 'expression' &&
    only.value.kind === 'call' &&
    only.value.callee.kind === 'attribute'
  ) {
    const { object, name: method } = only.value.callee;
    const name = object.kind === 'name' ? object.name : refuse();
    const [item] = only.value.positional;
    if (method !== 'append' || fold.names.get(name)?.kind !== 'list' || !item) return refuse();
    query.name ??= uniqueName(fold, name);
    fold.names.set(name, {
      kind: 'shape',
      shape: { $each: query.name, $item: foldAnswer(fold, item, target.name) },
    });
  } else refuse();
  fold.names.delete(target.name);
}

function uniqueName(fold: Fold, name: string): string {
  const taken = new Set([...fold.inputs.keys(), ...fold.queries.map((query) => query.name)]);
  const base = `select_${name}`;
  let candidate = base;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${base}_${count}`;
  return candidate;
}

function queriesOf(fold: Fold): Record<string, unknown> {
  return Object.fromEntries(
    fold.queries.map(({ name, sql, fetch, whenEmpty }, index) => {
      const parts: Record<string, unknown> = { sql };
      if (fetch === 'one' || fetch === 'none') parts['fetch'] = fetch;
      if (whenEmpty !== undefined) parts['else'] = whenEmpty;
      return [
        name ?? `${/^\s*(\w+)/.exec(sql)?.[1]?.toLowerCase() ?? 'query'}_${index + 1}`,
        parts,
      ];
    }),
  );
}
