/** Python's statements as TypeScript's, block by block. */
import type {
  AssignStatement,
  AugmentedAssignStatement,
  Expression,
  ForStatement,
  IfStatement,
  RaiseStatement,
  Statement,
  WhileStatement,
} from '../python/syntax.js';
import { nodesWithin, isScope } from '../python/walk-syntax.js';
import { assignedIn } from './program-index.js';
import { assertNever } from '../util/assert-never.js';
import { assign, assignName, unpacking } from './assignments.js';
import type { FunctionContext, Typed } from './context.js';
import { localFunction, unreadFunction } from './functions.js';
import { localClass } from './classes.js';
import { matchStatement } from './match-statement.js';
import { printType } from './print-type.js';
import { NONE, VALUE } from './entities.js';
import { tryStatement } from './try-statement.js';
import { Untranslatable } from './untranslatable.js';
import { withStatement } from './with-statement.js';
import {
  expression,
  condition,
  value,
  code,
  narrowFrom,
  narrowing,
  restoreNarrowing,
  itemType,
  iterated,
} from './values.js';
import {
  type Block,
  type BlockContext,
  block,
  statementOf,
  declareName,
  intersection,
  unsure,
  printLineComment,
} from './blocks.js';
import { operate } from './expressions.js';

/** The printer of blocks that `blocks.ts` leads to. */
export function printBlock(scope: BlockContext, statements: readonly Statement[]): Block {
  const lines: string[] = [];
  for (const statement of statements) {
    const result = withComments(scope, statement);
    lines.push(...result.lines);
    // What stands behind it, Python never runs either.
    if (result.ends) return { lines, ends: true };
  }
  return { lines, ends: false };
}

function withComments(scope: BlockContext, statement: Statement): Block {
  const { context, declarations } = scope;
  const comments = context.module.module.module.comments.get(statement);
  const lines = (comments?.before ?? []).map(printLineComment);
  for (const name of declarations.before.get(statement) ?? []) {
    const local = context.locals.get(name);
    if (!local || local.isParameter || local.binding || local.definition) continue;
    if (!declarations.read.has(name)) continue;
    lines.push(`let ${local.name}!: ${printType(context.module, context.typeOf(local))};`);
  }
  const changed = namesChanged(statement);
  const known = context.known;
  if (changed) {
    const isLoop = statement.kind === 'for' || statement.kind === 'while';
    context.known = new Map([...known].filter(([name]) => !isLoop || !changed.has(name)));
  }
  const result = translate(scope, statement);
  if (changed) context.known = new Map([...known].filter(([name]) => !changed.has(name)));
  const within = (comments?.within ?? []).map(printLineComment);
  const after = (comments?.after ?? []).map(printLineComment);
  return { lines: [...lines, ...within, ...result.lines, ...after], ends: result.ends };
}

/** What a statement may assign on some of its ways; undefined for one that has only one way. */
function namesChanged(statement: Statement): ReadonlySet<string> | undefined {
  if (!['if', 'for', 'while', 'try', 'match', 'with'].includes(statement.kind)) return undefined;
  const found = new Set<string>();
  for (const node of nodesWithin(statement)) {
    for (const target of assignedIn(node)) if (target.kind === 'name') found.add(target.name);
    if (node.kind === 'try') {
      for (const { name } of node.handlers) if (name !== undefined) found.add(name);
    }
  }
  return found;
}

function translate(scope: BlockContext, node: Statement): Block {
  const { context } = scope;
  switch (node.kind) {
    case 'expression':
      return open(expressionStatement(context, node.value));
    case 'assign':
      return open(assignment(scope, node));
    case 'annotated-assign':
      if (!node.value) return open([]);
      return open(assignment(scope, { targets: [node.target], value: node.value }, node));
    case 'augmented-assign':
      return open(augmented(scope, node));
    case 'return':
      return { lines: [returned(context, node.value)], ends: true };
    case 'raise':
      return { lines: [raised(context, node)], ends: true };
    case 'if':
      return ifStatement(scope, node);
    case 'for':
      return forStatement(scope, node);
    case 'while':
      return whileStatement(scope, node);
    case 'try':
      return tryStatement(scope, node);
    case 'with':
      return withStatement(scope, node);
    case 'match':
      return matchStatement(scope, node);
    case 'function':
      if (scope.declarations.read.has(node.name)) return open(localFunction(context, node));
      return open(unreadFunction(context, node));
    case 'class':
      return open(localClass(context, node));
    case 'assert': {
      const error = context.module.python('exceptions', 'AssertionError');
      const message = node.message ? code(context, node.message) : '';
      return open([`if (!(${condition(context, node.test)})) throw new ${error}(${message});`]);
    }
    case 'delete':
      return open(node.targets.flatMap((target) => deletion(context, target)));
    case 'break': {
      const label = context.loopLabels.at(-1);
      return { lines: [label === undefined ? 'break;' : `break ${label};`], ends: true };
    }
    case 'continue':
      return { lines: ['continue;'], ends: true };
    case 'pass':
    case 'global':
    case 'nonlocal':
    case 'import':
    case 'import-from':
    case 'type-alias':
      return open([]);
    case 'invalid-statement':
      throw new Untranslatable(node, 'text that is no Python 3');
    default:
      return assertNever(node);
  }
}

