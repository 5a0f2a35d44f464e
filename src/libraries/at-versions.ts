/** The libraries as they are in the releases that an app is built on. */
import type { Library } from './library.js';

/**
 * @param versions by distribution; one that is not named is the newest that has what is imported
 * @param imported what the app imports, dotted: `pydantic.BaseSettings`
 */
export function atVersions(
  libraries: readonly Library[],
  versions: ReadonlyMap<string, string | undefined>,
  imported: ReadonlySet<string> = new Set(),
): Library[] {
  return libraries.map((library) => {
    const { older, distributions, module } = library;
    if (!older) return library;
    const version = distributions.map((name) => versions.get(name)).find(Boolean);
    const { signs = [] } = older;
    const isOlder =
      version === undefined
        ? signs.some((name) => imported.has(`${module}.${name}`))
        : isBefore(version, older.before);
    if (!isOlder) return library;
    return older.library ?? { ...library, names: { ...library.names, ...older.names } };
  });
}

function isBefore(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split('.').map((part) => parseInt(part, 10)));
  for (const [at, wanted] of b!.entries()) {
    const found = a![at] ?? 0;
    if (found !== wanted) return found < wanted;
  }
  return false;
}
