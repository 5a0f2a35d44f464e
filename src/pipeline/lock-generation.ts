/** The files of a new service with `.port/` among them: what the next `port update` starts from. */
import { relative, sep } from 'node:path';
import type { Source } from '../diagnostics/diagnostic.js';
import type { FileTree } from '../emit/emit-service.js';
import { baseOf, hashInputs, printPortFolder, type Lock } from '../merge/port-folder.js';
import { compareText } from '../util/compare-text.js';
import { VERSION } from './package-root.js';
import { readServiceTemplates } from './read-service-templates.js';

export interface Generation {
  readonly manifest: Source;
  /** Where the manifest lies. */
  readonly manifestPath: string;
  readonly sqlFiles: readonly Source[];
  readonly pythonFiles: readonly Source[];
}

/** `out` is the service's folder. */
export async function withPortFolder(
  files: FileTree,
  out: string,
  generation: Generation,
): Promise<FileTree> {
  const own = printPortFolder(baseOf(files), await lockOf(out, generation));
  return new Map([...files, ...own].toSorted(([a], [b]) => compareText(a, b)));
}

export async function lockOf(
  out: string,
  { manifest, manifestPath, sqlFiles, pythonFiles }: Generation,
): Promise<Lock> {
  return {
    version: VERSION,
    manifest: relative(out, manifestPath).split(sep).join('/'),
    inputs: await hashOf(manifest, [...sqlFiles, ...pythonFiles]),
  };
}

/** Everything that decides what is generated, but for the code of this version of `port`. */
export async function hashOf(manifest: Source, others: readonly Source[]): Promise<string> {
  const templates = await readServiceTemplates();
  return hashInputs([manifest.text, ...others.map(({ text }) => text), ...templates.values()]);
}
