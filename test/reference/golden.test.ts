import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../src/diagnostics/diagnostic.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { generate } from '../../src/pipeline/generate.js';
import { withPortFolder } from '../../src/pipeline/lock-generation.js';
import { withResources } from '../../src/processes/resources.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { fixture } from '../support/database.js';
import { expectGolden, isRewriting } from '../support/golden.js';

const SERVICES = ['films-reviews'];

describe.each(SERVICES)('the service of fixtures/%s', (name) => {
  test('is exactly what port init writes', async () => {
    const manifest = fixture(name, 'port.yaml');
    const files = await withResources(new AbortController().signal, async (resources) => {
      const source = { name: manifest, text: readFileSync(manifest, 'utf8') };
      const { service, sqlFiles, diagnostics } = await describeManifest(
        resources,
        source,
        fixture(name),
        {
          databaseUrl: process.env['DATABASE_URL'] || undefined,
          onStep: () => {},
        },
      );
      const text = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, { color: false }));
      if (!service || hasErrors(diagnostics)) throw new Error(text.join('\n'));
      const generated = await generate(resources, service, sqlFiles, () => {});
      const generation = { manifest: source, manifestPath: manifest, pythonFiles: [], sqlFiles };
      return withPortFolder(generated, fixture(name, 'service'), generation);
    });
    for (const [path, text] of files) expectGolden(fixture(name, 'service', path), text);
    const written = await readTree(join(fixture(name), 'service')).catch(
      () => new Map<string, string>(),
    );
    if (!isRewriting) {
      const own = [...written.keys()].filter((path) => !/^(?:node_modules|dist)\//.test(path));
      expect(own.filter((path) => path !== 'package-lock.json')).toEqual([...files.keys()]);
    }
  });
});
