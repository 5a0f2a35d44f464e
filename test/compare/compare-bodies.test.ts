import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyNoise, compareBodies } from '../../src/compare/compare-bodies.js';
import type { ObservedBody } from '../../src/model/exchange.js';

const body = (text: string): ObservedBody => ({
  size: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
  text,
});
const compare = (expected: string, actual: string) =>
  compareBodies(body(expected), body(actual), undefined);

describe('two bodies', () => {
  test('of the same bytes are the same', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(compare(text, text)).toBeUndefined();
      }),
      { seed: 1 },
    );
  });

  test('of JSON differ in a value, by its path', () => {
    expect(compare('{"a":[{"b":1}]}', '{"a":[{"b":1.0}]}')).toMatchObject({
      kind: 'value',
      path: '$.a[0].b',
      expected: '1',
      actual: '1.0',
    });
    expect(compare('{"a":1}', '{}')).toMatchObject({ path: '$.a', actual: 'nothing' });
    expect(compare('[9007199254740993]', '[9007199254740992]')).toMatchObject({ kind: 'value' });
  });

  test('with the same values in other bytes still differ', () => {
    expect(compare('{"a":1,"b":2}', '{"b":2,"a":1}')).toMatchObject({ kind: 'bytes' });
    expect(compare('{"a":1}\n', '{"a":1}')).toMatchObject({ kind: 'bytes' });
    expect(compare('["\\u00e9"]', '["é"]')).toMatchObject({ kind: 'bytes' });
  });

  test('that hold the same items in another order say so', () => {
    expect(compare('[1,2]', '[2,1]')).toMatchObject({ kind: 'order' });
  });

  test('that were too long to keep are told apart by their hashes', () => {
    const long = { size: 5e6, sha256: 'aa', text: undefined };
    expect(compareBodies(long, long, undefined)).toBeUndefined();
    expect(compareBodies(long, { ...long, sha256: 'bb' }, undefined)).toMatchObject({
      expected: '5000000 bytes, sha256 aa…',
    });
  });
});

describe('what varies from run to run', () => {
  const noiseOf = (first: string, second: string) => bodyNoise(body(first), body(second));

  test('is found by its path, and checked for its kind', () => {
    const first = '{"id":"2f0c1a52-1111-4111-8111-aaaaaaaaaaaa","n":1}';
    const noise = noiseOf(first, '{"id":"9f0c1a52-1111-4111-8111-bbbbbbbbbbbb","n":1}')!;
    expect(noise).toEqual({ kind: 'json', paths: { '$.id': 'uuid' }, isUnordered: false });
    const against = (text: string) => compareBodies(body(first), body(text), noise);
    expect(against('{"id":"7f0c1a52-1111-4111-8111-cccccccccccc","n":1}')).toBeUndefined();
    expect(against('{"id":7,"n":1}')).toMatchObject({ path: '$.id' });
    expect(against('{"id":"7f0c1a52-1111-4111-8111-cccccccccccc","n":2}')).toMatchObject({
      path: '$.n',
    });
    expect(against('{"id":"7f0c1a52-1111-4111-8111-cccccccccccc", "n":1}')).toMatchObject({
      kind: 'bytes',
    });
  });

  test('is the order of a list, when it was only that', () => {
    const noise = noiseOf('[1,2,3]', '[3,2,1]');
    expect(compareBodies(body('[1,2,3]'), body('[2,1,3]'), noise)).toBeUndefined();
    expect(compareBodies(body('[1,2,3]'), body('[2,1,4]'), noise)).toMatchObject({ kind: 'value' });
  });

  test('is some words of a text', () => {
    const noise = noiseOf('<p>12:00:01 hello</p>', '<p>12:00:02 hello</p>');
    const against = (text: string) =>
      compareBodies(body('<p>12:00:01 hello</p>'), body(text), noise);
    expect(against('<p>12:00:09 hello</p>')).toBeUndefined();
    expect(against('<p>12:00:09 hallo</p>')).toMatchObject({ kind: 'text' });
  });

  test('never hides a difference of what does not vary', () => {
    const value = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer(), { minKeys: 1 });
    fc.assert(
      fc.property(value, fc.integer(), fc.integer(), fc.integer(), (rest, t1, t2, t3) => {
        const print = (time: number, extra = 0) =>
          JSON.stringify({ ...rest, a: (rest['a'] ?? 0) + extra, time });
        const noise = noiseOf(print(t1), print(t2));
        const found = compareBodies(body(print(t1)), body(print(t3, 1)), noise);
        expect(found).toMatchObject({ kind: 'value' });
      }),
      { seed: 3 },
    );
  });
});
