/**
 * Reads a tree that a person works in: the files that are asked for, and what else could be concerned. What
 * cannot be read as text is not an error here: it becomes one when the file would have to change.
 */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { forEachFile, undefinedIfNotFound } from './disk.js';
import { readTextFile } from './read-text-file.js';

export interface OwnTree {
  readonly texts: ReadonlyMap<string, string>;
  /** By path, why a file that was asked for cannot be merged, to be read after its path. */
  readonly problems: ReadonlyMap<string, string>;
}

/** Not a person's work, or not a part of the service. */
const SKIPPED = new Set(['node_modules', 'dist', 'coverage']);
const MAX_BYTES = 64 * 1024 * 1024;
/** Other files are looked at only as far as somebody can have written them. */
const MAX_OWN_BYTES = 1024 * 1024;

/** `paths` are those that are asked for, with `/`; `isOfInterest` says which others. */
export async function readOwnTree(
  folder: string,
  paths: Iterable<string>,
  isOfInterest: (path: string) => boolean,
): Promise<OwnTree> {
  const wanted = new Set(paths);
  const texts = new Map<string, string>();
  const problems = new Map<string, string>();
  await forEachFile(wanted, async (path) => {
    const stats = await lstat(join(folder, path)).catch(undefinedIfNothing);
    if (stats === undefined) return;
    if (stats.isSymbolicLink())
      problems.set(path, 'is a symbolic link, and links are not written through');
    else if (!stats.isFile()) problems.set(path, 'is in the way: it is not a file');
    else {
      const file = await readTextFile(join(folder, path), { maxBytes: MAX_BYTES, keepsMark: true });
      if (file.kind === 'text') texts.set(path, file.text);
      else problems.set(path, file.message);
      // Nothing keeps us from replacing it, but somebody did not want it changed.
      if ((stats.mode & 0o222) === 0) problems.set(path, 'is read-only');
    }
  });
  const others = (await listFiles(folder, '')).filter(
    (path) => !wanted.has(path) && isOfInterest(path),
  );
  await forEachFile(others, async (path) => {
    const options = { maxBytes: MAX_OWN_BYTES, keepsMark: true };
    const file = await readTextFile(join(folder, path), options);
    if (file.kind === 'text') texts.set(path, file.text);
  });
  return { texts, problems };
}

async function listFiles(folder: string, below: string): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const paths = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isFile()) return [path];
      const isEntered =
        entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name);
      return isEntered ? listFiles(folder, path) : [];
    }),
  );
  return paths.flat();
}

/** Below a file there is nothing either. */
function undefinedIfNothing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
  return undefinedIfNotFound(error);
}
