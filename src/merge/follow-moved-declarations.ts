/**
 * A generated declaration that a person has moved to another file of theirs: what the new generation changes in it
 * is brought there, with the imports it needs. Where it was, it stays deleted.
 */
import { ts } from 'ts-morph';
import { declaredNames } from './declared-names.js';
import { identifiersOf } from './identifiers.js';
import { moduleSpecifier, resolveModule } from './module-paths.js';
import { isTypeScript } from './read-file.js';

type Files = ReadonlyMap<string, string>;

/** A file with one declaration as it was generated last, and as it is generated now. */
export interface MovedDeclaration {
  readonly path: string;
  readonly base: string;
  readonly theirs: string;
}

interface Versions {
  readonly base: Files;
  readonly yours: Files;
  readonly theirs: Files;
}

/** By the name and the place where it is now. Only what the new generation changes is of interest. */
export interface Move {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

export function findMovedDeclarations({ base, yours, theirs }: Versions): Move[] {
  const moves: Move[] = [];
  let declaredBy: Map<string, string[]> | undefined;
  for (const [from, text] of base) {
    const [own, next] = [yours.get(from), theirs.get(from)];
    if (!isTypeScript(from) || own === undefined || next === undefined || text === next) continue;
    const present = declaredNames(own);
    const generated = declaredNames(next);
    for (const name of declaredNames(text)) {
      if (present.has(name) || !generated.has(name)) continue;
      if (declarationOf(text, name) === declarationOf(next, name)) continue;
      declaredBy ??= indexDeclarations(yours);
      const places = (declaredBy.get(name) ?? []).filter(
        (path) => !declaredNames(base.get(path) ?? '').has(name),
      );
      if (places.length === 1) moves.push({ name, from, to: places[0]! });
    }
  }
  return moves;
}

function indexDeclarations(files: Files): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const [path, text] of files) {
    if (!isTypeScript(path)) continue;
    for (const name of declaredNames(text)) index.set(name, [...(index.get(name) ?? []), path]);
  }
  return index;
}

/** `current` is the file that the declaration is in now. */
export function placeMovedDeclaration(
  { name, from, to }: Move,
  current: string,
  { base, theirs }: Versions,
): MovedDeclaration | undefined {
  const [last, next] = [base.get(from)!, theirs.get(from)!];
  const [before, after] = [last, next].map((text) => declarationOf(text, name));
  const place = spanOf(current, name);
  if (before === undefined || after === undefined || place === undefined) return undefined;
  const replaced = (text: string): string =>
    `${current.slice(0, place.start)}${text}${current.slice(place.end)}`;
  const imports = missingImports(next, after, { from, to, current });
  return { path: to, base: replaced(before), theirs: `${imports}${replaced(after)}` };
}

function declarationOf(text: string, name: string): string | undefined {
  const span = spanOf(text, name);
  return span && text.slice(span.start, span.end);
}

function spanOf(text: string, name: string): { start: number; end: number } | undefined {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext, true);
  const node = file.statements.find((statement) =>
    declaredNames(statement.getText(file)).has(name),
  );
  return node && { start: node.getStart(file), end: node.end };
}

interface Places {
  readonly from: string;
  readonly to: string;
  readonly current: string;
}

/** Imports that the declaration needs and its new file does not have, as seen from there. */
function missingImports(next: string, declaration: string, { from, to, current }: Places): string {
  const known = new Set([...identifiersOf(current), ...importedNames(current)]);
  const needed = new Set([...identifiersOf(declaration)].filter((name) => !known.has(name)));
  const file = ts.createSourceFile('file.ts', next, ts.ScriptTarget.ESNext, true);
  return file.statements
    .filter(ts.isImportDeclaration)
    .flatMap((node) => {
      const bindings = node.importClause?.namedBindings;
      if (!bindings || !ts.isNamedImports(bindings)) return [];
      const names = bindings.elements.filter(({ name }) => needed.has(name.text));
      if (names.length === 0) return [];
      const written = (node.moduleSpecifier as ts.StringLiteral).text;
      const target = resolveModule(from, written);
      const module = target === undefined ? written : moduleSpecifier(to, target);
      const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      const list = names.map((name) => name.getText(file)).join(', ');
      return [`import ${isType ? 'type ' : ''}{ ${list} } from '${module}';\n`];
    })
    .join('');
}

function importedNames(text: string): string[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext, true);
  return file.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    return bindings && ts.isNamedImports(bindings)
      ? bindings.elements.map(({ name }) => name.text)
      : [];
  });
}
