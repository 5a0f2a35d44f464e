/** Functions and methods: their parameters, their bodies, and what stands there when they cannot be translated. */
import { printComment, printString } from '../emit/print-literal.js';
import { docstringOf } from '../python/docstring.js';
import type { Expression, FunctionStatement, Parameter } from '../python/syntax.js';
import { isScope, nodesWithin } from '../python/walk-syntax.js';
import { printCallable } from './callables.js';
import { declareLocals, FunctionContext, type Local, type ModuleContext } from './context.js';
import { planDeclarations, readNames } from './declarations.js';
import {
  makerIn,
  ownParameters,
  type FunctionEntity,
  ANY_MODEL,
  ANY_TUPLE,
  CALLABLE,
  DICT,
  NEVER,
  NONE,
  STREAM,
  VALUE,
  type PyType,
} from './entities.js';
import { isTooDeep } from '../emit/nesting.js';
import { printType } from './print-type.js';
import { decoratorsOf, type Decorator } from './decorators.js';
import { assignedIn } from './program-index.js';
import { Untranslatable } from './untranslatable.js';
import { value } from './values.js';
import { block } from './blocks.js';
import { isGeneratedManager } from './context-managers.js';
import { isRestLast } from './arguments.js';

export interface PrintedFunction {
  /** `<Made extends BaseModel>` */
  readonly generics?: string;
  readonly parameters: string;
  readonly body: string;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** `: Promise<string>` */
  readonly returns: string;
}

/** @throws Untranslatable */
export function printFunction(
  module: ModuleContext,
  entity: FunctionEntity,
  parent: FunctionContext | undefined,
): PrintedFunction {
  const context = new FunctionContext(module, entity, parent);
  const { node } = entity;
  if (node.isAsync) throw new Untranslatable(node, 'asynchronous Python');
  const isBound = ownParameters(entity).length < node.parameters.length;
  const [self] = node.parameters;
  if (isBound && self && entity.owner) {
    context.selfName = self.name;
    context.selfType =
      entity.binding === 'class'
        ? { kind: 'class', class: entity.owner }
        : { kind: 'instance', class: entity.owner };
  } else if (parent) context.selfType = parent.selfType;
  context.isGenerator = nodesWithin(node.body, isScope).some(({ kind }) => kind === 'yield');
  declareLocals(context, node);
  const handled = handlerNames(node);
  const names = new Set(
    [...context.locals.values()]
      .filter(({ isParameter, binding, definition }) => !isParameter && !binding && !definition)
      .map(({ pythonName }) => pythonName)
      .filter((name) => !handled.has(name)),
  );
  const planned = planDeclarations(node.body, names);
  const { isOpen: isEndReached = false } = module.translation.verdict(entity);
  const { unread } = module.translation.verdict(outermostEntity(context) ?? entity);
  // The code may have lost what Python reads: the arguments of a connection.
  const read = [...planned.read].filter((name) => {
    const local = context.locals.get(name);
    return !local || !unread?.has(local.name);
  });
  const declarations = { ...planned, read: new Set(read) };
  const parameters = printParameters(context, entity);
  const isManager = context.isGenerator && isGeneratedManager(module.translation.index, entity);
  const { lines, ends } = block({ context, declarations }, node.body);
  const { growing } = module.translation;
  if ((!ends || isEndReached) && !context.isGenerator)
    entity.returnType = growing.grow(entity.returnType, NONE);
  if (isManager) {
    entity.returnType = { kind: 'manager', function: entity };
  } else if (context.isGenerator) {
    // Known only when the functions that it calls are known to wait, so that it is no growth.
    entity.returnType = context.usesAwait ? STREAM : VALUE;
  }
  if (context.usesAwait && entity.binding === 'property')
    throw new Untranslatable(node, 'a property that waits: a getter cannot');
  if (context.usesAwait && !entity.isAsync) {
    entity.isAsync = true;
    growing.note();
  }
  const isVoid = entity.returnType.kind === 'none' && !entity.isCallable;
  const text = lines.map((line) => (isVoid ? line.replace(/^return null;$/gm, 'return;') : line));
  if (isVoid && text.at(-1) === 'return;') text.pop();
  if ((!ends || isEndReached) && !isVoid && !context.isGenerator) text.push('return null;');
  const returns = returnType(module, entity, context, isVoid);
  const maker = makerIn(entity.returnType);
  return {
    ...(maker === undefined ? {} : { generics: printGenerics(module) }),
    parameters,
    body: text.join('\n'),
    isAsync: entity.isAsync,
    isGenerator: context.isGenerator,
    returns,
  };
}

