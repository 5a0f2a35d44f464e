/**
 * How many lines of Python a second are read, after start-up: `npm run bench:python -- DIR…`. Uses the built
 * `dist/`; each folder is read three times, and the fastest counts.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadPythonGrammar } from '../dist/python/read-tree.js';
import { readPythonFile } from '../dist/python/read-python-file.js';

const root = join(import.meta.dirname, '..');
await loadPythonGrammar(readFileSync(join(root, 'dist/tree-sitter-python.wasm')));

for (const folder of process.argv.slice(2)) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path)]);
  const lines = files.reduce(
    (sum, [, bytes]) => sum + bytes.toString('latin1').split('\n').length,
    0,
  );
  const times = [1, 2, 3].map(() => {
    const begin = performance.now();
    for (const [path, bytes] of files) readPythonFile(path, bytes);
    return performance.now() - begin;
  });
  const rate = Math.round((lines / Math.min(...times)) * 1000);
  console.log(
    `${folder}: ${files.length} files, ${lines} lines, ${rate.toLocaleString('en-US')} lines a second`,
  );
}
