/** A private folder below the system's temporary one, with files in it, removed with the run's resources. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a folder has to know of a run: whom to tell how it is removed. */
interface Owner {
  defer(dispose: () => Promise<void>): unknown;
}

/**
 * `packages` is a `node_modules` folder that the files shall find their packages in; undefined links none.
 * @returns the folder's path
 */
export async function makeTemporaryFolder(
  owner: Owner,
  purpose: string,
  files: ReadonlyMap<string, string> = new Map(),
  packages?: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `port-${purpose}-`));
  owner.defer(() => rm(folder, { recursive: true, force: true }));
  await Promise.all(
    [...files].map(async ([path, text]) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }),
  );
  if (packages !== undefined) await symlink(packages, join(folder, 'node_modules'), 'junction');
  return folder;
}
