/**
 * Whether the merged service still compiles. If it did before, and what was generated does, and both together do
 * not, that is said; what did not compile before is the person's to know.
 */
import { join } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { FileTree } from '../emit/emit-service.js';
import type { TreeMerge } from '../merge/merge-tree.js';
import type { Resources } from '../processes/resources.js';
import { Bug } from '../util/bug.js';
import { isFolder } from '../workspace/recover-folder.js';
import { checkTypes } from './check-types.js';
import { packagesFolder } from './package-root.js';

interface Versions {
  readonly folder: string;
  readonly merge: TreeMerge;
  readonly yours: FileTree;
  readonly theirs: FileTree;
}

const SHOWN = 10;

export async function checkMerged(
  resources: Resources,
  { folder, merge, yours, theirs }: Versions,
): Promise<Diagnostic[]> {
  const changed = merge.files.filter(({ action }) => action !== 'unchanged' && action !== 'kept');
  if (changed.length === 0) return [];
  const own = join(folder, 'node_modules');
  const packages = (await isFolder(join(own, 'fastify'))) ? own : packagesFolder();
  const check = (files: FileTree): Promise<string[]> => checkTypes(resources, files, packages);
  const hasConflicts = changed.some(({ action }) => action === 'conflict');
  const problems = hasConflicts ? [] : await check(merged(yours, merge));
  if (problems.length === 0 && !hasConflicts) return [];
  const generated = await checkTypes(resources, theirs);
  if (generated.length > 0) {
    throw new Bug(`the generated code does not compile:\n  ${generated.join('\n  ')}`);
  }
  if (problems.length === 0 || (await check(yours)).length > 0) return [];
  return [typesBroken(problems)];
}

export function typesBroken(problems: readonly string[]): Diagnostic {
  const more = problems.length - SHOWN;
  return diagnostic({
    code: 'update-types-broken',
    severity: 'warning',
    message: 'your service compiled, the new generation does, and the two together do not',
    notes: [...problems.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more`] : [])],
    help: ['`npm run typecheck` shows where; the files are written'],
  });
}

/** The service as it is after the update. */
export function merged(yours: FileTree, { files }: TreeMerge): FileTree {
  const tree = new Map(yours);
  for (const { path, text } of files) {
    if (text === undefined) tree.delete(path);
    else tree.set(path, text);
  }
  return tree;
}
