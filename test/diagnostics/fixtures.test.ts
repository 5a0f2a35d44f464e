import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { EXPLANATIONS } from '../../src/diagnostics/codes.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { withResources } from '../../src/processes/resources.js';
import { fixture, useDatabases } from '../support/database.js';
import { expectGolden } from '../support/golden.js';

const databases = useDatabases([]);
let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = (await databases.create('diagnostics')).url;
});

const folders = readdirSync(fixture('diagnostics'));

describe('diagnostics', () => {
  test('every code has a fixture, and every fixture is a code', () => {
    expect(folders.toSorted()).toEqual(Object.keys(EXPLANATIONS).toSorted());
  });

  test.each(folders)('%s', async (code) => {
    const folder = fixture('diagnostics', code);
    const source = { name: 'port.yaml', text: readFileSync(join(folder, 'port.yaml'), 'utf8') };
    const { diagnostics } = await withResources(new AbortController().signal, (resources) =>
      describeManifest(resources, source, folder, { databaseUrl, onStep: () => {} }),
    );
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    const text = diagnostics
      .map((diagnostic) => renderDiagnostic(diagnostic, { color: false }))
      .join('\n');
    expectGolden(join(folder, 'expected.txt'), text.replaceAll(`${folder}/`, ''));
  });
});
