/**
 * Formatting takes most of the time of a large service, and most of it has not changed since the last generation:
 * what was formatted then is found again by the hash of what went in, its result in `.port/base`. The hashes lie
 * where other tools keep theirs, below `node_modules`: without it, or after an upgrade, everything is formatted.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { version as prettierVersion } from 'prettier';
import { formatFile } from '../emit/format-file.js';
import { PRETTIER_OPTIONS } from '../emit/plan-package.js';
import type { Base } from '../merge/port-folder.js';
import { isFolder } from '../workspace/recover-folder.js';
import { readTextFile } from '../workspace/read-text-file.js';
import { writeTreeAtomically } from '../workspace/write-tree.js';
import { VERSION } from './package-root.js';

export interface FormatCache {
  readonly format: (path: string, text: string) => Promise<string>;
  /** Keeps what was used, for the next time. It is a help and no duty: what goes wrong is passed over. */
  save(): Promise<void>;
}

const FOLDER = 'node_modules/.cache/flask-to-fastify';
const FILE = 'formatted.json';
const MAX_BYTES = 16 * 1024 * 1024;

/** `folder` is that of the service. */
export async function openFormatCache(folder: string, base: Base): Promise<FormatCache> {
  const known = await readHashes(join(folder, FOLDER, FILE));
  const results = new Map<string, string>();
  for (const texts of base.values()) {
    for (const entry of texts) if (entry.kind === 'text') results.set(hash(entry.text), entry.text);
  }
  const used = new Map<string, string>();
  return {
    format: async (path, text) => {
      const key = hash(JSON.stringify([VERSION, prettierVersion, PRETTIER_OPTIONS, path, text]));
      const earlier = results.get(known.get(key) ?? '');
      const formatted = earlier ?? (await formatFile(path, text));
      used.set(key, hash(formatted));
      return formatted;
    },
    save: async () => {
      if (!(await isFolder(join(folder, 'node_modules')))) return;
      const text = `${JSON.stringify(Object.fromEntries(used))}\n`;
      await writeTreeAtomically(join(folder, FOLDER), new Map([[FILE, text]]), {
        force: true,
      }).catch(() => {});
    },
  };
}

async function readHashes(path: string): Promise<ReadonlyMap<string, string>> {
  const file = await readTextFile(path, { maxBytes: MAX_BYTES });
  if (file.kind === 'unreadable') return new Map();
  try {
    return new Map(Object.entries(JSON.parse(file.text) as Record<string, string>));
  } catch {
    return new Map();
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
