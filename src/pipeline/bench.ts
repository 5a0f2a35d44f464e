/** `port bench`: databases, servers, a comparison of their answers, and then the measurement. */
import type { Target } from '../bench/bench-request.js';
import { compareAnswers } from '../bench/compare-answers.js';
import { chooseDriver } from '../bench/load/choose-driver.js';
import type { DriverName } from '../bench/load/load-driver.js';
import { readEnvironment } from '../bench/read-environment.js';
import { sendAtRate } from '../bench/rate/open-loop.js';
import { runRates } from '../bench/rate/run-rates.js';
import { runBench, type BenchEvent } from '../bench/run-bench.js';
import type { ReadUsage } from '../bench/usage-meter.js';
import { exampleRequest } from '../model/example-request.js';
import type { AnswerDifference, BenchResult } from '../model/bench-result.js';
import type { Service } from '../model/service.js';
import { findExecutable } from '../processes/find-executable.js';
import { readGroupUsage } from '../processes/group-usage.js';
import type { Resources } from '../processes/resources.js';
import type { BenchApp, BenchRefusal } from './bench-app.js';
import type { Environment } from './find-python.js';
import { commandRunner, createDriver } from './load-driver.js';
import type { Databases } from './seeded-databases.js';
import type { GrowthSizes } from './growth-context.js';
import { GROWTH_SIZES, measureGrowth, type GrowthQuestions } from './measure-growth.js';
import { startLimits, type RouteRequest, type StartedLimits } from './start-limits.js';
import {
  startTarget,
  TARGET_NAMES,
  type AbsentTarget,
  type StartOptions,
  type TargetName,
} from './start-targets.js';

export interface BenchSetup {
  readonly targets: readonly TargetName[] | undefined;
  /** Services that somebody else runs. */
  readonly running: readonly Target[];
  readonly driver: DriverName | undefined;
  readonly connections: number;
  readonly rounds: number;
  readonly durationSeconds: number;
  readonly warmupSeconds: number;
  readonly databases: Databases;
  /** Whether HTTP alone and the database alone are measured too. */
  readonly limits: boolean;
  /** Latencies are measured at this share of the slower side's capacity as well, unless it is undefined. */
  readonly rateShare: number | undefined;
  /** What grows, once all else is measured; undefined for nothing. */
  readonly growth: GrowthQuestions | undefined;
  readonly growthSizes?: GrowthSizes;
  /** Whether routes that write are measured. */
  readonly mayWrite: boolean;
  readonly env: Environment;
  readonly now: () => Date;
  readonly onStep: (step: string) => void;
  readonly onCompared: (
    differences: readonly AnswerDifference[],
    absent: readonly AbsentTarget[],
  ) => void;
  readonly onEvent: (event: BenchEvent) => void;
}

export type BenchOutcome =
  BenchRefusal | { readonly kind: 'measured'; readonly result: BenchResult };

