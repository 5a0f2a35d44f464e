/**
 * `fixtures/translate/<construct>/input.py` is translated to `expected.ts`, which is compared byte for byte, compiled, and
 * run beside the Python: each of its functions without parameters has to give the same, or raise the same.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copiedTemplates } from '../../src/emit/copied-templates.js';
import { formatFile } from '../../src/emit/format-file.js';
import { transpile } from '../../src/emit/transpile.js';
import { FunctionIndex } from '../../src/flask/function-index.js';
import { importedNames } from '../../src/flask/imported-libraries.js';
import { readFlaskApp } from '../../src/flask/read-app.js';
import { checkTypes } from '../../src/pipeline/check-types.js';
import { atVersions } from '../../src/libraries/at-versions.js';
import { loadLibraries } from '../../src/pipeline/load-libraries.js';
import { packagesFolder } from '../../src/pipeline/package-root.js';
import { Resources } from '../../src/processes/resources.js';
import { runToEnd } from '../../src/processes/run-to-end.js';
import { readPythonFile } from '../../src/python/read-python-file.js';
import { translateProgram } from '../../src/translate/translate-program.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { makeTemporaryFolder } from '../../src/workspace/temporary-folder.js';
import { fixture } from '../support/database.js';
import { expectGolden } from '../support/golden.js';
import { loadGrammar } from '../support/python-grammar.js';
import { ROOT } from '../support/root.js';

const resources = new Resources();
afterAll(() => resources.close());
beforeAll(() => loadGrammar());

const RUN = `
import { str, repr } from './python/text.js';
import { typeName } from './python/type-name.js';
import * as module from './modules/input.js';
for (const [name, run] of Object.entries(JSON.parse(process.argv[2]))) {
  let line;
  try {
    line = repr((await module[run]()) ?? null);
  } catch (error) {
    line = \`\${typeName(error)}: \${str(error)}\`;
  }
  console.log(JSON.stringify([name, line]));
}
`;

const PYTHON = `
import json, runpy, sys
module = runpy.run_path(sys.argv[1] + '/input.py', run_name='__main__')
for name in json.loads(sys.argv[2]):
    try:
        line = repr(module[name]())
    except Exception as error:
        line = f'{type(error).__name__}: {error}'
    print(json.dumps([name, line]))
`;

function linesOf(output: string): unknown[] {
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describe('Python, translated', () => {
  test.for(readdirSync(fixture('translate')))('%s', { timeout: 120_000 }, async (name, context) => {
    const folder = fixture('translate', name);
    const module = readPythonFile('input.py', readFileSync(join(folder, 'input.py')));
    const app = readFlaskApp([module]);
    const entries = module.statements.flatMap((node) =>
      node.kind === 'function' && node.parameters.length === 0 && !node.name.startsWith('_')
        ? [
            {
              module,
              node,
              methods: [],
              arguments: new Map(),
              positional: [],
              errorClass: undefined,
            },
          ]
        : [],
    );
    const translated = translateProgram(
      {
        program: app.program,
        functions: new FunctionIndex([module]),
        libraries: atVersions(
          await loadLibraries(),
          // pydantic 1 is what the Python beside has.
          new Map([['pydantic', '1.10']]),
        ),
        imported: importedNames([module]),
        settings: [],
      },
      entries,
    );
    expect(translated.isSettled).toBe(true);
    const code = translated.files.get('src/modules/input.ts') ?? '';
    expectGolden(join(folder, 'expected.ts'), await formatFile('src/modules/input.ts', code));

    const templates = await readTree(join(ROOT, 'templates/service'));
    const run = new Map([...translated.files, ['src/run.ts', RUN]]);
    const files = new Map(translated.files);
    for (const [path, text] of copiedTemplates(templates, run)) files.set(path, text);
    files.set('package.json', '{ "type": "module" }');
    files.delete('src/server.ts');
    expect(await checkTypes(resources, files)).toEqual([]);

    const sources = new Map([...files].filter(([path]) => path.endsWith('.ts')));
    const compiled = transpile(new Map([...sources, ['src/run.ts', RUN]]));
    const target = await makeTemporaryFolder(
      resources,
      'translated',
      new Map([...compiled, ['package.json', '{ "type": "module" }']]),
      packagesFolder(),
    );
    // What is a stub is told by its golden.
    const names = entries.flatMap(({ node }) => {
      const entry = [...translated.entries].find(([one]) => one.node === node)![1];
      return entry.problems.length === 0 ? [[node.name, entry.view.name] as const] : [];
    });
    const [ours, theirs] = await Promise.all([
      runToEnd(resources, {
        name: 'node',
        command: process.execPath,
        args: [join(target, 'src/run.js'), JSON.stringify(Object.fromEntries(names))],
        cwd: target,
        env: { TZ: 'UTC' },
        timeoutMs: 30_000,
      }),
      runToEnd(resources, {
        name: 'python',
        command: '/usr/bin/python3',
        args: ['-B', '-c', PYTHON, folder, JSON.stringify(names.map(([python]) => python))],
        cwd: target,
        env: { TZ: 'UTC' },
        timeoutMs: 30_000,
      }),
    ]);
    const missing = /No module named '(\w+)'/.exec(theirs.stderr);
    if (missing && !process.env['CI']) context.skip(`needs Python's ${missing[1]}`);
    expect(theirs.stderr).toBe('');
    expect(ours.stderr).toBe('');
    expect(linesOf(ours.stdout)).toEqual(linesOf(theirs.stdout));
  });
});
