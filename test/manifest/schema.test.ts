import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { MANIFEST_SCHEMA } from '../../src/manifest/manifest-schema.js';
import { ROOT } from '../support/root.js';
import { expectGolden } from '../support/golden.js';

test('the published JSON Schema is the one that manifests are checked by', async () => {
  const text = await format(JSON.stringify(MANIFEST_SCHEMA), { parser: 'json' });
  expectGolden(join(ROOT, 'docs/schema/port.v1.json'), text);
  expect(MANIFEST_SCHEMA.properties.version).toMatchObject({ const: 1 });
});
