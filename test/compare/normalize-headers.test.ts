import { expect, test } from 'vitest';
import { normalizeHeaders } from '../../src/compare/normalize-headers.js';

test('what speaks of the connection, the server and the moment is left out', () => {
  const raw = { server: 'gunicorn', date: 'now', connection: 'close', 'content-length': '3' };
  expect(normalizeHeaders({ ...raw, 'content-type': 'text/html', 'x-total': '4' }, 200)).toEqual({
    'content-type': 'text/html',
    'x-total': '4',
  });
});

test('Allow is a set', () => {
  expect(normalizeHeaders({ allow: 'OPTIONS, GET,HEAD' }, 405)).toEqual({
    allow: 'GET, HEAD, OPTIONS',
  });
});

test('an answer without content has no type to speak of', () => {
  expect(normalizeHeaders({ 'content-type': 'text/html' }, 204)).toEqual({});
});

test('cookies are decoded, and a time relative to now is not compared', () => {
  const cookie = 'a="b%20c"; Path=/; HttpOnly; Expires=Wed, 01 Jan 2031 00:00:00 GMT';
  expect(normalizeHeaders({ 'set-cookie': [cookie] }, 200)).toEqual({
    'cookie a': 'b c; expires=…; httponly; path=/',
  });
  const deleted = 'a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/';
  expect(normalizeHeaders({ 'set-cookie': [deleted] }, 200)['cookie a']).toContain('1970');
});

test('a Flask session is what it holds, whenever it was signed and with whichever key', () => {
  // Both by itsdangerous, of {"user_id": 7}; the second later and with another key.
  const first = 'session=eyJ1c2VyX2lkIjo3fQ.ZUDqXw.0zXK0nBf0Q6HqQh8Y0nq0JrUVxI; Path=/';
  const second = 'session=eyJ1c2VyX2lkIjo3fQ.ZUDqaA.Qm9iYm9iYm9iYm9iYm9iYm9iYm8; Path=/';
  const read = (line: string) => normalizeHeaders({ 'set-cookie': [line] }, 200);
  expect(read(first)).toEqual({ 'cookie session': 'session {"user_id":7}; path=/' });
  expect(read(second)).toEqual(read(first));
});
