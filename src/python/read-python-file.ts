/** A Python file from its bytes: decoded as Python would, and parsed. */
import { diagnostic } from '../diagnostics/diagnostic.js';
import { decodeSource } from './decode-source.js';
import { parsePythonModule, type PythonModule } from './parse-module.js';

export function readPythonFile(name: string, bytes: Uint8Array): PythonModule {
  const { text, problem } = decodeSource(bytes);
  const module = parsePythonModule({ name, text });
  if (problem === undefined) return module;
  const damage = Math.max(0, text.indexOf('\ufffd'));
  const label = { source: module.source, start: damage, end: damage + 1, text: '' };
  const encoding = diagnostic({
    code: 'python-encoding',
    severity: 'warning',
    message: problem,
    labels: [label],
  });
  return { ...module, diagnostics: [encoding, ...module.diagnostics] };
}
