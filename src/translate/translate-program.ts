/**
 * A Flask program as modules of TypeScript: what its views lead to, and nothing else. Types are inferred by translating
 * everything until nothing is learned any more; what is printed then is what stays.
 */
import type { Library } from '../libraries/library.js';
import { Names, camelCase } from '../emit/names.js';
import { printString } from '../emit/print-literal.js';
import { compareText } from '../util/compare-text.js';
import { RESOURCE_TYPES } from '../flask/flask-types.js';
import type { TemplateFunction } from '../flask/template-settings.js';
import type { FunctionIndex } from '../flask/function-index.js';
import type { Program } from '../python/evaluate/program.js';
import { textOf, type Site, type Value } from '../python/evaluate/value.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { PythonModule } from '../python/parse-module.js';
import type { TranslatedMethod, TranslatedView } from '../model/service.js';
import type { ClassStatement, FunctionStatement, Span, Statement } from '../python/syntax.js';
import {
  declareLocals,
  FunctionContext,
  type Callback,
  type CallbackUse,
  type Entity,
  type ModuleContext,
  type Translation,
} from './context.js';
import {
  ClassEntity,
  Growing,
  ownParameters,
  type EntityProblem,
  type FunctionEntity,
  type ModuleEntity,
  type VariableEntity,
  INT,
  NEVER,
  STR,
  VALUE,
  type PyType,
} from './entities.js';
import { LibraryIndex } from './library-index.js';
import { printModule, type PrintedModule, type PrintedStatement } from './modules.js';
import { ProgramIndex, type Binding } from './program-index.js';
import { printExpression, printCondition } from './expressions.js';
import { printBlock } from './statements.js';
import type { Templates } from './app-templates.js';
import type { Place } from './untranslatable.js';
import { statementKey, verdictOn, type Verdicts } from './verdicts.js';

/** A function, or a method of a class, that Flask calls. */
export interface EntryPoint {
  readonly module: PythonModule;
  /** A class is a view of which an object is made for each request. */
  readonly node: FunctionStatement | ClassStatement;
  /** Of a class: its methods that Flask calls, lower case. */
  readonly methods: readonly string[];
  /** Of a class: the one method that Flask calls, whatever the request's; of an object that is made for it. */
  readonly method?: string | undefined;
  /** What Flask passes by name, and its type. */
  readonly arguments: ReadonlyMap<string, 'int' | 'float' | 'str'>;
  /** What Flask passes by place: the exception, or the response. */
  readonly positional: readonly string[];
  /** Of an error handler: the class, as the module names it. */
  readonly errorClass: string | undefined;
}

export interface TranslatedEntry {
  readonly view: TranslatedView;
  /** Problems of the functions it leads to; its own first. */
  readonly problems: readonly Problem[];
  /** `python/exceptions.js#ValueError`; undefined where nobody knows the class. */
  readonly errorClass: string | undefined;
}

export interface Problem extends Span {
  readonly module: PythonModule;
  readonly message: string;
  /** What answers 501; undefined for a statement that the module does without. */
  readonly functionName: string | undefined;
  /** Of what sets the app up, and is done without. */
  readonly isSetUp?: true;
  /** In a file that is no Python: a template. */
  readonly place?: Place | undefined;
}

export interface TranslatedProgram {
  /** By path in the service, not yet formatted. */
  readonly files: ReadonlyMap<string, string>;
  /** By path in the service, where statements of the module stand in it. */
  readonly statements: ReadonlyMap<string, readonly PrintedStatement[]>;
  /** Statements of modules that the compiler has refused. */
  readonly leftOut: readonly Problem[];
  readonly entries: ReadonlyMap<EntryPoint, TranslatedEntry>;
  /** By name, those that the views render. */
  readonly templates: ReadonlyMap<string, string>;
  readonly jinja: { readonly trimBlocks: boolean; readonly stripsBlocks: boolean };
  readonly packages: Readonly<Record<string, string>>;
  /** Modules that set up the app when they are loaded. */
  readonly setUp: readonly string[];
  /** Whether the types came to rest; where they did not, the limit of rounds ended the inference. */
  readonly isSettled: boolean;
  readonly functions: number;
  readonly translated: number;
}

