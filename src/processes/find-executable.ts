/** Looks a program up as a shell does, without running anything. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import process from 'node:process';

/**
 * The absolute path of `name` in the directories of `searchPath` (the value of PATH), first hit first, or
 * undefined. A name with a slash is a path itself, relative to the working directory.
 */
export async function findExecutable(
  name: string,
  searchPath: string,
): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : [''];
  const folders = /[/\\]/.test(name)
    ? ['']
    : searchPath.split(delimiter).filter((folder) => folder !== '');
  const paths = folders.flatMap((folder) =>
    endings.map((ending) => resolve(join(folder, name + ending))),
  );
  const found = await Promise.all(paths.map(isExecutable));
  return paths.find((_, index) => found[index]);
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
