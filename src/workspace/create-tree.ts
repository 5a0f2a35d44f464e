/**
 * Creates a folder that does not exist yet, with all its files, in one step: it is built under another name
 * beside the first folder on the way that is missing, and then renamed. What earlier runs left under such
 * names when they were killed is cleared away.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import process from 'node:process';

import {
  forEachFile,
  isRunningElsewhere,
  removeTree,
  syncFolder,
  syncFolders,
  undefinedIfNotFound,
  writeNewFile,
} from './disk.js';
import { OutputRefused } from './output-refused.js';

const STAGE = /^\.port-stage-(\d+)-[0-9a-f]{12}$/;

/**
 * `directory` is an absolute path at which there is nothing.
 * @throws OutputRefused, an error of the file system or the reason of `signal`: then there still is nothing.
 */
export async function createTree(
  directory: string,
  files: ReadonlyMap<string, string>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const parent = await existingFolder(dirname(directory));
  await clearStages(parent);
  const [first = '', ...rest] = relative(parent, directory).split(sep);
  const stage = join(parent, `.port-stage-${process.pid}-${randomBytes(6).toString('hex')}`);
  // By itself first: for a parent that takes no folders, Node's recursive mkdir gives a wrong error or none.
  await mkdir(stage);
  try {
    await mkdir(join(stage, ...rest), { recursive: true });
    await forEachFile(files, async ([path, text]) => {
      signal?.throwIfAborted();
      await writeNewFile(join(stage, ...rest, path), text);
    });
    await syncFolders(stage);
    signal?.throwIfAborted();
    await rename(stage, join(parent, first));
    await syncFolder(parent);
  } catch (error) {
    await removeTree(stage);
    throw error;
  }
}

async function existingFolder(path: string): Promise<string> {
  const stats = await stat(path).catch(undefinedIfNotFound);
  if (stats === undefined) return existingFolder(dirname(path));
  if (stats.isDirectory()) return path;
  throw new OutputRefused(`${path} is a file, not a folder`);
}

async function clearStages(parent: string): Promise<void> {
  const left = (await readdir(parent).catch(() => [])).filter((name) => {
    const pid = STAGE.exec(name)?.[1];
    return pid !== undefined && !isRunningElsewhere(Number(pid));
  });
  await Promise.all(left.map((name) => removeTree(join(parent, name)).catch(() => {})));
}
