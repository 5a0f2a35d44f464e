/** A module of the program as a module of the service: what is reached of it, in the order of the source. */
import { printComment, printObject, printString } from '../emit/print-literal.js';
import { docstringOf } from '../python/docstring.js';
import { isRegistrar } from '../flask/flask-types.js';
import type { Expression, Statement } from '../python/syntax.js';
import { nodesWithin, isScope } from '../python/walk-syntax.js';
import { printClass } from './classes.js';
import {
  FunctionContext,
  ModuleContext,
  type Callback,
  type Translation,
  type Typed,
} from './context.js';
import { decoratorsOf } from './decorators.js';
import {
  ClassEntity,
  type EntityProblem,
  type FunctionEntity,
  type ModuleEntity,
  type VariableEntity,
  CALLABLE,
  VALUE,
  ownParameters,
} from './entities.js';
import {
  decorate,
  printCallableFunction,
  printDocstring,
  printPython,
  refuseTooDeep,
  stubFor,
  translateFunction,
} from './functions.js';
import { statementsOf } from './named-tuple-statements.js';
import { printType } from './print-type.js';
import { assignedIn, memberName } from './program-index.js';
import { block, printLineComment } from './blocks.js';
import { changedVariables, isContainer } from './changed-variables.js';
import { Untranslatable } from './untranslatable.js';
import { statementKey } from './verdicts.js';
import { expression, value } from './values.js';

export interface PrintedModule {
  readonly code: string;
  /** Where statements that define neither a function nor a class stand in the code. */
  readonly statements: readonly PrintedStatement[];
}

export interface PrintedStatement {
  /** As verdicts name it. */
  readonly key: string;
  /** Lines of the code, from 1. */
  readonly first: number;
  readonly last: number;
}

interface Part {
  readonly text: string;
  readonly statement?: Statement;
}

/** Undefined where nothing of the module is needed, and where it is printed for its types only. */
export function printModule(
  translation: Translation,
  module: ModuleEntity,
): PrintedModule | undefined {
  const context = new ModuleContext(translation, module);
  const parts: Part[] = [];
  const add = (texts: readonly string[], statement?: Statement): void => {
    for (const text of texts)
      if (text !== '') parts.push({ text, ...(statement && { statement }) });
  };
  const statements = whileServing(context, statementsOf(module.module).flatMap(runAtStart));
  add(printGlobals(context));
  for (const statement of statements) {
    const isDefinition = statement.kind === 'function' || statement.kind === 'class';
    add(printTopLevel(context, statement), isDefinition ? undefined : statement);
  }
  for (const statement of translation.setUpOf(module)) {
    if (!statements.includes(statement)) add(printSetUp(context, statement), statement);
  }
  for (const entity of translation.nestedOf(module)) add([printTopFunction(context, entity)]);
  for (const callback of translation.callbacksOf(module)) add([printCallback(context, callback)]);
  if (parts.length === 0 || !translation.isLast) return undefined;
  const documentation = docstringOf(module.module.statements);
  const comment = documentation ? `${printComment(documentation)}\n` : '';
  context.imports.keepUsed([...context.hoisted, ...parts.map(({ text }) => text)].join('\n'));
  const lead = [comment + context.imports.print(), context.hoisted.join('\n')];
  const all = [...lead.filter((text) => text !== '').map((text): Part => ({ text })), ...parts];
  const printed: PrintedStatement[] = [];
  let line = 1;
  for (const { text, statement } of all) {
    const last = line + text.split('\n').length - 1;
    if (statement) printed.push({ key: statementKey(module, statement), first: line, last });
    line = last + 2;
  }
  return { code: `${all.map(({ text }) => text).join('\n\n')}\n`, statements: printed };
}

/** What a script does when it is started, views may need as much as what every import does. */
function runAtStart(statement: Statement): readonly Statement[] {
  if (statement.kind !== 'if') return [statement];
  const main = statement.branches.find(({ test }) => isMainTest(test));
  return main ? main.body : [statement];
}

