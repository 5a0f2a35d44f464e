/**
 * What a name of the program refers to: its own functions, classes and variables across modules, imports and
 * re-exports; a library; a builtin. Entities are made when they are first asked for, so that what no route leads to
 * never exists.
 */
import { classStatements } from './class-body.js';
import { isRegistrar, typeOf } from '../flask/flask-types.js';
import { kebabCase, Names, pascalCase, camelCase } from '../emit/names.js';
import type { PythonModule } from '../python/parse-module.js';
import type {
  ClassStatement,
  Expression,
  FunctionStatement,
  ImportFromStatement,
  ImportStatement,
  Statement,
} from '../python/syntax.js';
import { moduleScope, type Program } from '../python/evaluate/program.js';
import type { ModuleValue, Value } from '../python/evaluate/value.js';
import { isScope, nodesWithin } from '../python/walk-syntax.js';
import { statementsOf } from './named-tuple-statements.js';
import {
  ClassEntity,
  type FunctionEntity,
  type ModuleEntity,
  type VariableEntity,
  NEVER,
  STR,
} from './entities.js';
import type { LibraryIndex } from './library-index.js';

export type Binding =
  | FunctionEntity
  | ClassEntity
  | VariableEntity
  | { readonly kind: 'library'; readonly path: string }
  | { readonly kind: 'module'; readonly module: ModuleEntity }
  /** The Flask app, or a blueprint. */
  | { readonly kind: 'registrar'; readonly isApp: boolean; readonly path?: string }
  | { readonly kind: 'unknown' };

interface TopLevel {
  readonly names: Map<string, Statement[]>;
  readonly stars: ImportFromStatement[];
  readonly typescriptNames: Map<string, string>;
  /** The names in TypeScript: taken everywhere in the module. */
  readonly taken: ReadonlySet<string>;
  /** Names that only functions assign, with `global`: their first assignment. */
  readonly fromFunctions: ReadonlyMap<string, Statement>;
}

export class ProgramIndex {
  readonly #modules = new Map<string, ModuleEntity>();
  readonly #topLevels = new Map<ModuleEntity, TopLevel>();
  readonly #files = new Names();
  #baseNames: ReadonlySet<string> | undefined;
  #attributeNames: ReadonlySet<string> | undefined;
  #methodOwners: Map<string, [PythonModule, ClassStatement][]> | undefined;

  constructor(
    readonly program: Program,
    readonly libraries: LibraryIndex,
  ) {}

