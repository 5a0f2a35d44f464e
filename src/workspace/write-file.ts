/** Writes a single file so that it is there as a whole or not at all. */
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { asOutputRefused } from './output-refused.js';

/** @throws OutputRefused */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const staged = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(staged, text, { flag: 'wx' });
    await rename(staged, path);
  } catch (error) {
    await rm(staged, { force: true });
    throw asOutputRefused(error, path);
  }
}