const MAX_ROUNDS = 16;

export interface ProgramSource {
  readonly program: Program;
  readonly functions: FunctionIndex;
  readonly libraries: readonly Library[];
  /** What the program imports, by first name. */
  readonly imported: ReadonlySet<string>;
  /** Where the app is set up. */
  readonly settings: readonly { readonly site: Site }[];
  /** `app.config.from_object(source)`, with what is known of the source. */
  readonly configurations?: readonly { readonly source: Value; readonly site: Site }[];
  /** Functions that an extension calls, by what it calls them for. */
  readonly callbacks?: readonly {
    readonly name: string;
    readonly handler: Value;
    readonly site?: Site;
  }[];
  readonly templates?: Templates | undefined;
  /** What the compiler said of an earlier translation. */
  readonly verdicts?: Verdicts;
}

export function translateProgram(
  {
    program,
    functions,
    libraries,
    imported,
    settings,
    callbacks = [],
    configurations = [],
    templates,
    verdicts = new Map(),
  }: ProgramSource,
  entries: readonly EntryPoint[],
): TranslatedProgram {
  const libraryIndex = new LibraryIndex(libraries);
  const index = new ProgramIndex(program, libraryIndex);
  const growing = new Growing();
  const reached = new Set<Entity>();
  const packages = new Map<string, string>();
  const usedTemplates = new Map<string, string>();
  const nested = new Map<ModuleEntity, FunctionEntity[]>();
  const nestedNames = new Map<ModuleEntity, Names>();
  let declared = new Set<Entity>();
  let losing = new Set<VariableEntity>();
  const lost = new Map<VariableEntity, EntityProblem>();
  let isFinal = false;
  let isLast = false;
  let current: FunctionEntity | undefined;
  const calls = new Map<FunctionEntity, Set<Entity>>();
  const setUp = setUpStatements([...settings, ...configurations]);
  const sources = new Map<Statement, ClassEntity | ModuleEntity | VariableEntity>();
  for (const { source, site } of configurations) {
    const statement = statementAt(site);
    const found =
      configurationSource(index, source) ??
      (statement && configurationFile(index, statement, site.module)) ??
      (statement && configurationVariable(index, functions, statement, site.module));
    if (statement && found && !sources.has(statement)) sources.set(statement, found);
  }
  const calledBack = new Map<ModuleEntity, Callback[]>();
  const templateFunctions: Callback[] = [];
  const leftOut: Problem[] = [];

  const translation: Translation = {
    index,
    printers: { expression: printExpression, condition: printCondition, block: printBlock },
    libraries: libraryIndex,
    growing,
    reach: (entity) => {
      if (current) calls.set(current, (calls.get(current) ?? new Set()).add(entity));
      if (reached.has(entity)) return;
      reached.add(entity);
      if (entity.kind === 'function' && entity.owner) translation.reach(entity.owner);
      if (entity instanceof ClassEntity) reachSpecialMethods(entity, translation);
      growing.note();
    },
    verdict: (entity, attribute) => verdictOn(verdicts, entity, attribute),
    refusal: (entity, statement) => {
      const message = verdicts.get(statementKey(entity, statement))?.refused;
      const { start, end } = statement;
      if (isLast && message !== undefined)
        leftOut.push({ module: entity.module, message, start, end, functionName: undefined });
      return message;
    },
    leaveOut: ({ module }, { message, span: { start, end } }) => {
      if (!isLast) return;
      leftOut.push({ module, message, start, end, functionName: undefined, isSetUp: true });
    },
    isReached: (entity) => reached.has(entity),
    get isFinal() {
      return isFinal;
    },
    get isLast() {
      return isLast;
    },
    declare: (variable) => void declared.add(variable),
    isDeclared: (variable) => declared.has(variable),
    lose: (variable) => void losing.add(variable),
    lost: (variable) => lost.get(variable),
    nestedOf: (module) => nested.get(module) ?? [],
    setUpOf: (module) => setUp.get(module.module) ?? [],
    configurationOf: (statement) => sources.get(statement),
    callbacksOf: (module) => calledBack.get(module) ?? [],
    templates,
    templateFunctions: () => templateFunctions,
    useTemplate: ({ name, source }) => usedTemplates.set(name, source.text),
    nested: (module, node) => {
      const known = module.functions.get(node);
      if (known) return known;
      const names = nestedNames.get(module) ?? new Names(index.topLevel(module).taken);
      nestedNames.set(module, names);
      const entity = index.function(module, node, undefined, names.claim(camelCase(node.name)));
      nested.set(module, [...(nested.get(module) ?? []), entity]);
      return entity;
    },
    outerContext: (context, entity) => outerContext(context, entity, functions, index),
    isImported: (library) => imported.has(library.split('.')[0]!),
    usePackages: (used) => {
      for (const [name, range] of Object.entries(used)) packages.set(name, range);
    },
    enter: (entity) => {
      const before = current;
      current = entity;
      return () => {
        current = before;
      };
    },
  };

  const found = new Map(entries.map((entry) => [entry, findEntry(translation, functions, entry)]));
  for (const { module, errorClass } of entries) {
    const binding = errorClass === undefined ? undefined : resolveClass(index, module, errorClass);
    if (binding?.kind === 'class') translation.reach(binding);
  }
  for (const [entry, { functions: entities }] of found) {
    for (const entity of entities) {
      translation.reach(entity);
      for (const [at, { name, passing }] of ownParameters(entity).entries()) {
        if (passing === 'rest' || passing === 'keyword-rest') continue;
        const type = entry.positional[at] ?? entry.arguments.get(name);
        const given =
          type === undefined
            ? NEVER
            : type === 'value' && at === 0
              ? errorType(index, entry)
              : (ARGUMENT_TYPES[type] ?? libraryIndex.parseType(type));
        entity.parameterTypes.set(
          name,
          growing.grow(entity.parameterTypes.get(name) ?? NEVER, given),
        );
      }
    }
  }
  for (const module of setUp.keys()) index.moduleOf(module);
  const wanted = [
    ...callbacks.map((one) => ({ ...one, use: loaderUse(one.name) })),
    ...(templates?.settings.functions ?? []).map((one) => ({
      ...one,
      site: undefined,
      use: templateUse(one),
    })),
  ];
  for (const { name, handler, site, use } of wanted) {
    const given = toldValue(translation, functions, handler);
    const source = given && typeof given !== 'string' ? given.module : site?.module;
    if (given === undefined || source === undefined) continue;
    const entity = 'module' in source ? source : index.moduleOf(source);
    if (typeof given !== 'string') translation.reach(given);
    if (typeof given !== 'string' && given.kind === 'function') {
      const type = name === 'flask_login.user_loader' ? STR : VALUE;
      for (const { name: parameter } of ownParameters(given))
        given.parameterTypes.set(parameter, type);
    }
    const callback = { name, value: given, use };
    calledBack.set(entity, [...(calledBack.get(entity) ?? []), callback]);
    if (use.from === TEMPLATES) templateFunctions.push(callback);
  }
  const print = (): Map<string, PrintedModule> => {
    declared = new Set();
    losing = new Set();
    const files = new Map<string, PrintedModule>();
    // Printing reaches further modules, which this loop then comes to.
    const done = new Set<ModuleEntity>();
    for (;;) {
      const next = index.modules().find((module) => !done.has(module));
      if (!next) return files;
      done.add(next);
      const printed = printModule(translation, next);
      if (printed) files.set(`src/${next.file}.ts`, printed);
    }
  };
  const settle = (): boolean => {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      growing.takeGrown();
      print();
      if (!growing.takeGrown()) return true;
    }
    return false;
  };
  settle();
  isFinal = true;
  // What was not known until now is any value: that may tell more of what depends on it.
  let isSettled = settle();
  for (;;) {
    const newlyLost = [...losing].filter((variable) => !lost.has(variable) && variable.problem);
    if (newlyLost.length === 0) break;
    for (const variable of newlyLost) lost.set(variable, variable.problem!);
    isSettled = settle();
  }
  isLast = true;
  packages.clear();
  usedTemplates.clear();
  const printed = new Map([...print()].toSorted(([a], [b]) => compareText(a, b)));
  const all = [...reached].filter((entity) => entity.kind === 'function');
  return {
    files: new Map([...printed].map(([path, { code }]) => [path, code])),
    statements: new Map([...printed].map(([path, { statements }]) => [path, statements])),
    leftOut,
    entries: new Map(
      [...found].map(([entry, one]) => [entry, describeEntry(entry, one, { calls, index })]),
    ),
    setUp: [
      ...new Set([
        ...[...setUp.keys()].map((module) => index.moduleOf(module).file),
        ...[...calledBack.keys()].map(({ file }) => file),
      ]),
    ]
      .filter((file) => printed.has(`src/${file}.ts`))
      .toSorted(compareText),
    jinja: {
      trimBlocks: templates?.settings.trimsBlocks ?? false,
      stripsBlocks: templates?.settings.stripsBlocks ?? false,
    },
    templates: new Map([...usedTemplates].toSorted(([a], [b]) => compareText(a, b))),
    packages: Object.fromEntries([...packages].toSorted(([a], [b]) => compareText(a, b))),
    isSettled,
    functions: all.length,
    translated: all.filter(({ problem }) => !problem).length,
  };
}

