import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import * as base64 from '../../templates/service/src/python/base64.js';
import * as collections from '../../templates/service/src/python/collections.js';
import { dict } from '../../templates/service/src/python/dict.js';
import { DateTime } from '../../templates/service/src/python/datetime.js';
import { dotenvValues } from '../../templates/service/src/python/dotenv.js';
import { lruCache, partial, reduce } from '../../templates/service/src/python/functools.js';
import * as hashlib from '../../templates/service/src/python/hashlib.js';
import * as hmac from '../../templates/service/src/python/hmac.js';
import * as json from '../../templates/service/src/python/json.js';
import { getLogger } from '../../templates/service/src/python/logging.js';
import * as math from '../../templates/service/src/python/math.js';
import { add } from '../../templates/service/src/python/operators.js';
import * as os from '../../templates/service/src/python/os.js';
import * as osPath from '../../templates/service/src/python/os-path.js';
import * as random from '../../templates/service/src/python/random.js';
import * as requests from '../../templates/service/src/python/requests.js';
import * as secrets from '../../templates/service/src/python/secrets.js';
import { formatException } from '../../templates/service/src/python/system.js';
import { repr } from '../../templates/service/src/python/text.js';
import * as time from '../../templates/service/src/python/time.js';
import * as urls from '../../templates/service/src/python/urllib-parse.js';
import {
  UUID,
  uuid1,
  uuid3,
  uuid4,
  uuid5,
  NAMESPACE_DNS,
} from '../../templates/service/src/python/uuid.js';
import { Float, tuple, tupleOf, type Value } from '../../templates/service/src/python/value.js';
import { compareWithPython, type Pair } from './compare-with-python.js';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const none = undefined;

describe('json', () => {
  const loads = (text: string): Pair => [`json.loads(${repr(text)})`, () => json.loads(text)];
  const value = () =>
    dict([
      ['b', [1, new Float(2), null, true, 'é😀"\u007f\n']],
      [1, tuple(1, 2)],
      [null, dict()],
      ['a', []],
    ] as never);
  compareWithPython(
    'import json\nfrom datetime import *\nvalue = {"b": [1, 2.0, None, True, "é😀\\"\\x7f\\n"], 1: (1, 2), None: {}, "a": []}',
    [
      ['json.dumps(value)', () => json.dumps(value())],
      ['json.dumps(value, indent=2)', () => json.dumps(value(), none, none, none, none, none, 2)],
      [
        "json.dumps(value, indent='\\t')",
        () => json.dumps(value(), none, none, none, none, none, '\t'),
      ],
      [
        "json.dumps(value, ensure_ascii=False, separators=(',', ':'))",
        () => json.dumps(value(), none, false, none, none, none, none, tuple(',', ':')),
      ],
      [
        "json.dumps({'b': 1, 'a': 2}, sort_keys=True)",
        () =>
          json.dumps(dict({ b: 1, a: 2 }), none, none, none, none, none, none, none, none, true),
      ],
      [
        'json.dumps(value, sort_keys=True)',
        () => json.dumps(value(), none, none, none, none, none, none, none, none, true),
      ],
      ['json.dumps(datetime(2020, 1, 1))', () => json.dumps(new DateTime(2020, 1, 1))],
      [
        'json.dumps([datetime(2020, 1, 1)], default=str)',
        () =>
          json.dumps(
            [new DateTime(2020, 1, 1)],
            none,
            none,
            none,
            none,
            none,
            none,
            none,
            (one: DateTime) => one.pyStr(),
          ),
      ],
      ['json.dumps({(1, 2): 3})', () => json.dumps(dict([[tuple(1, 2), 3]]))],
      ['json.dumps({(1, 2): 3}, skipkeys=True)', () => json.dumps(dict([[tuple(1, 2), 3]]), true)],
      [
        "json.dumps([float('nan'), float('inf'), 1e22, 10**30])",
        () => json.dumps([Number.NaN, Infinity, new Float(1e22), 10n ** 30n]),
      ],
      [
        "json.dumps(float('nan'), allow_nan=False)",
        () => json.dumps(Number.NaN, none, none, none, false),
      ],
      ...[
        '{"a": [1, 2.0, 1e3, -0, null, true, NaN, -Infinity, "\\u00e9\\ud83d\\ude00"], "10": 1, "2": 2}',
        '',
        ' ',
        '{',
        '[1,]',
        '{"a" 1}',
        '{"a": 1,}',
        '[1 2]',
        '"a',
        '"a\nb"',
        '"\\x"',
        '"\\u12"',
        'nul',
        '1 2',
        '01',
        '12345678901234567890',
        '{1: 2}',
        "{'a': 1}",
        '[\n1,\n x]',
        '\ufeff1',
        '😀',
      ].map(loads),
      ['json.loads(None)', () => json.loads(null)],
      ['json.loads(b\'{"a": 1}\')', () => json.loads(bytes('{"a": 1}'))],
      ["json.loads(b'\\xff')", () => json.loads(Uint8Array.of(0xff))],
    ],
  );
});

