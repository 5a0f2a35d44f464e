/** A new generation and a service on disk: merged in memory, and then written as a whole or not at all. */
import { join } from 'node:path';
import type { FileTree } from '../emit/emit-service.js';
import type { FileOutcome } from '../merge/file-outcome.js';
import { hasConflict, type ConflictStyle } from '../merge/merge-lines.js';
import { mergeTrees, type TreeMerge } from '../merge/merge-tree.js';
import { isBase, printPortFolder, type Base, type Lock } from '../merge/port-folder.js';
import { OutputRefused } from '../workspace/output-refused.js';
import { readOwnTree, type OwnTree } from '../workspace/read-own-tree.js';
import { writeTreeAtomically } from '../workspace/write-tree.js';
import { readService } from './own-service.js';
import { projectFormat } from './project-format.js';

export interface ServiceMerge {
  readonly own: OwnTree;
  /** Files with conflicts that nobody has resolved: then nothing is merged. */
  readonly unresolved: readonly string[];
  readonly merge: TreeMerge | undefined;
}

export interface ServiceMergeOptions {
  readonly style: ConflictStyle;
  /** Paths in the service; none means all. */
  readonly only: readonly string[];
}

/** @throws OutputRefused when a file would have to change and cannot */
export async function mergeService(
  folder: string,
  { base, theirs }: { readonly base: Base; readonly theirs: FileTree },
  { style, only }: ServiceMergeOptions,
): Promise<ServiceMerge> {
  const own = await readService(folder, base, theirs);
  const unresolved = unresolvedIn(own);
  if (unresolved.length > 0) return { own, unresolved, merge: undefined };
  const isWanted = wantedPaths(only);
  const isLeft = (path: string): boolean => own.problems.has(path) && !own.texts.has(path);
  const merge = await mergeTrees(
    { base, yours: own.texts, theirs },
    {
      style,
      format: projectFormat(folder),
      includes: (path) => isWanted(path) && !isLeft(path),
    },
  );
  refuseProblems(folder, own, { merge, base, theirs, isWanted });
  return { own, unresolved, merge };
}

function wantedPaths(only: readonly string[]): (path: string) => boolean {
  const wanted = only.map((path) => path.replace(/^\.\//, '').replace(/\/$/, ''));
  return (path) =>
    wanted.length === 0 || wanted.some((own) => path === own || path.startsWith(`${own}/`));
}

interface Planned {
  readonly merge: TreeMerge;
  readonly base: Base;
  readonly theirs: FileTree;
  readonly isWanted: (path: string) => boolean;
}

/** @throws OutputRefused for the first file that would have to change and cannot */
function refuseProblems(folder: string, own: OwnTree, { merge, base, theirs, isWanted }: Planned) {
  const changed = new Set(changes(merge, own.texts).map(({ path }) => path));
  for (const [path, problem] of own.problems) {
    const text = theirs.get(path);
    const isCurrent = text !== undefined && base.get(path)?.some((last) => isBase(last, text));
    const isConcerned = own.texts.has(path) ? changed.has(path) : isWanted(path) && !isCurrent;
    if (isConcerned) {
      throw new OutputRefused(
        `${join(folder, path)} ${problem}, and the new generation changes it`,
        ['put a file in its place that can be written, or leave it out with --only'],
      );
    }
  }
}

function changes(merge: TreeMerge, yours: FileTree): FileOutcome[] {
  return merge.files.filter(({ path, text }) => text !== yours.get(path));
}

/** The merge with a generation that is the last one: nothing changes, whatever a person did. */
export async function readUnchanged(folder: string, base: Base): Promise<ServiceMerge> {
  const own = await readService(folder, base, new Map());
  const unresolved = unresolvedIn(own);
  if (unresolved.length > 0) return { own, unresolved, merge: undefined };
  const files = [...base.keys()].flatMap((path): FileOutcome[] => {
    const text = own.texts.get(path);
    return text === undefined ? [] : [{ path, action: 'unchanged', text, conflicts: 0, kept: [] }];
  });
  return { own, unresolved, merge: { files, base, moves: new Map() } };
}

function unresolvedIn({ texts }: OwnTree): string[] {
  return [...texts].flatMap(([path, text]) => (hasConflict(text) ? [path] : []));
}

export interface MergeWrite {
  readonly files: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** What is written, `.port/` included. */
export function planMergeWrite(own: OwnTree, merge: TreeMerge, lock: Lock): MergeWrite {
  const files = new Map<string, string>();
  const remove: string[] = [];
  for (const { path, text } of changes(merge, own.texts)) {
    if (text === undefined) remove.push(path);
    else files.set(path, text);
  }
  for (const [path, text] of printPortFolder(merge.base, lock)) files.set(path, text);
  return { files, remove };
}

/** @throws OutputRefused also when somebody changed a file since it was read */
export async function writeMerge(
  folder: string,
  { own, merge }: { readonly own: OwnTree; readonly merge: TreeMerge },
  { lock, signal }: { readonly lock: Lock; readonly signal: AbortSignal },
): Promise<void> {
  const paths = changes(merge, own.texts).map(({ path }) => path);
  const now = await readOwnTree(folder, paths, () => false);
  const touched = paths.find((path) => now.texts.get(path) !== own.texts.get(path));
  if (touched !== undefined) {
    throw new OutputRefused(`${join(folder, touched)} was changed while port was at work`, [
      'nothing was written: run it again',
    ]);
  }
  const { files, remove } = planMergeWrite(own, merge, lock);
  await writeTreeAtomically(folder, files, { force: true, remove, signal });
}