function open(lines: readonly string[]): Block {
  return { lines, ends: false };
}

function expressionStatement(context: FunctionContext, node: Expression): string[] {
  if (node.kind === 'string') return [];
  if (node.kind === 'constant' || node.kind === 'name' || node.kind === 'number') return [];
  if (node.kind === 'yield') return [yielded(context, node)];
  context.isStatement = node.kind === 'call';
  const typed = expression(context, node);
  context.isStatement = false;
  // A library's name or a method that is mentioned and not called does nothing.
  if (typed.code === '' || node.kind === 'attribute') return [];
  return [statementOf(typed.code)];
}

function yielded(context: FunctionContext, node: Extract<Expression, { kind: 'yield' }>): string {
  context.isGenerator = true;
  const typed = node.value ? value(context, node.value) : { code: 'null', type: NONE };
  const { entity } = context;
  if (entity) entity.yieldType = context.translation.growing.grow(entity.yieldType, typed.type);
  const inner = typed.code;
  if (!node.isFrom) return `yield ${inner};`;
  if (typed.type.kind === 'stream') {
    context.waits(node);
    return `yield* ${inner};`;
  }
  return `yield* ${context.module.python('items', 'iterate')}(${inner});`;
}

function assignment(
  scope: BlockContext,
  node: Pick<AssignStatement, 'targets' | 'value'>,
  statement: Statement = node as AssignStatement,
): string[] {
  const { context, declarations } = scope;
  if (node.targets.every((target) => isNameOfFunction(context, target))) return [];
  const own = declarations.within.get(statement);
  const [target] = node.targets;
  const pairs = own && target && node.targets.length === 1 ? pairwise(target, node.value, own) : [];
  if (pairs.length > 0)
    return pairs.flatMap(([name, one]) => declareName(scope, name, value(context, one)));
  const typed = value(context, node.value);
  const isRead = (name: string): boolean => declarations.read.has(name) || !isOwn(context, name);
  if (own && target && node.targets.length === 1) {
    return declaring(scope, target, typed, own);
  }
  if (node.targets.length === 1) return assign(context, target!, typed, isRead);
  const isSimple = /^(?:[\w.]+|'[^']*'|-?\d+)$/.test(typed.code);
  if (isSimple) return node.targets.flatMap((one) => assign(context, one, typed, isRead));
  const temporary = context.temporary('value');
  return [
    `const ${temporary}: ${printType(context.module, typed.type)} = ${typed.code};`,
    ...node.targets.flatMap((one) => assign(context, one, { ...typed, code: temporary }, isRead)),
  ];
}

/** `clauses, values = [], []`, where each name is new: none of the values can mention one. */
function pairwise(
  target: Expression,
  values: Expression,
  own: ReadonlySet<string>,
): (readonly [string, Expression])[] {
  if (target.kind !== 'tuple' && target.kind !== 'list') return [];
  if (values.kind !== 'tuple' && values.kind !== 'list') return [];
  if (values.items.some(({ kind }) => kind === 'starred')) return [];
  const names = target.items.flatMap((item) =>
    item.kind === 'name' && own.has(item.name) ? [item.name] : [],
  );
  if (names.length !== target.items.length || names.length !== values.items.length) return [];
  return names.map((name, at) => [name, values.items[at]!] as const);
}

/** `wrapper.__name__ = function.__name__`, as functools.wraps does: it tells Flask the endpoint, which is known. */
function isNameOfFunction(context: FunctionContext, target: Expression): boolean {
  if (target.kind !== 'attribute' || !FUNCTION_NAMES.has(target.name)) return false;
  if (target.object.kind !== 'name') return false;
  return context.find(target.object.name)?.definition?.kind === 'function';
}

