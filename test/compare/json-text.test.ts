import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonText, printNode } from '../../src/compare/json-text.js';

test('a number stays as it is written', () => {
  const text = '[1,1.0,1e2,-0,12345678901234567890,NaN,-Infinity]';
  expect(printNode(parseJsonText(text)!)).toBe(text);
});

test('a key that comes twice is there twice', () => {
  expect(parseJsonText('{"a":1,"a":2}')).toMatchObject({
    members: [{ key: 'a' }, { key: 'a' }],
  });
});

test.each(['', '{', '[1,]', '{"a" 1}', '01', '"\u0001"', 'nul', '[1] 2', `${'['.repeat(5000)}`])(
  '%j is no JSON',
  (text) => {
    expect(parseJsonText(text.slice(0, 6000))).toBeUndefined();
  },
);

test('what JSON.stringify writes is read back, and each node stands where it says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value, null, 1);
      const node = parseJsonText(text)!;
      expect(JSON.parse(printNode(node))).toEqual(JSON.parse(text));
      expect(JSON.parse(text.slice(node.start, node.end))).toEqual(JSON.parse(text));
    }),
    { seed: 4 },
  );
});
