import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import Fastify from 'fastify';
import { Resources } from '../../src/processes/resources.js';
import { flask as flaskPlugin } from '../../templates/service/src/flask/index.js';
import { Float } from '../../templates/service/src/flask/python.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import { session } from '../../templates/service/src/flask/session.js';
import {
  readSessionCookie,
  writeSessionCookie,
  type SessionData,
} from '../../templates/service/src/flask/session-cookie.js';
import { Markup, Tuple, Uuid } from '../../templates/service/src/flask/session-values.js';
import { skipWithoutFlask } from '../support/flask.js';
import { startOracle } from './oracle.js';
import type { Tree } from './python-values.js';

const resources = new Resources();
afterAll(() => resources.close());
const oracle = startOracle(resources);
const KEY = { secret: 'dev \u00e9', lifetime: 31 * 24 * 3600 };

describe('the cookie of a session', () => {
  test('that Flask has written is read', async (context) => {
    const flask = await oracle;
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    return fc.assert(
      fc.asyncProperty(fc.array(dict, { minLength: 10, maxLength: 20 }), async (values) => {
        const cookies = await flask.ask<string[]>({
          do: 'write_session',
          key: KEY.secret,
          values,
        });
        const read = cookies.map((cookie) => readSessionCookie(cookie, KEY, new Date()));
        expect(read.map(treeOf)).toEqual(values.map(sorted));
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  test('is read by Flask', async (context) => {
    const flask = await oracle;
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    return fc.assert(
      fc.asyncProperty(fc.array(dict, { minLength: 10, maxLength: 20 }), async (values) => {
        const cookies = values.map((tree) =>
          writeSessionCookie(valueOf(tree) as SessionData, KEY, new Date()),
        );
        const read = await flask.ask<Tree[]>({ do: 'read_session', key: KEY.secret, cookies });
        expect(read).toEqual(values.map(sorted));
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test('is refused when anything in it was changed, and when it is too old', async () => {
    const now = new Date('2026-01-01T00:00:00Z');
    const cookie = writeSessionCookie({ user: 7, text: 'x'.repeat(200) }, KEY, now);
    expect(readSessionCookie(cookie, KEY, now)).toEqual({ user: 7, text: 'x'.repeat(200) });
    for (let index = 0; index < cookie.length; index += 1) {
      const other = cookie[index] === 'A' ? 'B' : 'A';
      const changed = `${cookie.slice(0, index)}${other}${cookie.slice(index + 1)}`;
      // The last character of a signature says only four bits of six.
      if (index < cookie.length - 1) expect(readSessionCookie(changed, KEY, now)).toBeUndefined();
    }
    const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    expect(readSessionCookie(cookie, KEY, later(KEY.lifetime))).toBeDefined();
    expect(readSessionCookie(cookie, KEY, later(KEY.lifetime + 1))).toBeUndefined();
    expect(readSessionCookie(cookie, KEY, later(-1))).toBeUndefined();
    expect(readSessionCookie(cookie, { ...KEY, secret: 'other' }, now)).toBeUndefined();
  });

  test('comes back when the session is changed, and only then', async (context) => {
    const flask = await oracle;
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    const routing = fastifyRouting();
    const app = Fastify({ rewriteUrl: routing.rewriteUrl });
    await app.register(flaskPlugin, { routing, notJsonStatus: 400 });
    await app.register(session, { secretKey: KEY.secret });
    app.get('/login', async (request) => {
      request.session.set('user', 7);
      return {};
    });
    app.get('/user', async (request) => ({ user: request.session.get('user') ?? null }));
    const login = await app.inject('/login');
    const [cookie, ...attributes] = String(login.headers['set-cookie']).split('; ');
    expect(attributes).toEqual(['HttpOnly', 'Path=/']);
    const value = cookie!.replace('session=', '');
    const read = await flask.ask({ do: 'read_session', key: KEY.secret, cookies: [value] });
    expect(read).toEqual([
      [
        'dict',
        [
          [
            ['str', 'user'],
            ['int', '7'],
          ],
        ],
      ],
    ]);

    const [written] = await flask.ask<string[]>({
      do: 'write_session',
      key: KEY.secret,
      values: [
        [
          'dict',
          [
            [
              ['str', 'user'],
              ['str', 'ada'],
            ],
          ],
        ],
      ],
    });
    const user = await app.inject({ url: '/user', headers: { cookie: `session=${written}` } });
    expect(user.json()).toEqual({ user: 'ada' });
    expect(user.headers['set-cookie']).toBeUndefined();
    expect(user.headers.vary).toBe('Cookie');
    return app.close();
  });
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(' t', ' b', ' di', ' u__', '_permanent', 'a'.repeat(100)),
);

/** What the serializer of sessions knows, with keys that are strings. */
const { dict } = fc.letrec<{ tree: Tree; dict: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text.map((content): Tree => ['str', content]),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((n): Tree => ['int', String(n)]),
    fc.integer().map((n): Tree => ['int', String(n)]),
    fc.constantFrom<Tree>(
      ['float', '1.0'],
      ['float', '-0.0'],
      ['float', '0.1'],
      ['float', '1e+16'],
    ),
    fc.constantFrom<Tree>(['bool', true], ['bool', false], ['none', null]),
    fc
      .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date): Tree => ['datetime', date.toISOString().replace(/\.\d+Z/, '+00:00')]),
    fc.uuid().map((content): Tree => ['uuid', content]),
    fc.uint8Array().map((bytes): Tree => ['bytes', Buffer.from(bytes).toString('base64')]),
    text.map((content): Tree => ['markup', content]),
    fc.array(tie('tree'), { maxLength: 4 }).map((items): Tree => ['list', items]),
    fc.array(tie('tree'), { maxLength: 4 }).map((items): Tree => ['tuple', items]),
    tie('dict'),
  ),
  dict: fc
    .uniqueArray(fc.tuple(text, tie('tree')), { maxLength: 4, selector: ([key]) => key })
    .map((pairs): Tree => ['dict', pairs.map(([key, value]) => [['str', key], value])]),
}));

type Pairs = readonly (readonly [Tree, Tree])[];

/** As `oracle.py` gives a tree back. */
function sorted([kind, content]: Tree): Tree {
  if (kind === 'list' || kind === 'tuple') return [kind, (content as Tree[]).map(sorted)];
  if (kind !== 'dict') return [kind, content];
  const pairs = (content as Pairs).map(([key, value]) => [key, sorted(value)] as const);
  const codes = ([key]: (typeof pairs)[number]) =>
    Array.from(key[1] as string, (character) =>
      character.codePointAt(0)!.toString(16).padStart(6, '0'),
    ).join('');
  return ['dict', pairs.toSorted((a, b) => (codes(a) < codes(b) ? -1 : 1))];
}

function valueOf([kind, content]: Tree): unknown {
  switch (kind) {
    case 'int': {
      const number = Number(content);
      return Number.isSafeInteger(number) ? number : BigInt(content as string);
    }
    case 'float': {
      const number = Number(content);
      return Number.isInteger(number) ? new Float(number) : number;
    }
    case 'list':
      return (content as Tree[]).map(valueOf);
    case 'tuple':
      return Tuple.from((content as Tree[]).map(valueOf));
    case 'dict':
      return Object.fromEntries(
        (content as Pairs).map(([key, value]) => [key[1] as string, valueOf(value)]),
      );
    case 'datetime':
      return new Date(content as string);
    case 'uuid':
      return new Uuid(content as string);
    case 'markup':
      return new Markup(content as string);
    case 'bytes':
      return Buffer.from(content as string, 'base64');
    default:
      return content;
  }
}

function treeOf(value: unknown): Tree {
  if (value === null) return ['none', null];
  if (typeof value === 'boolean') return ['bool', value];
  if (typeof value === 'string') return ['str', value];
  if (value instanceof Float) {
    const { value: number } = value;
    return ['float', Object.is(number, -0) ? '-0.0' : number < 1e16 ? `${number}.0` : '1e+16'];
  }
  if (typeof value === 'bigint') return ['int', String(value)];
  if (typeof value === 'number') return [Number.isInteger(value) ? 'int' : 'float', String(value)];
  if (value instanceof Tuple) return ['tuple', Array.from(value, treeOf)];
  if (Array.isArray(value)) return ['list', value.map(treeOf)];
  if (value instanceof Date) return ['datetime', value.toISOString().replace('.000Z', '+00:00')];
  if (value instanceof Uuid) return ['uuid', value.toString()];
  if (value instanceof Markup) return ['markup', value.toString()];
  if (value instanceof Uint8Array) return ['bytes', Buffer.from(value).toString('base64')];
  return sorted([
    'dict',
    Object.entries(value as object).map(([key, item]) => [['str', key], treeOf(item)] as const),
  ]);
}
