/** Copies files that are no text of ours, such as pictures, all of them or none. Links are left out. */
import { randomBytes } from 'node:crypto';
import { copyFile, lstat, mkdir, readdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compareText } from '../util/compare-text.js';
import { asOutputRefused } from './output-refused.js';

const MAX_BYTES = 256 * 1024 * 1024;

export interface FolderFiles {
  /** From the folder, with slashes. */
  readonly paths: readonly string[];
  /** Whether there is more than anybody would copy. */
  readonly isTooLarge: boolean;
}

export async function listFolder(folder: string): Promise<FolderFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted(compareText);
  let bytes = 0;
  // oxlint-disable-next-line no-await-in-loop -- a sum
  for (const path of paths) bytes += (await lstat(join(folder, path))).size;
  return { paths, isTooLarge: bytes > MAX_BYTES };
}

/** To a folder that is not there yet. @throws OutputRefused */
export async function copyFolder(
  from: string,
  paths: readonly string[],
  to: string,
): Promise<void> {
  const staged = `${to}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    for (const path of paths) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other keeps few files open
      await mkdir(dirname(join(staged, path)), { recursive: true });
      // oxlint-disable-next-line no-await-in-loop -- as above
      await copyFile(join(from, path), join(staged, path));
      // oxlint-disable-next-line no-await-in-loop -- a server says when a file has changed
      const { atime, mtime } = await lstat(join(from, path));
      // oxlint-disable-next-line no-await-in-loop -- as above
      await utimes(join(staged, path), atime, mtime);
    }
    await rename(staged, to);
  } catch (error) {
    await rm(staged, { recursive: true, force: true });
    throw asOutputRefused(error, to);
  }
}
