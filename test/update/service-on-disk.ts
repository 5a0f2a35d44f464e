/** A service that was generated, and edited since, in a folder of its own. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileTree } from '../../src/emit/emit-service.js';
import { baseOf, printPortFolder, type Lock } from '../../src/merge/port-folder.js';
import { mergeService, writeMerge } from '../../src/pipeline/merge-service.js';
import { readPortFolder } from '../../src/pipeline/own-service.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { recoverFolder } from '../../src/workspace/recover-folder.js';
import { fixture } from '../support/database.js';

export const LOCK: Lock = { version: '0.1.0', manifest: '../port.yaml', inputs: '0' };

/** Some files of the films/reviews service, as they were generated. */
export async function readGeneration(): Promise<Map<string, string>> {
  const files = await readTree(fixture('films-reviews/service'));
  const wanted =
    /^(?:src\/(?:routes|plugins)\/.*|src\/app\.ts|package\.json|README\.md|tsconfig\.json)$/;
  return new Map([...files].filter(([path]) => wanted.test(path)));
}

export async function writeService(folder: string, base: FileTree, yours: FileTree): Promise<void> {
  const files = [...yours, ...printPortFolder(baseOf(base), LOCK)];
  await Promise.all(
    files.map(async ([path, text]) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }),
  );
}

/** What `port update` does when it has generated, from looking after an earlier run to writing. */
export async function updateService(folder: string, theirs: FileTree): Promise<void> {
  const real = await recoverFolder(folder);
  const { base } = await readPortFolder(real);
  const { own, merge } = await mergeService(real, { base, theirs }, { style: 'markers', only: [] });
  if (!merge) return;
  const { signal } = new AbortController();
  await writeMerge(real, { own, merge }, { lock: LOCK, signal });
}
