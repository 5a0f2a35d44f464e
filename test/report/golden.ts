/** What a rendering should be, as a file that a person can open; `npm run golden` writes the files anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The expected text. With `PORT_GOLDEN=write` that is `actual`, which becomes the file. */
export function golden(name: string, actual: string): string {
  const path = fileURLToPath(new URL(`expected/${name}`, import.meta.url));
  if (process.env['PORT_GOLDEN'] === 'write') writeFileSync(path, actual);
  return readFileSync(path, 'utf8');
}
