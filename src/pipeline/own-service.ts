/** A service that is there already: what `.port/` says of it, and what has become of its files. */
import { join, resolve } from 'node:path';
import type { FileTree } from '../emit/emit-service.js';
import {
  BASE_PATH,
  LOCK_PATH,
  parseBase,
  parseLock,
  type Base,
  type Lock,
} from '../merge/port-folder.js';
import { isTypeScript } from '../merge/read-file.js';
import { OutputRefused } from '../workspace/output-refused.js';
import { readOwnTree, type OwnTree } from '../workspace/read-own-tree.js';

export interface PortFolder {
  readonly base: Base;
  readonly lock: Lock;
}

export async function readPortFolder(folder: string): Promise<PortFolder> {
  const { texts } = await readOwnTree(folder, [BASE_PATH, LOCK_PATH], () => false);
  return {
    base: parseBase(texts.get(BASE_PATH) ?? ''),
    lock: parseLock(texts.get(LOCK_PATH) ?? ''),
  };
}

/** @throws OutputRefused when nobody says where the manifest is */
export function manifestOf(
  { manifest, cwd }: { readonly manifest: string | undefined; readonly cwd: string },
  folder: string,
  lock: Lock,
): string {
  if (manifest !== undefined) return resolve(cwd, manifest);
  if (lock.manifest !== undefined) return resolve(folder, lock.manifest);
  throw new OutputRefused(`${join(folder, LOCK_PATH)} does not say which manifest this is from`, [
    'name the folder of a service that port has written, or the manifest with --manifest',
  ]);
}

/** What is or was generated, and the code beside it: it may use that, or be it under another name. */
export function readService(folder: string, base: Base, theirs: FileTree): Promise<OwnTree> {
  return readOwnTree(folder, [...base.keys(), ...theirs.keys()], isTypeScript);
}
