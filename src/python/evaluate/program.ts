/**
 * A whole program: its modules by path, found from each other as Python would find them, and evaluated on first
 * import. Cyclic imports see what the other module has defined so far, as in Python.
 */
import type { PythonModule } from '../parse-module.js';
import { STANDARD_MODULES } from '../standard-modules.js';
import type { Expression, Statement } from '../syntax.js';
import { attributeOf, callValue } from './call.js';
import { evaluateExpression } from './evaluate-expression.js';
import type { Libraries, Machine } from './machine.js';
import { runBlock } from './run-statements.js';
import { type ModuleValue, type Scope, type Value } from './value.js';

/** Statements and calls that are followed before every function is taken for unknown. */
const MAX_STEPS = 400_000;

export class Program implements Machine {
  readonly #modules = new Map<string, ModuleValue>();
  readonly #byPath: ReadonlyMap<string, PythonModule>;
  readonly #folders = new Set(['']);
  readonly #foldersOfFiles: ReadonlySet<string>;
  #steps = 0;
  #limit = MAX_STEPS;

  /** `modules` are named by their paths from the root of the app, with slashes. */
  constructor(
    readonly modules: readonly PythonModule[],
    readonly libraries: Libraries,
  ) {
    this.#byPath = new Map(modules.map((module) => [module.source.name, module]));
    this.#foldersOfFiles = new Set(modules.map(({ source }) => parentOf(source.name)));
    for (const { source } of modules) {
      const parts = source.name.split('/');
      for (let length = 1; length < parts.length; length += 1) {
        this.#folders.add(parts.slice(0, length).join('/'));
      }
    }
  }

  /** Evaluates a module, once. */
  load(path: string): ModuleValue {
    const known = this.#modules.get(path);
    if (known) return known;
    const module = this.#byPath.get(path);
    const value: ModuleValue = { kind: 'module', module, path, names: new Map() };
    this.#modules.set(path, value);
    value.names.set('__name__', { kind: 'constant', value: moduleName(path) });
    value.names.set('__file__', { kind: 'constant', value: path });
    if (module) this.run({ scope: moduleScope(value), returns: [] }, module.statements);
    return value;
  }

  evaluate = (scope: Scope, node: Expression): Value => evaluateExpression(this, scope, node);
  run: Machine['run'] = (frame, block) => runBlock(this, frame, block);
  call: Machine['call'] = (callee, args, site) => callValue(this, callee, args, site);
  attribute: Machine['attribute'] = (object, name, site) => attributeOf(this, object, name, site);

  siteOf = (scope: Scope, { start, end }: Expression | Statement) => ({
    module: scope.module.module!,
    start,
    end,
  });

  takeStep = (): boolean => {
    this.#steps += 1;
    return this.#steps <= this.#limit;
  };

  /** For what is evaluated on its own, such as one function. */
  resetSteps(limit = MAX_STEPS): void {
    this.#steps = 0;
    this.#limit = limit;
  }

  assign = (scope: Scope, target: Expression, value: Value): void => {
    switch (target.kind) {
      case 'name': {
        const names = scope.globals.has(target.name) ? scope.module.names : scope.names;
        names.set(target.name, value);
        return;
      }
      case 'attribute': {
        const object = this.evaluate(scope, target.object);
        this.libraries.setAttribute?.(object, target.name, value, this.siteOf(scope, target));
        if (object.kind === 'instance' || object.kind === 'object' || object.kind === 'class') {
          object.attributes.set(target.name, value);
        } else if (object.kind === 'module') object.names.set(target.name, value);
        return;
      }
      case 'subscript': {
        const object = this.evaluate(scope, target.object);
        const key = this.evaluate(scope, target.index);
        this.libraries.setItem(object, key, value, this.siteOf(scope, target));
        if (object.kind === 'dict' && key.kind === 'constant') {
          object.entries.set(String(key.value), { key, value });
        }
        return;
      }
      case 'tuple':
      case 'list':
        for (const [index, item] of target.items.entries()) {
          const inner = value.kind === 'sequence' ? value.items[index] : undefined;
          this.assign(scope, item, inner ?? { kind: 'unknown' });
        }
        return;
      case 'starred':
        this.assign(scope, target.value, { kind: 'unknown' });
        return;
      default:
    }
  };

  /** A module of the program, or the library of that name. */
  importModule = (from: ModuleValue, name: string, level: number): Value => {
    const parts = name === '' ? [] : name.split('.');
    if (level > 0) {
      const isPackage = from.path.endsWith('__init__.py') || from.module === undefined;
      const folder = isPackage && from.module === undefined ? from.path : parentOf(from.path);
      let base = folder;
      for (let up = 1; up < level; up += 1) base = parentOf(base);
      const found = this.#find(base, parts);
      return found ?? { kind: 'unknown' };
    }
    for (const root of this.#rootsFor(from.path)) {
      if (STANDARD_MODULES.has(parts[0]!) && !this.#startsFrom(root)) continue;
      const found = this.#find(root, parts);
      if (found) return found;
    }
    return { kind: 'library', path: name };
  };

  /** Only where the app is started, a file comes before the standard module of its name: `util/datetime.py` does not. */
  #startsFrom(root: string): boolean {
    if (!this.#foldersOfFiles.has(root)) return false;
    for (let at = root; at !== '';) {
      at = parentOf(at);
      if (this.#foldersOfFiles.has(at)) return false;
    }
    return true;
  }

  /** Where Python would look from this file: its package's root first, then every folder around it. */
  #rootsFor(path: string): string[] {
    const roots: string[] = [];
    for (let folder = parentOf(path); ; folder = parentOf(folder)) {
      roots.push(folder);
      if (folder === '') break;
    }
    const isInPackage = (folder: string): boolean => this.#byPath.has(join(folder, '__init__.py'));
    const ordered = [...roots.filter((root) => !isInPackage(root)), ...roots.filter(isInPackage)];
    for (const extra of ['src', 'app', 'backend', 'server', 'api']) {
      if (this.#folders.has(extra) && !ordered.includes(extra)) ordered.push(extra);
    }
    return ordered;
  }

  #find(folder: string, parts: readonly string[]): ModuleValue | undefined {
    const path = join(folder, parts.join('/'));
    if (parts.length > 0 && this.#byPath.has(`${path}.py`)) return this.load(`${path}.py`);
    const init = join(path, '__init__.py');
    if (this.#byPath.has(init)) return this.load(init);
    if (this.#folders.has(path)) {
      const known = this.#modules.get(path);
      if (known) return known;
      const value: ModuleValue = { kind: 'module', module: undefined, path, names: new Map() };
      this.#modules.set(path, value);
      return value;
    }
    return undefined;
  }
}

export function moduleScope(value: ModuleValue): Scope {
  return {
    names: value.names,
    parent: undefined,
    module: value,
    globals: new Set(),
    isClass: false,
  };
}

function moduleName(path: string): string {
  return path.replace(/(?:\/?__init__)?\.py$/, '').replaceAll('/', '.');
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

function join(folder: string, name: string): string {
  return folder === '' ? name : name === '' ? folder : `${folder}/${name}`;
}
