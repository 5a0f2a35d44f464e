/**
 * The static files of the app, beside the code of the service. They are copied once: from then on they are the service's
 * own, and no update looks at them.
 */
import { join } from 'node:path';
import type { Service } from '../model/service.js';
import { copyFolder, listFolder } from '../workspace/copy-folder.js';
import { exists } from '../workspace/is-folder.js';
import type { WrittenFile } from '../workspace/tree-change.js';

export interface StaticCopy {
  readonly files: readonly WrittenFile[];
  /** The folder is left to a person to copy. */
  readonly isTooLarge: boolean;
}

export async function copyStatic(
  { program }: Service,
  out: string,
  { dryRun }: { readonly dryRun: boolean },
): Promise<StaticCopy> {
  const target = join(out, 'static');
  const nothing = { files: [], isTooLarge: false };
  if (!program?.staticFiles || (await exists(target))) return nothing;
  const { from } = program.staticFiles;
  const { paths, isTooLarge } = await listFolder(from);
  if (isTooLarge || paths.length === 0) return { ...nothing, isTooLarge };
  if (!dryRun) await copyFolder(from, paths, target);
  return {
    files: paths.map((path) => ({ path: `static/${path}`, action: 'create' })),
    isTooLarge: false,
  };
}
