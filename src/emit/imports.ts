/** The imports of one generated module: collected while its code is printed, then printed sorted. */
import { ts } from 'ts-morph';
import { compareText } from '../util/compare-text.js';
import { printString } from './print-literal.js';

export class Imports {
  readonly #defaults = new Map<string, string>();
  readonly #modules = new Map<string, Map<string, { isType: boolean }>>();

  value(module: string, name: string): string {
    return this.#add(module, name, false);
  }

  type(module: string, name: string): string {
    return this.#add(module, name, true);
  }

  /** `import name from 'module'`. */
  default(module: string, name: string): string {
    this.#defaults.set(module, name);
    if (!this.#modules.has(module)) this.#modules.set(module, new Map());
    return name;
  }

  /** Whether another module than this one gives the name. */
  hasOther(module: string, name: string): boolean {
    return [...this.#modules].some(
      ([other, names]) =>
        other !== module && [...names.keys()].some((one) => one.split(' as ').at(-1) === name),
    );
  }

  /** `import 'module'`: for what it does when it is loaded. */
  effect(module: string): void {
    if (!this.#modules.has(module)) this.#modules.set(module, new Map());
  }

  #add(module: string, name: string, isType: boolean): string {
    const names = this.#modules.get(module) ?? new Map<string, { isType: boolean }>();
    names.set(name, { isType: isType && (names.get(name)?.isType ?? true) });
    this.#modules.set(module, names);
    return name;
  }

  /** Without what the code does not mention. */
  keepUsed(code: string): void {
    const words = identifiersOf(code);
    for (const [module, names] of this.#modules) {
      for (const name of names.keys()) {
        if (!words.has(name.split(' as ').at(-1)!)) names.delete(name);
      }
      if (names.size === 0 && !this.#defaults.has(module)) this.#modules.delete(module);
    }
  }

  /** Packages first, then the service's own modules, nearest last. */
  print(): string {
    return [...this.#modules]
      .toSorted(([a], [b]) => rank(a) - rank(b) || compareText(a, b))
      .map(([module, names]) => {
        const sorted = [...names].toSorted(([a], [b]) => compareText(a, b));
        const own = this.#defaults.get(module);
        const onlyTypes = own === undefined && sorted.every(([, { isType }]) => isType);
        const list = sorted.map(([name, { isType }]) =>
          isType && !onlyTypes ? `type ${name}` : name,
        );
        const clause = [own, list.length > 0 ? `{ ${list.join(', ')} }` : undefined].filter(
          Boolean,
        );
        if (clause.length === 0) return `import ${printString(module)};`;
        return `import ${onlyTypes ? 'type ' : ''}${clause.join(', ')} from ${printString(module)};`;
      })
      .join('\n');
  }
}

/** Not what strings and comments mention. */
function identifiersOf(code: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.ts', code, ts.ScriptTarget.ES2023));
  return found;
}

function rank(module: string): number {
  if (!module.startsWith('.')) return 0;
  return module.startsWith('../') ? 1 : 2;
}
