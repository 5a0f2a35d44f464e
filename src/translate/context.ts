/**
 * Where code is being printed: the module with its imports, the function with its names, and what is known at this
 * point. One context lives through one printing of one function; what it learns of types stays in the entities.
 */
import { Names, camelCase } from '../emit/names.js';
import { Imports } from '../emit/imports.js';
import type { TemplateFile } from '../jinja/template-set.js';
import type { Declarations } from './declarations.js';
import type {
  Expression,
  FunctionStatement,
  ImportFromStatement,
  ImportStatement,
  Parameter,
  Span,
  Statement,
} from '../python/syntax.js';
import { isScope, nodesWithin } from '../python/walk-syntax.js';
import {
  type ClassEntity,
  type EntityProblem,
  type FunctionEntity,
  type Growing,
  type ModuleEntity,
  type VariableEntity,
  NEVER,
  VALUE,
  join,
  type PyType,
} from './entities.js';
import type { LibraryIndex } from './library-index.js';
import { assignedIn, isConstantName, type Binding, type ProgramIndex } from './program-index.js';
import type { Templates } from './app-templates.js';
import { Untranslatable } from './untranslatable.js';
import type { Verdict } from './verdicts.js';

/** A piece of TypeScript, and the Python type of its value. */
export interface Typed {
  readonly code: string;
  readonly type: PyType;
}

/** The parts of the translation that each other's parts hold: what an expression holds may be any. */
export interface Printers {
  readonly expression: (context: FunctionContext, node: Expression) => Typed;
  readonly condition: (context: FunctionContext, node: Expression) => string;
  readonly block: (
    scope: { readonly context: FunctionContext; readonly declarations: Declarations },
    statements: readonly Statement[],
  ) => { readonly lines: readonly string[]; readonly ends: boolean };
}

export type Entity = FunctionEntity | ClassEntity | VariableEntity;

export interface Callback {
  readonly name: string;
  /** A function, a class, or the text of a constant. */
  readonly value: FunctionEntity | ClassEntity | string;
  /** What it is given to, when the module is loaded. */
  readonly use: CallbackUse;
}

export interface CallbackUse {
  readonly from: string;
  readonly target: string;
  /** Texts in front of the function, and behind it. */
  readonly before: readonly string[];
  readonly after?: readonly string[];
  /** How many arguments the function takes is told, too. */
  readonly counts?: boolean;
}

/** What all contexts share. */
export interface Translation {
  readonly index: ProgramIndex;
  readonly printers: Printers;
  readonly libraries: LibraryIndex;
  readonly growing: Growing;
  /** Functions and classes that something refers to and that have not been looked at yet. */
  readonly reach: (entity: Entity) => void;
  readonly isReached: (entity: Entity) => boolean;
  /** What the compiler said of it, or of an attribute of a class, when it was translated before. */
  readonly verdict: (entity: Entity, attribute?: string) => Verdict;
  /** Why a statement of a module must not be translated. */
  readonly refusal: (module: ModuleEntity, statement: Statement) => string | undefined;
  /** A statement that sets the app up and is done without. */
  readonly leaveOut: (module: ModuleEntity, problem: EntityProblem) => void;
  /** Whether types have settled: what is still unknown now stays so. */
  readonly isFinal: boolean;
  /** Whether what is printed now stays; until then it is printed for what that tells of types. */
  readonly isLast: boolean;
  /** Module variables that the pass at hand has declared. */
  readonly declare: (variable: VariableEntity) => void;
  readonly isDeclared: (variable: VariableEntity) => boolean;
  /** One of the statements that make the variable what it is cannot be translated: then the others must not be. */
  readonly lose: (variable: VariableEntity) => void;
  readonly lost: (variable: VariableEntity) => EntityProblem | undefined;
  /** Functions within functions that are reached from outside: views that a factory registers. */
  readonly nestedOf: (module: ModuleEntity) => readonly FunctionEntity[];
  /** The names around a function that is printed at the top of its module and stands deeper in Python. */
  readonly outerContext: (
    module: ModuleContext,
    entity: { readonly node: Span; readonly owner: ClassEntity | undefined },
  ) => FunctionContext | undefined;
  /** Statements that set up the app: `app.config['KEY'] = value`. */
  readonly setUpOf: (module: ModuleEntity) => readonly Statement[];
  /** What `app.config.from_object(source)` is given, where that is known. */
  readonly configurationOf: (
    statement: Statement,
  ) => ClassEntity | ModuleEntity | VariableEntity | undefined;
  /** Functions that an extension calls. */
  readonly callbacksOf: (module: ModuleEntity) => readonly Callback[];
  /** The templates of the app, where it renders any. */
  readonly templates: Templates | undefined;
  /** Context processors, and filters, tests and globals of the app. */
  readonly templateFunctions: () => readonly Callback[];
  /** The service has the template. */
  readonly useTemplate: (file: TemplateFile) => void;
  readonly nested: (module: ModuleEntity, node: FunctionStatement) => FunctionEntity;
  /** Whether the program imports the library. */
  readonly isImported: (library: string) => boolean;
  readonly usePackages: (packages: Readonly<Record<string, string>>) => void;
  /** What is reached from now on, the function leads to; the result says that it is over. */
  readonly enter: (entity: FunctionEntity) => () => void;
}