const FUNCTION_NAMES = new Set(['__name__', '__qualname__', '__module__', '__doc__']);

function isOwn(context: FunctionContext, name: string): boolean {
  return context.locals.has(name);
}

/** `const name = value`, or `const [a, b] = values`. */
function declaring(
  scope: BlockContext,
  target: Expression,
  typed: Typed,
  own: ReadonlySet<string>,
): string[] {
  const { context, declarations } = scope;
  if (target.kind === 'name') return declareName(scope, target.name, typed);
  if (target.kind !== 'tuple' && target.kind !== 'list') {
    throw new Untranslatable(target, 'an assignment to this');
  }
  const names = target.items.flatMap((item) => (item.kind === 'name' ? [item.name] : []));
  const { source, types } = unpacking(context, target.items, typed);
  const areAllOwn = names.every((name) => own.has(name));
  const locals = names.map((name, index) => {
    const local = assignName(context, { name }, types[index]!);
    return declarations.read.has(name) ? local : '';
  });
  while (locals.at(-1) === '') locals.pop();
  if (locals.length === 0) return [statementOf(source)];
  if (areAllOwn) {
    const isConstant = names.every((name) => declarations.constant.has(name));
    if (isConstant) return [`const [${locals.join(', ')}] = ${source};`];
  }
  const lines = names
    .filter((name) => own.has(name) && declarations.read.has(name))
    .map((name) => {
      const local = context.locals.get(name)!;
      return `let ${local.name}: ${printType(context.module, context.typeOf(local))};`;
    });
  return [...lines, `[${locals.join(', ')}] = ${source};`];
}

function augmented(scope: BlockContext, node: AugmentedAssignStatement): string[] {
  const { context, declarations } = scope;
  if (node.operator === '@') throw new Untranslatable(node, 'the operator @');
  const left = value(context, node.target);
  const right = value(context, node.value);
  const isRead = (name: string): boolean => declarations.read.has(name) || !isOwn(context, name);
  if (left.type.kind === 'list' && node.operator === '+') {
    const extend = context.module.python('lists', 'extend');
    if (node.target.kind === 'name') {
      assignName(context, node.target, { kind: 'list', item: itemType(right.type) });
    }
    return [`${extend}(${left.code}, ${right.code});`];
  }
  const isText = left.type.kind === 'str' && right.type.kind === 'str' && node.operator === '+';
  const operator =
    left.type.kind === 'str' || left.type.kind === 'int' || left.type.kind === 'float'
      ? undefined
      : IN_PLACE[node.operator];
  const result: Typed = operator
    ? {
        code: `${context.module.python('operators', operator)}(${left.code}, ${right.code})`,
        type: VALUE,
      }
    : operate(context, node.operator, left, right);
  if (node.target.kind === 'name') {
    const name = assignName(context, node.target, result.type);
    if (!isRead(node.target.name)) return [];
    return [isText ? `${name} += ${right.code};` : `${name} = ${result.code};`];
  }
  return assign(context, node.target, result, isRead);
}

/** Lists, sets and dicts are changed where they are. */
const IN_PLACE: Readonly<Partial<Record<AugmentedAssignStatement['operator'], string>>> = {
  '+': 'addInPlace',
  '|': 'bitOrInPlace',
};

function returned(context: FunctionContext, node: Expression | undefined): string {
  const { entity, translation } = context;
  if (
    entity &&
    node?.kind === 'name' &&
    node.name === 'NotImplemented' &&
    !context.find(node.name)
  ) {
    entity.mayDecline = true;
    return 'return undefined;';
  }
  const typed = node ? value(context, node) : { code: 'null', type: NONE };
  if (entity) {
    const type = typed.type.kind === 'module' ? VALUE : typed.type;
    entity.returnType = translation.growing.grow(entity.returnType, type);
  }
  if (context.isGenerator) return 'return;';
  return `return ${typed.code};`;
}

function raised(context: FunctionContext, { exception, cause }: RaiseStatement): string {
  if (!exception) {
    if (context.exception === undefined) {
      const error = context.module.python('exceptions', 'RuntimeError');
      return `throw new ${error}('No active exception to reraise');`;
    }
    return `throw ${context.exception};`;
  }
  if (cause) expression(context, cause);
  const { code: text, type } = expression(context, exception);
  if (type.kind === 'class') {
    context.translation.reach(type.class);
    return `throw new ${text}();`;
  }
  if (type.kind === 'library') {
    if (text === '') throw new Untranslatable(exception, `the exception ${type.path}`);
    return `throw new ${text}();`;
  }
  return `throw ${text};`;
}

