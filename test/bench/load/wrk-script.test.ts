import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { luaString, printWrkScript } from '../../../src/bench/load/wrk-script.js';

test('a Lua literal holds nothing but digits, and means the same bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const literal = luaString(text);
      expect(literal).toMatch(/^"(\\\d{3})*"$/);
      const bytes = Array.from(literal.matchAll(/\d{3}/g), ([digits]) => Number(digits));
      expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(
        new TextDecoder().decode(new TextEncoder().encode(text)),
      );
    }),
    { seed: 1 },
  );
});

test('statuses are counted in Lua only when asked for, since that slows wrk down', () => {
  const request = { method: 'GET', headers: {}, body: undefined };
  expect(printWrkScript(request, { countsStatuses: false })).not.toContain('function response');
  expect(printWrkScript(request, { countsStatuses: true })).toContain('function response');
});
