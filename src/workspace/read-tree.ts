/** Reads a folder of `port` itself, such as its templates, into memory. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { compareText } from '../util/compare-text.js';

/** All files below `folder` as text, by their path from there with forward slashes, sorted. */
export async function readTree(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const name = relative(folder, path).split(sep).join('/');
        return [name, await readFile(path, 'utf8')] as const;
      }),
  );
  return new Map(files.toSorted(([a], [b]) => compareText(a, b)));
}