function ifStatement(scope: BlockContext, node: IfStatement): Block {
  const { context } = scope;
  const before = new Set(context.assigned);
  const outer = narrowing(context);
  const outcomes: { readonly assigned: Set<string>; readonly ends: boolean }[] = [];
  const parts: string[] = [];
  for (const [index, { test, body }] of node.branches.entries()) {
    if (isTypeChecking(test)) continue;
    const header = condition(context, test);
    const around = narrowing(context);
    narrowFrom(context, test, true);
    const known = new Map(context.known);
    const inner = block(scope, body);
    context.known = known;
    outcomes.push({ assigned: context.assigned, ends: inner.ends });
    restoreNarrowing(context, around);
    narrowFrom(context, test, false);
    context.assigned = new Set(before);
    parts.push(`${index === 0 ? '' : 'else '}if (${header}) {`, ...inner.lines, '}');
  }
  const last = block(scope, node.otherwise);
  outcomes.push({ assigned: context.assigned, ends: last.ends });
  if (last.lines.length > 0) parts.push(`else {`, ...last.lines, '}');
  const going = outcomes.filter(({ ends }) => !ends);
  context.assigned = intersection(going.map(({ assigned }) => assigned)) ?? before;
  // Where every branch of a test leaves, what it ruled out stays ruled out.
  const isLeft = outcomes.slice(0, -1).every(({ ends }) => ends);
  if (!isLeft) restoreNarrowing(context, outer);
  return { lines: parts.length > 0 ? [joinElse(parts)] : [], ends: going.length === 0 };
}

function isTypeChecking(test: Expression): boolean {
  return test.kind === 'name' && test.name === 'TYPE_CHECKING';
}

function joinElse(parts: readonly string[]): string {
  return parts.join('\n').replaceAll('}\nelse', '} else');
}

function forStatement(scope: BlockContext, node: ForStatement): Block {
  const { context, declarations } = scope;
  if (node.isAsync) throw new Untranslatable(node, 'asynchronous Python');
  const source = iterated(context, node.iterable);
  if (source.type.kind === 'stream') context.waits(node);
  const own = declarations.within.get(node);
  const label = labelFor(context, node);
  const lines = unsure(context, () => {
    const { header, first } = loopTarget(scope, node, source, own);
    const word = source.type.kind === 'stream' ? 'for await' : 'for';
    context.loopLabels.push(label);
    const body = block(scope, node.body);
    context.loopLabels.pop();
    return [`${word} (${header}) {`, ...first, ...body.lines, '}'];
  });
  return withElse(scope, lines, node.otherwise, label);
}

/** A loop's `else` runs unless the loop was left by `break`: both stand in a block that `break` leaves. */
function labelFor(
  context: FunctionContext,
  node: ForStatement | WhileStatement,
): string | undefined {
  if (node.otherwise.length === 0) return undefined;
  return context.temporary('search');
}

function withElse(
  scope: BlockContext,
  lines: readonly string[],
  otherwise: readonly Statement[],
  label: string | undefined,
): Block {
  if (label === undefined) return open(lines);
  const inner = unsure(scope.context, () => block(scope, otherwise));
  const isUsed = lines.some((line) => line.includes(`break ${label};`));
  if (!isUsed) return { lines: [...lines, ...inner.lines], ends: inner.ends };
  return open([`${label}: {`, ...lines, ...inner.lines, '}']);
}