export async function bench(
  resources: Resources,
  { service, sources, isReference }: BenchApp,
  setup: BenchSetup,
): Promise<BenchOutcome> {
  const { signal } = resources;
  const choice = chooseDriver(setup.driver, {
    wrk: await findExecutable('wrk', setup.env['PATH'] ?? ''),
  });
  if (choice.kind === 'missing') return refused(`${choice.message}; ${choice.help}`);
  const { requests, left } = requestsOf(service, setup.mayWrite);
  if (requests.length === 0) {
    return refused(
      'no route has an example to send: add "example" to those that shall be measured',
    );
  }

  const names = setup.targets ?? (isReference ? TARGET_NAMES : (['service'] as const));
  const targets: Target[] = [];
  const absent: AbsentTarget[] = [];
  const software: Record<string, string> = { PostgreSQL: setup.databases.version };
  const usage = new Map<string, ReadUsage>();
  const starts = new Map<string, StartOptions>();
  for (const name of names) {
    if (!isReference && name !== 'service') {
      absent.push({ name, reason: 'it exists for the films/reviews app only' });
      continue;
    }
    setup.onStep(`starting ${name}`);
    // oxlint-disable-next-line no-await-in-loop -- one after the other: starting is part of no figure
    const database = await setup.databases.create(name);
    const options = { serviceSources: sources, databaseUrl: database.url, env: setup.env };
    // oxlint-disable-next-line no-await-in-loop
    const started = await startTarget(resources, name, options);
    if ('reason' in started) {
      absent.push(started);
      continue;
    }
    targets.push(started.target);
    starts.set(name, options);
    usage.set(name, () => readGroupUsage(started.server.pid));
    Object.assign(software, started.software);
  }
  targets.push(...setup.running);
  if (targets.length === 0) {
    const reasons = absent.map(({ name, reason }) => `\n  ${name}: ${reason}`);
    return refused(`no target could be started${reasons.join('')}`);
  }

  setup.onStep('comparing the answers');
  const differences = await compareAnswers({ targets, requests, timeoutSeconds: 30, signal });
  setup.onCompared(differences, absent);
  const driver = await createDriver(resources, choice, setup);
  const limits = setup.limits ? await limitsOf() : NO_LIMITS;
  const result = await runBench({
    targets,
    requests,
    differences,
    driver,
    limits: limits.limits,
    usage,
    environment: readEnvironment({
      date: setup.now(),
      node: process.version,
      software: { ...software, ...limits.software },
    }),
    connections: setup.connections,
    rounds: setup.rounds,
    durationSeconds: setup.durationSeconds,
    warmupSeconds: setup.warmupSeconds,
    notes: [
      ...notesOf(isReference, targets),
      ...left,
      ...limits.notes,
      ...(choice.kind === 'autocannon' && choice.note !== undefined ? [choice.note] : []),
    ],
    signal,
    onEvent: setup.onEvent,
  });
  return { kind: 'measured', result: await withGrowth(await withRates(result)) };

  async function withRates(measured: BenchResult): Promise<BenchResult> {
    if (setup.rateShare === undefined) return measured;
    return runRates({
      result: measured,
      requests,
      share: setup.rateShare,
      rounds: Math.min(setup.rounds, MOST_RATE_ROUNDS),
      usage,
      send: sendAtRate,
      now: () => performance.now(),
      signal,
      onStep: setup.onStep,
    });
  }

  async function withGrowth(measured: BenchResult): Promise<BenchResult> {
    if (setup.growth === undefined) return measured;
    const died = new Set(measured.targets.flatMap(({ name, failure }) => (failure ? [name] : [])));
    const growth = await measureGrowth(
      resources,
      {
        requests,
        targets: targets
          .filter(({ name }) => !died.has(name))
          .map((target) => ({
            ...target,
            start: starts.get(target.name),
            readUsage: usage.get(target.name),
          })),
        driver,
        connections: setup.connections,
        durationSeconds: setup.durationSeconds,
        sizes: setup.growthSizes ?? GROWTH_SIZES,
        isReference,
        ownsDatabases: setup.databases.areOwn,
        onStep: setup.onStep,
      },
      setup.growth,
    );
    return { ...measured, growth };
  }

  async function limitsOf(): Promise<StartedLimits> {
    setup.onStep('preparing the limits');
    const database = await setup.databases.create('limits');
    return startLimits(resources, {
      requests,
      target: targets.find(({ name }) => name === 'service') ?? targets.at(-1)!,
      driver,
      databaseUrl: database.url,
      env: setup.env,
      runCommand: commandRunner(resources, setup),
    });
  }
}

/** Each pair of targets is measured by itself: more would take longer than all else. */
const MOST_RATE_ROUNDS = 3;

const NO_LIMITS: StartedLimits = { limits: [], notes: [], software: {} };

function refused(message: string): BenchRefusal {
  return { kind: 'refused', message, diagnostics: [] };
}

/** The examples of all routes that have one, and a sentence about those that have none. */
function requestsOf(
  service: Service,
  mayWrite: boolean,
): { requests: RouteRequest[]; left: string[] } {
  const requests: RouteRequest[] = [];
  const without: string[] = [];
  for (const route of service.blueprints.flatMap(({ routes }) => routes)) {
    const request = exampleRequest(route);
    const writes =
      route.handler.kind === 'declarative' &&
      route.handler.queries.some(({ verb }) => verb === 'write');
    const name = `${route.methods[0]} ${route.rule.text}`;
    if (!request || route.handler.kind === 'stub' || (writes && !mayWrite)) without.push(name);
    else requests.push({ ...request, route: `${request.method} ${request.path}`, of: route });
  }
  return {
    requests: [...new Map(requests.map((request) => [request.route, request])).values()],
    left: without.length === 0 ? [] : [`Not measured: ${without.join(', ')}.`],
  };
}

/** What a reader of the figures has to know about the reference app. */
function notesOf(isReference: boolean, targets: readonly Target[]): string[] {
  const names = new Set(targets.map(({ name }) => name));
  if (!isReference || !names.has('flask')) return [];
  return [
    'Flask as written never commits: its POST /reviews/ answers 200, and the row is rolled back. All other targets commit it.',
  ];
}