/** What follows `app.run()` is done when the server has ended: what it closes, the service still needs. */
function whileServing(
  { translation, module }: ModuleContext,
  statements: readonly Statement[],
): readonly Statement[] {
  const at = statements.findIndex((statement) => {
    if (statement.kind !== 'expression' || statement.value.kind !== 'call') return false;
    const { callee } = statement.value;
    if (callee.kind !== 'attribute' || callee.name !== 'run') return false;
    return isRegistrar(translation.index.evaluate(module, callee.object));
  });
  if (at === -1) return statements;
  const defines = new Set(['function', 'class', 'assign', 'annotated-assign']);
  return statements.filter((statement, place) => place <= at || defines.has(statement.kind));
}

/** `__name__ == '__main__'` */
function isMainTest(node: Expression): boolean {
  if (node.kind !== 'compare') return false;
  const [only, ...others] = node.comparisons;
  if (!only || others.length > 0 || only.operator !== '==') return false;
  return [node.left, only.right].some((side) => side.kind === 'name' && side.name === '__name__');
}

function printTopLevel(context: ModuleContext, statement: Statement): string[] {
  const { translation, module } = context;
  const lead = commentsBefore(module, statement);
  switch (statement.kind) {
    case 'function': {
      const entity = module.functions.get(statement);
      if (!entity || !translation.isReached(entity)) return [];
      return [lead + printTopFunction(context, entity)];
    }
    case 'class': {
      const entity = module.classes.get(statement);
      if (!entity || !translation.isReached(entity)) return [];
      return [lead + printTopClass(context, entity)];
    }
    default:
      if (translation.setUpOf(module).includes(statement) && !bindsNames(statement))
        return printSetUp(context, statement);
      return printVariables(context, statement);
  }
}

function commentsBefore({ module }: ModuleEntity, statement: Statement): string {
  const comments = (module.comments.get(statement)?.before ?? []).map(printLineComment);
  return comments.map((comment) => `${comment}\n`).join('');
}

/** `db = Database()`: a variable of the module, also where it sets something up. */
function bindsNames(statement: Statement): boolean {
  return (
    (statement.kind === 'assign' || statement.kind === 'annotated-assign') &&
    assignedIn(statement).some(({ kind }) => kind === 'name')
  );
}

export function printTopFunction(context: ModuleContext, entity: FunctionEntity): string {
  const comment = printDocstring(entity.node);
  const outer = context.translation.outerContext(context, entity);
  const around = outer ?? new FunctionContext(context, undefined, undefined);
  try {
    const decorators = decoratorsOf(around, entity);
    if (decorators.length > 0 && !entity.isCallable) {
      entity.isCallable = true;
      context.translation.growing.note();
    }
    const printed = translateFunction(context, entity, outer);
    if (entity.isCallable) {
      const text = decorate(decorators, printCallableFunction(around, entity, printed));
      return `${comment}export const ${entity.name}: ${printType(context, CALLABLE)} = ${text};`;
    }
    const words = `${printed.isAsync ? 'async ' : ''}function${printed.isGenerator ? '*' : ''}`;
    return `${comment}export ${words} ${entity.name}${printed.generics ?? ''}(${printed.parameters})${printed.returns} {\n${printed.body}\n}`;
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    entity.isCallable = false;
    const { parameters, body, returns } = stubFor(context, entity, error);
    return `export function ${entity.name}(${parameters})${returns} {\n${body}\n}`;
  }
}

function printTopClass(context: ModuleContext, entity: ClassEntity): string {
  try {
    const { refused } = context.translation.verdict(entity);
    if (refused !== undefined) throw new Untranslatable(refusedMember(context, entity), refused);
    return printClass(context, entity);
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    entity.problem = { message: error.message, span: error.span ?? entity.node };
    const type = printType(context, VALUE);
    const message = printString(error.message);
    const stub = context.python('not-translated', 'NotTranslated');
    return [
      ...printPython(context, entity.node),
      `export class ${entity.name} {`,
      `constructor(..._: ${type}[]) {`,
      `throw new ${stub}(${message});`,
      '}',
      '}',
    ].join('\n');
  }
}

/** The attribute that the compiler refuses a class for, where it is one. */
function refusedMember({ translation }: ModuleContext, entity: ClassEntity): Statement | undefined {
  return entity.node.body.find((statement) =>
    assignedIn(statement).some(
      (target) =>
        target.kind === 'name' &&
        translation.verdict(entity, memberName(target.name)).refused !== undefined,
    ),
  );
}

