/**
 * A whole service, three versions: what becomes of each file. The rules are those a person expects: what only
 * the generation changed is taken, what only they changed is theirs, what they deleted stays deleted, and what
 * is not generated any more goes unless they edited it or still use it.
 */
import { posix } from 'node:path';
import { compareText } from '../util/compare-text.js';
import { findMoves, findRenames, followRenames } from './follow-renames.js';
import type { FileAction, FileOutcome } from './file-outcome.js';
import { findNeeds, type Needs } from './find-needs.js';
import { isHandWritten, pinnedNames } from './hand-written.js';
import { findMovedDeclarations, placeMovedDeclaration } from './follow-moved-declarations.js';
import { formOf, mergeFile, type Format } from './merge-file.js';
import type { ConflictStyle } from './merge-lines.js';
import { baseOf, isBase, type Base, type BaseText } from './port-folder.js';

export interface TreeVersions {
  readonly base: Base;
  /** Every text of the service that could be concerned, by its path. */
  readonly yours: ReadonlyMap<string, string>;
  readonly theirs: ReadonlyMap<string, string>;
}

export interface TreeOptions {
  readonly style: ConflictStyle;
  readonly format: Format;
  /** Which files may change; the others keep what they have, and their base. */
  readonly includes: (path: string) => boolean;
}

export interface TreeMerge {
  readonly files: readonly FileOutcome[];
  /** What the next update merges with. */
  readonly base: Base;
  /** Generated files that a person has moved: from, to. */
  readonly moves: ReadonlyMap<string, string>;
}

export async function mergeTrees(
  { base, yours, theirs }: TreeVersions,
  options: TreeOptions,
): Promise<TreeMerge> {
  const last = chooseBase(base, yours, theirs);
  const moves = findMoves(last, yours, theirs);
  const placed = inPlaces(last, moves);
  const following = { moves, renames: findRenames(placed, yours, inPlaces(theirs, moves)), yours };
  const versions: Versions = {
    last: placed,
    base: followRenames(last, following),
    yours,
    theirs: followRenames(theirs, following),
  };
  const pinned = pinnedNames(versions.base, yours);
  const paths = [...new Set([...versions.base.keys(), ...versions.theirs.keys()])]
    .filter((path) => options.includes(path))
    .toSorted(compareText);

  const outcomes = new Map<string, FileOutcome>();
  const mergeAll = async (which: readonly string[], needs: Needs | undefined): Promise<void> => {
    const results = await Promise.all(
      which.map((path) => mergeOne(path, versions, { options, pinned, needs })),
    );
    for (const outcome of results) if (outcome) outcomes.set(outcome.path, outcome);
  };
  await mergeAll(paths, undefined);
  await mergeMoved(versions, outcomes, options);
  // What is left may need something that went: it comes back, and with it what it needs itself.
  let needs = findNeeds(yours, outcomes, undefined);
  while (needs.concerned.length > 0) {
    // oxlint-disable-next-line no-await-in-loop -- each round looks at what the last one brought back
    await mergeAll(needs.concerned, needs);
    needs = findNeeds(yours, outcomes, needs);
  }
  return {
    files: [...outcomes.values()].toSorted((a, b) => compareText(a.path, b.path)),
    base: nextBase({ base, yours, theirs }, moves, options),
    moves,
  };
}

/** Declarations that were moved to other files: a step of its own for each, on what its file has become. */
async function mergeMoved(
  versions: Versions,
  outcomes: Map<string, FileOutcome>,
  { style, format, includes }: TreeOptions,
): Promise<void> {
  for (const move of findMovedDeclarations(versions)) {
    const { to: path } = move;
    const outcome = outcomes.get(path);
    const yours = outcome ? outcome.text : versions.yours.get(path);
    if (yours === undefined || (outcome?.conflicts ?? 0) > 0 || !includes(path)) continue;
    const placed = placeMovedDeclaration(move, formOf(yours).read(yours), versions);
    if (!placed) continue;
    // oxlint-disable-next-line no-await-in-loop -- several may be in the same file
    const { text, conflicts } = await mergeFile({ yours, ...placed }, { style, format });
    if (text === yours) continue;
    const action = conflicts > 0 ? 'conflict' : 'merge';
    outcomes.set(path, { path, action, text, conflicts, kept: outcome?.kept ?? [] });
  }
}

interface Versions {
  /** The base before it was brought into a person's terms. */
  readonly last: ReadonlyMap<string, string>;
  readonly base: ReadonlyMap<string, string>;
  readonly yours: ReadonlyMap<string, string>;
  readonly theirs: ReadonlyMap<string, string>;
}

