/**
 * `port update`: generates anew and merges with what a person made of the last generation. All of it is written
 * or nothing, `.port/` with the rest; a tree with conflicts that nobody resolved is not touched.
 */
import { relative, resolve } from 'node:path';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { TreeMerge } from '../merge/merge-tree.js';
import type { Base } from '../merge/port-folder.js';
import type { ParsedQuery, Service } from '../model/service.js';
import type { Resources } from '../processes/resources.js';
import type { OwnTree } from '../workspace/read-own-tree.js';
import { recoverFolder } from '../workspace/recover-folder.js';
import { checkMerged } from './check-merged.js';
import { describeManifest } from './describe-manifest.js';
import { openFormatCache } from './format-cache.js';
import { emitFiles } from './generate.js';
import { readIfCurrent } from './is-current.js';
import { lockOf } from './lock-generation.js';
import {
  mergeService,
  readUnchanged,
  writeMerge,
  type ServiceMergeOptions,
} from './merge-service.js';
import { manifestOf, readPortFolder } from './own-service.js';
import { readManifest } from './read-manifest.js';
import { describeConflicts, describeOutcomes } from './update-diagnostics.js';

export interface UpdateOptions extends ServiceMergeOptions {
  readonly directory: string;
  readonly cwd: string;
  /** In the place of the one that `.port/lock` names. */
  readonly manifest: string | undefined;
  readonly dryRun: boolean;
  /** Whether to generate also when nothing has changed since the last time. */
  readonly force: boolean;
  readonly databaseUrl: string | undefined;
  readonly onStep: (step: string) => void;
}

export interface UpdateResult {
  readonly out: string;
  /** Undefined when the manifest has errors, or conflicts were left: then nothing was touched. */
  readonly merge: TreeMerge | undefined;
  readonly service: Service<ParsedQuery> | undefined;
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
  const beside = resolve(manifestPath, '..');
  if (!options.force && options.manifest === undefined) {
    onStep('looking for changes');
    const current = await readIfCurrent(manifest, beside, { base, lock });
    if (current) {
      const unchanged = await findUnchanged(folder, base);
      const diagnostics = sortDiagnostics([...current.diagnostics, ...unchanged.diagnostics]);
      return { ...result, service: current.service, ...unchanged, diagnostics };
    }
  }
  const described = await describeManifest(resources, manifest, beside, options);
  const { service, sqlFiles, pythonFiles, diagnostics } = described;
  if (!service || hasErrors(diagnostics)) return { ...result, diagnostics };
  onStep('writing the code');
  const cache = await openFormatCache(folder, base);
  const theirs = await emitFiles(service, sqlFiles, cache.format);

  onStep('merging');
  const { own, unresolved, merge } = await mergeService(folder, { base, theirs }, options);
  if (!merge) return { ...result, unresolved, diagnostics: describeUnresolved(own, unresolved) };
  onStep('checking the types');
  const typeProblems = await checkMerged(resources, { folder, merge, yours: own.texts, theirs });
  if (!options.dryRun) {
    onStep('writing the files');
    resources.throwIfClosing();
    const generation = { manifest, manifestPath, sqlFiles, pythonFiles };
    // A part of a generation is none that could be current.
    const isWhole = options.only.length === 0;
    const next = isWhole ? await lockOf(folder, generation) : { ...lock, inputs: undefined };
    await writeMerge(folder, { own, merge }, { lock: next, signal: resources.signal });
    if (isWhole) await cache.save();
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

/** The result where nothing has to be generated: conflicts may still be left from the last time. */
async function findUnchanged(
  folder: string,
  base: Base,
): Promise<Pick<UpdateResult, 'merge' | 'unresolved' | 'yours' | 'diagnostics'>> {
  const { own, unresolved, merge } = await readUnchanged(folder, base);
  const diagnostics = describeUnresolved(own, unresolved);
  return { merge, unresolved, yours: own.texts, diagnostics };
}

function describeUnresolved(own: OwnTree, unresolved: readonly string[]): Diagnostic[] {
  return unresolved.flatMap((path) => describeConflicts(path, own.texts.get(path)!));
}