describe('random, with a seed', () => {
  const seeded = (seed: Value, act: () => Value) => () => {
    random.seed(seed);
    return act();
  };
  const setup = 'import random\ndef seeded(seed, act):\n  random.seed(seed)\n  return act()';
  const shuffled = () => {
    const items = [1, 2, 3, 4, 5, 6];
    random.shuffle(items);
    return items;
  };
  compareWithPython(
    `${setup}\ndef shuffled():\n  items = [1, 2, 3, 4, 5, 6]\n  random.shuffle(items)\n  return items`,
    [
      ['seeded(1, random.random)', seeded(1, random.random)],
      ["seeded('text', random.random)", seeded('text', random.random)],
      [
        'seeded(2**70, lambda: [random.randint(1, 10**20) for _ in range(3)])',
        seeded(2n ** 70n, () => [1, 2, 3].map(() => random.randint(1, 10n ** 20n))),
      ],
      ['seeded(2, lambda: random.uniform(1, 2))', seeded(2, () => random.uniform(1, 2))],
      ["seeded(2, lambda: random.choice('abc'))", seeded(2, () => random.choice('abc'))],
      [
        'seeded(2, lambda: random.choices([1, 2, 3], weights=[1, 2, 3], k=5))',
        seeded(2, () => random.choices([1, 2, 3], [1, 2, 3], none, 5)),
      ],
      [
        "seeded(2, lambda: random.choices('abc', k=5))",
        seeded(2, () => random.choices('abc', none, none, 5)),
      ],
      [
        'seeded(3, lambda: random.sample(range(1000), 3))',
        seeded(3, () =>
          random.sample(
            Array.from({ length: 1000 }, (_, at) => at),
            3,
          ),
        ),
      ],
      [
        'seeded(3, lambda: random.sample([1, 2, 3, 4], 3))',
        seeded(3, () => random.sample([1, 2, 3, 4], 3)),
      ],
      ['seeded(4, shuffled)', seeded(4, shuffled)],
      [
        'seeded(4, lambda: random.randrange(0, 100, 7))',
        seeded(4, () => random.randrange(0, 100, 7)),
      ],
      ['seeded(4, lambda: random.getrandbits(70))', seeded(4, () => random.getrandbits(70))],
      ['random.randint(2, 1)', () => random.randint(2, 1)],
      ['random.choice([])', () => random.choice([])],
      ['random.sample([1], 2)', () => random.sample([1], 2)],
    ],
  );
});

