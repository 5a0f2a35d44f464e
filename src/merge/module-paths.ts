/** Where the imports of a service's own modules lead: `./queries.js` in `src/a/index.ts` is `src/a/queries.ts`. */
import { posix } from 'node:path';

/** Undefined for a package. */
export function resolveModule(path: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const resolved = posix.join(posix.dirname(path), specifier);
  return resolved.replace(/\.([cm]?)js$/, '.$1ts');
}

/** How `path` imports `target`. */
export function moduleSpecifier(path: string, target: string): string {
  const relative = posix.relative(posix.dirname(path), target).replace(/\.([cm]?)ts$/, '.$1js');
  return relative.startsWith('.') ? relative : `./${relative}`;
}