/** Of a function that makes an object of a class that it is given. */
function printGenerics(module: ModuleContext): string {
  return `<Made extends ${printType(module, ANY_MODEL)}>`;
}

function outermostEntity(context: FunctionContext): FunctionEntity | undefined {
  let found: FunctionEntity | undefined;
  for (let at = context.parent; at; at = at.parent) {
    if (at.entity && !at.isDetached) found = at.entity;
  }
  return found;
}

/** Names of exceptions, which their handlers declare. */
function handlerNames(node: FunctionStatement): Set<string> {
  const found = new Set<string>();
  const assigned = new Set<string>();
  for (const one of nodesWithin(node.body, isScope)) {
    if (one.kind === 'try') {
      for (const { name } of one.handlers) if (name !== undefined) found.add(name);
    }
    for (const target of assignedIn(one)) if (target.kind === 'name') assigned.add(target.name);
  }
  return new Set([...found].filter((name) => !assigned.has(name)));
}

function returnType(
  module: ModuleContext,
  entity: FunctionEntity,
  context: FunctionContext,
  isVoid: boolean,
): string {
  if (entity.returnType.kind === 'manager') {
    const word = entity.isAsync ? 'AsyncGenerator' : 'Generator';
    return `: ${word}<${printType(module, entity.yieldType)}>`;
  }
  if (context.isGenerator)
    return `: ${entity.isAsync ? 'AsyncGenerator' : 'Generator'}<${printType(module, VALUE)}>`;
  const declined = entity.mayDecline ? ' | undefined' : '';
  const type = isVoid ? 'void' : `${printType(module, entity.returnType)}${declined}`;
  return `: ${entity.isAsync ? `Promise<${type}>` : type}`;
}

function printParameters(context: FunctionContext, entity: FunctionEntity): string {
  const parameters = ownParameters(entity);
  const { unread } = context.translation.verdict(entity);
  const read = new Set(
    [...readNames(entity.node.body), ...parametersAssigned(entity.node)].filter(
      (name) => !unread?.has(context.find(name)?.name ?? ''),
    ),
  );
  const texts = parameters.map((parameter, index) => {
    const local = context.find(parameter.name)!;
    const name = read.has(parameter.name) ? local.name : `_${local.name}`;
    if (parameter.passing === 'rest') {
      growParameter(context, entity, parameter, ANY_TUPLE);
      const type = printType(context.module, VALUE);
      return isRestLast(parameters) ? `...${name}: ${type}[]` : `${name}: ${type}[]`;
    }
    if (parameter.passing === 'keyword-rest') {
      growParameter(context, entity, parameter, DICT);
      const dict = context.module.python('dict', 'dict');
      return `${name} = ${dict}()`;
    }
    const fallback = parameter.default && defaultCode(context, entity, parameter);
    const isMaker = makerIn(entity.returnType) === parameter.name;
    const type = `${printType(context.module, parameterText(context, local))}${isMaker ? '<Made>' : ''}`;
    if (fallback === undefined) return `${name}: ${type}`;
    const isLast = parameters
      .slice(index + 1)
      .every((later) => later.default !== undefined || later.passing !== 'standard');
    return isLast ? `${name}: ${type} = ${fallback}` : `${name}: ${type}`;
  });
  return texts.join(', ');
}

function parameterText(context: FunctionContext, local: Local): PyType {
  const type = context.typeOf(local);
  return type.kind === 'never' || type.kind === 'function' ? VALUE : type;
}

function growParameter(
  context: FunctionContext,
  entity: FunctionEntity,
  { name }: Parameter,
  type: PyType,
): void {
  const { growing } = context.translation;
  entity.parameterTypes.set(name, growing.grow(entity.parameterTypes.get(name) ?? NEVER, type));
}

