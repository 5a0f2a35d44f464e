/** Runs of every shape that a rendering has to cope with, by name. The figures are made up. */
import { judgeMemory } from '../../src/bench/growth/judge-memory.js';
import type { Growth, Sweep } from '../../src/model/growth.js';
import { routeLimits, sharesOfLimit } from '../../src/bench/limits/route-limits.js';
import { summarizeRates } from '../../src/bench/rate/run-rates.js';
import { ratiosOf, summarizeRounds } from '../../src/bench/statistics.js';
import type {
  BenchResult,
  BenchTarget,
  RoundSample,
  RouteResult,
} from '../../src/model/bench-result.js';

export type CaseName = keyof typeof BENCH_CASES;

interface Rounds {
  /** Requests a second of each round. */
  readonly rates: readonly number[];
  readonly p50?: number;
  readonly p99?: number;
  readonly errors?: number;
  readonly non2xx?: number;
}

type Rates = Readonly<Record<string, Rounds>>;

function sample(round: number, rps: number, rounds: Rounds): RoundSample {
  const p50 = rounds.p50 ?? 20_000 / rps;
  const p99 = rounds.p99 ?? p50 * 2.1;
  return {
    round,
    requests: rps * 10,
    seconds: 10,
    rps,
    latency: rps === 0 ? null : { p50, p90: (p50 + p99) / 2, p99, max: p99 * 1.8 },
    errors: rounds.errors ?? 0,
    non2xx: rounds.non2xx ?? 0,
    bytes: rps * 1000,
  };
}

function route(name: string, ofTargets: Rates): RouteResult {
  const samples = new Map(
    Object.entries(ofTargets).map(([target, rounds]) => [
      target,
      rounds.rates.map((rps, index) => sample(index + 1, rps, rounds)),
    ]),
  );
  return {
    route: name,
    results: Object.fromEntries(
      Array.from(samples, ([target, rounds]) => [target, summarizeRounds(rounds)]),
    ),
    ratios: ratiosOf(samples),
  };
}

/** The same with limits, and with what the servers took. */
function limited(
  result: RouteResult,
  limits: { readonly http: readonly number[]; readonly database: readonly number[] },
): RouteResult {
  const rounds = (rates: readonly number[]) =>
    rates.map((rps, index) => ({ ...sample(index + 1, rps, { rates }), latency: null }));
  const samples = new Map(
    Object.entries(result.results).map(([name, { samples: ofTarget }], index) => [
      name,
      ofTarget.map((of) => ({
        ...of,
        usage: {
          cpuSeconds: (of.requests * 0.7) / of.rps,
          rssBytes: (90 - 31.5 * index) * 2 ** 20,
        },
      })),
    ]),
  );
  const measured = routeLimits(
    new Map([
      ['http', rounds(limits.http)],
      ...(limits.database.length > 0 ? [['database', rounds(limits.database)] as const] : []),
    ]),
  );
  return {
    ...result,
    results: Object.fromEntries(
      Array.from(samples, ([name, of]) => [name, summarizeRounds(of)] as const),
    ),
    ratios: { ...result.ratios, ...sharesOfLimit(samples, measured) },
    limits: measured,
  };
}

function rated(name: string, ofTargets: Rates): RouteResult {
  const against = atRate(route(name, ofTargets), 150, { flask: 41.2, service: 0.81 });
  return atRate(against, 19_740, { go: 2.31, service: 2.64 });
}

/** The same with latencies at a rate; `tails` are p99 by target, the subject last. */
function atRate(
  result: RouteResult,
  rate: number,
  tails: Readonly<Record<string, number>>,
): RouteResult {
  const results = Object.entries(tails).map(([name, p99]) => {
    const latency = { p50: p99 / 3, p90: p99 / 2, p99, p999: p99 * 1.7, max: p99 * 4 };
    const delay = { p50: 0.05, p90: 0.08, p99: 0.12, p999: 0.4, max: 1.1 };
    const counts = { sent: rate * 10, requests: rate * 10, errors: 0, unanswered: 0, non2xx: 0 };
    return [name, summarizeRates([{ rate, seconds: 10, latency, delay, ...counts }])] as const;
  });
  const [baseline, subject] = Object.keys(tails);
  const comparison = { rate, baseline: baseline!, subject: subject! };
  return {
    ...result,
    atRate: [...(result.atRate ?? []), { ...comparison, results: Object.fromEntries(results) }],
  };
}

