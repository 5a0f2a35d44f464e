/**
 * Formats as the service formats: with its own prettier configuration and its own list of what prettier leaves
 * alone. A service without a configuration has the one it was generated with.
 */
import { join } from 'node:path';
import { format, getFileInfo, resolveConfig, type Options } from 'prettier';
import { PRETTIER_OPTIONS } from '../emit/plan-package.js';
import type { Format } from '../merge/merge-file.js';
import { OutputRefused } from '../workspace/output-refused.js';

/** @throws OutputRefused for a configuration that prettier cannot read */
export function projectFormat(folder: string): Format {
  const options = new Map<string, Promise<Options | undefined>>();
  return async (path, text) => {
    // Every space of a template is on the page.
    if (path.startsWith('templates/')) return text;
    const known = options.get(path) ?? optionsFor(folder, path);
    options.set(path, known);
    const found = await known;
    if (found === undefined) return text;
    const once = await format(text, found);
    // What prettier makes of a long chain it may break differently when it reads it again.
    return once === text ? once : format(once, found);
  };
}

/** Undefined for what prettier does not format. */
async function optionsFor(folder: string, path: string): Promise<Options | undefined> {
  const file = join(folder, path);
  try {
    const info = await getFileInfo(file, { ignorePath: join(folder, '.prettierignore') });
    if (info.ignored || info.inferredParser === null) return undefined;
    const config = await resolveConfig(file, { editorconfig: true });
    return { ...(config ?? PRETTIER_OPTIONS), filepath: file };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OutputRefused(`the prettier configuration of ${folder} cannot be read: ${reason}`);
  }
}