  modules(): readonly ModuleEntity[] {
    return [...this.#modules.values()];
  }

  module(path: string): ModuleEntity | undefined {
    const known = this.#modules.get(path);
    if (known) return known;
    const module = this.program.modules.find(({ source }) => source.name === path);
    if (!module) return undefined;
    const entity: ModuleEntity = {
      path,
      module,
      file: this.#files.claim(moduleFile(path)),
      functions: new Map(),
      classes: new Map(),
      variables: new Map(),
      imported: new Set(),
    };
    this.#modules.set(path, entity);
    return entity;
  }

  moduleOf(module: PythonModule): ModuleEntity {
    return this.module(module.source.name)!;
  }

  topLevel(module: ModuleEntity): TopLevel {
    const known = this.#topLevels.get(module);
    if (known) return known;
    const found = readTopLevel(statementsOf(module.module));
    this.#topLevels.set(module, found);
    return found;
  }

  /** What a module's own name refers to: at its end, or as far as it has come at an offset. */
  resolve(module: ModuleEntity, name: string, depth = 0, before = Infinity): Binding {
    if (depth > 20) return { kind: 'unknown' };
    const { names, stars } = this.topLevel(module);
    const all = names.get(name);
    const earlier = all?.filter(({ end }) => end <= before) ?? [];
    const statements = earlier.length > 0 ? earlier : all;
    if (statements) return this.#bindingOf(module, name, statements, depth);
    for (const star of stars.toReversed()) {
      const from = this.#imported(module, star.module, star.level);
      if (from?.kind === 'module' && this.#exports(from.module, name)) {
        return this.resolve(from.module, name, depth + 1);
      }
      if (from?.kind === 'library') {
        const path = `${from.path}.${name}`;
        if (this.libraries.name(path)) return { kind: 'library', path };
      }
    }
    if (name === '__name__' || name === '__file__') return this.variable(module, name);
    return { kind: 'library', path: `builtins.${name}` };
  }

  /** What an import within a function or a module binds. */
  resolveImport(
    module: ModuleEntity,
    statement: ImportStatement | ImportFromStatement,
    name: string,
    depth = 0,
  ): Binding {
    if (statement.kind === 'import') {
      for (const { name: dotted, alias } of statement.names) {
        const [first = dotted] = dotted.split('.');
        if ((alias ?? first) !== name) continue;
        return (
          this.#imported(module, alias === undefined ? first : dotted, 0) ?? { kind: 'unknown' }
        );
      }
      return { kind: 'unknown' };
    }
    if (statement.names === '*') return { kind: 'unknown' };
    const imported = statement.names.find((one) => (one.alias ?? one.name) === name);
    const from = this.#imported(module, statement.module, statement.level);
    if (!imported || !from) return { kind: 'unknown' };
    if (from.kind === 'library') return { kind: 'library', path: `${from.path}.${imported.name}` };
    if (from.kind !== 'module') return from;
    if (this.#exports(from.module, imported.name)) {
      return this.resolve(from.module, imported.name, depth + 1);
    }
    const inner = [statement.module, imported.name].filter((part) => part !== '').join('.');
    return this.#imported(module, inner, statement.level) ?? { kind: 'unknown' };
  }

  memberOfModule(module: ModuleEntity, name: string): Binding {
    if (this.#exports(module, name)) return this.resolve(module, name);
    const value = this.program.attribute(this.program.load(module.path), name, {
      module: module.module,
      start: 0,
      end: 0,
    });
    return this.#moduleBinding(value) ?? { kind: 'unknown' };
  }

  #exports(module: ModuleEntity, name: string): boolean {
    const { names, stars } = this.topLevel(module);
    if (names.has(name)) return true;
    return stars.some((star) => {
      const from = this.#imported(module, star.module, star.level);
      return from?.kind === 'module' && from.module !== module && this.#exports(from.module, name);
    });
  }

  #imported(module: ModuleEntity, name: string, level: number): Binding | undefined {
    const value = this.program.importModule(this.program.load(module.path), name, level);
    return this.#moduleBinding(value);
  }

