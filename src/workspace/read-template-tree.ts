/** The templates of an app as text. Links are not followed, and what is no text or too large says so. */
import { lstat, opendir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../util/compare-text.js';

export interface TemplateText {
  /** From the folder, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Why it cannot be used. */
  readonly problem: string | undefined;
}

const MAX_BYTES = 1024 * 1024;
const MAX_FILES = 5000;
/** Not for Jinja, whatever the folder is called. */
const BINARY = /\.(?:png|jpe?g|gif|ico|webp|pdf|zip|gz|woff2?|ttf|eot|otf|mp[34]|pyc?|so)$/i;

/** Undefined where there is no such folder. */
export async function readTemplateTree(folder: string): Promise<TemplateText[] | undefined> {
  const stats = await lstat(folder).catch(() => undefined);
  if (!stats?.isDirectory()) return undefined;
  const paths: string[] = [];
  const visit = async (below: string): Promise<void> => {
    const entries = [];
    for await (const entry of await opendir(join(folder, below))) entries.push(entry);
    for (const entry of entries.toSorted((a, b) => compareText(a.name, b.name))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== 'node_modules') {
        // oxlint-disable-next-line no-await-in-loop -- one folder after the other keeps few files open
        if (!entry.name.startsWith('.')) await visit(path);
      } else if (entry.isFile() && !BINARY.test(entry.name) && paths.length < MAX_FILES) {
        paths.push(path);
      }
    }
  };
  await visit('');
  const files: TemplateText[] = [];
  // oxlint-disable-next-line no-await-in-loop -- as above
  for (const path of paths) files.push({ path, ...(await readText(join(folder, path))) });
  return files;
}

async function readText(path: string): Promise<Omit<TemplateText, 'path'>> {
  const { size } = await lstat(path);
  if (size > MAX_BYTES) return { text: '', problem: `is larger than ${MAX_BYTES / 1024} KiB` };
  const bytes = await readFile(path);
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      problem: undefined,
    };
  } catch {
    return { text: '', problem: 'is not UTF-8' };
  }
}