const TEMPLATES = 'flask/templates.js';

function loaderUse(name: string): CallbackUse {
  const setting = /^flask_login\.(.+)$/.exec(name)?.[1];
  if (setting !== undefined)
    return { from: 'flask/login.js', target: 'useLogin', before: [setting] };
  return {
    from: 'flask/jwt-extended-settings.js',
    target: 'useLoader',
    before: [name],
    counts: true,
  };
}

function templateUse({ kind, name, blueprint }: TemplateFunction): CallbackUse {
  if (kind === 'context') {
    const after = blueprint === undefined ? [] : [blueprint];
    return { from: TEMPLATES, target: 'useContextProcessor', before: [], after };
  }
  const target = `useTemplate${kind[0]!.toUpperCase()}${kind.slice(1)}`;
  return { from: TEMPLATES, target, before: [name] };
}

const ARGUMENT_TYPES: Readonly<Record<string, PyType>> = {
  int: INT,
  str: STR,
  float: { kind: 'float' },
};

/** What an extension was told: a function, a class, or a constant as TypeScript has it. */
function toldValue(
  translation: Translation,
  functions: FunctionIndex,
  given: Value,
): Callback['value'] | undefined {
  const { index } = translation;
  if (given.kind === 'function' && given.node.kind !== 'lambda') {
    const { module } = given.module;
    if (!module) return undefined;
    const entity = index.moduleOf(module);
    return outerFunction(functions, module, given.node)
      ? translation.nested(entity, given.node)
      : index.function(entity, given.node, undefined);
  }
  if (given.kind === 'class' && given.module.module)
    return index.class(index.moduleOf(given.module.module), given.node);
  const text = textOf(given);
  if (text !== undefined) return printString(text);
  return given.kind === 'constant' && (given.value === null || typeof given.value === 'boolean')
    ? String(given.value)
    : undefined;
}

