/**
 * Type-checks generated files before they are written, with the compiler that the service itself uses and
 * the packages that `port` is installed with: what is written has compiled.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FileTree } from '../emit/emit-service.js';
import type { Resources } from '../processes/resources.js';
import { runToEnd } from '../processes/run-to-end.js';
import { makeTemporaryFolder } from '../workspace/temporary-folder.js';
import { packagesFolder } from './package-root.js';

const TIMEOUT_MS = 300_000;

/**
 * What the compiler said, a line each; empty when all is well.
 * @param packages the `node_modules` to check against: those of `port`, unless a service has its own
 */
export async function checkTypes(
  resources: Resources,
  files: FileTree,
  packages: string = packagesFolder(),
): Promise<string[]> {
  const checked = new Map(
    [...files].filter(([path]) => path.startsWith('src/') || path.endsWith('.json')),
  );
  checked.set('tsconfig.check.json', '{ "extends": "./tsconfig.json", "include": ["src"] }');
  const folder = await makeTemporaryFolder(resources, 'types', checked, packages);
  const { code, stdout, stderr } = await runToEnd(resources, {
    name: 'tsc',
    command: process.execPath,
    args: [compiler(), '-p', 'tsconfig.check.json', '--pretty', 'false'],
    cwd: folder,
    env: {},
    timeoutMs: TIMEOUT_MS,
  });
  return code === 0 ? [] : `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
}

function compiler(): string {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  return join(dirname(manifest), 'bin/tsc');
}
