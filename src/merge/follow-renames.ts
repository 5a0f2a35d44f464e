/**
 * What a person renamed or moved is followed: files that lie elsewhere, and declarations that have another name.
 * The generation, last and new, is brought into the person's terms before anything is compared.
 */
import { ts } from 'ts-morph';
import { declaredNames } from './declared-names.js';
import { isPropertyName } from './identifiers.js';
import { matchItems } from './match-items.js';
import { moduleSpecifier, resolveModule } from './module-paths.js';
import { isTypeScript } from './read-file.js';
import { parseTypeScript, readStatements } from './read-typescript.js';
import { pairAlike } from './similarity.js';
import type { Item } from './syntax.js';

const SAME_FILE = 0.6;

/** Generated files that are missing, to files of a person's that are most like them. */
export function findMoves(
  base: ReadonlyMap<string, string>,
  yours: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
): Map<string, string> {
  const missing = [...base.keys()].filter((path) => !yours.has(path));
  if (missing.length === 0) return new Map();
  const own = [...yours.keys()].filter((path) => !base.has(path) && !theirs.has(path));
  const moves = new Map<string, string>();
  const extension = (path: string): string => path.slice(path.lastIndexOf('.'));
  for (const kind of new Set(missing.map(extension))) {
    const pairs = pairAlike(
      missing.filter((path) => extension(path) === kind),
      own.filter((path) => extension(path) === kind),
      { textOf: (path) => base.get(path) ?? yours.get(path)!, floor: SAME_FILE },
    );
    for (const [from, to] of pairs) moves.set(from, to);
  }
  return moves;
}

/** By path, the names that a person gave to declarations of the generation: from old to new. */
export type Renames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * All three have the same path for the same file. What is not generated any more needs not be followed: under
 * its new name it is the person's own.
 */
export function findRenames(
  base: ReadonlyMap<string, string>,
  yours: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
): Renames {
  const renames = new Map<string, Map<string, string>>();
  for (const [path, text] of base) {
    const own = yours.get(path);
    const next = theirs.get(path);
    if (own === undefined || own === text || next === undefined || !isTypeScript(path)) continue;
    const present = declaredNames(own);
    if ([...declaredNames(text)].every((name) => present.has(name))) continue;
    const isGenerated = declaredNames(next);
    const [old, current] = [text, own].map(declarationsOf);
    const names = new Map<string, string>();
    for (const [{ name: from }, { name: to }] of matchItems(old!, current!, { byLikeness: true })) {
      if (from === undefined || to === undefined || from === to || !isGenerated.has(from)) continue;
      names.set(from, to);
    }
    if (names.size > 0) renames.set(path, names);
  }
  return renames;
}

function declarationsOf(text: string): readonly Item[] {
  const file = parseTypeScript(text);
  return file ? readStatements(file, file.statements, 0).items : [];
}

interface Following {
  readonly moves: ReadonlyMap<string, string>;
  readonly renames: Renames;
  /** By new paths: a name that is still in use there is not renamed there. */
  readonly yours: ReadonlyMap<string, string>;
}

/** Files of a generation as they would be, had they been generated with the person's paths and names. */
export function followRenames(
  files: ReadonlyMap<string, string>,
  { moves, renames, yours }: Following,
): ReadonlyMap<string, string> {
  if (moves.size + renames.size === 0) return files;
  const placeOf = (path: string): string => moves.get(path) ?? path;
  return new Map(
    [...files].map(([path, text]) => [
      placeOf(path),
      isTypeScript(path) ? rewrite(path, text) : text,
    ]),
  );

  function rewrite(path: string, text: string): string {
    const place = placeOf(path);
    const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext, true);
    const names = new Map(renames.get(place));
    const edits: Edit[] = [];
    for (const node of file.statements) {
      if (!ts.isImportDeclaration(node)) continue;
      const specifier = node.moduleSpecifier as ts.StringLiteral;
      const target = resolveModule(path, specifier.text);
      if (target === undefined) continue;
      const changed = moduleSpecifier(place, placeOf(target));
      if (moves.size > 0 && changed !== specifier.text) {
        edits.push({ start: specifier.getStart(file) + 1, end: specifier.end - 1, text: changed });
      }
      for (const [from, to] of renames.get(placeOf(target)) ?? []) names.set(from, to);
    }
    const own = yours.get(place);
    for (const name of names.keys()) {
      if (own !== undefined && new RegExp(`\\b${name}\\b`).test(own)) names.delete(name);
    }
    if (names.size > 0) edits.push(...renameEdits(file, names));
    return applyEdits(text, edits);
  }
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function renameEdits(file: ts.SourceFile, names: ReadonlyMap<string, string>): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isPropertyName(node)) {
      const name = names.get(node.text);
      if (name === undefined) return;
      const { parent } = node;
      const isShorthand = ts.isShorthandPropertyAssignment(parent);
      const text = isShorthand ? `${node.text}: ${name}` : name;
      edits.push({ start: node.getStart(file), end: node.end, text });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  let changed = text;
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => b.start - a.start)) {
    changed = `${changed.slice(0, start)}${replacement}${changed.slice(end)}`;
  }
  return changed;
}
