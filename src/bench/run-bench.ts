/**
 * Carries a plan out, one step at a time, and sums up what was seen. A target that stops listening is
 * reported as failed and left alone from then on, its earlier rounds kept and the others measured as
 * planned; a target that listens and answers with errors is measured, and its errors counted. It starts and
 * stops no servers and writes nothing; whoever waits is told of every step. An abort rejects at once with
 * the signal's reason.
 */
import type {
  BenchResult,
  BenchSettings,
  RoundSample,
  TargetFailure,
} from '../model/bench-result.js';
import { Bug } from '../util/bug.js';
import { requestUrl, type BenchRequest, type Target } from './bench-request.js';
import type { LoadDriver } from './load/load-driver.js';
import { planRounds, planSeconds, type BenchStep } from './plan-rounds.js';
import { probeTarget } from './probe-target.js';
import { ratiosOf, summarizeRounds } from './statistics.js';

export interface BenchOptions
  extends
    Pick<BenchResult, 'environment' | 'differences' | 'notes'>,
    Omit<BenchSettings, 'driver'> {
  readonly targets: readonly Target[];
  readonly requests: readonly BenchRequest[];
  readonly driver: LoadDriver;
  readonly signal: AbortSignal;
  readonly onEvent: (event: BenchEvent) => void;
  /**
   * Asked after a sample with errors: why the target is dead, or undefined when it lives. By default,
   * whether a connection to it opens.
   */
  readonly checkTarget?: (target: Target) => Promise<string | undefined>;
}

export type BenchEvent =
  | {
      readonly kind: 'step-started';
      readonly step: BenchStep;
      /** Counted from 0. */
      readonly index: number;
      readonly total: number;
      /** Of load, this step included and failed targets aside. */
      readonly remainingSeconds: number;
    }
  | {
      readonly kind: 'step-finished';
      readonly step: BenchStep;
      readonly index: number;
      readonly total: number;
      readonly sample: RoundSample;
    }
  | { readonly kind: 'target-failed'; readonly target: string; readonly failure: TargetFailure };

export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const { targets, requests, driver, signal, onEvent, checkTarget = probeTarget } = options;
  const { connections, rounds, durationSeconds, warmupSeconds } = options;
  const settings = { driver: driver.name, connections, rounds, durationSeconds, warmupSeconds };
  const targetOf = byName(targets, ({ name }) => name);
  const requestOf = byName(requests, ({ route }) => route);
  const steps = planRounds({
    routes: [...requestOf.keys()],
    targets: [...targetOf.keys()],
    rounds,
    durationSeconds,
    warmupSeconds,
  });

  const failures = new Map<string, TargetFailure>();
  const samples = new Map(requests.map(({ route }) => [route, new Map<string, RoundSample[]>()]));

  for (const [index, step] of steps.entries()) {
    signal.throwIfAborted();
    if (failures.has(step.target)) continue;
    const target = targetOf.get(step.target)!;
    const request = requestOf.get(step.route)!;
    const left = steps.slice(index).filter((later) => !failures.has(later.target));
    const place = { step, index, total: steps.length };
    onEvent({ kind: 'step-started', ...place, remainingSeconds: planSeconds(left) });
    // One step after the other: a benchmark that overlapped would measure itself.
    // oxlint-disable-next-line no-await-in-loop
    const measured = await driver.measure({
      url: requestUrl(target, request.path),
      method: request.method,
      headers: request.headers,
      body: request.body,
      connections,
      durationSeconds: step.seconds,
      signal,
    });
    const sample: RoundSample = { ...measured, round: step.round };
    // oxlint-disable-next-line no-await-in-loop
    const reason = sample.errors === 0 ? undefined : await checkTarget(target);
    if (reason !== undefined) {
      const failure = { route: step.route, round: step.round, reason };
      failures.set(step.target, failure);
      onEvent({ kind: 'target-failed', target: step.target, failure });
      continue;
    }
    onEvent({ kind: 'step-finished', ...place, sample });
    if (step.kind === 'measurement') {
      const ofRoute = samples.get(step.route)!;
      ofRoute.set(step.target, [...(ofRoute.get(step.target) ?? []), sample]);
    }
  }
  signal.throwIfAborted();

  return {
    environment: options.environment,
    settings,
    targets: targets.map((target) => ({ ...target, failure: failures.get(target.name) })),
    routes: requests.map(({ route }) => routeResult(route, targets, samples.get(route)!)),
    differences: options.differences,
    notes: options.notes,
  };
}

/** The targets in the order given, not in that of the first round. */
function routeResult(
  route: string,
  targets: readonly Target[],
  samples: ReadonlyMap<string, readonly RoundSample[]>,
): BenchResult['routes'][number] {
  const ordered = new Map(
    targets.flatMap(({ name }) => {
      const ofTarget = samples.get(name);
      return ofTarget === undefined ? [] : [[name, ofTarget] as const];
    }),
  );
  return {
    route,
    results: Object.fromEntries(
      Array.from(ordered, ([name, ofTarget]) => [name, summarizeRounds(ofTarget)]),
    ),
    ratios: ratiosOf(ordered),
  };
}

function byName<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, T> {
  const map = new Map(items.map((item) => [nameOf(item), item]));
  if (map.size !== items.length) throw new Bug('two targets or two routes have the same name');
  return map;
}