function loopTarget(
  scope: BlockContext,
  { target, body }: ForStatement,
  source: Typed,
  own: ReadonlySet<string> | undefined,
): { header: string; first: readonly string[] } {
  const { context, declarations } = scope;
  const item = itemType(source.type);
  const isIterable = ['list', 'tuple', 'stream'].includes(source.type.kind);
  const loopSource = isIterable
    ? source.code
    : `${context.module.python('items', 'iterate')}(${source.code})`;
  const isConst = (name: string): boolean =>
    nodesWithin(body).every(
      (one) =>
        !(one.kind === 'assign' || one.kind === 'augmented-assign' || one.kind === 'for') ||
        !mentionsTarget(one, name),
    );
  if (target.kind === 'name') {
    const name = assignName(context, target, item);
    if (own?.has(target.name)) {
      if (!declarations.read.has(target.name))
        return { header: `const _${name} of ${loopSource}`, first: [] };
      return {
        header: `${isConst(target.name) ? 'const' : 'let'} ${name} of ${loopSource}`,
        first: [],
      };
    }
    if (!declarations.read.has(target.name))
      return { header: `const _${name} of ${loopSource}`, first: [] };
    return { header: `${name} of ${loopSource}`, first: [] };
  }
  const isSimple =
    (target.kind === 'tuple' || target.kind === 'list') &&
    target.items.every(({ kind }) => kind === 'name');
  if (isSimple) {
    const names = target.items.map((one) => (one as { readonly name: string }).name);
    const known =
      item.kind === 'tuple' && item.items?.length === names.length ? item.items : undefined;
    const any = context.module.use('python/value.js', 'Value', true);
    const locals = names.map((name, index) => {
      const local = assignName(context, { name }, known?.[index] ?? VALUE);
      return declarations.read.has(name) ? local : '';
    });
    while (locals.at(-1) === '') locals.pop();
    const values = known
      ? loopSource
      : `${context.module.python('unpacking', 'unpackAll')}<[${names.map(() => any).join(', ')}]>(${source.code}, ${names.length})`;
    const areOwn = names.every((name) => own?.has(name) || !declarations.read.has(name));
    if (locals.length === 0) return { header: `const _values of ${values}`, first: [] };
    if (areOwn) {
      const word = names.every(isConst) ? 'const' : 'let';
      return { header: `${word} [${locals.join(', ')}] of ${values}`, first: [] };
    }
    const temporary = context.temporary('values');
    const lets = names
      .filter((name) => own?.has(name) && declarations.read.has(name))
      .map(
        (name) =>
          `let ${context.locals.get(name)!.name}: ${printType(context.module, context.typeOf(context.locals.get(name)!))};`,
      );
    return {
      header: `const ${temporary} of ${values}`,
      first: [...lets, `[${locals.join(', ')}] = ${temporary};`],
    };
  }
  const temporary = context.temporary('item');
  const lets = [...(own ?? [])]
    .filter((name) => declarations.read.has(name))
    .map(
      (name) =>
        `let ${context.locals.get(name)!.name}!: ${printType(context.module, context.typeOf(context.locals.get(name)!))};`,
    );
  const first = assign(context, target, { code: temporary, type: item }, (name) =>
    declarations.read.has(name),
  );
  return { header: `const ${temporary} of ${loopSource}`, first: [...lets, ...first] };
}

function mentionsTarget(node: Statement, name: string): boolean {
  const targets =
    node.kind === 'assign'
      ? node.targets
      : node.kind === 'augmented-assign' || node.kind === 'for'
        ? [node.target]
        : [];
  return targets.some((target) =>
    nodesWithin(target, isScope).some((one) => one.kind === 'name' && one.name === name),
  );
}

function whileStatement(scope: BlockContext, node: WhileStatement): Block {
  const { context } = scope;
  const label = labelFor(context, node);
  const isEndless = node.test.kind === 'constant' && node.test.value === 'True';
  const { lines, leaves } = unsure(context, () => {
    const test = condition(context, node.test);
    context.loopLabels.push(label);
    const body = block(scope, node.body);
    context.loopLabels.pop();
    const text = [`while (${test}) {`, ...body.lines, '}'];
    return { lines: text, leaves: hasBreak(node.body) };
  });
  const result = withElse(scope, lines, node.otherwise, label);
  return { lines: result.lines, ends: isEndless && !leaves };
}

function hasBreak(body: readonly Statement[]): boolean {
  const skip = (one: Parameters<typeof isScope>[0]): boolean =>
    isScope(one) || one.kind === 'for' || one.kind === 'while';
  return nodesWithin(body, skip).some(({ kind }) => kind === 'break');
}

function deletion(context: FunctionContext, target: Expression): string[] {
  if (target.kind === 'name') return [];
  if (target.kind === 'tuple' || target.kind === 'list') {
    return target.items.flatMap((item) => deletion(context, item));
  }
  if (target.kind === 'subscript' && target.index.kind !== 'slice') {
    const helper = context.module.python('items', 'deleteItem');
    return [`${helper}(${code(context, target.object)}, ${code(context, target.index)});`];
  }
  throw new Untranslatable(target, 'del of this');
}
