/**
 * PyJWT before 2.0, which no machine has any more: what 1.7.1 answered on Python 3.11 is in `fixtures/pyjwt-1.json`, by
 * the Python below.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DateTime } from '../../templates/service/src/python/datetime.js';
import { dict } from '../../templates/service/src/python/dict.js';
import { encode as encode2 } from '../../templates/service/src/python/jwt.js';
import { decode, encode } from '../../templates/service/src/python/jwt-1.js';
import type { Value } from '../../templates/service/src/python/value.js';
import { fixture } from '../support/database.js';
import { answerOf, type Pair } from './compare-with-python.js';

const recorded = JSON.parse(readFileSync(fixture('pyjwt-1.json'), 'utf8')) as Record<
  string,
  string
>;

/** `token(claims)` of the recording. */
const token = (claims: Record<string, Value>, key = 'key') => encode(dict(claims), key);
const hs = ['HS256'];

const PAIRS: readonly Pair[] = [
  ["jwt.encode({'b': 1, 'a': 'é'}, 'key')", () => encode(dict({ b: 1, a: 'é' }), 'key')],
  [
    "jwt.encode({'exp': datetime(2030, 1, 2, 3, 4, 5, 6)}, 'key', algorithm='HS512')",
    () => encode(dict({ exp: new DateTime(2030, 1, 2, 3, 4, 5, 6) }), 'key', 'HS512'),
  ],
  [
    "jwt.encode({}, b'key', 'HS384', {'kid': 'x', 'typ': None})",
    () => encode(dict(), Buffer.from('key'), 'HS384', dict({ kid: 'x', typ: null })),
  ],
  ["jwt.encode([], 'key')", () => encode([], 'key')],
  ['jwt.encode({}, None)', () => encode(dict(), null)],
  ["jwt.encode({}, 'key', 'HS1')", () => encode(dict(), 'key', 'HS1')],
  ["jwt.decode(token({'a': 1.5}), 'key')", () => decode(token({ a: 1.5 }), 'key')],
  [
    "jwt.decode(token({'a': 1}).decode(), 'key', algorithm='HS256')",
    () => decode(token({ a: 1 }), 'key', true, null, null, dict({ algorithm: 'HS256' })),
  ],
  [
    "jwt.decode(token({'a': 1}), 'key', algorithms=hs)",
    () => decode(token({ a: 1 }), 'key', undefined, hs),
  ],
  [
    "jwt.decode(token({'a': 1}), 'key', algorithms=['HS512'])",
    () => decode(token({ a: 1 }), 'key', undefined, ['HS512']),
  ],
  ["jwt.decode(token({'a': 1}), 'other')", () => decode(token({ a: 1 }), 'other')],
  ["jwt.decode(token({'a': 1}), 'other', False)", () => decode(token({ a: 1 }), 'other', false)],
  ["jwt.decode(token({'exp': 1}), 'key')", () => decode(token({ exp: 1 }), 'key')],
  ["jwt.decode(token({'exp': 1}), verify=False)", () => decode(token({ exp: 1 }), '', false)],
  [
    "jwt.decode(token({'exp': 1}), 'key', options={'verify_exp': False})",
    () => decode(token({ exp: 1 }), 'key', true, null, dict({ verify_exp: false })),
  ],
  [
    "jwt.decode(token({'exp': 1}), 'key', verify_expiration=False)",
    () => decode(token({ exp: 1 }), 'key', true, null, null, dict({ verify_expiration: false })),
  ],
  ["jwt.decode(token({'exp': 'x'}), 'key')", () => decode(token({ exp: 'x' }), 'key')],
  ["jwt.decode(token({'nbf': 9e9}), 'key')", () => decode(token({ nbf: 9e9 }), 'key')],
  ["jwt.decode(token({'iat': 9000000000}), 'key')", () => decode(token({ iat: 9e9 }), 'key')],
  ["jwt.decode(token({'aud': 'x'}), 'key')", () => decode(token({ aud: 'x' }), 'key')],
  [
    "jwt.decode(token({'aud': 'x'}), 'key', audience='y')",
    () => decode(token({ aud: 'x' }), 'key', true, null, null, dict({ audience: 'y' })),
  ],
  [
    "jwt.decode(token({}), 'key', issuer='y')",
    () => decode(token({}), 'key', true, null, null, dict({ issuer: 'y' })),
  ],
  [
    "jwt.decode(token({}), 'key', options={'require_exp': True})",
    () => decode(token({}), 'key', true, null, dict({ require_exp: true })),
  ],
  ["jwt.decode('', 'key')", () => decode('', 'key')],
  ["jwt.decode('a.b.c', 'key')", () => decode('a.b.c', 'key')],
  ["jwt.decode('abcd.b.c', 'key')", () => decode('abcd.b.c', 'key')],
  ["jwt.decode(None, 'key')", () => decode(null, 'key')],
  ["jwt.decode(b'Bearer ' + token({}), 'key')", () => decode(`Bearer ${String(token({}))}`, 'key')],
  ["jwt.decode(token({}) + b'x', 'key')", () => decode(`${String(token({}))}x`, 'key')],
  ["jwt.decode(second, 'key')", () => decode(encode2(dict({ user: 7 }), 'key'), 'key')],
];

test('everything that was recorded is asked', () => {
  expect(PAIRS.map(([python]) => python)).toEqual(Object.keys(recorded));
});

test.each(PAIRS)('%s', async (python, typescript) => {
  expect(await answerOf(typescript)).toBe(recorded[python]);
});
