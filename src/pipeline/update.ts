/**
 * `port update`: generates anew and merges with what a person made of the last generation. All of it is written
 * or nothing, `.port/` with the rest; a tree with conflicts that nobody resolved is not touched.
 */
import { join, relative, resolve } from 'node:path';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { FileTree } from '../emit/emit-service.js';
import { hasConflict, type ConflictStyle } from '../merge/merge-lines.js';
import type { FileOutcome } from '../merge/file-outcome.js';
import { mergeTrees, type TreeMerge } from '../merge/merge-tree.js';
import {
  BASE_PATH,
  isBase,
  LOCK_PATH,
  parseBase,
  parseLock,
  printPortFolder,
  type Base,
  type Lock,
} from '../merge/port-folder.js';
import { isTypeScript } from '../merge/read-file.js';
import type { Service } from '../model/service.js';
import type { Resources } from '../processes/resources.js';
import { OutputRefused } from '../workspace/output-refused.js';
import { readOwnTree, type OwnTree } from '../workspace/read-own-tree.js';
import { recoverFolder } from '../workspace/recover-folder.js';
import { writeTreeAtomically } from '../workspace/write-tree.js';
import { checkMerged } from './check-merged.js';
import { describeManifest } from './describe-manifest.js';
import { emitFiles } from './generate.js';
import { lockOf } from './lock-generation.js';
import { projectFormat } from './project-format.js';
import { readManifest } from './read-manifest.js';
import { describeConflicts, describeOutcomes } from './update-diagnostics.js';

export interface UpdateOptions {
  readonly directory: string;
  readonly cwd: string;
  /** In the place of the one that `.port/lock` names. */
  readonly manifest: string | undefined;
  readonly style: ConflictStyle;
  /** Paths in the service; none means all. */
  readonly only: readonly string[];
  readonly dryRun: boolean;
  readonly databaseUrl: string | undefined;
  readonly onStep: (step: string) => void;
}

export interface UpdateResult {
  readonly out: string;
  /** Undefined when the manifest has errors, or conflicts were left: then nothing was touched. */
  readonly merge: TreeMerge | undefined;
  readonly service: Service | undefined;
  readonly yours: ReadonlyMap<string, string>;
  /** Files with conflicts that nobody has resolved. */
  readonly unresolved: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws Unreadable for the manifest, DatabaseUnavailable, OutputRefused. */
export async function update(resources: Resources, options: UpdateOptions): Promise<UpdateResult> {
  const { cwd, onStep } = options;
  const folder = await recoverFolder(resolve(cwd, options.directory));
  const out = relative(cwd, folder) || '.';
  const { base, lock } = await readPortFolder(folder);
  const manifestPath = manifestOf(options, folder, lock);
  const result = { out, merge: undefined, service: undefined, yours: new Map(), unresolved: [] };

  const manifest = await readManifest(manifestPath, relative(cwd, manifestPath));
  const described = await describeManifest(
    resources,
    manifest,
    resolve(manifestPath, '..'),
    options,
  );
  const { service, sqlFiles, diagnostics } = described;
  if (!service || hasErrors(diagnostics)) return { ...result, diagnostics };
  onStep('writing the code');
  const theirs = await emitFiles(service, sqlFiles);

  onStep('merging');
  const own = await readService(folder, base, theirs);
  const unresolved = [...own.texts].filter(([, text]) => hasConflict(text));
  if (unresolved.length > 0) {
    return {
      ...result,
      unresolved: unresolved.map(([path]) => path),
      diagnostics: unresolved.flatMap(([path, text]) => describeConflicts(path, text)),
    };
  }
  const isWanted = wantedPaths(options.only);
  const isLeft = (path: string): boolean => own.problems.has(path) && !own.texts.has(path);
  const merge = await mergeTrees(
    { base, yours: own.texts, theirs },
    {
      style: options.style,
      format: projectFormat(folder),
      includes: (path) => isWanted(path) && !isLeft(path),
    },
  );
  refuseProblems(folder, own, { merge, base, theirs, isWanted });
  onStep('checking the types');
  const typeProblems = await checkMerged(resources, { folder, merge, yours: own.texts, theirs });
  if (!options.dryRun) {
    onStep('writing the files');
    resources.throwIfClosing();
    const generation = { manifest, manifestPath, sqlFiles };
    const isWhole = options.only.length === 0;
    const next = isWhole ? await lockOf(folder, generation) : lock;
    await write(folder, own, merge, { lock: next, signal: resources.signal });
  }
  return {
    ...result,
    merge,
    service,
    yours: own.texts,
    diagnostics: sortDiagnostics([
      ...diagnostics,
      ...describeOutcomes(merge.files),
      ...typeProblems,
    ]),
  };
}

export interface PortFolder {
  readonly base: Base;
  readonly lock: Lock;
}

export async function readPortFolder(folder: string): Promise<PortFolder> {
  const { texts } = await readOwnTree(folder, [BASE_PATH, LOCK_PATH], () => false);
  return {
    base: parseBase(texts.get(BASE_PATH) ?? ''),
    lock: parseLock(texts.get(LOCK_PATH) ?? ''),
  };
}

/** @throws OutputRefused when nobody says where the manifest is */
export function manifestOf(
  { manifest, cwd }: { readonly manifest: string | undefined; readonly cwd: string },
  folder: string,
  lock: Lock,
): string {
  if (manifest !== undefined) return resolve(cwd, manifest);
  if (lock.manifest !== undefined) return resolve(folder, lock.manifest);
  throw new OutputRefused(`${join(folder, LOCK_PATH)} does not say which manifest this is from`, [
    'name the folder of a service that port has written, or the manifest with --manifest',
  ]);
}

/** What is or was generated, and the code beside it: it may use that, or be it under another name. */
export function readService(folder: string, base: Base, theirs: FileTree): Promise<OwnTree> {
  return readOwnTree(folder, [...base.keys(), ...theirs.keys()], isTypeScript);
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

async function write(
  folder: string,
  own: OwnTree,
  merge: TreeMerge,
  { lock, signal }: { readonly lock: Lock; readonly signal: AbortSignal },
): Promise<void> {
  const changed = changes(merge, own.texts);
  const paths = changed.map(({ path }) => path);
  const now = await readOwnTree(folder, paths, () => false);
  const touched = paths.find((path) => now.texts.get(path) !== own.texts.get(path));
  if (touched !== undefined) {
    throw new OutputRefused(`${join(folder, touched)} was changed while port was at work`, [
      'nothing was written: run it again',
    ]);
  }
  const files = new Map<string, string>();
  const remove: string[] = [];
  for (const { path, text } of changed) {
    if (text === undefined) remove.push(path);
    else files.set(path, text);
  }
  for (const [path, text] of printPortFolder(merge.base, lock)) files.set(path, text);
  await writeTreeAtomically(folder, files, { force: true, remove, signal });
}
