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
  LoadSample,
  RoundSample,
  TargetFailure,
} from '../model/bench-result.js';
import { Bug } from '../util/bug.js';
import type { BenchRequest, Target } from './bench-request.js';
import { LIMIT_NAMES, routeLimits, sharesOfLimit, type LimitName } from './limits/route-limits.js';
import type { LoadDriver } from './load/load-driver.js';
import { loadRequest } from './load/load-request.js';
import { planRounds, planSeconds, type BenchStep } from './plan-rounds.js';
import { probeTarget } from './probe-target.js';
import { ratiosOf, summarizeRounds } from './statistics.js';
import { meterUsage, type ReadUsage } from './usage-meter.js';

export interface BenchOptions
  extends
    Pick<BenchResult, 'environment' | 'differences' | 'notes'>,
    Omit<BenchSettings, 'driver'> {
  readonly targets: readonly Target[];
  readonly requests: readonly BenchRequest[];
  readonly driver: LoadDriver;
  /** What is measured beside the targets, in the same rounds. */
  readonly limits?: readonly Limit[];
  /** What the processes of a target have used so far, for those that are known. */
  readonly usage?: ReadonlyMap<string, ReadUsage>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: BenchEvent) => void;
  /**
   * Asked after a sample with errors: why the target is dead, or undefined when it lives. By default,
   * whether a connection to it opens.
   */
  readonly checkTarget?: (target: Target) => Promise<string | undefined>;
}

/** A part of the work by itself. One that fails is no reason to go on: its errors are thrown. */
export interface Limit {
  readonly name: LimitName;
  /** Undefined for a route that has no such limit. */
  readonly measureOf: (route: string) => ((load: LimitLoad) => Promise<LoadSample>) | undefined;
}

export interface LimitLoad {
  readonly connections: number;
  readonly durationSeconds: number;
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
  const { connections, rounds, durationSeconds, warmupSeconds, limits = [] } = options;
  const settings = { driver: driver.name, connections, rounds, durationSeconds, warmupSeconds };
  const targetOf = byName(targets, ({ name }) => name);
  const requestOf = byName(requests, ({ route }) => route);
  const limitOf = new Map(limits.map((limit) => [limitLabel(limit.name), limit]));
  const steps = planRounds({
    routes: [...requestOf.keys()],
    targets: [...targetOf.keys(), ...limitOf.keys()],
    rounds,
    durationSeconds,
    warmupSeconds,
  }).filter(({ target, route }) => {
    const limit = limitOf.get(target);
    return limit === undefined || limit.measureOf(route) !== undefined;
  });

  const failures = new Map<string, TargetFailure>();
  const samples = new Map(requests.map(({ route }) => [route, new Map<string, RoundSample[]>()]));

  /** Undefined when the target died of it. */
  async function measure(step: BenchStep): Promise<RoundSample | undefined> {
    const load = { connections, durationSeconds: step.seconds };
    const { round } = step;
    const limit = limitOf.get(step.target)?.measureOf(step.route);
    if (limit !== undefined) return { ...(await limit(load)), round };
    const target = targetOf.get(step.target)!;
    const request = requestOf.get(step.route)!;
    const meter = await meterUsage(options.usage?.get(step.target));
    const measured = await driver
      .measure({ ...loadRequest(target, request), ...load, signal })
      .finally(meter.abandon);
    const usage = await meter.read();
    const reason = measured.errors === 0 ? undefined : await checkTarget(target);
    if (reason === undefined) return { ...measured, round, ...(usage && { usage }) };
    const failure = { route: step.route, round, reason };
    failures.set(step.target, failure);
    onEvent({ kind: 'target-failed', target: step.target, failure });
    return undefined;
  }

  for (const [index, step] of steps.entries()) {
    signal.throwIfAborted();
    if (failures.has(step.target)) continue;
    const left = steps.slice(index).filter((later) => !failures.has(later.target));
    const place = { step, index, total: steps.length };
    onEvent({ kind: 'step-started', ...place, remainingSeconds: planSeconds(left) });
    // One step after the other: a benchmark that overlapped would measure itself.
    // oxlint-disable-next-line no-await-in-loop
    const sample = await measure(step);
    if (sample === undefined) continue;
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

/** With a space, which no target has in its name. */
function limitLabel(name: LimitName): string {
  return `${name === 'http' ? 'HTTP' : name} alone`;
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
  const limits = routeLimits(
    new Map(
      LIMIT_NAMES.flatMap((name) => {
        const ofLimit = samples.get(limitLabel(name));
        return ofLimit === undefined ? [] : [[name, ofLimit] as const];
      }),
    ),
  );
  return {
    route,
    results: Object.fromEntries(
      Array.from(ordered, ([name, ofTarget]) => [name, summarizeRounds(ofTarget)]),
    ),
    ratios: { ...ratiosOf(ordered), ...sharesOfLimit(ordered, limits) },
    ...(limits && { limits }),
  };
}

function byName<T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, T> {
  const map = new Map(items.map((item) => [nameOf(item), item]));
  if (map.size !== items.length) throw new Bug('two targets or two routes have the same name');
  return map;
}