function targets(...names: readonly string[]): readonly BenchTarget[] {
  return names.map((name, index) => ({
    name,
    url: `http://127.0.0.1:${5000 + index}`,
    description: undefined,
    failure: undefined,
  }));
}

const films: BenchResult = {
  environment: {
    date: '2026-11-22T10:00:00.000Z',
    cpu: 'AMD EPYC 9R14',
    cores: 2,
    memoryBytes: 7.8 * 2 ** 30,
    os: 'Linux 6.1.0 x64',
    node: 'v20.20.2',
    software: { PostgreSQL: '15.6', wrk: '4.1.0' },
  },
  settings: { driver: 'wrk', connections: 20, rounds: 5, durationSeconds: 10, warmupSeconds: 2 },
  targets: [
    {
      name: 'flask',
      url: 'http://127.0.0.1:5000',
      description: 'as written: gunicorn, one eventlet worker, psycopg2',
      failure: undefined,
    },
    {
      name: 'quart',
      url: 'http://127.0.0.1:5001',
      description: 'hypercorn, uvloop, asyncpg',
      failure: undefined,
    },
    {
      name: 'service',
      url: 'http://127.0.0.1:5002',
      description: 'Fastify and pg, generated',
      failure: undefined,
    },
  ],
  routes: [
    route('GET /films/995/', {
      flask: { rates: [214, 217, 209, 215, 221], p50: 92.1, p99: 131 },
      quart: { rates: [2010, 2050, 1985, 2020, 2015], p50: 9.81, p99: 20.4 },
      service: { rates: [30_100, 30_420, 29_800, 30_250, 28_900], p50: 0.63, p99: 1.31 },
    }),
    route('GET /films/', {
      flask: { rates: [136, 134, 139, 131, 136], p50: 146, p99: 210 },
      quart: { rates: [336, 341, 330, 329, 338], p50: 58.8, p99: 81.2 },
      service: { rates: [2380, 2410, 2350, 2290, 2395], p50: 8.21, p99: 13.4 },
    }),
    route('POST /reviews/', {
      flask: { rates: [210, 212, 205, 208, 214], p50: 94.5, p99: 139 },
      quart: { rates: [2120, 2090, 2140, 2050, 2133], p50: 9.31, p99: 18.8 },
      service: { rates: [10_480, 10_300, 10_610, 9920, 10_520], p50: 1.84, p99: 4.02 },
    }),
  ],
  differences: [
    {
      route: 'POST /reviews/',
      reference: 'flask',
      candidate: 'quart',
      layer: 'bytes',
      expected: '"{\\"film_id\\":995,\\"rating\\":4}\\n"',
      actual: '"{\\"film_id\\":995,\\"rating\\":4}"',
    },
  ],
  notes: ['Flask as written never commits its inserts: its POST writes nothing that stays'],
};

const died: BenchResult = {
  ...films,
  targets: films.targets.map((target) =>
    target.name === 'quart'
      ? {
          ...target,
          failure: { route: 'GET /films/', round: 3, reason: 'exited with code 139 (SIGSEGV)' },
        }
      : target,
  ),
  routes: [
    films.routes[0]!,
    route('GET /films/', {
      flask: { rates: [136, 134, 139, 131, 136], errors: 3, non2xx: 40 },
      quart: { rates: [336, 341] },
      service: { rates: [2380, 2410, 2350, 2290, 2395] },
    }),
    route('POST /reviews/', {
      flask: { rates: [0, 0, 0, 0, 0], non2xx: 2100 },
      service: { rates: [10_480, 10_300, 10_610, 9920, 10_520] },
    }),
  ],
  differences: [
    {
      route: 'POST /reviews/',
      reference: 'flask',
      candidate: 'service',
      layer: 'status',
      expected: '500 <!doctype html><html lang=en><title>500 Internal Server Error</title>',
      actual: '200 {"film_id":995,"rating":4}',
    },
    {
      route: 'GET /films/',
      reference: 'flask',
      candidate: 'service',
      layer: 'body',
      expected: '$["12"].release_year: 2006',
      actual: '$["12"].release_year: "2006"',
    },
  ],
};