/** Of two bases that met in a merge the one that is nearest; of a large file the text, if that is known. */
function chooseBase(
  base: Base,
  yours: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const [path, texts] of base) {
    const own = yours.get(path);
    const sides = [own === undefined ? undefined : formOf(own).read(own), theirs.get(path)];
    const known = sides.find(
      (side) => side !== undefined && texts.some((text) => isBase(text, side)),
    );
    const text = known ?? texts.find(isText)?.text;
    if (text !== undefined) chosen.set(path, text);
    // Deleted, and too large for its text to be known: that it was generated is enough.
    else if (own === undefined) chosen.set(path, '');
  }
  return chosen;
}

function isText(base: BaseText): base is BaseText & { readonly kind: 'text' } {
  return base.kind === 'text';
}

function inPlaces(
  files: ReadonlyMap<string, string>,
  moves: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, text]) => [moves.get(path) ?? path, text]));
}

interface Settings {
  readonly options: TreeOptions;
  readonly pinned: ReadonlyMap<string, ReadonlySet<string>>;
  readonly needs: Needs | undefined;
}

/** Undefined for a file that nobody has any more. */
async function mergeOne(
  path: string,
  versions: Versions,
  { options, pinned, needs }: Settings,
): Promise<FileOutcome | undefined> {
  const [base, yours, theirs] = [versions.base, versions.yours, versions.theirs].map((files) =>
    files.get(path),
  );
  const { style, format } = options;
  const outcome = (
    action: FileAction,
    text: string | undefined,
    more: { conflicts?: number; kept?: readonly string[] } = {},
  ): FileOutcome => ({ path, action, text, conflicts: 0, kept: [], ...more });

  if (yours === undefined) {
    if (theirs === undefined) return undefined;
    if (base === undefined) return outcome('create', await formatted(format, path, theirs));
    return base === theirs ? undefined : outcome('kept', undefined);
  }
  const isOwn = isHandWritten(base, yours);
  if (theirs === undefined) {
    if (isOwn) return outcome('unchanged', yours);
    if (needs?.files.has(path)) return outcome('kept', yours);
    return (await isEdited(format, path, versions.last.get(path)!, yours))
      ? outcome('kept', yours, { kept: [path] })
      : outcome('delete', undefined);
  }
  if (isOwn) return outcome(base === theirs ? 'unchanged' : 'kept', yours);
  if (base === theirs) return outcome('unchanged', yours);
  const merged = await mergeFile(
    { path, base, yours, theirs },
    {
      style,
      format,
      holds: {
        pinned: pinned.get(posix.dirname(path)) ?? NONE,
        needed: needs?.names.get(path) ?? NONE,
        held: needs?.held.get(path) ?? NONE,
      },
    },
  );
  const { text, conflicts } = merged;
  const kept = merged.kept.map(({ name }) => name);
  if (conflicts > 0) return outcome('conflict', text, { conflicts, kept });
  if (text === yours) {
    const isSame = formOf(yours).read(yours) === theirs;
    return outcome(isSame ? 'unchanged' : 'kept', yours, { kept });
  }
  const last = versions.last.get(path);
  const isUntouched = last !== undefined && !(await isEdited(format, path, last, yours));
  return outcome(isUntouched ? 'update' : 'merge', text, { kept });
}

const NONE: ReadonlySet<string> = new Set();

/** Whether it says something else than what was generated: style does not count. */
async function isEdited(
  format: Format,
  path: string,
  base: string,
  yours: string,
): Promise<boolean> {
  const own = formOf(yours).read(yours);
  if (own === base) return false;
  return (await formatted(format, path, own)) !== (await formatted(format, path, base));
}

async function formatted(format: Format, path: string, text: string): Promise<string> {
  try {
    return await format(path, text);
  } catch {
    return text;
  }
}

function nextBase(
  { base, yours, theirs }: TreeVersions,
  moves: ReadonlyMap<string, string>,
  { includes }: TreeOptions,
): Base {
  const next = new Map<string, readonly BaseText[]>();
  for (const [path, texts] of baseOf(theirs)) {
    if (includes(moves.get(path) ?? path)) next.set(path, texts);
  }
  for (const [path, texts] of base) {
    const place = moves.get(path) ?? path;
    const stub = texts.find(isText);
    // A stub stays the base of what was written in its place.
    const isOwn = !theirs.has(path) && isHandWritten(stub?.text, yours.get(place));
    if (!includes(place) || isOwn) next.set(path, texts);
  }
  return next;
}
