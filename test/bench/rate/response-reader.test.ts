import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ResponseReader, type ReadAnswer } from '../../../src/bench/rate/response-reader.js';

const ok = { status: 200, keepsAlive: true };
const ANSWERS: readonly (readonly [string, ReadAnswer])[] = [
  ['HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello', ok],
  [
    'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    { ...ok, keepsAlive: false },
  ],
  ['HTTP/1.1 204 No Content\r\n\r\n', { status: 204, keepsAlive: true }],
  ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n', ok],
  [
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nA\r\n0123\r\n\r\n89\r\n0\r\nx: y\r\n\r\n',
    ok,
  ],
  [
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\ncontent-length: 1\r\n\r\n\r',
    { status: 404, keepsAlive: true },
  ],
  ['HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\nx', { ...ok, keepsAlive: false }],
];

test('answers follow each other, however the bytes arrive', () => {
  const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
  const many = fc.array(fc.constantFrom(...ANSWERS), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(many, pieces, (answers, sizes) => {
      const reader = new ResponseReader(false);
      for (const [text, expected] of answers) {
        const bytes = Buffer.from(text, 'latin1');
        const seen: (ReadAnswer | undefined)[] = [];
        for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
          const size = sizes[piece % sizes.length]!;
          seen.push(reader.push(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(seen.slice(0, -1).every((answer) => answer === undefined)).toBe(true);
        expect(seen.at(-1)).toEqual(expected);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('an answer without a length ends with its connection', () => {
  const reader = new ResponseReader(false);
  expect(reader.push(Buffer.from('HTTP/1.1 200 OK\r\n\r\nhello'))).toBeUndefined();
  expect(reader.close()).toEqual({ status: 200, keepsAlive: false });
});

test('an answer to HEAD has no body, whatever its head says', () => {
  const reader = new ResponseReader(true);
  expect(reader.push(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n'))).toEqual(ok);
});
