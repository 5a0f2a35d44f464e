/** Which libraries an app means: two distributions may have a module of the same name, and releases differ. */
import { atVersions } from '../libraries/at-versions.js';
import type { Library } from '../libraries/library.js';
import { readRequirements } from './read-requirements.js';

/**
 * @param files of the app, its requirements among them
 * @param imported what the app imports, dotted: `pydantic.BaseSettings`
 */
export function meantLibraries(
  libraries: readonly Library[],
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  imported: ReadonlySet<string>,
): readonly Library[] {
  const { versions } = readRequirements(files);
  const meant = libraries.filter(({ unlike = [] }) => !unlike.some((name) => versions.has(name)));
  return atVersions(meant, versions, imported);
}