  #moduleBinding(value: Value): Binding | undefined {
    if (value.kind === 'library') return { kind: 'library', path: value.path };
    if (value.kind !== 'module') return undefined;
    const entity = value.module ? this.module(value.module.source.name) : this.#namespace(value);
    return entity && { kind: 'module', module: entity };
  }

  /** A package without `__init__.py`: a module that holds nothing. */
  #namespace(value: ModuleValue): ModuleEntity {
    const known = this.#modules.get(value.path);
    if (known) return known;
    const source = { name: value.path, text: '' };
    const module: PythonModule = {
      source,
      statements: [],
      comments: new Map(),
      looseComments: [],
      invalid: [],
      diagnostics: [],
    };
    const entity: ModuleEntity = {
      path: value.path,
      module,
      file: this.#files.claim(moduleFile(`${value.path}/__init__.py`)),
      functions: new Map(),
      classes: new Map(),
      variables: new Map(),
      imported: new Set(),
    };
    this.#modules.set(value.path, entity);
    return entity;
  }

  #bindingOf(
    module: ModuleEntity,
    name: string,
    statements: readonly Statement[],
    depth: number,
  ): Binding {
    const last = statements.at(-1)!;
    const imports = statements.filter(isImport);
    if (imports.length === statements.length) {
      const resolved = imports.map((one) => this.resolveImport(module, one, name, depth));
      // `try: import simplejson except ImportError: import json`: the one that is known.
      return (
        resolved.find((one) => one.kind !== 'library' || this.libraries.library(one.path)) ??
        resolved.at(-1)!
      );
    }
    if (last.kind === 'function') return this.function(module, last, undefined);
    if (last.kind === 'class') return this.class(module, last);
    const value = this.program.load(module.path).names.get(name);
    if (value && isRegistrar(value)) {
      const isApp = value.kind === 'object' && /Flask/.test(value.type);
      return { kind: 'registrar', isApp, path: typeOf(value)! };
    }
    return this.variable(module, name);
  }

  variable(module: ModuleEntity, pythonName: string): VariableEntity {
    const known = module.variables.get(pythonName);
    if (known) return known;
    const { names, typescriptNames } = this.topLevel(module);
    const entity: VariableEntity = {
      kind: 'variable',
      module,
      pythonName,
      name: typescriptNames.get(pythonName) ?? pythonName,
      type: pythonName.startsWith('__') ? STR : NEVER,
      isReassigned: (names.get(pythonName)?.length ?? 0) > 1,
      problem: undefined,
    };
    module.variables.set(pythonName, entity);
    return entity;
  }

  function(
    module: ModuleEntity,
    node: FunctionStatement,
    owner: ClassEntity | undefined,
    localName?: string,
  ): FunctionEntity {
    const known = module.functions.get(node);
    if (known) return known;
    const names = new Set(node.decorators.map((one) => (one.kind === 'name' ? one.name : '')));
    if (owner?.isModel() && this.#isValidator(module, node)) names.add('classmethod');
    const binding =
      owner === undefined
        ? 'function'
        : names.has('staticmethod') || (node.parameters.length === 0 && !names.has('classmethod'))
          ? 'static'
          : names.has('classmethod')
            ? 'class'
            : names.has('property')
              ? 'property'
              : 'method';
    const entity: FunctionEntity = {
      kind: 'function',
      node,
      module,
      name: localName ?? (owner ? memberName(node.name) : this.#functionName(module, node)),
      owner,
      binding,
      isCallable: false,
      parameterTypes: new Map(),
      localTypes: new Map(),
      returnType: NEVER,
      yieldType: NEVER,
      isAsync: false,
      mayDecline: false,
      problem: undefined,
    };
    module.functions.set(node, entity);
    return entity;
  }

  /** pydantic's validators are methods of the class, whether they say so or not. */
  #isValidator(module: ModuleEntity, { decorators, parameters }: FunctionStatement): boolean {
    if (parameters[0]?.name !== 'cls') return false;
    return decorators.some((one) => {
      const binding = this.resolveExpression(module, one.kind === 'call' ? one.callee : one);
      return binding?.kind === 'library' && binding.path.startsWith('pydantic.');
    });
  }

  /** Of several functions with one name, the last has it. */
  #functionName(module: ModuleEntity, node: FunctionStatement): string {
    const { names, typescriptNames } = this.topLevel(module);
    const name = typescriptNames.get(node.name) ?? camelCase(node.name);
    const all = names.get(node.name) ?? [];
    const place = all.indexOf(node);
    return place === -1 || place === all.length - 1 ? name : `${name}_${place + 1}`;
  }

  class(module: ModuleEntity, node: ClassStatement, localName?: string): ClassEntity {
    const known = module.classes.get(node);
    if (known) return known;
    const name =
      localName ?? this.topLevel(module).typescriptNames.get(node.name) ?? pascalCase(node.name);
    const entity = new ClassEntity(node, module, name);
    module.classes.set(node, entity);
    for (const base of node.bases) {
      const binding = this.resolveExpression(module, base);
      if (binding?.kind === 'class') entity.bases.push(binding);
      else if (binding?.kind === 'library') {
        entity.libraryBase = joinBases(entity.libraryBase, this.libraries.alias(binding.path));
      } else entity.unknownBase = base;
    }
    for (const statement of node.body) {
      if (statement.kind === 'function') {
        const previous = entity.methods.get(statement.name);
        // The setter of a property has its name.
        if (previous?.binding === 'property') continue;
        entity.methods.set(statement.name, this.function(module, statement, entity));
      }
    }
    for (const statement of classStatements(node.body)) {
      const targets =
        statement.kind === 'assign'
          ? statement.targets
          : statement.kind === 'annotated-assign'
            ? [statement.target]
            : [];
      const isField = entity.isModel() && statement.kind === 'annotated-assign';
      for (const target of targets) {
        if (target.kind === 'name') (isField ? entity.fields : entity.statics).add(target.name);
      }
    }
    for (const method of entity.methods.values()) {
      const [self] = method.node.parameters;
      if (!self || (method.binding !== 'method' && method.binding !== 'property')) continue;
      for (const inner of nodesWithin(method.node.body)) {
        for (const target of assignedIn(inner)) {
          if (
            target.kind === 'attribute' &&
            target.object.kind === 'name' &&
            target.object.name === self.name
          ) {
            entity.fields.add(target.name);
          }
        }
      }
    }
    return entity;
  }

  /** Whether a class of the program derives from this one, as far as names tell. */
  hasSubclasses({ node }: ClassEntity): boolean {
    if (!this.#baseNames) {
      const found = new Set<string>();
      for (const one of this.program.modules.flatMap(statementsOf)) {
        if (one.kind !== 'class') continue;
        for (const base of one.bases) {
          if (base.kind === 'name' || base.kind === 'attribute') found.add(base.name);
        }
      }
      this.#baseNames = found;
    }
    return this.#baseNames.has(node.name);
  }

  /** Whether a class that derives from this one sets its objects up without this one's `__init__`. */
  isInitSkipped(base: ClassEntity): boolean {
    if (!base.methods.has('__init__') || !this.hasSubclasses(base)) return false;
    return this.classesWith('__init__').some(
      (one) => one !== base && one.ancestors().includes(base) && !callsBaseInit(one),
    );
  }

  /** Whether objects of one of the program's classes may have an attribute of this name that is no method. */
  hasAttribute(name: string): boolean {
    if (!this.#attributeNames) {
      const found = new Set<string>();
      for (const one of this.program.modules.flatMap(({ statements }) => statements)) {
        if (one.kind !== 'class') continue;
        for (const target of one.body.flatMap(assignedIn))
          if (target.kind === 'name') found.add(target.name);
        for (const target of nodesWithin(one.body).flatMap(assignedIn))
          if (target.kind === 'attribute') found.add(target.name);
      }
      this.#attributeNames = found;
    }
    return this.#attributeNames.has(name);
  }

  /** The program's classes that have a method of this name themselves. */
  classesWith(method: string): readonly ClassEntity[] {
    if (!this.#methodOwners) {
      this.#methodOwners = new Map();
      for (const module of this.program.modules) {
        for (const statement of statementsOf(module)) {
          if (statement.kind !== 'class') continue;
          for (const member of statement.body) {
            if (member.kind !== 'function') continue;
            const owners = this.#methodOwners.get(member.name) ?? [];
            owners.push([module, statement]);
            this.#methodOwners.set(member.name, owners);
          }
        }
      }
    }
    return (this.#methodOwners.get(method) ?? []).map(([module, statement]) =>
      this.class(this.moduleOf(module), statement),
    );
  }

  /** A dotted name, such as a base class or a decorator. */
  resolveExpression(module: ModuleEntity, node: Expression): Binding | undefined {
    if (node.kind === 'name') return this.resolve(module, node.name);
    if (node.kind !== 'attribute') return undefined;
    const object = this.resolveExpression(module, node.object);
    if (object?.kind === 'library') return { kind: 'library', path: `${object.path}.${node.name}` };
    if (object?.kind === 'module') return this.memberOfModule(object.module, node.name);
    return undefined;
  }

  evaluate(module: ModuleEntity, node: Expression): Value {
    this.program.resetSteps();
    return this.program.evaluate(moduleScope(this.program.load(module.path)), node);
  }
}