export class ModuleContext {
  readonly imports = new Imports();
  /** Constants for default arguments that are evaluated once. */
  readonly hoisted: string[] = [];
  readonly #aliases = new Map<string, string>();
  readonly #own: ReadonlySet<string>;
  readonly #names: Names;

  constructor(
    readonly translation: Translation,
    readonly module: ModuleEntity,
  ) {
    const own = new Set<string>(translation.index.topLevel(module).typescriptNames.values());
    for (const node of nodesWithin(module.module.statements)) {
      if (node.kind === 'function' || node.kind === 'class') {
        own.add(node.name);
        own.add(camelCase(node.name));
      }
      const targets =
        node.kind === 'comprehension'
          ? node.clauses.flatMap(({ target }) => nodesWithin(target))
          : assignedIn(node);
      for (const target of targets) {
        if (target.kind === 'name') own.add(camelCase(target.name));
      }
      if (node.kind === 'function' || node.kind === 'lambda') {
        for (const { name } of node.parameters) {
          own.add(name);
          own.add(camelCase(name));
        }
      }
      if (node.kind === 'try') {
        for (const { name } of node.handlers) if (name !== undefined) own.add(camelCase(name));
      }
    }
    this.#own = own;
    this.#names = new Names(own);
  }

  /** Imports a name of the service, from `python/items.js`; under another one where the module has it itself. */
  use(from: string, name: string, isType = false): string {
    const path = from.startsWith('npm:') ? from.slice(4) : relativeModule(this.module.file, from);
    const local = this.#alias(`${from}#${name}`, name);
    const imported = local === name ? name : `${name} as ${local}`;
    if (isType) this.imports.type(path, imported);
    else this.imports.value(path, imported);
    return local;
  }

  #alias(key: string, name: string): string {
    const known = this.#aliases.get(key);
    if (known !== undefined) return known;
    const isTaken = this.#own.has(name) || [...this.#aliases.values()].includes(name);
    const local = isTaken
      ? this.#names.claim(`py${name.charAt(0).toUpperCase()}${name.slice(1)}`)
      : name;
    this.#aliases.set(key, local);
    if (!this.module.imported.has(local)) {
      this.module.imported.add(local);
      this.translation.growing.note();
    }
    return local;
  }

  python(module: string, name: string): string {
    return this.use(`python/${module}.js`, name);
  }

  hoist(code: string, type: string): string {
    const name = this.#names.claim('DEFAULT', 'DEFAULT_VALUE');
    this.hoisted.push(`const ${name}: ${type} = ${code};`);
    return name;
  }

  /** The name under which an entity of this or another module is known here. */
  refer(entity: { readonly module: ModuleEntity; readonly name: string }): string {
    if (entity.module === this.module) return entity.name;
    return this.use(`${entity.module.file}.js`, entity.name);
  }

  referType(entity: { readonly module: ModuleEntity; readonly name: string }): string {
    if (entity.module === this.module) return entity.name;
    return this.use(`${entity.module.file}.js`, entity.name, true);
  }
}

/** From `modules/dao/users` to `python/items.js`. */
export function relativeModule(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let common = 0;
  while (common < here.length && here[common] === there[common]) common += 1;
  const up = here.length - common;
  return `${up === 0 ? './' : '../'.repeat(up)}${there.slice(common).join('/')}`;
}

export interface Local {
  readonly name: string;
  readonly pythonName: string;
  readonly owner: FunctionContext;
  readonly isParameter: boolean;
  /** What an import within the function binds. */
  readonly binding: Binding | undefined;
  /** A function or class defined within the function. */
  readonly definition: Extract<Statement, { kind: 'function' | 'class' }> | undefined;
}

export class FunctionContext {
  readonly locals = new Map<string, Local>();
  /** Python names that are assigned at this point, whatever way led here. */
  assigned = new Set<string>();
  readonly globals = new Set<string>();
  /** `this` stands for this parameter. */
  selfName: string | undefined;
  selfType: PyType = VALUE;
  /** The variable that holds the exception at hand, for a bare `raise`. */
  exception: string | undefined;
  /** Labels of the loops around, for `else`. */
  readonly loopLabels: (string | undefined)[] = [];
  usesAwait = false;
  isGenerator = false;
  /** A function that is not printed around this one, though Python has it there. */
  isDetached = false;
  /** Why nothing may be awaited here: a callback of what calls it at once. */
  forbidsAwait: string | undefined;
  readonly names: Names;
  /** What names that may hold anything hold at this point. */
  known = new Map<string, PyType>();
  /** Whether the call at hand is a statement: nobody wants its value. */
  isStatement = false;

  constructor(
    readonly module: ModuleContext,
    /** Undefined for the statements of a module. */
    readonly entity: FunctionEntity | undefined,
    readonly parent: FunctionContext | undefined,
    names?: Names,
  ) {
    this.names =
      names ?? parent?.names ?? new Names(module.translation.index.topLevel(module.module).taken);
  }

