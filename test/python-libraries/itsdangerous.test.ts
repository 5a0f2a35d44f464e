import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dict } from '../../templates/service/src/python/dict.js';
import * as its from '../../templates/service/src/python/itsdangerous.js';
import { TimedJSONWebSignatureSerializer } from '../../templates/service/src/python/itsdangerous-jws.js';
import { repr } from '../../templates/service/src/python/text.js';
import { tuple, type Value } from '../../templates/service/src/python/value.js';
import { askPython, compareWithPython, type Pair } from './compare-with-python.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const IMPORT = `
import hashlib
from itsdangerous import *
def failure(act):
    try:
        return act()
    except BadData as error:
        return (type(error).__name__, str(error), getattr(error, 'payload', None), str(getattr(error, 'date_signed', None)))
`;

async function failure(act: () => Value): Promise<Value> {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof its.BadData)) throw error;
    const { payload, date_signed: date } = error as its.BadTimeSignature;
    const name = (error.constructor as unknown as { pythonClass: string }).pythonClass;
    return tuple(name, error.message, payload ?? null, date ? date.toString() : 'None');
  }
}

const classes = {
  Serializer: its.Serializer,
  URLSafeSerializer: its.URLSafeSerializer,
  TimedSerializer: its.TimedSerializer,
  URLSafeTimedSerializer: its.URLSafeTimedSerializer,
};

describe('Signer', () => {
  const signed = ['a.b', 'value.QK3VmFmvVyYJtrmuTYRQvTMZgNY', 'nothing', '', 'a.!!', 'é.x'];
  compareWithPython(IMPORT, [
    ["Signer('secret').sign('value')", () => new its.Signer('secret').sign('value')],
    [
      "Signer(b'secret', salt='s', key_derivation='hmac', digest_method=hashlib.sha256).sign(b'v')",
      () => new its.Signer(bytes('secret'), 's', undefined, 'hmac', 'sha256').sign(bytes('v')),
    ],
    ...['concat', 'django-concat', 'hmac', 'none', 'other'].map((derivation): Pair => [
      `Signer(['old', 'new'], sep=':', key_derivation='${derivation}').sign('v')`,
      () => new its.Signer(['old', 'new'], undefined, ':', derivation).sign('v'),
    ]),
    [
      "Signer(['old', 'new']).unsign(Signer('old').sign('v'))",
      () => new its.Signer(['old', 'new']).unsign(new its.Signer('old').sign('v')),
    ],
    ["Signer('s', sep='-')", () => new its.Signer('s', undefined, '-')],
    ["Signer('s').validate('a.b')", () => new its.Signer('s').validate('a.b')],
    ...signed.map((text): Pair => [
      `failure(lambda: Signer('secret').unsign('${text}'))`,
      () => failure(() => new its.Signer('secret').unsign(text)),
    ]),
    ...signed.map((text): Pair => [
      `failure(lambda: TimestampSigner('secret').unsign('${text}'))`,
      () => failure(() => new its.TimestampSigner('secret').unsign(text)),
    ]),
    [
      "failure(lambda: TimestampSigner('secret').unsign(Signer('secret', salt='itsdangerous.Signer').sign('a.AQ'), max_age=10))[:2][0]",
      async () =>
        (
          (await failure(() =>
            new its.TimestampSigner('secret').unsign(new its.Signer('secret').sign('a.AQ'), 10),
          )) as Value[]
        )[0]!,
    ],
    [
      "failure(lambda: TimestampSigner('secret').unsign(Signer('secret').sign('a.AQ')))",
      () =>
        failure(() =>
          new its.TimestampSigner('secret').unsign(new its.Signer('secret').sign('a.AQ')),
        ),
    ],
    [
      "failure(lambda: TimestampSigner('secret').unsign(Signer('secret').sign('a.!')))",
      () =>
        failure(() =>
          new its.TimestampSigner('secret').unsign(new its.Signer('secret').sign('a.!')),
        ),
    ],
  ]);
});

const VALUES: readonly Value[] = [
  dict({ id: 5, name: 'é😀', list: [1, null, true] }),
  'ann@example.com',
  ['x'.repeat(300)],
  7,
];

describe.each(['Serializer', 'URLSafeSerializer'] as const)('%s', (name) => {
  compareWithPython(IMPORT, [
    ...VALUES.map((value): Pair => [
      `${name}('secret', salt='s').dumps(${repr(value)})`,
      () => new classes[name]('secret', 's').dumps(value),
    ]),
    ...VALUES.map((value): Pair => [
      `${name}('secret').loads(${name}('secret').dumps(${repr(value)}))`,
      () => new classes[name]('secret').loads(new classes[name]('secret').dumps(value)),
    ]),
    [
      `${name}('secret', signer_kwargs={'key_derivation': 'hmac', 'digest_method': hashlib.sha512}).dumps(1)`,
      () =>
        new classes[name](
          'secret',
          undefined,
          dict({ key_derivation: 'hmac', digest_method: 'sha512' }),
        ).dumps(1),
    ],
    ...['x', '.x', 'eyJh', '!', '.eJw'].map((payload): Pair => [
      `failure(lambda: ${name}('secret').loads(Signer('secret', salt='itsdangerous').sign('${payload}')))`,
      () =>
        failure(() =>
          new classes[name]('secret').loads(new its.Signer('secret', 'itsdangerous').sign(payload)),
        ),
    ]),
    [
      `failure(lambda: ${name}('secret').loads(${name}('other').dumps(1)))`,
      () => failure(() => new classes[name]('secret').loads(new classes[name]('other').dumps(1))),
    ],
    [
      `failure(lambda: ${name}('secret').loads(${name}('secret').dumps(1), salt='t'))`,
      () =>
        failure(() => new classes[name]('secret').loads(new classes[name]('secret').dumps(1), 't')),
    ],
  ]);
});

describe.each(['TimedSerializer', 'URLSafeTimedSerializer'] as const)('%s', (name) => {
  test('is understood on both sides', () => {
    const ours = VALUES.map((value) => new classes[name]('secret').dumps(value, 'confirm'));
    const found = askPython(IMPORT, [
      ...ours.map((text) => `${name}('secret').loads(${repr(text)}, salt='confirm', max_age=60)`),
      ...VALUES.map((value) => `${name}('secret', salt='confirm').dumps(${repr(value)})`),
      `failure(lambda: ${name}('secret').loads(${repr(ours[1]!)}, salt='confirm', max_age=-1))[1]`,
    ]);
    if (typeof found === 'string') throw new Error(found);
    expect(found.slice(0, VALUES.length)).toEqual(VALUES.map((value) => repr(value)));
    for (const [at, value] of VALUES.entries()) {
      const text = found[VALUES.length + at]!.slice(1, -1).replaceAll('\\\\', '\\');
      const read = new classes[name]('secret').loads(text, 60, false, 'confirm');
      expect(repr(read)).toBe(repr(value));
    }
    expect(found.at(-1)).toMatch(/^'Signature age \d > -1 seconds'$/);
    expect(() => new classes[name]('secret').loads(ours[1]!, -1, false, 'confirm')).toThrow(
      /^Signature age \d > -1 seconds$/,
    );
  });
});

/** itsdangerous 2.1 has none any more; a JSON Web Signature is the same everywhere. */
describe('TimedJSONWebSignatureSerializer', () => {
  const serializer = new TimedJSONWebSignatureSerializer('secret', 600);

  test('signs as JSON Web Signatures are signed', () => {
    const text = Buffer.from(serializer.dumps(dict({ id: 3 }))).toString();
    const [header, payload, signature] = text.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<
      string,
      number
    >;
    expect(Object.keys(claims)).toEqual(['alg', 'iat', 'exp']);
    expect(claims['exp']! - claims['iat']!).toBe(600);
    expect(Buffer.from(payload, 'base64url').toString()).toBe('{"id":3}');
    const expected = createHmac('sha512', 'secret').update(`${header}.${payload}`);
    expect(signature).toBe(expected.digest('base64url'));
    expect(repr(serializer.loads(text))).toBe("{'id': 3}");
  });

  test('says what is wrong', () => {
    const expired = new TimedJSONWebSignatureSerializer('secret', -10).dumps(1);
    expect(() => serializer.loads(expired)).toThrow('Signature expired');
    expect(() => serializer.loads('a.b.c')).toThrow("Signature b'c' does not match");
    expect(() => serializer.loads('x')).toThrow("No b'.' found in value");
    const other = new TimedJSONWebSignatureSerializer('secret', 10, null, 'HS256');
    expect(() => serializer.loads(other.dumps(1))).toThrow(/does not match$/);
  });
});
