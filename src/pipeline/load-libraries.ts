/** Every file of `src/libraries` that exports a library: adding one is adding a file. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Library } from '../libraries/library.js';
import { listModules } from '../workspace/list-modules.js';

const FOLDER = fileURLToPath(new URL('../libraries', import.meta.url));

export async function loadLibraries(): Promise<Library[]> {
  const names = await listModules(FOLDER);
  const modules = await Promise.all(
    names.map(
      (name) => import(pathToFileURL(join(FOLDER, name)).href) as Promise<{ library?: Library }>,
    ),
  );
  return modules.flatMap(({ library }) => library ?? []);
}
