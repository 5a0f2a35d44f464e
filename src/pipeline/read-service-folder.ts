/** A generated service on disk, with whatever its owner has changed in it, as something that can be started. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isFolder } from '../workspace/is-folder.js';
import { readTree } from '../workspace/read-tree.js';
import { VerifyRefused } from './verify-refused.js';
import type { ServiceSource } from './verify-sides.js';

/** @throws VerifyRefused when there is no service in the folder. */
export async function readServiceFolder(folder: string): Promise<ServiceSource> {
  const [tree, templates] = await Promise.all(
    ['src', 'templates'].map((below) =>
      readTree(join(folder, below)).catch(() => new Map<string, string>()),
    ),
  );
  const sources = new Map([...tree!].filter(([path]) => path.endsWith('.ts')));
  for (const [path, text] of templates!) sources.set(`../templates/${path}`, text);
  if (!sources.has('server.ts')) {
    throw new VerifyRefused(`${folder} holds no service: there is no src/server.ts`, [
      'name the folder that port init wrote to',
    ]);
  }
  const below = join(folder, 'static');
  const staticFiles = (await isFolder(below)) ? below : undefined;
  return { kind: 'service', sources, packages: packagesOf(folder), staticFiles };
}

/** Its own packages where they are installed, else those that `port` brings. */
function packagesOf(folder: string): string | undefined {
  try {
    const found = createRequire(join(folder, 'package.json')).resolve('fastify/package.json');
    return dirname(dirname(found));
  } catch {
    return undefined;
  }
}