describe('os, uuid, hashlib, base64, hmac', () => {
  const paths = [
    '',
    '/',
    'a',
    '/a/b.tar.gz',
    '.bashrc',
    'a/.b',
    'a//b/',
    '../a/./b',
    '//x/..',
    'a.',
  ];
  compareWithPython('import os, uuid, hashlib, base64, hmac, secrets, os.path', [
    ...paths.map((path): Pair => [
      `[os.path.splitext(${repr(path)}), os.path.split(${repr(path)}), os.path.normpath(${repr(path)}), os.path.join('/r', ${repr(path)}, 'z')]`,
      () => [
        osPath.splitext(path),
        osPath.split(path),
        osPath.normpath(path),
        osPath.join('/r', path, 'z'),
      ],
    ]),
    ["os.environ['NOT_THERE']", () => os.environ.pyGetItem('NOT_THERE')],
    ["os.getenv('NOT_THERE')", () => os.getenv('NOT_THERE')],
    ["os.environ.get('NOT_THERE', 5)", () => os.environ.get('NOT_THERE', 5)],
    ["os.getenv('HOME')", () => os.getenv('HOME')],
    ["os.listdir('/not/there')", () => os.listdir('/not/there')],
    ["os.makedirs('/tmp')", () => os.makedirs('/tmp')],
    [
      "os.path.exists('/tmp'), os.path.isfile('/tmp')",
      () => tuple(osPath.exists('/tmp'), osPath.isfile('/tmp')),
    ],
    [
      "uuid.UUID('{12345678-1234-5678-1234-567812345678}')",
      () => new UUID('{12345678-1234-5678-1234-567812345678}'),
    ],
    ["uuid.UUID('x')", () => new UUID('x')],
    ['uuid.UUID(5)', () => new UUID(5)],
    ['uuid.UUID()', () => new UUID()],
    ['uuid.UUID(int=5)', () => new UUID(none, none, none, none, 5)],
    [
      "uuid.uuid5(uuid.NAMESPACE_DNS, 'a'), uuid.uuid3(uuid.NAMESPACE_DNS, 'a')",
      () => tuple(uuid5(NAMESPACE_DNS, 'a'), uuid3(NAMESPACE_DNS, 'a')),
    ],
    ['uuid.uuid4().version, uuid.uuid1().version', () => tuple(uuid4().version!, uuid1().version!)],
    ...['md5', 'sha1', 'sha256', 'sha512', 'sha3_256', 'blake2b', 'blake2s'].map((name): Pair => [
      `hashlib.new('${name}', b'a').hexdigest()`,
      () => hashlib.newHash(name, bytes('a')).hexdigest(),
    ]),
    ["hashlib.sha256('a')", () => hashlib.sha256('a')],
    ["hashlib.new('x')", () => hashlib.newHash('x')],
    [
      "hashlib.pbkdf2_hmac('sha256', b'a', b'b', 10)",
      () => hashlib.pbkdf2Hmac('sha256', bytes('a'), bytes('b'), 10),
    ],
    [
      "hmac.new(b'k', b'm', hashlib.sha256).hexdigest()",
      () => hmac.newHmac(bytes('k'), bytes('m'), hashlib.sha256).hexdigest(),
    ],
    ["hmac.new('k', b'm', 'sha1')", () => hmac.newHmac('k', bytes('m'), 'sha1')],
    ["hmac.compare_digest('a', 'a')", () => hmac.compareDigest('a', 'a')],
    ["hmac.compare_digest('a', b'a')", () => hmac.compareDigest('a', bytes('a'))],
    [
      'len(secrets.token_hex(8)), len(secrets.token_urlsafe(16))',
      () => tuple(secrets.tokenHex(8).length, secrets.tokenUrlsafe(16).length),
    ],
    ["base64.b64encode('a')", () => base64.b64encode('a')],
    [
      "base64.urlsafe_b64encode(b'\\xff\\xfe')",
      () => base64.urlsafeB64encode(Uint8Array.of(0xff, 0xfe)),
    ],
    ...['YQ==', 'YQ', 'YWI=', 'Y', 'YQ==x', 'Y!Q==', '====', ''].map((text): Pair => [
      `base64.b64decode('${text}')`,
      () => base64.b64decode(text),
    ]),
  ]);
});

