/** What is at a path: `port init` takes an app as well as a manifest, and overwrites neither. */
import { stat } from 'node:fs/promises';

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
