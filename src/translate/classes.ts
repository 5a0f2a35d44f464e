/** Classes: their fields, their constructor, and the methods that something calls. */
import { docstringOf } from '../python/docstring.js';
import { printComment } from '../emit/print-literal.js';
import type { ClassStatement, Expression } from '../python/syntax.js';
import { printAttributeNames } from './attribute-dicts.js';
import { dataFields } from './callables.js';
import { FunctionContext, type ModuleContext } from './context.js';
import { printDataMembers } from './data-classes.js';
import { decoratorsOf } from './decorators.js';
import {
  ownParameters,
  type ClassEntity,
  type FunctionEntity,
  CALLABLE,
  NEVER,
} from './entities.js';
import {
  type PrintedFunction,
  decorate,
  printCallableFunction,
  printDocstring,
  printStub,
  stubFor,
  translateFunction,
} from './functions.js';
import { libraryTyped } from './names.js';
import { MAKES_MEMBERS, printEnumMembers } from './enum-classes.js';
import { printModelMembers } from './model-classes.js';
import { printNamedTupleMembers } from './named-tuple-classes.js';
import { printType } from './print-type.js';
import { callsBaseInit, memberName } from './program-index.js';
import { EMPTY_BASES, isErrorMember, isErrorText } from './error-members.js';
import { classStatements } from './class-body.js';
import { Untranslatable } from './untranslatable.js';
import { value } from './values.js';

/** @throws Untranslatable */
export function printClass(module: ModuleContext, entity: ClassEntity): string {
  const { node } = entity;
  const { translation } = module;
  if (entity.unknownBase)
    throw new Untranslatable(entity.unknownBase, 'a class that derives from something unknown');
  if (entity.bases.length > 1) throw new Untranslatable(node, 'a class with several bases');
  const context = new FunctionContext(module, undefined, undefined);
  const heritage = printHeritage(context, entity);
  const members: string[] = [];
  const inherited = new Set(
    entity
      .ancestors()
      .slice(1)
      .flatMap((one) => [...one.fields]),
  );
  members.push(
    ...(entity.isModel() ? printModelMembers(context, entity) : printStatics(context, entity)),
  );
  const fields = dataFields(entity);
  for (const name of entity.isModel() || entity.isEnum() ? [] : entity.fields) {
    if (inherited.has(name) || entity.statics.has(name)) continue;
    if (isDataField(entity, name)) continue;
    const member = memberName(name);
    const type = entity.attributes.get(name) ?? NEVER;
    const word = isErrorMember(entity, member) ? 'override ' : '';
    const text = isErrorText(entity, member) ? 'string' : printType(module, type);
    members.push(`${word}${member}!: ${text};`);
  }
  const names = printAttributeNames(module, entity);
  if (names !== undefined) members.push(names);
  if (entity.isNamedTuple()) members.push(...printNamedTupleMembers(context, entity));
  else if (fields) members.push(...printDataMembers(context, entity));
  for (const method of entity.methods.values()) {
    if (entity.isEnum() && MAKES_MEMBERS.has(method.node.name)) continue;
    if (translation.isReached(method)) members.push(printMethod(module, entity, method));
  }
  if (isOrdered(context, node)) {
    const helper = module.python('functools', 'totalOrdering');
    members.push(`static {\n${helper}(${entity.name});\n}`);
  }
  const documentation = docstringOf(node.body);
  const comment = documentation ? `${printComment(documentation)}\n` : '';
  return `${comment}export class ${entity.name}${heritage} {\n${members.join('\n\n')}\n}`;
}

/** `@total_ordering` */
function isOrdered(context: FunctionContext, { decorators }: ClassStatement): boolean {
  return decorators.some((one) => {
    const { index } = context.translation;
    const binding = index.resolveExpression(context.module.module, one);
    return binding?.kind === 'library' && binding.path === 'functools.total_ordering';
  });
}

function isDataField(entity: ClassEntity, name: string): boolean {
  const { node } = entity;
  return (
    (node.decorators.length > 0 || entity.isNamedTuple()) &&
    node.body.some(
      (one) =>
        one.kind === 'annotated-assign' && one.target.kind === 'name' && one.target.name === name,
    )
  );
}

function printHeritage(context: FunctionContext, entity: ClassEntity): string {
  const [base] = entity.bases;
  if (base) {
    context.translation.reach(base);
    return ` extends ${context.module.refer(base)}`;
  }
  const { libraryBase } = entity;
  if (dataFields(entity) && !entity.isNamedTuple())
    return ` extends ${context.module.python('dataclasses', 'DataClass')}`;
  if (libraryBase === undefined || EMPTY_BASES.has(libraryBase)) return '';
  const { libraries } = context.translation;
  for (const name of libraries.calls(libraryBase)) {
    const method = entity.methods.get(name);
    if (method && !libraries.member(libraryBase, name))
      throw new Untranslatable(method.node, `its own ${name}() of ${libraryBase}`);
  }
  const found = libraries.name(libraryBase);
  if (found?.signature.kind === 'class')
    return ` extends ${libraryTyped(context, libraryBase).code}`;
  throw new Untranslatable(entity.node, `a class that derives from ${libraryBase}`);
}