describe('math, collections, functools, time', () => {
  const f = (value: number) => new Float(value);
  compareWithPython('import math, functools, time\nfrom collections import *', [
    [
      'math.floor(-2.5), math.ceil(2.1), math.trunc(-2.5)',
      () => tuple(math.floor(-2.5), math.ceil(2.1), math.trunc(-2.5)),
    ],
    ['math.sqrt(16), math.sqrt(2)', () => tuple(math.sqrt(16), math.sqrt(2))],
    ['math.sqrt(-1)', () => math.sqrt(-1)],
    ['math.log(0)', () => math.log(0)],
    [
      'math.log(8, 2), math.log10(1000), math.log2(8)',
      () => tuple(math.log(8, 2), math.log10(1000), math.log2(8)),
    ],
    ["math.floor('a')", () => math.floor('a')],
    ["math.floor(float('nan'))", () => math.floor(Number.NaN)],
    [
      'math.factorial(25), math.gcd(12, -18), math.lcm(4, 6), math.comb(5, 2), math.perm(5, 2), math.isqrt(99)',
      () =>
        tupleOf([
          math.factorial(25),
          math.gcd(12, -18),
          math.lcm(4, 6),
          math.comb(5, 2),
          math.perm(5, 2),
          math.isqrt(99),
        ]),
    ],
    [
      'math.fsum([0.1] * 10), math.prod([2, 3]), math.hypot(3, 4), math.pow(2, 10)',
      () =>
        tuple(
          math.fsum(Array.from({ length: 10 }, () => 0.1)),
          math.prod([2, 3]),
          math.hypot(3, 4),
          math.pow(2, 10),
        ),
    ],
    [
      'math.isclose(0.1 + 0.2, 0.3), math.isnan(1), math.radians(180)',
      () => tuple(math.isclose(0.1 + 0.2, 0.3), math.isnan(1), math.radians(f(180))),
    ],
    ['math.exp(1000)', () => math.exp(1000)],
    ["Counter('abracadabra')", () => new collections.Counter('abracadabra')],
    [
      "Counter('abracadabra').most_common(2)",
      () => new collections.Counter('abracadabra').most_common(2),
    ],
    [
      "Counter('aab') - Counter('ab')",
      () => new collections.Counter('aab').pySubtract(new collections.Counter('ab'))!,
    ],
    [
      "OrderedDict([('b', 1), ('a', 2)])",
      () => new collections.OrderedDict([tuple('b', 1), tuple('a', 2)]),
    ],
    ['deque([1, 2, 3], maxlen=2)', () => new collections.Deque([1, 2, 3], 2)],
    ['deque([]).popleft()', () => new collections.Deque().popleft()],
    ['defaultdict(None)[1]', () => new collections.DefaultDict().pyGetItem(1)],
    [
      'functools.reduce(lambda a, b: a + b, [1, 2, 3])',
      () => reduce((a: Value, b: Value) => add(a, b), [1, 2, 3]),
    ],
    ['functools.reduce(lambda a, b: a + b, [])', () => reduce(add, [])],
    [
      'functools.partial(lambda a, b: a - b, 5)(3)',
      () => partial((a: number, b: number) => a - b, 5)(3),
    ],
    ["time.strftime('%Y-%m-%d', time.gmtime(0))", () => time.strftime('%Y-%m-%d', time.gmtime(0))],
    ['tuple(time.gmtime(1e9))', () => tuple(...time.gmtime(f(1e9)))],
    ["tuple(time.strptime('2020', '%Y'))", () => tuple(...time.strptime('2020', '%Y'))],
    ['time.sleep(-1)', () => time.sleep(-1)],
    ["time.sleep('a')", () => time.sleep('a')],
  ]);
});