/**
 * Variables that only functions assign, with `global`. A connection is there from the start: what opens it when the app
 * is started is not called in the service.
 */
function printGlobals(context: ModuleContext): string[] {
  const { module, translation } = context;
  const scope = new FunctionContext(context, undefined, undefined);
  return [...translation.index.topLevel(module).fromFunctions].flatMap(([name, statement]) => {
    const variable = module.variables.get(name);
    if (!variable || !translation.isReached(variable)) return [];
    const { refused } = translation.verdict(variable);
    if (refused !== undefined) {
      fail(context, [variable], { message: refused, span: statement });
      return [];
    }
    translation.declare(variable);
    const opened = openedBy(scope, statement);
    if (opened) variable.type = translation.growing.grow(variable.type, opened.type);
    const type = printType(context, variable.type.kind === 'never' ? VALUE : variable.type);
    return opened
      ? [`export let ${variable.name}: ${type} = ${opened.code};`]
      : [`export let ${variable.name}!: ${type};`];
  });
}

/** A connection or a cursor, where what makes it needs nothing of the function. */
function openedBy(scope: FunctionContext, statement: Statement): Typed | undefined {
  if (statement.kind !== 'assign') return undefined;
  try {
    const typed = value(scope, statement.value);
    const isOpened = typed.type.kind === 'object' && typed.type.name.startsWith('psycopg');
    return isOpened && !/\bundefinedName\(|\bawait\b/.test(typed.code) ? typed : undefined;
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    return undefined;
  }
}

/** Assignments of the module whose names something refers to. */
function printVariables(context: ModuleContext, statement: Statement): string[] {
  const { module, translation } = context;
  const assigned = new Set<string>();
  for (const node of nodesWithin(statement, isScope)) {
    for (const target of assignedIn(node)) if (target.kind === 'name') assigned.add(target.name);
  }
  const variables = [...assigned].flatMap((name) => {
    const variable = module.variables.get(name);
    return variable && translation.isReached(variable) ? [variable] : [];
  });
  const scope = new FunctionContext(context, undefined, undefined);
  if (variables.length === 0) {
    const isChange = changedVariables(context, statement).length > 0;
    return isChange ? printPlain(context, scope, statement, []) : [];
  }
  const [only] = variables;
  const isPlain = statement.kind === 'assign' || statement.kind === 'annotated-assign';
  const targets =
    statement.kind === 'assign'
      ? statement.targets
      : statement.kind === 'annotated-assign'
        ? [statement.target]
        : [];
  if (isPlain && statement.value && only && targets.length === 1 && targets[0]!.kind === 'name') {
    try {
      refuseAsTold(context, statement, variables);
      const lead = commentsBefore(module, statement);
      const typed = value(scope, statement.value);
      refuseTooDeep(context, typed.code);
      only.type = translation.growing.grow(only.type, typed.type);
      only.problem = undefined;
      if (translation.isDeclared(only)) return [`${lead}${only.name} = ${typed.code};`];
      translation.declare(only);
      const word = only.isReassigned ? 'let' : 'const';
      return [
        `${lead}export ${word} ${only.name}: ${printType(context, only.type)} = ${typed.code};`,
      ];
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      fail(context, [only], { message: error.message, span: error.span ?? statement });
      return [];
    }
  }
  return printPlain(context, scope, statement, variables);
}

/** @throws Untranslatable where the compiler has refused the statement, or another one that the variables need */
function refuseAsTold(
  { translation, module }: ModuleContext,
  statement: Statement,
  variables: readonly VariableEntity[],
): void {
  const refused = translation.refusal(module, statement);
  if (refused !== undefined) throw new Untranslatable(statement, refused);
  for (const variable of variables) {
    const lost = translation.lost(variable);
    if (lost) throw new Untranslatable(lost.span, lost.message);
  }
}

function fail(
  { translation }: ModuleContext,
  variables: readonly VariableEntity[],
  problem: EntityProblem,
): void {
  for (const variable of variables) {
    variable.problem = problem;
    // Its declaration is printed already, and what stands between the two would find it as it is.
    if (translation.isDeclared(variable)) translation.lose(variable);
  }
}

/** A statement of the module that does more than assign. */
function printPlain(
  context: ModuleContext,
  scope: FunctionContext,
  statement: Statement,
  variables: readonly VariableEntity[],
  isSetUp = false,
): string[] {
  const { translation } = context;
  const changed = changedVariables(context, statement);
  try {
    refuseAsTold(context, statement, variables);
    for (const variable of variables) {
      if (!variable.isReassigned) {
        variable.isReassigned = true;
        translation.growing.note();
      }
    }
    const declarations = {
      before: new Map(),
      within: new Map(),
      constant: new Set<string>(),
      read: new Set(
        nodesWithin(statement).flatMap((one) => (one.kind === 'name' ? [one.name] : [])),
      ),
    };
    const { lines } = block({ context: scope, declarations }, [statement]);
    refuseTooDeep(context, lines.join('\n'));
    const lets = variables
      .filter((variable) => !translation.isDeclared(variable))
      .map((variable) => {
        translation.declare(variable);
        return `export let ${variable.name}!: ${printType(context, variable.type.kind === 'never' ? VALUE : variable.type)};`;
      });
    for (const variable of variables) variable.problem = undefined;
    return [...lets, lines.join('\n')];
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    const problem = { message: error.message, span: error.span ?? statement };
    fail(context, [...variables, ...changed.filter(isContainer)], problem);
    if (isSetUp) translation.leaveOut(context.module, problem);
    return [];
  }
}

/** What configures the app; where it cannot be translated, the settings are what they are by default. */
function printSetUp(context: ModuleContext, statement: Statement): string[] {
  const source = context.translation.configurationOf(statement);
  if (source) {
    const isRefused = context.translation.refusal(context.module, statement) !== undefined;
    return isRefused ? [] : [printConfiguration(context, source)];
  }
  const around = context.translation.outerContext(context, { node: statement, owner: undefined });
  const scope = new FunctionContext(context, undefined, around);
  const printed = printPlain(context, scope, statement, [], true);
  // What is not translated throws: the service starts without it.
  return calledFunction(scope, statement)?.problem ? [] : printed;
}

function calledFunction(scope: FunctionContext, statement: Statement): FunctionEntity | undefined {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return undefined;
  try {
    const { type } = expression(scope, statement.value.callee);
    return type.kind === 'function' ? type.function : undefined;
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    return undefined;
  }
}

/** `app.config.from_object(…)` of a class, or of what a module has in capitals. */
function printConfiguration(
  context: ModuleContext,
  source: ClassEntity | ModuleEntity | VariableEntity,
): string {
  const { translation } = context;
  const config = `${context.use('flask/flask-app.js', 'currentApp')}().config`;
  if (source instanceof ClassEntity) {
    translation.reach(source);
    return `${config}.from_object(${context.refer(source)});`;
  }
  if ('pythonName' in source) {
    translation.reach(source);
    return source.problem ? '' : `${config}.from_object(${context.refer(source)});`;
  }
  const names = [...translation.index.topLevel(source).names.keys()].filter((name) =>
    /^[A-Z][A-Z0-9_]*$/.test(name),
  );
  const members = names.flatMap((name): [string, string][] => {
    const binding = translation.index.resolve(source, name);
    if (binding.kind !== 'variable' || binding.problem) return [];
    translation.reach(binding);
    return [[name, context.refer(binding)]];
  });
  const dict = context.python('dict', 'dict');
  return `${config}.from_mapping(${dict}(${printObject(members)}));`;
}

/** `@jwt.token_in_blocklist_loader`, `login_manager.login_view = 'login'`: told when the module is loaded. */
function printCallback(context: ModuleContext, { value: told, use }: Callback): string {
  const { from, target, before, after = [], counts = false } = use;
  const args = [
    ...before.map(printString),
    printTold(context, told),
    ...after.map(printString),
    ...(counts && typeof told !== 'string' && told.kind === 'function'
      ? [String(ownParameters(told).length)]
      : []),
  ];
  return `${context.use(from, target)}(${args.join(', ')});`;
}

function printTold(context: ModuleContext, told: Callback['value']): string {
  if (typeof told === 'string') return told;
  const isCallable = told.kind === 'function' && told.isCallable;
  return isCallable ? `(...values) => ${told.name}(values)` : context.refer(told);
}