/** Python evaluates a default once, when the function is defined. */
function defaultCode(
  context: FunctionContext,
  entity: FunctionEntity,
  parameter: Parameter,
): string {
  const node = parameter.default!;
  const outer = new FunctionContext(context.module, undefined, undefined);
  const typed = value(outer, node);
  growParameter(context, entity, parameter, typed.type);
  const isFixed =
    node.kind === 'constant' ||
    node.kind === 'string' ||
    node.kind === 'number' ||
    node.kind === 'name' ||
    node.kind === 'attribute' ||
    (node.kind === 'unary' && node.operand.kind === 'number') ||
    ((node.kind === 'tuple' || node.kind === 'list') &&
      node.items.length === 0 &&
      isNeverChanged(entity, parameter)) ||
    (node.kind === 'dict' && node.entries.length === 0 && isNeverChanged(entity, parameter));
  return isFixed
    ? typed.code
    : context.module.hoist(typed.code, printType(context.module, typed.type));
}

/** Nothing in the function could change the list that is the default. */
function isNeverChanged({ node }: FunctionEntity, { name }: Parameter): boolean {
  return nodesWithin(node.body).every(
    (one) =>
      !(one.kind === 'attribute' && one.object.kind === 'name' && one.object.name === name) &&
      !(one.kind === 'return' && one.value?.kind === 'name' && one.value.name === name) &&
      !(one.kind === 'subscript' && one.object.kind === 'name' && one.object.name === name),
  );
}

function parametersAssigned(node: FunctionStatement): string[] {
  const names = new Set(node.parameters.map(({ name }) => name));
  return nodesWithin(node.body, isScope).flatMap((one) =>
    one.kind === 'augmented-assign' && one.target.kind === 'name' && names.has(one.target.name)
      ? [one.target.name]
      : [],
  );
}

/** The Python of a function that could not be translated, as a comment. */
export function printPython(
  module: ModuleContext,
  node: { readonly start: number; readonly end: number },
): string[] {
  const { text } = module.module.module.source;
  return text
    .slice(node.start, node.end)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `// ${line}`.trimEnd());
}

/** `throw`, with the reason, and the Python above it. */
export function printStub(
  module: ModuleContext,
  entity: FunctionEntity,
  message: string,
): PrintedFunction {
  const error = module.python('not-translated', 'NotTranslated');
  const type = printType(module, VALUE);
  return {
    parameters: `..._: (${type} | undefined)[]`,
    body: [
      ...printPython(module, entity.node),
      `throw new ${error}(${printString(message)});`,
    ].join('\n'),
    isAsync: false,
    isGenerator: false,
    returns: `: ${type}`,
  };
}

export function printDocstring(node: FunctionStatement): string {
  const text = docstringOf(node.body);
  return text === undefined || text === '' ? '' : `${printComment(text)}\n`;
}

/** @throws Untranslatable for what formatters and compilers could not follow */
export function refuseTooDeep({ translation }: ModuleContext, code: string): void {
  if (translation.isLast && isTooDeep(code))
    throw new Untranslatable(undefined, 'code that is nested too deeply');
}

/** Translates, or says why not: the entity keeps the problem. */
export function translateFunction(
  module: ModuleContext,
  entity: FunctionEntity,
  parent?: FunctionContext,
): PrintedFunction {
  if (entity.isCallable) {
    for (const { name, passing } of ownParameters(entity)) {
      const type = passing === 'rest' ? ANY_TUPLE : passing === 'keyword-rest' ? DICT : VALUE;
      entity.parameterTypes.set(name, type);
    }
  }
  const leave = module.translation.enter(entity);
  try {
    const { refused } = module.translation.verdict(entity);
    if (refused !== undefined) throw new Untranslatable(undefined, refused);
    const printed = printFunction(module, entity, parent);
    refuseTooDeep(module, printed.body);
    entity.problem = undefined;
    return printed;
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    return stubFor(module, entity, error);
  } finally {
    leave();
  }
}

export function stubFor(
  module: ModuleContext,
  entity: FunctionEntity,
  { message, span, place }: Pick<Untranslatable, 'message' | 'span' | 'place'>,
): PrintedFunction {
  entity.problem = { message, span: span ?? entity.node, place };
  if (module.translation.isFinal) {
    entity.isAsync = false;
    entity.returnType = VALUE;
  }
  return printStub(module, entity, message);
}

/** Nothing calls it by its name, but its decorator may have it called, as `after_this_request`. */
export function unreadFunction(context: FunctionContext, node: FunctionStatement): string[] {
  if (node.decorators.length === 0) return [];
  const { translation, module } = context;
  const entity = translation.index.function(module.module, node, undefined, node.name);
  const decorators = decoratorsOf(context, entity);
  if (decorators.length === 0) return [];
  entity.isCallable = true;
  for (const { name } of node.parameters) entity.parameterTypes.set(name, VALUE);
  const printed = printFunction(module, entity, context);
  return [`${decorate(decorators, printCallableFunction(context, entity, printed))};`];
}

