import { expect, test } from 'vitest';
import { atVersions } from '../../src/libraries/at-versions.js';
import { loadLibraries } from '../../src/pipeline/load-libraries.js';

const libraries = await loadLibraries();

test.each([
  ['1.7.1', 'python/jwt-1.js#encode'],
  ['1', 'python/jwt-1.js#encode'],
  ['2.0.0', 'encode('],
  ['10.1', 'encode('],
  [undefined, 'encode('],
])('PyJWT %s encodes with %s', (version, signature) => {
  const jwt = atVersions(libraries, new Map([['pyjwt', version]])).find(
    ({ module }) => module === 'jwt',
  );
  expect(jwt?.names?.['encode']).toContain(signature);
});
