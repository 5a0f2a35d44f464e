/** What writing a tree would do, without doing it: for a dry run, and before it is done. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises';

import { CHANGE_FOLDER } from './apply-change.js';
import { checkTreePaths } from './check-tree-paths.js';
import { undefinedIfNotFound } from './disk.js';
import { asOutputRefused, OutputRefused } from './output-refused.js';
import { planChange } from './plan-change.js';
import type { PlannedChange, WrittenFile } from './tree-change.js';

export interface TreeOptions {
  /** The folder may hold other files: they stay, and those of the same path are replaced. */
  readonly force?: boolean;
  /** Paths to remove, if they are there, with the folders that become empty. */
  readonly remove?: Iterable<string>;
}

/** Not in the way of a new service: a repository that was made for it, and what we left there ourselves. */
const NOT_COUNTED = new Set(['.git', CHANGE_FOLDER]);

/** @throws OutputRefused where writing would be refused, as far as that can be seen without writing. */
export async function planTree(
  directory: string,
  files: ReadonlyMap<string, string>,
  options: TreeOptions = {},
): Promise<readonly WrittenFile[]> {
  try {
    return (await planWriting(directory, await realFolder(directory), files, options)).files;
  } catch (error) {
    throw asOutputRefused(error, directory);
  }
}

/** `folder` is the real path of `directory`, or undefined when it is not there. */
export async function planWriting(
  directory: string,
  folder: string | undefined,
  files: ReadonlyMap<string, string>,
  options: TreeOptions,
): Promise<PlannedChange> {
  const removed = [...new Set(options.remove)].filter((path) => !files.has(path));
  checkTreePaths([...files.keys(), ...removed]);
  if (folder === undefined) {
    const created = [...files.keys()].map((path) => ({ path, action: 'create' as const }));
    return { files: created, plan: { write: [...files.keys()], remove: [] }, targets: new Map() };
  }
  const others = (await readdir(folder)).filter((name) => !NOT_COUNTED.has(name));
  if (others.length > 0 && options.force !== true) {
    throw new OutputRefused(`${directory} is not empty`, [
      'choose another folder, or --force: files that are not generated stay, others are replaced',
    ]);
  }
  return planChange(folder, files, removed);
}

/** The real path of a folder; undefined when there is nothing at `directory`. */
export async function realFolder(directory: string): Promise<string | undefined> {
  if ((await lstat(directory).catch(undefinedIfNotFound)) === undefined) return undefined;
  const stats = await stat(directory).catch(undefinedIfNotFound);
  if (stats === undefined) throw new OutputRefused(`${directory} is a symbolic link to nothing`);
  if (!stats.isDirectory()) throw new OutputRefused(`${directory} is a file, not a folder`);
  return realpath(directory);
}