/** `ideal` is what each target would reach with everything to itself. */
function sweep(
  kind: Sweep['kind'],
  name: string,
  sizes: readonly number[],
  ideal: Readonly<Record<string, number>>,
): Sweep {
  const series = Object.entries(ideal).map(([target, rps], index) => ({
    target,
    points: sizes.map((at) => {
      const share = kind === 'rows' ? 500 / (500 + at) : at / (at + 6 + index);
      const rate = kind === 'routes' ? rps * (1 - at / 9000) : rps * share;
      const p99 = kind === 'connections' ? 1.4 + (at * 1900) / rps : 25_000 / rate;
      const most = (24 + 31 * index) * 2 ** 20 + at * 40_000;
      const counts = { errors: 0, rssBytes: most, cpuSecondsPerRequest: 0.8 / rate };
      const startSeconds = kind === 'routes' ? { startSeconds: 0.4 + at * 0.0011 } : {};
      return { at, rps: rate, p50: p99 / 2.4, p99, ...counts, ...startSeconds };
    }),
  }));
  return { kind, route: name, series, ...(kind === 'rows' ? { connections: 4 } : {}) };
}

const fast = { idiomatic: 13_400, 'postgres-js': 15_300, go: 28_200, service: 30_100 };
const connections = [1, 4, 16, 64, 128, 256, 512];
const memory = Array.from({ length: 120 }, (_, index) => ({
  seconds: index * 5,
  rssBytes: (118 - 60 / (1 + index / 3) + 6 * Math.sin(index / 2)) * 2 ** 20,
}));

const grown: Growth = {
  startUp: ['idiomatic', 'go', 'service'].map((target, index) => {
    const seconds = [0.34, 0.03, 0.47][index]!;
    return { target, seconds, lowSeconds: seconds * 0.9, highSeconds: seconds * 1.2, starts: 5 };
  }),
  sweeps: [
    sweep('connections', 'GET /films/995/', connections, fast),
    sweep('connections', 'POST /reviews/', connections, { go: 11_550, service: 10_480 }),
    sweep('rows', 'GET /films/', [10, 100, 1000, 10_000, 100_000], fast),
    sweep('routes', 'GET /films/995/', [3, 10, 30, 100, 300, 1000], { service: 30_100 }),
  ],
  soak: {
    target: 'service',
    minutes: 10,
    requests: 8_400_000,
    errors: 0,
    samples: memory,
    memory: judgeMemory(memory),
  },
};

const many = [
  'flask',
  'flask-tuned',
  'quart',
  'idiomatic',
  'postgres-js',
  'go-pgx',
  'bun',
  'service',
];

const rude = '<script>alert(1)</script>';
const odd = 'x"><img src=y onerror=z>&amp;\u001b[31m\u202e';

const long = 'the-service-with-a-name-that-nobody-would-type-twice-on-purpose-but-somebody-did';

