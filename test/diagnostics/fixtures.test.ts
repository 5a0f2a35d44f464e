import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { EXPLANATIONS } from '../../src/diagnostics/codes.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { mergeTrees } from '../../src/merge/merge-tree.js';
import { baseOf } from '../../src/merge/port-folder.js';
import { checkMerged } from '../../src/pipeline/check-merged.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { projectFormat } from '../../src/pipeline/project-format.js';
import { describeOutcomes } from '../../src/pipeline/update-diagnostics.js';
import { scan } from '../../src/pipeline/scan.js';
import { readPythonFile } from '../../src/python/read-python-file.js';
import { withResources } from '../../src/processes/resources.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { fixture, useDatabases } from '../support/database.js';
import { expectGolden } from '../support/golden.js';
import { loadGrammar } from '../support/python-grammar.js';

const databases = useDatabases([]);
let databaseUrl: string;
beforeAll(async () => {
  await loadGrammar();
  databaseUrl = (await databases.create('diagnostics')).url;
});

const codes = readdirSync(fixture('diagnostics'));
/** Those of `port update` have three versions of a service in the place of a manifest. */
const isOfUpdate = (code: string): boolean => existsSync(fixture('diagnostics', code, 'yours'));

describe('diagnostics', () => {
  test('every code has a fixture, and every fixture is a code', () => {
    expect(codes.toSorted()).toEqual(Object.keys(EXPLANATIONS).toSorted());
  });

  test.each(codes.filter((code) => !isOfUpdate(code)))('%s', async (code) => {
    const folder = fixture('diagnostics', code);
    if (existsSync(join(folder, 'app'))) return expectScan(folder, code);
    const diagnostics = existsSync(join(folder, 'input.py'))
      ? readPythonFile('input.py', readFileSync(join(folder, 'input.py'))).diagnostics
      : await manifestDiagnostics(folder);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expectDiagnostics(folder, diagnostics);
  });

  test.each(codes.filter(isOfUpdate))('%s', async (code) => {
    const folder = fixture('diagnostics', code);
    const [base, yours, theirs] = await Promise.all(
      ['base', 'yours', 'theirs'].map((version) => readTree(join(folder, version))),
    );
    const merge = await mergeTrees(
      { base: baseOf(base!), yours: yours!, theirs: theirs! },
      { style: 'markers', format: projectFormat(folder), includes: () => true },
    );
    const problems = await withResources(new AbortController().signal, (resources) =>
      checkMerged(resources, { folder, merge, yours: yours!, theirs: theirs! }),
    );
    const diagnostics = [...describeOutcomes(merge.files), ...problems];
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expectDiagnostics(folder, diagnostics);
  });
});

function expectDiagnostics(folder: string, diagnostics: readonly Diagnostic[]): void {
  const text = diagnostics
    .map((diagnostic) => renderDiagnostic(diagnostic, { color: false }))
    .join('\n');
  expectGolden(join(folder, 'expected.txt'), text.replaceAll(`${folder}/`, ''));
}

/** Those of `port scan` have an app; some stand at its routes alone. */
async function expectScan(folder: string, code: string): Promise<void> {
  const { result } = await scan({ app: 'app', cwd: folder, manifest: 'port.yaml', schema: [] });
  const diagnostics = [...result.diagnostics, ...result.findings];
  const atRoutes = result.routes.flatMap(({ codes: found }) => found);
  expect([...diagnostics.map((found) => found.code), ...atRoutes]).toContain(code);
  const routes = result.routes.map(
    ({ rule, status, codes: found }) => `${status} ${rule} ${found.join(' ')}\n`,
  );
  const text = diagnostics.map((found) => renderDiagnostic(found, { color: false })).join('\n');
  expectGolden(join(folder, 'expected.txt'), `${routes.join('')}\n${text}`);
}

async function manifestDiagnostics(folder: string): Promise<readonly Diagnostic[]> {
  const source = { name: 'port.yaml', text: readFileSync(join(folder, 'port.yaml'), 'utf8') };
  const { diagnostics } = await withResources(new AbortController().signal, (resources) =>
    describeManifest(resources, source, folder, { databaseUrl, onStep: () => {} }),
  );
  return diagnostics;
}
