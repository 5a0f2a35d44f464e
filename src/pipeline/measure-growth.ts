/**
 * `port bench --growth` and `--soak`: the targets that are running already, with more connections and with
 * more rows in the list; the generated service with more routes; how long each takes to start; and the
 * service under load for minutes. The Python targets are left out: what grows there is the time they take.
 */
import { loadRequest } from '../bench/load/load-request.js';
import { measurePoint } from '../bench/growth/sweep-point.js';
import type { Growth, Sweep, SweepPoint } from '../model/growth.js';
import type { Resources } from '../processes/resources.js';
import type { GrowthContext, GrowthSizes, GrowthTarget } from './growth-context.js';
import { fillFilms } from './growth-rows.js';
import { measureRoutes } from './growth-routes.js';
import { measureStartUp } from './growth-start-up.js';
import { soak } from './growth-soak.js';

export const GROWTH_SIZES: GrowthSizes = {
  connections: [1, 4, 16, 64, 128, 256, 512],
  rows: [10, 100, 1000, 10_000, 100_000],
  routes: [3, 10, 30, 100, 300, 1000],
  starts: 5,
};

const PYTHON = new Set(['flask', 'flask-tuned', 'quart']);

export interface GrowthQuestions {
  readonly sweeps: boolean;
  readonly soakMinutes: number | undefined;
}

export async function measureGrowth(
  resources: Resources,
  context: GrowthContext,
  { sweeps, soakMinutes }: GrowthQuestions,
): Promise<Growth> {
  const targets = context.targets.filter(({ name }) => !PYTHON.has(name));
  const subject = targets.find(({ name }) => name === 'service') ?? targets.at(-1);
  const measured: Sweep[] = [];
  if (sweeps) measured.push(...(await overConnections(resources, context, targets)));
  const soaked =
    soakMinutes === undefined || subject === undefined
      ? undefined
      : await soak(resources, context, subject, soakMinutes);
  if (sweeps && context.isReference && context.ownsDatabases) {
    // Last of what the running targets are for: the films of the seed are gone afterwards.
    measured.push(...(await overRows(resources, context, targets)));
    measured.push(await measureRoutes(resources, context));
  }
  const startUp = sweeps ? await measureStartUp(resources, context, targets) : [];
  return { startUp, sweeps: measured, ...(soaked && { soak: soaked }) };
}

async function overConnections(
  { signal }: Resources,
  context: GrowthContext,
  targets: readonly GrowthTarget[],
): Promise<Sweep[]> {
  const { driver, durationSeconds, sizes, onStep } = context;
  const sweeps: Sweep[] = [];
  for (const request of context.requests) {
    const points = new Map<string, SweepPoint[]>(targets.map(({ name }) => [name, []]));
    for (const connections of sizes.connections) {
      onStep(`${request.route} over ${connections} connections`);
      for (const target of targets) {
        const load = { ...loadRequest(target, request), connections, durationSeconds, signal };
        // oxlint-disable-next-line no-await-in-loop -- one after the other, as all that is measured
        const point = await measurePoint(driver, load, target.readUsage);
        points.get(target.name)!.push({ at: connections, ...point });
      }
    }
    sweeps.push(sweepOf('connections', request.route, points));
  }
  return sweeps;
}

const LIST = 'GET /films/';
/** An answer of 100,000 rows takes a large part of a second: twenty at a time would all be timed out. */
const ROWS_CONNECTIONS = 4;
const ROWS_PER_SECOND = 10_000;

async function overRows(
  { signal }: Resources,
  context: GrowthContext,
  targets: readonly GrowthTarget[],
): Promise<Sweep[]> {
  const { driver, sizes, onStep } = context;
  const connections = Math.min(context.connections, ROWS_CONNECTIONS);
  const request = context.requests.find(({ route }) => route === LIST);
  const own = targets.filter(({ start }) => start !== undefined);
  if (request === undefined || own.length === 0) return [];
  const points = new Map<string, SweepPoint[]>(own.map(({ name }) => [name, []]));
  for (const rows of sizes.rows) {
    const durationSeconds = Math.max(context.durationSeconds, rows / ROWS_PER_SECOND);
    onStep(`${LIST} with ${rows} rows`);
    for (const target of own) {
      // oxlint-disable-next-line no-await-in-loop
      await fillFilms(target.start!.databaseUrl, rows);
      const load = { ...loadRequest(target, request), connections, durationSeconds, signal };
      // oxlint-disable-next-line no-await-in-loop
      const point = await measurePoint(driver, load, target.readUsage);
      points.get(target.name)!.push({ at: rows, ...point });
    }
  }
  return [{ ...sweepOf('rows', LIST, points), connections }];
}

function sweepOf(
  kind: Sweep['kind'],
  route: string,
  points: ReadonlyMap<string, readonly SweepPoint[]>,
): Sweep {
  return { kind, route, series: Array.from(points, ([target, of]) => ({ target, points: of })) };
}