/** Methods that Python calls by itself. */
function reachSpecialMethods(entity: ClassEntity, translation: Translation): void {
  for (const [name, method] of entity.methods) {
    if (/^__\w+__$/.test(name) && name !== '__init__') translation.reach(method);
  }
  const init = entity.method('__init__');
  if (init) translation.reach(init);
  const base = entity.libraryAncestor();
  for (const name of base === undefined ? [] : translation.libraries.calls(base)) {
    const method = entity.methods.get(name);
    if (!method) continue;
    translation.reach(method);
    for (const parameter of ownParameters(method)) {
      if (parameter.passing === 'standard') method.parameterTypes.set(parameter.name, VALUE);
    }
  }
}

interface FoundEntry {
  readonly module: ModuleEntity;
  readonly owner: ClassEntity | undefined;
  readonly functions: readonly FunctionEntity[];
}

function findEntry(
  translation: Translation,
  functions: FunctionIndex,
  { module, node, methods, method }: EntryPoint,
): FoundEntry {
  const { index } = translation;
  const entity = index.moduleOf(module);
  if (node.kind === 'class') {
    const owner = index.class(entity, node);
    translation.reach(owner);
    return {
      module: entity,
      owner,
      functions: (method === undefined ? methods : [method]).flatMap(
        (name) => owner.method(name) ?? [],
      ),
    };
  }
  const around = outerFunction(functions, module, node);
  const found = around ? translation.nested(entity, node) : index.function(entity, node, undefined);
  return { module: entity, owner: undefined, functions: [found] };
}

