/** One module of Python as TypeScript, from its functions without parameters; without the compiler's verdicts. */
import { formatFile } from '../../src/emit/format-file.js';
import { FunctionIndex } from '../../src/flask/function-index.js';
import { importedNames } from '../../src/flask/imported-libraries.js';
import { readFlaskApp } from '../../src/flask/read-app.js';
import { loadLibraries } from '../../src/pipeline/load-libraries.js';
import { readPythonFile } from '../../src/python/read-python-file.js';
import { translateProgram } from '../../src/translate/translate-program.js';

export interface TranslatedText {
  readonly code: string;
  /** What is not translated, and why. */
  readonly problems: readonly string[];
}

export async function translateText(python: string): Promise<TranslatedText> {
  const module = readPythonFile('input.py', Buffer.from(python));
  const app = readFlaskApp([module]);
  const entries = module.statements.flatMap((node) =>
    node.kind === 'function' && node.parameters.length === 0
      ? [{ module, node, methods: [], arguments: new Map(), positional: [], errorClass: undefined }]
      : [],
  );
  const { files, entries: translated } = translateProgram(
    {
      program: app.program,
      functions: new FunctionIndex([module]),
      libraries: await loadLibraries(),
      imported: importedNames([module]),
      settings: [],
    },
    entries,
  );
  return {
    code: await formatFile('src/modules/input.ts', files.get('src/modules/input.ts') ?? ''),
    problems: [...translated.values()].flatMap(({ problems }) =>
      problems.map(({ functionName, message }) => `${functionName}: ${message}`),
    ),
  };
}