/** `super().__init__(…)` or `Base.__init__(self, …)` in its own `__init__`. */
export function callsBaseInit({ methods }: ClassEntity): boolean {
  return nodesWithin(methods.get('__init__')?.node.body ?? []).some(
    (node) => node.kind === 'attribute' && node.name === '__init__',
  );
}

/** `class Color(str, Enum)`. */
function joinBases(first: string | undefined, second: string): string {
  if (NAMED_TUPLES.has(second)) return 'collections.NamedTuple';
  const path = second.replace(/^strenum\./, 'enum.');
  const isMixin = first === 'builtins.str' || first === 'builtins.int';
  return isMixin && path === 'enum.Enum' ? 'enum.ValueEnum' : path;
}

const NAMED_TUPLES = new Set([
  'collections.namedtuple',
  'typing.NamedTuple',
  'typing_extensions.NamedTuple',
]);

function isImport(node: Statement): node is ImportStatement | ImportFromStatement {
  return node.kind === 'import' || node.kind === 'import-from';
}

/** `app/dao/users.py` is `modules/app/dao/users`. */
function moduleFile(path: string): string {
  const parts = path.replace(/\.py$/, '').split('/');
  if (parts.at(-1) === '__init__') parts[parts.length - 1] = 'index';
  return ['modules', ...parts.map((part) => kebabCase(part))].join('/');
}

