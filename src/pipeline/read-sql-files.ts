/** Reads the SQL files that a manifest names; one that cannot be read is a mistake in the manifest. */
import { join } from 'node:path';
import { diagnostic, type Diagnostic, type Source } from '../diagnostics/diagnostic.js';
import type { DatabaseSettings } from '../model/service.js';
import { readTextFile } from '../workspace/read-text-file.js';

/** Schemas and seeds grow with their data: a dump of a sample database has a few megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;

export async function readSqlFiles(
  manifest: Source,
  folder: string,
  { schema, seed }: DatabaseSettings,
): Promise<{ sources: Source[]; diagnostics: Diagnostic[] }> {
  const sources: Source[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of [...schema, ...seed]) {
    const path = join(folder, name);
    // oxlint-disable-next-line no-await-in-loop -- they are few, and mistakes come in their order
    const file = await readTextFile(path, { maxBytes: MAX_BYTES });
    if (file.kind === 'text') {
      sources.push({ name: path, text: file.text });
      continue;
    }
    const start = Math.max(0, manifest.text.indexOf(name));
    diagnostics.push(
      diagnostic({
        code: 'sql-file-unreadable',
        message: `${name} ${file.message}`,
        labels: [{ source: manifest, start, end: start + name.length, text: '' }],
        help: file.help,
      }),
    );
  }
  return { sources, diagnostics };
}