function printStatics(context: FunctionContext, entity: ClassEntity): string[] {
  const { growing } = context.translation;
  if (entity.isEnum()) return printEnumMembers(context, entity);
  const isData = dataFields(entity) !== undefined;
  return classStatements(entity.node.body).flatMap((statement) => {
    if (statement.kind === 'expression') return printStaticCall(context, statement.value);
    if (NOTHING_AT_RUN_TIME.has(statement.kind)) return [];
    const isAssignment = statement.kind === 'assign' || statement.kind === 'annotated-assign';
    if (!isAssignment) throw new Untranslatable(statement, `${statement.kind} in a class`);
    if (!statement.value) return [];
    if (isData && statement.kind === 'annotated-assign') return [];
    const targets = statement.kind === 'assign' ? statement.targets : [statement.target];
    return targets.flatMap((target) => {
      if (target.kind !== 'name')
        throw new Untranslatable(target, 'the target of this assignment in a class');
      if (/^__\w+__$/.test(target.name)) return [];
      if (NOT_AT_RUN_TIME.has(target.name)) return [];
      const typed = value(context, statement.value!);
      const type = growing.grow(entity.attributes.get(target.name) ?? NEVER, typed.type);
      entity.attributes.set(target.name, type);
      const name = memberName(target.name);
      const ancestors = entity.ancestors().slice(1);
      const isInherited = ancestors.some(
        (one) => one.statics.has(target.name) || one.methods.has(target.name),
      );
      // TypeScript wants what a class has to fit where its base's would.
      for (const { statics, attributes } of ancestors) {
        if (!statics.has(target.name)) continue;
        attributes.set(target.name, growing.grow(attributes.get(target.name) ?? NEVER, type));
      }
      // What follows in the body of the class knows it by its name alone.
      context.locals.set(target.name, {
        name: `${entity.name}.${name}`,
        pythonName: target.name,
        owner: context,
        isParameter: true,
        binding: undefined,
        definition: undefined,
      });
      context.looseTypes.set(target.name, type);
      const line = `static ${isInherited ? 'override ' : ''}${name}: ${printType(context.module, type)} = ${typed.code};`;
      if (!entity.fields.has(target.name)) return [line];
      // An object that has no such attribute of its own finds the one of its class.
      const word = isErrorMember(entity, name) ? 'override ' : '';
      const owner = isOverridden(context, entity, target.name)
        ? `(this.constructor as typeof ${entity.name})`
        : entity.name;
      return [line, `${word}${name}: ${printType(context.module, type)} = ${owner}.${name};`];
    });
  });
}

/** Whether a class that derives from this one has an attribute of that name for all of its objects. */
function isOverridden(
  { translation }: FunctionContext,
  entity: ClassEntity,
  name: string,
): boolean {
  return translation.index
    .modules()
    .flatMap((module) => [...module.classes.values()])
    .some((one) => one !== entity && one.statics.has(name) && one.ancestors().includes(entity));
}

/** `parser.add_argument(…)` in the body of a class whose attribute `parser` is. */
function printStaticCall(context: FunctionContext, node: Expression): string[] {
  if (node.kind === 'string' || node.kind === 'constant') return [];
  const object = node.kind === 'call' && node.callee.kind === 'attribute' && node.callee.object;
  if (!object || object.kind !== 'name' || !context.locals.has(object.name))
    throw new Untranslatable(node, 'an expression in a class');
  return [`static {\n${value(context, node).code};\n}`];
}

/** What stands in the body of a class beside its attributes; methods and classes are printed where they are used. */
const NOTHING_AT_RUN_TIME = new Set(['function', 'class', 'pass', 'import', 'import-from']);

/** What flask and flask_restful read when the app is set up. */
const NOT_AT_RUN_TIME = new Set(['decorators', 'method_decorators', 'methods']);

