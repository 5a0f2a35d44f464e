import { expect, test } from 'vitest';
import { toPython } from '../../templates/service/src/python/from-javascript.js';
import { repr } from '../../templates/service/src/python/text.js';
import { Float } from '../../templates/service/src/python/value.js';

test('what JSON.parse gives becomes what Python has', () => {
  const parsed: unknown = { b: [1, 2.5, { c: null }], a: true, f: new Float(4), __proto__: null };
  expect(repr(toPython(parsed))).toBe("{'b': [1, 2.5, {'c': None}], 'a': True, 'f': 4.0}");
  expect(repr(toPython([2 ** 60, -0, undefined]))).toBe('[1152921504606846976, -0.0, None]');
});