/** A function within a function: an arrow function, so that `this` stays what it is. */
export function localFunction(context: FunctionContext, node: FunctionStatement): string[] {
  const { index } = context.translation;
  const local = context.find(node.name)!;
  const entity = index.function(context.module.module, node, undefined, local.name);
  const decorators = decoratorsOf(context, entity);
  if (isWrapper(context, entity, decorators)) entity.isCallable = true;
  for (const { name } of node.parameters) {
    // What a function that is passed on is given, only the run will tell.
    const isUnknown = (entity.parameterTypes.get(name) ?? NEVER).kind === 'never';
    if (isUnknown && (entity.isCallable || isPassedOn(context, node))) {
      entity.parameterTypes.set(name, VALUE);
    }
  }
  const printed = printFunction(context.module, entity, context);
  context.assigned.add(node.name);
  if (entity.isCallable) {
    const text = decorate(decorators, printCallableFunction(context, entity, printed));
    return [`const ${local.name}: ${printType(context.module, CALLABLE)} = ${text};`];
  }
  if (printed.isGenerator) {
    return [
      `${printed.isAsync ? 'async ' : ''}function* ${local.name}(${printed.parameters})${printed.returns} {`,
      printed.body,
      '}',
    ];
  }
  return [`const ${local.name} = ${printArrow(printed)};`];
}

function isPassedOn(context: FunctionContext, { name }: FunctionStatement): boolean {
  const body = context.entity?.node.body ?? [];
  const called = new Set<Expression>();
  for (const one of nodesWithin(body)) if (one.kind === 'call') called.add(one.callee);
  return nodesWithin(body).some(
    (one) => one.kind === 'name' && one.name === name && !called.has(one),
  );
}

/** What a decorator gives in the place of the function that it was given. */
function isWrapper(
  context: FunctionContext,
  { node }: FunctionEntity,
  decorators: readonly Decorator[],
): boolean {
  if (decorators.length > 0) return true;
  const wraps = node.decorators.some((one) => {
    const callee = one.kind === 'call' ? one.callee : one;
    const name =
      callee.kind === 'name' ? callee.name : callee.kind === 'attribute' ? callee.name : '';
    return name === 'wraps';
  });
  if (wraps) return true;
  const outer = context.entity;
  if (!outer) return false;
  const takesCallable = [...outer.parameterTypes.values()].some(({ kind }) => kind === 'callable');
  const returnsIt = outer.node.body.some(
    (one) => one.kind === 'return' && one.value?.kind === 'name' && one.value.name === node.name,
  );
  return takesCallable && returnsIt;
}

export function printArrow({ parameters, body, isAsync, returns }: PrintedFunction): string {
  return `${isAsync ? 'async ' : ''}(${parameters})${returns} => {\n${body}\n}`;
}

/** A function as Python calls it: with positional and named arguments; a method without its object, if not told so. */
export function printCallableFunction(
  context: FunctionContext,
  entity: FunctionEntity,
  printed: PrintedFunction,
  takesSelf = false,
): string {
  const parameters = ownParameters(entity);
  const [first, second] = parameters;
  const takesAll =
    parameters.length === 2 && first?.passing === 'rest' && second?.passing === 'keyword-rest';
  if (takesAll && !takesSelf) {
    return `${printed.isAsync ? 'async ' : ''}(${printed.parameters.replace(/: \w+\[\]/, '')}) => {\n${printed.body}\n}`;
  }
  if (entity.problem) return `${printArrow(printed)}`;
  const marks: Readonly<Record<string, string>> = { rest: '*', 'keyword-rest': '**' };
  const names = parameters.map(({ name, passing }) => `${marks[passing] ?? ''}${name}`);
  if (!takesSelf) return printCallable(context, names, printArrow(printed)).code;
  const self = entity.node.parameters[0]!.name;
  const any = printType(context.module, VALUE);
  const list = [`_self: ${any}`, printed.parameters].filter((text) => text !== '').join(', ');
  const arrow = printArrow({ ...printed, parameters: list });
  return printCallable(context, [self, ...names], arrow).code;
}

export function decorate(decorators: readonly Decorator[], text: string): string {
  return decorators
    .toReversed()
    .reduce((inner, { code: decorator }) => `${decorator}(${inner})`, text);
}