function printMethod(module: ModuleContext, owner: ClassEntity, method: FunctionEntity): string {
  if (method.node.name === '__init__') return printConstructor(module, owner, method);
  const comment = printDocstring(method.node);
  const context = new FunctionContext(module, undefined, undefined);
  try {
    const decorators = decoratorsOf(context, method);
    if (decorators.length > 0) method.isCallable = true;
    const printed = translateFunction(module, method);
    if (method.isCallable) {
      const isBound = method.binding === 'method' || method.binding === 'class';
      const takesSelf = isBound && !method.problem && decorators.some((one) => one.takesSelf);
      const wrapped = decorate(
        decorators,
        printCallableFunction(context, method, printed, takesSelf),
      );
      const text = takesSelf
        ? `${module.python('callable', 'boundTo')}(this, ${wrapped})`
        : wrapped;
      const word = method.binding === 'static' || method.binding === 'class' ? 'static ' : '';
      return `${comment}${word}readonly ${method.name}: ${printType(module, CALLABLE)} = ${text};`;
    }
    const words = [
      method.binding === 'static' || method.binding === 'class' ? 'static ' : '',
      isOverride(module, owner, method) ? 'override ' : '',
      printed.isAsync ? 'async ' : '',
      method.binding === 'property' ? 'get ' : '',
      printed.isGenerator ? '*' : '',
    ];
    if (method.binding === 'property') {
      const parameters = method.problem ? '' : printed.parameters;
      return `${comment}${words.join('')}${method.name}(${parameters})${printed.returns} {\n${printed.body}\n}`;
    }
    return `${comment}${words.join('')}${method.name}(${printed.parameters})${printed.returns} {\n${printed.body}\n}`;
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error;
    method.isCallable = false;
    const { parameters, body, returns } = stubFor(module, method, error);
    const word = method.binding === 'static' || method.binding === 'class' ? 'static ' : '';
    const get = method.binding === 'property' ? 'get ' : '';
    return `${word}${get}${method.name}(${get === '' ? parameters : ''})${returns} {\n${body}\n}`;
  }
}

function isOverride(
  { translation }: ModuleContext,
  owner: ClassEntity,
  { node, name }: FunctionEntity,
): boolean {
  if (isErrorMember(owner, name)) return true;
  const base = owner.libraryAncestor();
  if (
    base !== undefined &&
    translation.libraries.member(base, node.name)?.signature.target === name
  )
    return true;
  return owner
    .ancestors()
    .slice(1)
    .some((one) => {
      const method = one.methods.get(node.name);
      return method ? translation.isReached(method) : one.statics.has(node.name);
    });
}

/** What waits cannot be a constructor: `create` makes the object and then sets it up. */
function printConstructor(module: ModuleContext, owner: ClassEntity, init: FunctionEntity): string {
  const printed = translateFunction(module, init);
  const comment = printDocstring(init.node);
  const hasBase =
    owner.bases.length > 0 ||
    (owner.libraryBase !== undefined && !EMPTY_BASES.has(owner.libraryBase));
  const body = printed.body.replaceAll(/^void (super\()/gm, '$1');
  if (init.problem) {
    const stub = printStub(module, init, init.problem.message);
    return `constructor(${stub.parameters}) {\n${hasBase ? 'super();\n' : ''}${stub.body}\n}`;
  }
  const withoutInit = skipsInit(module, owner)
    ? `super(...${module.python('attributes', 'withoutInit')}<ConstructorParameters<typeof ${module.refer(owner.bases[0]!)}>>());\n`
    : undefined;
  if (!printed.isAsync) {
    const lead =
      hasBase && !/\bsuper\(/.test(body) ? (withoutInit ?? printMade(owner, init, printed)) : '';
    const guard = takesArguments(init) && module.translation.index.isInitSkipped(owner);
    const skip = guard
      ? '// A class that derives from this one sets its objects up itself.\nif (arguments.length === 0) return;\n'
      : '';
    return `${comment}constructor(${printed.parameters}) {\n${lead}${skip}${body}\n}`;
  }
  const name = owner.name;
  return (
    (withoutInit === undefined ? '' : `constructor() {\n${withoutInit}}\n\n`) +
    `static async create(...values: Parameters<${name}['init']>): Promise<${name}> {\n` +
    `const made = new ${name}();\nawait made.init(...values);\nreturn made;\n}\n\n` +
    `${comment}async init(${printed.parameters}): Promise<void> {\n${body}\n}`
  );
}

/** Python's exceptions keep what they are made with as `args`, even if no `__init__` hands it on. */
function printMade(
  owner: ClassEntity,
  init: FunctionEntity,
  { parameters }: PrintedFunction,
): string {
  const own = ownParameters(init);
  if (owner.bases.length > 0 || !isErrorMember(owner, 'args') || own.length === 0)
    return 'super();\n';
  if (own.some(({ passing }) => passing !== 'standard')) return 'super();\n';
  const names = [...parameters.matchAll(/(?:^|, )(\w+)[?:]/g)].map(([, name]) => name);
  if (names.length !== own.length) return 'super();\n';
  const isAlwaysGiven = own.every(({ default: fallback }) => fallback === undefined);
  return isAlwaysGiven
    ? `super(${names.join(', ')});\n`
    : `super(...[${names.join(', ')}].slice(0, arguments.length));\n`;
}

/** Whether its base would have to be given arguments, and Python's `__init__` does not call the base's. */
function skipsInit({ translation }: ModuleContext, owner: ClassEntity): boolean {
  const init = owner.bases[0]?.method('__init__');
  if (!init || init.isAsync || init.problem || !translation.isReached(init)) return false;
  return takesArguments(init) && !callsBaseInit(owner);
}

function takesArguments(init: FunctionEntity): boolean {
  return ownParameters(init).some(
    ({ passing, default: fallback }) => passing === 'standard' && fallback === undefined,
  );
}

export function localClass(_context: FunctionContext, node: ClassStatement): string[] {
  throw new Untranslatable(node, 'a class within a function');
}
