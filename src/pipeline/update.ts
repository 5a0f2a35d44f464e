/**
 * `port update`: generates anew and merges with what a person made of the last generation. All of it is written
 * or nothing, `.port/` with the rest; a tree with conflicts that nobody resolved is not touched.
 */
import { relative, resolve } from 'node:path';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { TreeMerge } from '../merge/merge-tree.js';
import type { Service } from '../model/service.js';
import type { Resources } from '../processes/resources.js';
import { recoverFolder } from '../workspace/recover-folder.js';
import { checkMerged } from './check-merged.js';
import { describeManifest } from './describe-manifest.js';
import { emitFiles } from './generate.js';
import { lockOf } from './lock-generation.js';
import { mergeService, writeMerge, type ServiceMergeOptions } from './merge-service.js';
import { manifestOf, readPortFolder } from './own-service.js';
import { readManifest } from './read-manifest.js';
import { describeConflicts, describeOutcomes } from './update-diagnostics.js';

export interface UpdateOptions extends ServiceMergeOptions {
  readonly directory: string;
  readonly cwd: string;
  /** In the place of the one that `.port/lock` names. */
  readonly manifest: string | undefined;
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
  const { own, unresolved, merge } = await mergeService(folder, { base, theirs }, options);
  if (!merge) {
    const conflicts = unresolved.flatMap((path) => describeConflicts(path, own.texts.get(path)!));
    return { ...result, unresolved, diagnostics: conflicts };
  }
  onStep('checking the types');
  const typeProblems = await checkMerged(resources, { folder, merge, yours: own.texts, theirs });
  if (!options.dryRun) {
    onStep('writing the files');
    resources.throwIfClosing();
    const generation = { manifest, manifestPath, sqlFiles };
    const isWhole = options.only.length === 0;
    const next = isWhole ? await lockOf(folder, generation) : lock;
    await writeMerge(folder, { own, merge }, { lock: next, signal: resources.signal });
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
