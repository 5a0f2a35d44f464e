/**
 * Which paths may be written below an output folder. Names come from manifests that somebody else may have
 * written, so that a path can neither leave the folder nor mean another file on another system: what one
 * of Linux, macOS and Windows does not take as it stands is refused on all of them.
 */
import { CHANGE_FOLDER } from './apply-change.js';
import { OutputRefused } from './output-refused.js';

const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const FORBIDDEN_CHARACTER = /[\u0000-\u001f\u007f<>:"|?*\\]/;
const LONGEST_NAME_BYTES = 255;

/** @throws OutputRefused for the first path that may not be written, or two that cannot both be. */
export function checkTreePaths(paths: Iterable<string>): void {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const path of paths) {
    const problem = problemOf(path);
    if (problem !== undefined) {
      throw new OutputRefused(`the path ${JSON.stringify(path)} cannot be written: ${problem}`, [
        'it comes from a name in the manifest: choose another name there',
      ]);
    }
    const key = fold(path);
    const twin = files.get(key) ?? folders.get(key);
    if (twin !== undefined) throw collision(path, twin);
    files.set(key, path);
    const segments = path.split('/');
    for (let length = 1; length < segments.length; length += 1) {
      const folder = segments.slice(0, length).join('/');
      const file = files.get(fold(folder));
      const namesake = folders.get(fold(folder));
      if (file !== undefined) throw collision(path, file);
      if (namesake !== undefined && namesake !== folder) throw collision(folder, namesake);
      folders.set(fold(folder), folder);
    }
  }
}

function problemOf(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (path.startsWith('/')) return 'it is absolute';
  for (const segment of path.split('/')) {
    if (segment === '') return 'it has an empty name in it';
    if (segment === '.' || segment === '..') return `it has "${segment}" in it`;
    if (/\p{Surrogate}/u.test(segment)) return 'it is not well-formed Unicode';
    if (FORBIDDEN_CHARACTER.test(segment))
      return 'it has a character in it that not every system takes';
    if (segment === CHANGE_FOLDER) return `"${segment}" is needed while files are written`;
    if (RESERVED_ON_WINDOWS.test(segment)) return `"${segment}" is a device on Windows`;
    if (/[. ]$/.test(segment)) return 'a name in it ends with a dot or a space';
    if (Buffer.byteLength(segment) > LONGEST_NAME_BYTES) return 'a name in it is too long';
  }
  return undefined;
}

/** File systems of macOS and Windows take names as the same that differ in case or composition only. */
function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function collision(path: string, other: string): OutputRefused {
  return new OutputRefused(`"${path}" and "${other}" cannot both be written`, [
    'some file systems take them as the same, or one would have to be both a file and a folder',
  ]);
}