describe('urllib.parse', () => {
  const parsed = [
    'http://user:pw@Host.com:80/a/b;c?q=1&r#f',
    '/a?b',
    'mailto:x@y',
    '//host/x',
    '',
    'a:b',
    'http://[::1]:80/',
  ];
  const joined = [
    ['http://a/b/c', 'd'],
    ['http://a/b/c', '/d'],
    ['http://a/b/c/', '../d?x=1'],
    ['http://a/b', 'http://c/d'],
    ['/a/b', 'c'],
    ['http://a/b', ''],
  ] as const;
  compareWithPython('from urllib.parse import *', [
    [
      "quote('a b/é?&~'), quote('a/b', safe=''), quote_plus('a b&c')",
      () => tuple(urls.quote('a b/é?&~'), urls.quote('a/b', ''), urls.quotePlus('a b&c')),
    ],
    [
      "unquote('a%20b%C3%A9%zz'), unquote_plus('a+b')",
      () => tuple(urls.unquote('a%20b%C3%A9%zz'), urls.unquotePlus('a+b')),
    ],
    [
      "urlencode({'a': 1, 'b': 'c d', 'l': [1, 2]}, True)",
      () => urls.urlencode(dict({ a: 1, b: 'c d', l: [1, 2] }), true),
    ],
    ["urlencode([('a', None)])", () => urls.urlencode([tuple('a', null)])],
    ["parse_qs('a=1&a=2&b=&c')", () => urls.parseQs('a=1&a=2&b=&c')],
    ...parsed.map((url): Pair => [
      `[tuple(urlparse('${url}')), urlparse('${url}').hostname, urlparse('${url}').port, urlparse('${url}').geturl()]`,
      () => [
        tuple(...urls.urlparse(url)),
        urls.urlparse(url).hostname!,
        urls.urlparse(url).port,
        urls.urlparse(url).geturl(),
      ],
    ]),
    ...joined.map(([base, url]): Pair => [
      `urljoin('${base}', '${url}')`,
      () => urls.urljoin(base, url),
    ]),
  ]);
});

describe('requests', () => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.writeHead(request.url === '/missing' ? 404 : 200, {
        'content-type': 'application/json',
      });
      response.end(
        JSON.stringify({
          method: request.method,
          url: request.url,
          type: request.headers['content-type'] ?? null,
          body,
        }),
      );
    });
  });
  const listening = new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
  afterAll(() => server.close());

  test('are sent and answered', async () => {
    const origin = await listening;
    const found = await requests.get(`${origin}/a`, dict({ q: 'x y', n: null }));
    expect(repr(found.json())).toBe(
      "{'method': 'GET', 'url': '/a?q=x+y', 'type': None, 'body': ''}",
    );
    const posted = await requests.post(`${origin}/b`, none, dict({ a: 1 }));
    expect(repr(posted.json())).toContain(`'type': 'application/json', 'body': '{"a": 1}'`);
    const missing = await requests.get(`${origin}/missing`);
    expect(missing.ok).toBe(false);
    expect(() => missing.raise_for_status()).toThrow(
      `404 Client Error: Not Found for url: ${origin}/missing`,
    );
    await expect(requests.get('http://127.0.0.1:1/')).rejects.toBeInstanceOf(
      requests.RequestsConnectionError,
    );
    await expect(requests.get('example.com')).rejects.toBeInstanceOf(requests.MissingSchema);
  });
});

test('what has no match in Python here at least works', () => {
  let calls = 0;
  const twice = lruCache(([value]) => {
    calls += 1;
    return (value as number) * 2;
  });
  expect([twice([2]), twice([2]), calls]).toEqual([4, 4, 1]);
  expect(getLogger('a.b').getEffectiveLevel()).toBe(30);
  expect(dotenvValues('/not/there').size).toBe(0);
  expect(formatException(new RangeError('x'))).toContain('RuntimeError: x');
});
