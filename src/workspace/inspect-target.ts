/**
 * What lies at the place of a file in an output folder that exists. A folder on the way may be a symbolic
 * link, but only to a place inside the output folder.
 */
import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

import { undefinedIfNotFound } from './disk.js';
import { OutputRefused } from './output-refused.js';

export type Target =
  | { readonly kind: 'nothing' }
  /** A file, or a symbolic link, which would be replaced and not followed. `mode` is that of a file. */
  | {
      readonly kind: 'file';
      readonly mode: number | undefined;
      readonly hasText: (text: string) => Promise<boolean>;
    };

/**
 * `folder` is the real path of the output folder.
 * @throws OutputRefused when no file can be written at `path`, or it would lie outside.
 */
export async function inspectTarget(folder: string, path: string): Promise<Target> {
  const place = join(folder, path);
  await inspectFolders(folder, dirname(place));
  const stats = await lstat(place).catch(undefinedIfNotFound);
  if (stats === undefined) return { kind: 'nothing' };
  if (stats.isSymbolicLink()) return { kind: 'file', mode: undefined, hasText: async () => false };
  if (!stats.isFile()) throw new OutputRefused(`${place} is in the way: it is not a file`);
  const hasText = async (text: string): Promise<boolean> => {
    const bytes = Buffer.from(text);
    return stats.size === bytes.length && bytes.equals(await readFile(place));
  };
  return { kind: 'file', mode: stats.mode & 0o777, hasText };
}

/** Checks the folders from the output folder down to `place`, as far as they are there. */
async function inspectFolders(folder: string, place: string): Promise<void> {
  if (place === folder) return;
  await inspectFolders(folder, dirname(place));
  const stats = await lstat(place).catch(undefinedIfNotFound);
  if (stats === undefined || stats.isDirectory()) return;
  if (!stats.isSymbolicLink())
    throw new OutputRefused(`${place} is in the way: it is not a folder`);
  const real = await realpath(place).catch(undefinedIfNotFound);
  if (real === undefined || !`${real}${sep}`.startsWith(`${folder}${sep}`)) {
    throw new OutputRefused(`${place} is a symbolic link that leads out of the output folder`);
  }
  if (!(await stat(real)).isDirectory()) {
    throw new OutputRefused(`${place} is in the way: it is not a folder`);
  }
}
