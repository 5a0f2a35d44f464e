/**
 * Writes a set of files so that a crash, a full disk or Ctrl-C leaves the folder as it was or as it should
 * be. A folder that does not exist yet appears complete, in one step. A folder that exists keeps its
 * identity (a shell may stand in it, a container may mount it) and every file that is not ours; changes
 * in it are made all or none, and if the process is killed among them, the next run completes them.
 */
import { resolve } from 'node:path';

import { createTree } from './create-tree.js';
import { asOutputRefused } from './output-refused.js';
import { planWriting, realFolder, type TreeOptions } from './plan-tree.js';
import { changeTree, recoverTree, type WrittenFile } from './tree-change.js';

/**
 * Writes `files`, from paths below `directory` (with `/`) to texts, and says what became of each. Aborting
 * leaves the folder as it was, unless the last step has begun.
 * @throws OutputRefused with the reason, or the reason of `signal` if it aborts; then nothing was changed.
 */
export async function writeTreeAtomically(
  directory: string,
  files: ReadonlyMap<string, string>,
  options: TreeOptions & { readonly signal?: AbortSignal } = {},
): Promise<readonly WrittenFile[]> {
  const { signal } = options;
  signal?.throwIfAborted();
  try {
    const folder = await realFolder(directory);
    if (folder !== undefined) await recoverTree(folder);
    const change = await planWriting(directory, folder, files, options);
    if (folder === undefined) await createTree(resolve(directory), files, signal);
    else await changeTree(folder, files, change, signal);
    return change.files;
  } catch (error) {
    throw error === signal?.reason ? error : asOutputRefused(error, directory);
  }
}
