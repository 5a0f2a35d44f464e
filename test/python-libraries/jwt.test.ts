import { generateKeyPairSync } from 'node:crypto';
import { describe } from 'vitest';
import { DateTime, TimeZone } from '../../templates/service/src/python/datetime.js';
import { dict } from '../../templates/service/src/python/dict.js';
import * as jwt from '../../templates/service/src/python/jwt.js';
import type { Value } from '../../templates/service/src/python/value.js';
import { compareWithPython } from './compare-with-python.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const token = (claims: Record<string, Value>, key = 'key') => jwt.encode(dict(claims), key);
const hs = ['HS256'];
const part = (text: string) => Buffer.from(text).toString('base64url');

describe('jwt', () => {
  const setup = `
import jwt, base64
from datetime import *
private, public = ${JSON.stringify(privateKey)}, ${JSON.stringify(publicKey)}
hs = ['HS256']
def token(claims, key='key'): return jwt.encode(claims, key)
def part(text): return base64.urlsafe_b64encode(text.encode()).decode().rstrip('=')
`;
  compareWithPython(setup, [
    ["jwt.encode({'b': 1, 'a': 'é'}, 'key')", () => jwt.encode(dict({ b: 1, a: 'é' }), 'key')],
    [
      "jwt.encode({'exp': datetime(2030, 1, 2, 3, 4, 5, 6)}, 'key', algorithm='HS512')",
      () => jwt.encode(dict({ exp: new DateTime(2030, 1, 2, 3, 4, 5, 6) }), 'key', 'HS512'),
    ],
    [
      "jwt.encode({}, b'key', 'HS384', {'kid': 'x', 'typ': None})",
      () => jwt.encode(dict(), Buffer.from('key'), 'HS384', dict({ kid: 'x', typ: null })),
    ],
    [
      "jwt.encode({'a': 1}, private, 'RS256')",
      () => jwt.encode(dict({ a: 1 }), privateKey, 'RS256'),
    ],
    [
      "jwt.decode(jwt.encode({'a': 1}, private, 'RS256'), public, ['RS256'])",
      () => jwt.decode(jwt.encode(dict({ a: 1 }), privateKey, 'RS256'), publicKey, ['RS256']),
    ],
    ['jwt.encode({}, None)', () => jwt.encode(dict(), null)],
    ["jwt.encode({}, 'key', 'HS1')", () => jwt.encode(dict(), 'key', 'HS1')],
    ["jwt.encode([], 'key')", () => jwt.encode([], 'key')],
    [
      "jwt.encode({'a': datetime(2020, 1, 1)}, 'key')",
      () => jwt.encode(dict({ a: new DateTime(2020, 1, 1) }), 'key'),
    ],
    ['jwt.encode({}, public)', () => jwt.encode(dict(), publicKey)],
    ["jwt.decode(token({'a': 1.5}), 'key', hs)", () => jwt.decode(token({ a: 1.5 }), 'key', hs)],
    ["jwt.decode(token({'a': 1}), 'other', hs)", () => jwt.decode(token({ a: 1 }), 'other', hs)],
    [
      "jwt.decode(token({'a': 1}), 'key', ['HS512'])",
      () => jwt.decode(token({ a: 1 }), 'key', ['HS512']),
    ],
    ["jwt.decode(token({'a': 1}), 'key')", () => jwt.decode(token({ a: 1 }), 'key')],
    [
      "jwt.decode(token({'a': 1}), 'key', 'HS256')",
      () => jwt.decode(token({ a: 1 }), 'key', 'HS256'),
    ],
    ["jwt.decode(token({'exp': 1}), 'key', hs)", () => jwt.decode(token({ exp: 1 }), 'key', hs)],
    [
      "jwt.decode(token({'exp': 'x'}), 'key', hs)",
      () => jwt.decode(token({ exp: 'x' }), 'key', hs),
    ],
    [
      "jwt.decode(token({'nbf': 9e9}), 'key', hs)",
      () => jwt.decode(token({ nbf: 9e9 }), 'key', hs),
    ],
    [
      "jwt.decode(token({'iat': 9000000000}), 'key', hs)",
      () => jwt.decode(token({ iat: 9e9 }), 'key', hs),
    ],
    [
      "jwt.decode(token({'exp': datetime(2020, 1, 1, tzinfo=timezone.utc)}), 'key', hs)",
      () =>
        jwt.decode(token({ exp: new DateTime(2020, 1, 1, 0, 0, 0, 0, TimeZone.utc) }), 'key', hs),
    ],
    [
      "jwt.decode(token({'exp': 1}), 'key', hs, options={'verify_exp': False})",
      () => jwt.decode(token({ exp: 1 }), 'key', hs, dict({ verify_exp: false })),
    ],
    [
      "jwt.decode(token({'exp': 1}), options={'verify_signature': False})",
      () => jwt.decode(token({ exp: 1 }), undefined, undefined, dict({ verify_signature: false })),
    ],
    [
      "jwt.decode(token({}), 'key', hs, options={'require': ['sub']})",
      () => jwt.decode(token({}), 'key', hs, dict({ require: ['sub'] })),
    ],
    [
      "jwt.decode(token({'aud': 'x'}), 'key', hs)",
      () => jwt.decode(token({ aud: 'x' }), 'key', hs),
    ],
    [
      "jwt.decode(token({'aud': 'x'}), 'key', hs, audience='y')",
      () => jwt.decode(token({ aud: 'x' }), 'key', hs, undefined, undefined, undefined, 'y'),
    ],
    [
      "jwt.decode(token({'aud': ['x']}), 'key', hs, audience=['y', 'x'])",
      () =>
        jwt.decode(token({ aud: ['x'] }), 'key', hs, undefined, undefined, undefined, ['y', 'x']),
    ],
    ["jwt.decode('', 'key', hs)", () => jwt.decode('', 'key', hs)],
    ["jwt.decode('a', 'key', hs)", () => jwt.decode('a', 'key', hs)],
    ["jwt.decode('a.b.c', 'key', hs)", () => jwt.decode('a.b.c', 'key', hs)],
    ["jwt.decode('abcd.b.c', 'key', hs)", () => jwt.decode('abcd.b.c', 'key', hs)],
    ["jwt.decode('undefined', 'key', hs)", () => jwt.decode('undefined', 'key', hs)],
    ["jwt.decode(None, 'key', hs)", () => jwt.decode(null, 'key', hs)],
    [
      "jwt.decode(part('[]') + '.e30.x1', 'key', hs)",
      () => jwt.decode(`${part('[]')}.e30.x1`, 'key', hs),
    ],
    [
      "jwt.decode(part('{\"a\"') + '.e30.x1', 'key', hs)",
      () => jwt.decode(`${part('{"a"')}.e30.x1`, 'key', hs),
    ],
    [
      "jwt.decode(part('{}') + '.e30.x1', 'key', hs)",
      () => jwt.decode(`${part('{}')}.e30.x1`, 'key', hs),
    ],
    ["jwt.decode(token({}) + 'x', 'key', hs)", () => jwt.decode(`${token({})}x`, 'key', hs)],
    [
      "jwt.decode('Bearer ' + token({}), 'key', hs)",
      () => jwt.decode(`Bearer ${token({})}`, 'key', hs),
    ],
    ['jwt.get_unverified_header(token({}))', () => jwt.getUnverifiedHeader(token({}))],
  ]);
});
