/**
 * What services are made of: `templates/service`, which looks like one, and `src/jinja`, which a service that renders
 * templates has as `port` has it: both read the same templates.
 */
import { join } from 'node:path';
import type { FileTree } from '../emit/emit-service.js';
import { readTree } from '../workspace/read-tree.js';
import { PACKAGE_ROOT } from './package-root.js';

export async function readServiceTemplates(): Promise<FileTree> {
  const [service, jinja] = await Promise.all(
    ['templates/service', 'src/jinja'].map((folder) => readTree(join(PACKAGE_ROOT, folder))),
  );
  const shared = [...jinja!].map(([path, text]) => [`src/jinja/${path}`, text] as const);
  return new Map([...service!, ...shared]);
}
