/**
 * The files of a Python app: its sources, and the few others that say what it is built on. Virtual environments,
 * vendored packages, tests and what other tools keep are left out, links are not followed, and names come back
 * sorted, with slashes on every system.
 */
import { open, opendir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../util/compare-text.js';

export interface SourceTree {
  readonly python: readonly SourceFile[];
  /** Requirements, lock files, `.env.example`, SQL: by path. */
  readonly others: readonly SourceFile[];
  /** Python files that were left out, by the reason. */
  readonly leftOut: ReadonlyMap<'tests' | 'environment', number>;
}

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Folders that hold other people's code, or none. */
const SKIPPED = new Set([
  'node_modules',
  'site-packages',
  'dist-packages',
  '__pycache__',
  'vendor',
  '_vendor',
  'third_party',
  'bower_components',
  'build',
  'dist',
]);
const TESTS = new Set(['test', 'tests', 'testing', '__tests__']);
const TEST_FILE = /^(?:test_.*|.*_tests?|tests?|conftest)\.py$/;
const OTHER =
  /^(?:requirements[\w.-]*\.(?:txt|in)|Pipfile(?:\.lock)?|pyproject\.toml|poetry\.lock|uv\.lock|setup\.(?:py|cfg)|\.env(?:\.\w+)?|.*\.sql|runtime\.txt|\.python-version)$/i;
const MAX_FILES = 20_000;
const MAX_BYTES = 4 * 1024 * 1024;

/** @throws when the folder cannot be read */
export async function readSourceTree(root: string): Promise<SourceTree> {
  const python: string[] = [];
  const others: string[] = [];
  const leftOut = new Map<'tests' | 'environment', number>();
  const count = (reason: 'tests' | 'environment'): void => {
    leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  };
  const visit = async (folder: string, isTest: boolean): Promise<void> => {
    const entries = [];
    for await (const entry of await opendir(join(root, folder))) entries.push(entry);
    if (folder !== '' && entries.some(({ name }) => name === 'pyvenv.cfg')) {
      count('environment');
      return;
    }
    for (const entry of entries.toSorted((a, b) => compareText(a.name, b.name))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (
          SKIPPED.has(entry.name) ||
          entry.name.startsWith('.') ||
          entry.name.endsWith('.egg-info')
        )
          continue;
        // oxlint-disable-next-line no-await-in-loop -- one folder after the other keeps few files open
        if (await isEnvironment(join(root, path))) count('environment');
        // oxlint-disable-next-line no-await-in-loop -- as above
        else await visit(path, isTest || TESTS.has(entry.name));
      } else if (entry.isFile()) {
        if (entry.name.endsWith('.py')) {
          if (isTest || TEST_FILE.test(entry.name)) count('tests');
          else if (python.length < MAX_FILES) python.push(path);
        }
        if (OTHER.test(entry.name)) others.push(path);
      }
    }
  };
  await visit('', false);
  return {
    python: await readAll(root, python),
    others: await readAll(root, others),
    leftOut,
  };
}

/** A virtual environment without its `pyvenv.cfg`, as some are committed. */
async function isEnvironment(folder: string): Promise<boolean> {
  const found = await Promise.all(
    [
      'bin/activate',
      'Scripts/activate',
      'Scripts/activate.bat',
      'Lib/site-packages',
      'lib/site-packages',
    ].map((path) =>
      stat(join(folder, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

async function readAll(root: string, paths: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const path of paths) {
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { size } = await stat(join(root, path));
    // oxlint-disable-next-line no-await-in-loop -- as above
    files.push({ path, bytes: await readUpTo(join(root, path), size) });
  }
  return files;
}

/** The beginning of a larger file tells whoever reads it that it is too large. */
async function readUpTo(path: string, size: number): Promise<Uint8Array> {
  if (size <= MAX_BYTES) return readFile(path);
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(MAX_BYTES), 0, MAX_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
