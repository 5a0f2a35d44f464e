import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { generate } from '../../src/pipeline/generate.js';
import { withPortFolder } from '../../src/pipeline/lock-generation.js';
import { withResources } from '../../src/processes/resources.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { fixture } from '../support/database.js';
import { expectGolden, isRewriting } from '../support/golden.js';

test('the service of fixtures/store is exactly what port init writes', async () => {
  const source = { name: 'port.yaml', text: readFileSync(fixture('store/port.yaml'), 'utf8') };
  const files = await withResources(new AbortController().signal, async (resources) => {
    const { service, sqlFiles, diagnostics } = await describeManifest(
      resources,
      source,
      fixture('store'),
      { databaseUrl: process.env['DATABASE_URL'] || undefined, onStep: () => {} },
    );
    const text = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, { color: false }));
    expect(
      text.filter((one) => !one.startsWith('warning[psycopg-never-committed]: quote')),
    ).toEqual([]);
    const generated = await generate(resources, service!, sqlFiles, () => {});
    const generation = {
      manifest: source,
      manifestPath: fixture('store/port.yaml'),
      pythonFiles: [],
      sqlFiles,
    };
    return withPortFolder(generated, fixture('store/service'), generation);
  });
  for (const [path, text] of files) expectGolden(fixture('store/service', path), text);
  if (isRewriting) return;
  const written = await readTree(fixture('store/service'));
  const own = [...written.keys()].filter((path) => !/^(?:node_modules|dist)\//.test(path));
  expect(own.filter((path) => path !== 'package-lock.json')).toEqual([...files.keys()]);
});
