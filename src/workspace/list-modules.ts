/** The names of the modules in a folder of `port` itself, sorted. */
import { readdir } from 'node:fs/promises';
import { compareText } from '../util/compare-text.js';

export async function listModules(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^[a-z0-9_]+\.(?:js|ts)$/.test(name)).toSorted(compareText);
}
