import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { MANIFEST_SCHEMA } from '../../src/manifest/manifest-schema.js';
import { ROOT } from '../support/root.js';
import { expectGolden } from '../support/golden.js';

test('the published JSON Schema is the one that manifests are checked by', async () => {
  const path = join(ROOT, 'docs/schema/port.v1.json');
  const settings = await resolveConfig(path);
  const text = await format(JSON.stringify(MANIFEST_SCHEMA), { ...settings, parser: 'json' });
  expectGolden(path, text);
  expect(MANIFEST_SCHEMA.properties.version).toMatchObject({ const: 1 });
});
