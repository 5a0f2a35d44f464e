/** The text of a manifest, under the name that its diagnostics are shown with. */
import type { Source } from '../diagnostics/diagnostic.js';
import { readInput } from './read-input.js';

/** A manifest is reviewed by people: 4 MB of it are thousands of routes. */
const MAX_BYTES = 4 * 1024 * 1024;

/** @throws Unreadable */
export async function readManifest(path: string, name: string): Promise<Source> {
  return { name, text: await readInput(path, MAX_BYTES) };
}