function outerFunction(
  functions: FunctionIndex,
  module: PythonModule,
  node: Span,
): FunctionStatement | undefined {
  const start = node.start === 0 ? 0 : node.start - 1;
  const found = functions.around(module, { start, end: node.end });
  return found === node ? undefined : found;
}

/** The innermost statements at these places. */
function setUpStatements(
  settings: readonly { readonly site: Site }[],
): Map<PythonModule, Statement[]> {
  const found = new Map<PythonModule, Statement[]>();
  for (const { site } of settings) {
    const statement = statementAt(site);
    const known = found.get(site.module) ?? [];
    if (statement && !known.includes(statement)) found.set(site.module, [...known, statement]);
  }
  return found;
}

function statementAt(site: Site): Statement | undefined {
  const around = nodesWithin(site.module.statements).filter(
    (node) =>
      (node.kind === 'assign' || node.kind === 'expression') &&
      node.start <= site.start &&
      node.end >= site.end,
  );
  return around.at(-1) as Statement | undefined;
}

/** A class or a module of the program, itself or by its dotted name. */
function configurationSource(
  index: ProgramIndex,
  source: Value,
): ClassEntity | ModuleEntity | undefined {
  if (source.kind === 'class' && source.module.module)
    return index.class(index.moduleOf(source.module.module), source.node);
  if (source.kind === 'module' && source.module) return index.moduleOf(source.module);
  const name = textOf(source);
  if (name === undefined || name === '') return undefined;
  const path = name.replaceAll('.', '/');
  const module = index.module(`${path}.py`) ?? index.module(`${path}/__init__.py`);
  if (module) return module;
  const dot = name.lastIndexOf('.');
  const owner =
    dot === -1 ? undefined : index.module(`${name.slice(0, dot).replaceAll('.', '/')}.py`);
  const binding = owner && index.resolve(owner, name.slice(dot + 1));
  return binding?.kind === 'class' ? binding : undefined;
}

/** `from_object(settings)`, where that is a variable of a module or the default of a factory's parameter. */
function configurationVariable(
  index: ProgramIndex,
  functions: FunctionIndex,
  statement: Statement,
  module: PythonModule,
): VariableEntity | undefined {
  const call = statement.kind === 'expression' ? statement.value : undefined;
  const [given] = call?.kind === 'call' ? call.positional : [];
  if (given?.kind !== 'name') return undefined;
  const factory = outerFunction(functions, module, statement);
  const parameter = factory?.parameters.find(({ name }) => name === given.name);
  const node = parameter ? parameter.default : given;
  if (node?.kind !== 'name') return undefined;
  const binding = index.resolve(index.moduleOf(module), node.name);
  return binding.kind === 'variable' ? binding : undefined;
}

/** `from_pyfile('config.py')`, beside the module or in the folder of the instance. */
function configurationFile(
  index: ProgramIndex,
  statement: Statement,
  { source }: PythonModule,
): ModuleEntity | undefined {
  const folder = source.name.includes('/') ? source.name.replace(/\/[^/]*$/, '/') : '';
  for (const node of nodesWithin(statement)) {
    const name = node.kind === 'string' ? node.value : undefined;
    if (name === undefined || !/^[\w/]+\.(?:py|cfg)$/.test(name)) continue;
    for (const path of [`${folder}${name}`, `instance/${name}`, name]) {
      const found = index.module(path);
      if (found) return found;
    }
  }
  return undefined;
}

function outerContext(
  context: ModuleContext,
  entity: { readonly node: Span; readonly owner: ClassEntity | undefined },
  functions: FunctionIndex,
  index: ProgramIndex,
): FunctionContext | undefined {
  if (entity.owner) return undefined;
  const outer = outerFunction(functions, context.module.module, entity.node);
  if (!outer) return undefined;
  const outerEntity = index.function(context.module, outer, undefined);
  const parent = outerContext(context, outerEntity, functions, index);
  const around = new FunctionContext(context, outerEntity, parent);
  around.isDetached = true;
  declareLocals(around, outer);
  return around;
}

