/**
 * Names for the functions and classes of a module that a manifest can hold: `get_film`, `FilmView`, `create_app.index`
 * for a function within another, `index#2` for the second of a name.
 */
import type { PythonModule } from '../python/parse-module.js';
import type { ClassStatement, FunctionStatement, Statement } from '../python/syntax.js';
import { isScope, nodesWithin } from '../python/walk-syntax.js';

export type Definition = FunctionStatement | ClassStatement;

/** In the order of the source; the last of several with one name is what Python's name means. */
export function definitionsOf(module: PythonModule): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  const visit = (statements: readonly Statement[], prefix: string, depth: number): void => {
    if (depth > 10) return;
    for (const node of nodesWithin(statements, isScope)) {
      if (node.kind !== 'function' && node.kind !== 'class') continue;
      const base = `${prefix}${node.name}`;
      let name = base;
      for (let count = 2; found.has(name); count += 1) name = `${base}#${count}`;
      found.set(name, node);
      visit(node.body, `${base}.`, depth + 1);
    }
  };
  visit(module.statements, '', 0);
  return found;
}

export function viewName(module: PythonModule, node: Definition): string | undefined {
  for (const [name, one] of definitionsOf(module)) if (one === node) return name;
  return undefined;
}
