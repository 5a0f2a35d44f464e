/** Where `port` itself lies: its templates, its fixtures, and the packages it is installed with. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The same from `src/pipeline` and from `dist/pipeline`. */
export const PACKAGE_ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');

export const VERSION = (
  createRequire(import.meta.url)('../../package.json') as { readonly version: string }
).version;

/** The `node_modules` that holds fastify and pg: npm may have put them above this package. */
export function packagesFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('fastify/package.json');
  return dirname(dirname(manifest));
}

/** Whether `file` could import the package `name`. */
export function canResolve(file: string, name: string): boolean {
  try {
    createRequire(file).resolve(name);
    return true;
  } catch {
    return false;
  }
}

export const REFERENCE = join(PACKAGE_ROOT, 'fixtures/films-reviews');

/** A server without a database: what HTTP alone costs. */
export const HTTP_ALONE = join(PACKAGE_ROOT, 'fixtures/http-alone');
