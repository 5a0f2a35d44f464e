import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/scan-result.js';
import { scan, type Scan } from '../../src/pipeline/scan.js';
import { findPython } from '../../src/pipeline/find-python.js';
import { withResources } from '../../src/processes/resources.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { renderScanTable } from '../../src/report/render-scan-table.js';
import { fixture } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { ROOT } from '../support/root.js';

const behaviours = readdirSync(fixture('scan')).filter((name) => !name.includes('.'));

const scanFixture = (name: string): Promise<Scan> =>
  scan({ app: 'app', cwd: fixture('scan', name), manifest: 'port.yaml', schema: [] });

describe('port scan', () => {
  test.each(behaviours)('%s', async (name) => {
    const { result, manifest } = await scanFixture(name);
    const text = [...result.diagnostics, ...result.findings]
      .map((found) => renderDiagnostic(found, { color: false }))
      .join('\n');
    expect(result.app.files).toBeGreaterThan(0);
    expectGolden(
      fixture('scan', name, 'expected.txt'),
      `${renderScanTable(result, { color: false })}\n${text}`,
    );
    expectGolden(fixture('scan', name, 'port.yaml'), manifest);
  });

  test.for(behaviours.filter((name) => existsSync(fixture('scan', name, 'entry'))))(
    '%s: the routes are those of the URL map that Flask makes',
    async (name, context) => {
      const python = await withResources(new AbortController().signal, (resources) =>
        findPython(resources, process.env, ['flask']),
      );
      if (python.kind === 'missing') return skipWithoutFlask(context, python.reason);
      const entry = readFileSync(fixture('scan', name, 'entry'), 'utf8').trim();
      const output = execFileSync(
        python.command,
        ['-B', join(ROOT, 'test/scan/url_map.py'), entry],
        {
          cwd: fixture('scan', name, 'app'),
          encoding: 'utf8',
        },
      );
      const { result } = await scanFixture(name);
      expect(urlMap(result)).toEqual(JSON.parse(output));
    },
  );

  test('the reference app comes out as the manifest that a person wrote', async () => {
    const { result, manifest } = await scan({
      app: 'flask',
      cwd: fixture('films-reviews'),
      manifest: 'port.yaml',
      schema: ['schema.sql'],
    });
    expect(result.routes.map(({ rule, status }) => `${status} ${rule}`)).toEqual([
      'ported /films/',
      'ported /films/<int:id>/',
      'partial /reviews/',
    ]);
    expectGolden(fixture('scan', 'films-reviews.yaml'), manifest);
  });
});

function urlMap({ routes }: ScanResult): unknown {
  return routes
    .map(({ rule, methods, blueprint, endpoint }) => [
      rule,
      methods.toSorted(),
      [...blueprint, endpoint].join('.'),
    ])
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