export const BENCH_CASES = {
  films,
  died,
  'one-target': {
    ...films,
    targets: targets('service'),
    routes: [
      route('GET /films/995/', { service: { rates: [30_100, 30_420, 29_800] } }),
      route('GET /health', { service: { rates: [7.4, 7.9, 6.8] } }),
    ],
    differences: [],
    notes: [],
  },
  'one-round': {
    ...films,
    settings: { ...films.settings, rounds: 1, durationSeconds: 0.5, warmupSeconds: 0 },
    targets: targets('flask', 'service'),
    routes: [route('GET /films/', { flask: { rates: [140] }, service: { rates: [2310] } })],
    differences: [],
    notes: [],
  },
  limits: {
    ...films,
    settings: { ...films.settings, rateShare: 0.7 },
    targets: targets('flask', 'go', 'service'),
    routes: [
      limited(
        rated('GET /films/995/', {
          flask: { rates: [214, 217, 209, 215, 221] },
          go: { rates: [28_100, 28_400, 27_900, 28_300, 28_200] },
          service: { rates: [30_100, 30_420, 29_800, 30_250, 28_900] },
        }),
        {
          http: [49_700, 50_100, 48_900, 49_500, 49_800],
          database: [62_000, 61_500, 62_400, 62_100, 61_900],
        },
      ),
      limited(
        route('POST /reviews/', {
          flask: { rates: [210, 212, 205, 208, 214] },
          go: { rates: [11_550, 11_700, 11_300, 11_480, 11_600] },
          service: { rates: [10_480, 10_300, 10_610, 9920, 10_520] },
        }),
        { http: [38_000, 38_500, 37_900, 38_100, 38_050], database: [] },
      ),
    ],
    differences: [],
    notes: [],
  },
  growth: {
    ...films,
    targets: targets('idiomatic', 'postgres-js', 'go', 'service'),
    routes: [
      route('GET /films/', {
        idiomatic: { rates: [980, 985, 990] },
        'postgres-js': { rates: [870, 878, 880] },
        go: { rates: [1800, 1790, 1810] },
        service: { rates: [2380, 2410, 2350] },
      }),
    ],
    differences: [],
    notes: [],
    growth: grown,
  },
  'no-difference': {
    ...films,
    targets: targets('quart', 'service'),
    routes: [
      route('GET /films/', {
        quart: { rates: [330, 350, 345, 320, 360] },
        service: { rates: [340, 335, 349, 338, 341] },
      }),
      route('GET /slower/', {
        quart: { rates: [330, 350, 345, 320, 360] },
        service: { rates: [140, 135, 149, 138, 141] },
      }),
    ],
    differences: [],
    notes: [],
  },
  'eight-targets': {
    ...films,
    targets: targets(...many),
    routes: ['GET /films/995/', 'GET /films/', 'POST /reviews/'].map((name, place) =>
      route(
        name,
        Object.fromEntries(
          many.map((target, index) => [
            target,
            { rates: [1, 1.04, 0.97].map((wobble) => 200 * (place + 1) * 2 ** index * wobble) },
          ]),
        ),
      ),
    ),
    differences: [],
  },
  'thirty-routes': {
    ...films,
    routes: Array.from({ length: 30 }, (_, index) =>
      route(`GET /api/v1/resource-${index + 1}/<int:id>/`, {
        flask: { rates: [180 + index, 190 + index, 185 + index] },
        quart: { rates: [1200 + 30 * index, 1240 + 30 * index, 1220 + 30 * index] },
        service: { rates: [9000 + 700 * index, 9100 + 700 * index, 8800 + 700 * index] },
      }),
    ),
    differences: [],
  },
  'nothing-answered': {
    ...films,
    targets: targets('flask', 'service').map((target) => ({
      ...target,
      failure: {
        route: 'GET /films/',
        round: target.name === 'flask' ? 0 : 2,
        reason: 'connection refused',
      },
    })),
    routes: [
      route('GET /films/', { service: { rates: [0], errors: 20 } }),
      route('GET /films/995/', {}),
    ],
    differences: [],
    notes: [],
  },
  empty: { ...films, targets: [], routes: [], differences: [], notes: [] },
  hostile: {
    ...films,
    environment: { ...films.environment, cpu: rude, software: { [odd]: rude } },
    targets: targets(rude, '__proto__', odd).map((target) => ({
      ...target,
      description: rude,
      failure:
        target.name === odd
          ? { route: `GET /${rude}`, round: 2, reason: `'"${rude}` }
          : target.failure,
    })),
    routes: [
      route(`GET /${rude}`, {
        [rude]: { rates: [100, 110, 105], errors: 3 },
        ['__proto__']: { rates: [200, 210, 205] },
        [odd]: { rates: [400, 410, 405] },
      }),
    ],
    differences: [
      {
        route: odd,
        reference: rude,
        candidate: odd,
        layer: 'body',
        expected: '</td></table><script>alert(2)</script>',
        actual: odd,
      },
    ],
    notes: [rude, odd, ']]> --> </style></svg>'],
  },
  'long-names': {
    ...films,
    targets: targets(long, '数据服务', `${long}-too`),
    routes: [
      route(`GET /${'very/long/path/'.repeat(8)}`, {
        [long]: { rates: [100, 110, 105] },
        数据服务: { rates: [300, 310, 305] },
        [`${long}-too`]: { rates: [4_000_000, 4_100_000, 4_050_000] },
      }),
    ],
    differences: [],
  },
} as const satisfies Record<string, BenchResult>;
