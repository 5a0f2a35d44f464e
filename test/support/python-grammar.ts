import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadPythonGrammar } from '../../src/python/read-tree.js';

/** For `beforeAll`: the grammar as the build copies it. */
export function loadGrammar(): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
  return loadPythonGrammar(readFileSync(wasm));
}