  get translation(): Translation {
    return this.module.translation;
  }

  /** A name of the translation's own, which hides nothing that the module imports from another. */
  temporary(name: string): string {
    const { names } = this.translation.index.topLevel(this.module.module);
    const isImported = [...names].some(
      ([imported, [statement]]) =>
        camelCase(imported) === name &&
        (statement?.kind === 'import' || statement?.kind === 'import-from'),
    );
    return this.names.claim(
      isImported || this.module.module.imported.has(name) ? `${name}_` : name,
    );
  }

  awaited(code: string, span?: Span): string {
    this.waits(span);
    return `(await ${code})`;
  }

  /** @throws Untranslatable where nothing may wait */
  waits(span?: Span): void {
    if (this.forbidsAwait !== undefined) throw new Untranslatable(span, this.forbidsAwait);
    this.usesAwait = true;
  }

  find(name: string): Local | undefined {
    if (this.globals.has(name)) return undefined;
    const own = this.locals.get(name);
    return own ?? this.parent?.find(name);
  }

  declare(
    pythonName: string,
    options: Partial<Pick<Local, 'isParameter' | 'binding' | 'definition'>> = {},
  ): Local {
    const known = this.locals.get(pythonName);
    if (known) return known;
    const local: Local = {
      name: claimLocal(this.names, pythonName),
      pythonName,
      owner: this,
      isParameter: options.isParameter ?? false,
      binding: options.binding,
      definition: options.definition,
    };
    this.locals.set(pythonName, local);
    return local;
  }

  typeOf(local: Local): PyType {
    return local.owner.ownType(local);
  }

  private ownType({ pythonName, isParameter }: Local): PyType {
    const { entity } = this;
    if (!entity) return this.looseTypes.get(pythonName) ?? NEVER;
    const assigned = entity.localTypes.get(pythonName);
    if (!isParameter) return assigned ?? NEVER;
    const given = entity.parameterTypes.get(pythonName);
    return join(given ?? NEVER, assigned ?? NEVER);
  }

  /** Of names that belong to no function: those of a comprehension or a lambda. */
  readonly looseTypes = new Map<string, PyType>();

  growLocal(local: Local, type: PyType): void {
    const { entity, looseTypes } = local.owner;
    const types = entity?.localTypes ?? looseTypes;
    const before = types.get(local.pythonName) ?? NEVER;
    // Loose types begin anew with each printing: that they grow teaches the next round nothing.
    types.set(
      local.pythonName,
      entity ? this.translation.growing.grow(before, type) : join(before, type),
    );
  }
}

function claimLocal(names: Names, pythonName: string): string {
  const name = isConstantName(pythonName) ? pythonName : localName(pythonName);
  return names.claim(name, `${name}_`);
}

function localName(name: string): string {
  if (/^_+$/.test(name)) return 'ignored';
  return camelCase(name.replace(/^_+/, '')) || name;
}

/** The names that Python makes local to a function, with what imports and definitions among them bind. */
export function declareLocals(
  context: FunctionContext,
  node: { readonly parameters: readonly Parameter[]; readonly body: readonly Statement[] },
): void {
  const { index } = context.translation;
  const { module } = context.module;
  for (const statement of nodesWithin(node.body, isScope)) {
    if (statement.kind === 'global') for (const name of statement.names) context.globals.add(name);
  }
  const outer = new Set<string>();
  for (const statement of nodesWithin(node.body, isScope)) {
    if (statement.kind === 'nonlocal') for (const name of statement.names) outer.add(name);
  }
  for (const { name } of node.parameters) context.declare(name, { isParameter: true });
  const skip = (one: Parameters<typeof isScope>[0]): boolean =>
    isScope(one) || one.kind === 'comprehension';
  for (const statement of nodesWithin(node.body, skip)) {
    if (statement.kind === 'import' || statement.kind === 'import-from') {
      for (const name of importedNames(statement)) {
        context.declare(name, { binding: index.resolveImport(module, statement, name) });
      }
    } else if (statement.kind === 'function' || statement.kind === 'class') {
      context.declare(statement.name, { definition: statement });
    } else if (statement.kind === 'try') {
      for (const { name } of statement.handlers) {
        if (name !== undefined && !outer.has(name)) context.declare(name);
      }
    } else if (statement.kind === 'capture-pattern') {
      if (statement.name !== undefined) context.declare(statement.name);
    }
    for (const target of assignedIn(statement)) {
      if (target.kind !== 'name') continue;
      if (!context.globals.has(target.name) && !outer.has(target.name))
        context.declare(target.name);
    }
  }
}

function importedNames(statement: ImportStatement | ImportFromStatement): string[] {
  if (statement.kind === 'import') {
    return statement.names.map(({ name, alias }) => alias ?? name.split('.')[0]!);
  }
  return statement.names === '*' ? [] : statement.names.map(({ name, alias }) => alias ?? name);
}