function readTopLevel(statements: readonly Statement[]): TopLevel {
  const names = new Map<string, Statement[]>();
  const stars: ImportFromStatement[] = [];
  const add = (name: string, statement: Statement): void => {
    names.set(name, [...(names.get(name) ?? []), statement]);
  };
  for (const node of nodesWithin(
    statements,
    (one) => isScope(one) || one.kind === 'comprehension',
  )) {
    if (node.kind === 'function' || node.kind === 'class') add(node.name, node);
    else if (node.kind === 'import') {
      for (const { name, alias } of node.names) add(alias ?? name.split('.')[0]!, node);
    } else if (node.kind === 'import-from') {
      if (node.names === '*') stars.push(node);
      else for (const { name, alias } of node.names) add(alias ?? name, node);
    } else {
      for (const target of assignedIn(node)) {
        if (target.kind === 'name') add(target.name, node as Statement);
      }
    }
  }
  const fromFunctions = new Map<string, Statement>();
  for (const node of nodesWithin(statements)) {
    if (node.kind !== 'function') continue;
    const inner = nodesWithin(node.body, isScope);
    const globals = new Set(inner.flatMap((one) => (one.kind === 'global' ? one.names : [])));
    for (const one of globals.size > 0 ? inner : []) {
      for (const target of assignedIn(one)) {
        if (target.kind !== 'name' || !globals.has(target.name) || names.has(target.name)) continue;
        fromFunctions.set(target.name, one as Statement);
        add(target.name, one as Statement);
      }
    }
  }
  const typescriptNames = new Map<string, string>();
  const claimed = new Names();
  for (const [name, bound] of names) {
    const last = bound.at(-1)!;
    if (isImport(last)) continue;
    typescriptNames.set(
      name,
      last.kind === 'class'
        ? claimed.claim(pascalCase(name), `${pascalCase(name)}_`)
        : isConstantName(name)
          ? claimed.claim(name)
          : claimed.claim(camelCase(name), `${camelCase(name)}_`),
    );
  }
  const taken = new Set(typescriptNames.values());
  return { names, stars, typescriptNames, taken, fromFunctions };
}

export function isConstantName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** What a statement, a loop or a `with` assigns to, with what stands in tuples. */
export function assignedIn(node: { readonly kind: string }): Expression[] {
  const statement = node as Statement | Expression;
  switch (statement.kind) {
    case 'assign':
      return statement.targets.flatMap(flattened);
    case 'augmented-assign':
    case 'annotated-assign':
      return flattened(statement.target);
    case 'for':
      return flattened(statement.target);
    case 'with':
      return statement.items.flatMap(({ target }) => (target ? flattened(target) : []));
    case 'named':
      return [statement.target];
    default:
      return [];
  }
}

function flattened(target: Expression): Expression[] {
  if (target.kind === 'tuple' || target.kind === 'list') return target.items.flatMap(flattened);
  return target.kind === 'starred' ? flattened(target.value) : [target];
}

/** Python's special methods have names of their own in the service's protocols. */
const SPECIAL_METHODS: Readonly<Record<string, string>> = {
  __str__: 'pyStr',
  __repr__: 'pyRepr',
  __eq__: 'pyEquals',
  __len__: 'pyLen',
  __bool__: 'pyBool',
  __getitem__: 'pyGetItem',
  __setitem__: 'pySetItem',
  __delitem__: 'pyDeleteItem',
  __contains__: 'pyContains',
  __iter__: 'pyIterate',
  __hash__: 'pyHash',
  __enter__: 'pyEnter',
  __exit__: 'pyExit',
  __call__: 'call',
  __lt__: 'pyLess',
  __le__: 'pyLessOrEqual',
  __gt__: 'pyGreater',
  __ge__: 'pyGreaterOrEqual',
  __add__: 'pyAdd',
  __sub__: 'pySubtract',
  __mul__: 'pyMultiply',
  __init__: 'init',
};

/** Of an attribute or a method: leading underscores stay, as both `name` and `_name` may be there. */
export function memberName(name: string): string {
  const special = SPECIAL_METHODS[name];
  if (special !== undefined) return special;
  const [, underscores = '', plain = ''] = /^(_*)(.*)$/.exec(name) ?? [];
  const rest = plain.replace(/_+$/, '');
  const member =
    rest === ''
      ? name
      : `${underscores.slice(0, 1)}${isConstantName(rest) ? rest : camelCase(rest)}`;
  return member === 'constructor' ? 'constructor_' : member;
}
