/**
 * What the rounds say together. A ratio is that of two medians, which one disturbed round cannot move far.
 * Its spread comes from pairs of the same round, which shared whatever else the machine was doing, and its
 * interval from drawing whole rounds again, with a fixed seed: the same samples give the same figures.
 * Since every median lies between the pairs, so do the ratio and its interval.
 */
import type { Interval, Ratio, RoundSample, TargetResult } from '../model/bench-result.js';
import { seededRandom } from '../util/seeded-random.js';

/** Of nothing it is NaN. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return sorted.length === 0 ? NaN : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The rounds of one target on one route as one result; there must be at least one. */
export function summarizeRounds(samples: readonly RoundSample[]): TargetResult {
  const rates = samples.map((sample) => sample.rps);
  const latencies = samples.flatMap((sample) => (sample.latency === null ? [] : [sample.latency]));
  const middle = (values: readonly number[]): number | null =>
    values.length === 0 ? null : median(values);
  const total = (of: (sample: RoundSample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0);
  return {
    rps: median(rates),
    lowRps: Math.min(...rates),
    highRps: Math.max(...rates),
    p50: middle(latencies.map(({ p50 }) => p50)),
    p90: middle(latencies.map(({ p90 }) => p90)),
    p99: middle(latencies.map(({ p99 }) => p99)),
    max: latencies.length === 0 ? null : Math.max(...latencies.map(({ max }) => max)),
    errors: total((sample) => sample.errors + sample.non2xx),
    non2xx: total((sample) => sample.non2xx),
    requests: total((sample) => sample.requests),
    cpuSecondsPerRequest: middle(samples.flatMap(cpuSecondsPerRequest)),
    rssBytes: samples.reduce<number | null>(
      (most, { usage }) => (usage === undefined ? most : Math.max(most ?? 0, usage.rssBytes)),
      null,
    ),
    samples,
  };
}

function cpuSecondsPerRequest({ usage, requests, non2xx }: RoundSample): number[] {
  const answers = requests + non2xx;
  return usage === undefined || answers === 0 ? [] : [usage.cpuSeconds / answers];
}

/**
 * Every ordered pair of targets, as `a/b`. A pair has a ratio only when both gave 2xx answers in each of
 * the rounds that they share: a rate of nothing is no measure of how fast something is.
 */
export function ratiosOf(
  samples: ReadonlyMap<string, readonly RoundSample[]>,
): Readonly<Record<string, Ratio>> {
  const names = [...samples.keys()];
  const ratios = new Map<string, Ratio>();
  for (const [index, a] of names.entries()) {
    for (const b of names.slice(0, index)) {
      const ratio = ratioOfRounds(samples.get(a)!, samples.get(b)!);
      if (ratio === undefined) continue;
      ratios.set(`${a}/${b}`, ratio);
      ratios.set(`${b}/${a}`, inverse(ratio));
    }
  }
  return Object.fromEntries(ratios);
}

export function ratioOfRounds(
  a: readonly RoundSample[],
  b: readonly RoundSample[],
): Ratio | undefined {
  const rateOfB = new Map(b.map((sample) => [sample.round, sample.rps]));
  const pairs = a.flatMap(({ round, rps }): (readonly [number, number])[] => {
    const other = rateOfB.get(round);
    return other === undefined ? [] : [[rps, other]];
  });
  if (pairs.length === 0 || pairs.some(([x, y]) => !(x > 0 && y > 0))) return undefined;
  const perRound = pairs.map(([x, y]) => x / y);
  const interval = pairs.length < 2 ? undefined : bootstrapInterval(pairs);
  return {
    median: ratioOfMedians(pairs),
    low: Math.min(...perRound),
    high: Math.max(...perRound),
    rounds: pairs.length,
    interval,
    isDifferenceShown: interval !== undefined && (interval.low > 1 || interval.high < 1),
  };
}

const RESAMPLES = 1000;
const SEED = 1;

/** The middle 95 % of the ratios that come out when the rounds are drawn again, with replacement. */
function bootstrapInterval(pairs: readonly (readonly [number, number])[]): Interval {
  const random = seededRandom(SEED);
  const ratios = Array.from({ length: RESAMPLES }, () =>
    ratioOfMedians(pairs.map(() => pairs[Math.floor(random() * pairs.length)]!)),
  ).toSorted((x, y) => x - y);
  const cut = Math.floor(RESAMPLES * 0.025);
  return { low: ratios[cut]!, high: ratios[RESAMPLES - 1 - cut]! };
}

function ratioOfMedians(pairs: readonly (readonly [number, number])[]): number {
  return median(pairs.map(([x]) => x)) / median(pairs.map(([, y]) => y));
}

function inverse({ interval, ...ratio }: Ratio): Ratio {
  return {
    ...ratio,
    median: 1 / ratio.median,
    low: 1 / ratio.high,
    high: 1 / ratio.low,
    interval: interval && { low: 1 / interval.high, high: 1 / interval.low },
  };
}
