/**
 * What the merged service still needs of what is not generated any more: a query that a hand-edited route calls,
 * a file that something of yours imports. And the other way round: what registers a file that stays.
 */
import { ts } from 'ts-morph';
import { declaredNames } from './declared-names.js';
import { identifiersOf } from './identifiers.js';
import type { FileOutcome } from './file-outcome.js';
import { resolveModule } from './module-paths.js';
import { isTypeScript } from './read-file.js';

export interface Needs {
  /** Files that stay as a whole. */
  readonly files: ReadonlySet<string>;
  /** By path, declarations that stay. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
  /** By path, names of other files that stay: what registers them stays. */
  readonly held: ReadonlyMap<string, ReadonlySet<string>>;
  /** The files to merge anew. */
  readonly concerned: readonly string[];
}

/** `earlier` is what was found before, with which `outcomes` have been merged. */
export function findNeeds(
  yours: ReadonlyMap<string, string>,
  outcomes: ReadonlyMap<string, FileOutcome>,
  earlier: Needs | undefined,
): Needs {
  const files = new Set(earlier?.files);
  const names = copy(earlier?.names);
  const held = copy(earlier?.held);
  const concerned = new Set<string>();
  const gone = goneNames(yours, outcomes);
  const stays = [...outcomes.values()].filter(
    ({ action, kept }) => action === 'kept' && kept.length > 0,
  );
  if (gone.size > 0 || stays.length > 0) {
    for (const { path, text, isChanged } of modulesOf(yours, outcomes)) {
      for (const [target, wanted] of importsOf(path, text)) {
        const missing = gone.get(target);
        if (missing === undefined) continue;
        if (outcomes.get(target)?.action === 'delete') {
          if (add(files, target)) concerned.add(target);
          continue;
        }
        for (const name of wanted) if (missing.has(name)) need(target, name);
      }
      const own = isChanged ? gone.get(path) : undefined;
      if (own) for (const name of identifiersOf(text)) if (own.has(name)) need(path, name);
    }
    for (const { path: kept } of stays) {
      for (const [path, text] of yours) {
        const outcome = outcomes.get(path);
        if (!isTypeScript(path) || !outcome || outcome.text === text) continue;
        const wanted = importsOf(path, text).find(([target]) => target === kept)?.[1] ?? [];
        for (const name of wanted) if (addTo(held, path, name)) concerned.add(path);
      }
    }
  }
  return { files, names, held, concerned: [...concerned] };

  function need(path: string, name: string): void {
    if (addTo(names, path, name)) concerned.add(path);
  }
}

/** By path, what your file declares and the merged one does not. */
function goneNames(
  yours: ReadonlyMap<string, string>,
  outcomes: ReadonlyMap<string, FileOutcome>,
): Map<string, ReadonlySet<string>> {
  const gone = new Map<string, ReadonlySet<string>>();
  for (const { path, text } of outcomes.values()) {
    const own = yours.get(path);
    if (own === undefined || own === text || !isTypeScript(path)) continue;
    const left = declaredNames(text ?? '');
    const names = [...declaredNames(own)].filter((name) => !left.has(name));
    if (names.length > 0) gone.set(path, new Set(names));
  }
  return gone;
}

function* modulesOf(
  yours: ReadonlyMap<string, string>,
  outcomes: ReadonlyMap<string, FileOutcome>,
): Generator<{ path: string; text: string; isChanged: boolean }> {
  for (const path of new Set([...yours.keys(), ...outcomes.keys()])) {
    const outcome = outcomes.get(path);
    const text = outcome ? outcome.text : yours.get(path);
    if (text === undefined || !isTypeScript(path)) continue;
    yield { path, text, isChanged: text !== yours.get(path) };
  }
}

/** The service's own modules that a file imports, with the names it takes from them. */
function importsOf(path: string, text: string): [path: string, names: string[]][] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext, true);
  return file.statements.flatMap((node) => {
    if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return [];
    const specifier = node.moduleSpecifier;
    const target =
      specifier && ts.isStringLiteral(specifier) ? resolveModule(path, specifier.text) : undefined;
    if (target === undefined) return [];
    const bindings = ts.isImportDeclaration(node)
      ? node.importClause?.namedBindings
      : node.exportClause;
    const elements =
      bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings))
        ? bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
        : [];
    return [[target, elements]];
  });
}

function copy(
  names: ReadonlyMap<string, ReadonlySet<string>> | undefined,
): Map<string, Set<string>> {
  return new Map([...(names ?? [])].map(([path, set]) => [path, new Set(set)]));
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): boolean {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  return add(set, value);
}

function add<T>(set: Set<T>, value: T): boolean {
  if (set.has(value)) return false;
  set.add(value);
  return true;
}
