/** Loads the grammar that the build has put beside the compiled code. */
import { readBytes } from '../workspace/read-bytes.js';
import { join } from 'node:path';
import { loadPythonGrammar } from '../python/read-tree.js';
import { PACKAGE_ROOT } from './package-root.js';

export async function loadGrammar(): Promise<void> {
  await loadPythonGrammar(await readBytes(join(PACKAGE_ROOT, 'dist/tree-sitter-python.wasm')));
}
