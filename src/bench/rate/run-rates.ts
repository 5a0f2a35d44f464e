/**
 * Latencies at a fixed rate, for the subject and each baseline in turn: a share of what the slower of the two
 * has just answered a second, so that neither is driven beyond what it can do. At full load a latency says
 * little more than how many connections waited for each other.
 */
import type {
  BenchResult,
  RateComparison,
  RateResult,
  RateSample,
  RouteResult,
} from '../../model/bench-result.js';
import type { BenchRequest, Target } from '../bench-request.js';
import { loadRequest } from '../load/load-request.js';
import { median } from '../statistics.js';
import { meterUsage, type ReadUsage } from '../usage-meter.js';
import type { RateRequest } from './open-loop.js';

export interface RatesOptions {
  readonly result: BenchResult;
  readonly requests: readonly BenchRequest[];
  /** Of the slower one's requests a second, above 0 and below 1. */
  readonly share: number;
  readonly rounds: number;
  readonly usage: ReadonlyMap<string, ReadUsage>;
  readonly send: (request: RateRequest) => Promise<RateSample>;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
}

/** The result with what was measured; as it was where there is nothing to compare. */
export async function runRates(options: RatesOptions): Promise<BenchResult> {
  const { result, requests, share } = options;
  const alive = result.targets.filter(
    ({ failure, url }) => failure === undefined && url.startsWith('http:'),
  );
  const subject = alive.find(({ name }) => name === 'service') ?? alive.at(-1);
  const routes: RouteResult[] = [];
  for (const route of result.routes) {
    const request = requests.find((candidate) => candidate.route === route.route)!;
    const pairs = alive.flatMap((baseline) => {
      const rate = share * Math.min(rateOf(route, baseline), rateOf(route, subject));
      return baseline === subject || subject === undefined || !(rate >= 1)
        ? []
        : [{ baseline, subject, rate: Math.floor(rate) }];
    });
    const atRate: RateComparison[] = [];
    for (const pair of pairs) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as everything that is measured
      atRate.push(await comparePair(options, request, pair));
    }
    routes.push(atRate.length === 0 ? route : { ...route, atRate });
  }
  return { ...result, settings: { ...result.settings, rateShare: share }, routes };
}

function rateOf({ results }: RouteResult, target: Target | undefined): number {
  const name = target?.name ?? '';
  return Object.hasOwn(results, name) ? results[name]!.rps : 0;
}

interface Pair {
  readonly baseline: Target;
  readonly subject: Target;
  readonly rate: number;
}

async function comparePair(
  options: RatesOptions,
  request: BenchRequest,
  { baseline, subject, rate }: Pair,
): Promise<RateComparison> {
  const { signal, now, usage, send, rounds, result } = options;
  const { connections, durationSeconds } = result.settings;
  const samples = new Map<string, RateSample[]>([
    [baseline.name, []],
    [subject.name, []],
  ]);
  for (let round = 1; round <= rounds; round += 1) {
    for (const target of round % 2 === 1 ? [baseline, subject] : [subject, baseline]) {
      signal.throwIfAborted();
      options.onStep(`${request.route} on ${target.name} at ${rate} requests a second`);
      // oxlint-disable-next-line no-await-in-loop
      const meter = await meterUsage(usage.get(target.name));
      const load = { ...loadRequest(target, request), connections, durationSeconds, signal };
      // oxlint-disable-next-line no-await-in-loop
      const sample = await send({ ...load, rate, now }).finally(meter.abandon);
      // oxlint-disable-next-line no-await-in-loop
      const used = await meter.read();
      samples.get(target.name)!.push({ ...sample, ...(used && { usage: used }) });
    }
  }
  return {
    rate,
    baseline: baseline.name,
    subject: subject.name,
    results: Object.fromEntries(
      Array.from(samples, ([name, of]) => [name, summarizeRates(of)] as const),
    ),
  };
}

export function summarizeRates(samples: readonly RateSample[]): RateResult {
  const latencies = samples.flatMap(({ latency }) => latency ?? []);
  const middle = (values: readonly number[]): number | null =>
    values.length === 0 ? null : median(values);
  const tails = latencies.map(({ p99 }) => p99);
  const total = (of: (sample: RateSample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0);
  return {
    p50: middle(latencies.map(({ p50 }) => p50)),
    p90: middle(latencies.map(({ p90 }) => p90)),
    p99: middle(tails),
    p999: middle(latencies.map(({ p999 }) => p999)),
    max: latencies.length === 0 ? null : Math.max(...latencies.map(({ max }) => max)),
    lowP99: tails.length === 0 ? null : Math.min(...tails),
    highP99: tails.length === 0 ? null : Math.max(...tails),
    delayP99: middle(samples.flatMap(({ delay }) => delay?.p99 ?? [])),
    errors: total(({ errors, unanswered, non2xx }) => errors + unanswered + non2xx),
    requests: total(({ requests }) => requests),
    cpuSecondsPerRequest: middle(
      samples.flatMap(({ usage, requests, non2xx }) =>
        usage === undefined || requests + non2xx === 0
          ? []
          : [usage.cpuSeconds / (requests + non2xx)],
      ),
    ),
    samples,
  };
}
