/** The folder of a service that is there already, after what an earlier run left in it has been completed. */
import { stat } from 'node:fs/promises';
import { asOutputRefused, OutputRefused } from './output-refused.js';
import { realFolder } from './plan-tree.js';
import { recoverTree } from './tree-change.js';

/** @returns the real path of `directory`. @throws OutputRefused */
export async function recoverFolder(directory: string): Promise<string> {
  try {
    const folder = await realFolder(directory);
    if (folder === undefined) throw new OutputRefused(`${directory} does not exist`);
    await recoverTree(folder);
    return folder;
  } catch (error) {
    throw asOutputRefused(error, directory);
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