function describeEntry(
  { methods, method, errorClass, module }: EntryPoint,
  { module: entity, owner, functions }: FoundEntry,
  {
    calls,
    index,
  }: {
    readonly calls: ReadonlyMap<FunctionEntity, ReadonlySet<Entity>>;
    readonly index: ProgramIndex;
  },
): TranslatedEntry {
  const seen = new Set<Entity>();
  const problems: Problem[] = [];
  const visit = (one: Entity): void => {
    if (seen.has(one)) return;
    seen.add(one);
    if (one.problem) {
      problems.push({
        message: one.problem.message,
        start: one.problem.span.start,
        end: one.problem.span.end,
        module: one.module.module,
        functionName: 'node' in one ? one.node.name : one.pythonName,
        place: one.problem.place,
      });
    }
    if (one.kind === 'function') for (const next of calls.get(one) ?? []) visit(next);
  };
  for (const one of functions) visit(one);
  const init = owner?.method('__init__');
  const needsArguments =
    init !== undefined && ownParameters(init).some((one) => one.default === undefined);
  if (needsArguments && init) {
    problems.push({
      message: 'a view whose object is made with arguments',
      start: init.node.start,
      end: init.node.end,
      module: init.module.module,
      functionName: owner!.node.name,
    });
  }
  const isStub = functions.some(({ problem }) => problem) || owner?.problem !== undefined;
  const [first] = functions;
  const view: TranslatedView = {
    file: owner ? owner.module.file : entity.file,
    name: owner ? owner.name : (first?.name ?? ''),
    class: owner && {
      name: owner.name,
      isStub: owner.problem !== undefined || needsArguments,
      methods: new Map(
        methods.flatMap((name) => {
          const found = owner.method(method ?? name);
          return found ? [[name, describeMethod(found)] as const] : [];
        }),
      ),
    },
    function: owner || !first ? undefined : describeMethod(first),
    isResource: RESOURCE_TYPES.has(owner?.libraryAncestor() ?? ''),
    // What it calls answers 501 in its place.
    status: isStub || problems.length > 0 ? 'stub' : 'ported',
  };
  return {
    view,
    problems,
    errorClass: errorClass === undefined ? undefined : findClass(index, module, errorClass),
  };
}

function describeMethod(entity: FunctionEntity): TranslatedMethod {
  return {
    name: entity.name,
    parameters: ownParameters(entity).map(({ name }) => name),
    isCallable: entity.isCallable,
    isAsync: entity.isAsync,
  };
}

/** What an error handler is given: an object of the class that it is registered for, where that is the app's own. */
function errorType(index: ProgramIndex, { module, errorClass }: EntryPoint): PyType {
  const binding = errorClass === undefined ? undefined : resolveClass(index, module, errorClass);
  return binding?.kind === 'class' ? { kind: 'instance', class: binding } : VALUE;
}

/** A class by the dotted name that a module has for it. */
function findClass(index: ProgramIndex, module: PythonModule, name: string): string | undefined {
  const binding = resolveClass(index, module, name);
  if (binding?.kind === 'class') return `${binding.module.file}.js#${binding.name}`;
  if (binding?.kind !== 'library') return undefined;
  const found = index.libraries.name(binding.path);
  return found?.signature.kind === 'class' ? `${found.from}#${found.signature.target}` : undefined;
}

function resolveClass(
  index: ProgramIndex,
  module: PythonModule,
  name: string,
): Binding | undefined {
  if (index.libraries.name(name)) return { kind: 'library', path: name };
  const [first = name, ...rest] = name.split('.');
  let binding = index.resolve(index.moduleOf(module), first);
  for (const part of rest) {
    if (binding.kind === 'library') binding = { kind: 'library', path: `${binding.path}.${part}` };
    else if (binding.kind === 'module') binding = index.memberOfModule(binding.module, part);
    else return undefined;
  }
  return binding;
}
