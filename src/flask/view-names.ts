/**
 * Names for the functions and classes of a module that a manifest can hold: `get_film`, `FilmView`, `create_app.index`
 * for a function within another, `index#2` for the second of a name.
 */
import type { PythonModule } from '../python/parse-module.js';
import type { ClassStatement, FunctionStatement, Statement } from '../python/syntax.js';
import { isScope, nodesWithin } from '../python/walk-syntax.js';

export type Definition = FunctionStatement | ClassStatement;

const known = new WeakMap<PythonModule, ReadonlyMap<string, Definition>>();
const knownNames = new WeakMap<Definition, string>();

/** In the order of the source; the last of several with one name is what Python's name means. */
export function definitionsOf(module: PythonModule): ReadonlyMap<string, Definition> {
  const before = known.get(module);
  if (before) return before;
  const found = new Map<string, Definition>();
  const counts = new Map<string, number>();
  const visit = (statements: readonly Statement[], prefix: string, depth: number): void => {
    if (depth > 10) return;
    for (const node of nodesWithin(statements, isScope)) {
      if (node.kind !== 'function' && node.kind !== 'class') continue;
      const base = `${prefix}${node.name}`;
      const count = (counts.get(base) ?? 0) + 1;
      counts.set(base, count);
      const name = count === 1 ? base : `${base}#${count}`;
      found.set(name, node);
      knownNames.set(node, name);
      visit(node.body, `${base}.`, depth + 1);
    }
  };
  visit(module.statements, '', 0);
  known.set(module, found);
  return found;
}

export function viewName(module: PythonModule, node: Definition): string | undefined {
  definitionsOf(module);
  return knownNames.get(node);
}
