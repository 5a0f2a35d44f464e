/** Reads a file of `port` itself, such as the grammar that its build brings along. */
import { readFile } from 'node:fs/promises';

export function readBytes(path: string): Promise<Uint8Array> {
  return readFile(path);
}
