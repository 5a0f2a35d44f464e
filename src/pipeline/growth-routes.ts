/**
 * The films/reviews service with more and more routes, all like the one that reads a film: what a request to
 * the first of them costs then, and how long the service takes to start. It is emitted without being
 * formatted or type-checked, which changes nothing of what runs.
 */
import { join } from 'node:path';
import { loadRequest } from '../bench/load/load-request.js';
import { measurePoint } from '../bench/growth/sweep-point.js';
import type { Source } from '../diagnostics/diagnostic.js';
import type { Sweep, SweepPoint } from '../model/growth.js';
import { readGroupUsage } from '../processes/group-usage.js';
import type { Resources } from '../processes/resources.js';
import { Bug } from '../util/bug.js';
import { sourcesOf } from './bench-app.js';
import { describeManifest } from './describe-manifest.js';
import { emitFiles } from './generate.js';
import { fillFilms } from './growth-rows.js';
import type { GrowthContext } from './growth-context.js';
import { REFERENCE } from './package-root.js';
import { readManifest } from './read-manifest.js';
import { startTarget, type StartOptions } from './start-targets.js';

const FILM = 'GET /films/995/';
/** What the manifest of films/reviews has by itself. */
const OWN_ROUTES = 3;

export async function measureRoutes(resources: Resources, context: GrowthContext): Promise<Sweep> {
  const { driver, connections, durationSeconds, sizes, onStep } = context;
  const request = context.requests.find(({ route }) => route === FILM);
  const start = context.targets.find(({ name }) => name === 'service')?.start;
  const points: SweepPoint[] = [];
  const sweep: Sweep = { kind: 'routes', route: FILM, series: [{ target: 'service', points }] };
  if (request === undefined || start === undefined) return { ...sweep, series: [] };
  await fillFilms(start.databaseUrl, 1000);
  const manifest = await readManifest(join(REFERENCE, 'port.yaml'), 'port.yaml');
  for (const routes of sizes.routes) {
    onStep(`${FILM} of a service with ${routes} routes`);
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as all that is measured
    const serviceSources = await sourcesWithRoutes(resources, manifest, routes, start);
    // oxlint-disable-next-line no-await-in-loop
    const started = await startTarget(resources, 'service', { ...start, serviceSources });
    if ('reason' in started) throw new Bug(`with ${routes} routes: ${started.reason}`);
    const { signal } = resources;
    const load = { ...loadRequest(started.target, request), connections, durationSeconds, signal };
    // oxlint-disable-next-line no-await-in-loop
    const point = await measurePoint(driver, load, () => readGroupUsage(started.server.pid));
    points.push({ at: routes, ...point, startSeconds: started.server.startSeconds });
    // oxlint-disable-next-line no-await-in-loop
    await started.stop();
  }
  return sweep;
}

async function sourcesWithRoutes(
  resources: Resources,
  manifest: Source,
  routes: number,
  { databaseUrl }: StartOptions,
): Promise<ReadonlyMap<string, string>> {
  const more = Math.max(0, routes - OWN_ROUTES);
  const text = more === 0 ? manifest.text : `${manifest.text}${moreRoutes(more)}`;
  const { service, sqlFiles } = await describeManifest(
    resources,
    { ...manifest, text },
    REFERENCE,
    { databaseUrl, onStep: () => {} },
  );
  if (service === undefined) throw new Bug(`the manifest with ${routes} routes has errors`);
  return sourcesOf(await emitFiles(service, sqlFiles, async (_path, code) => code));
}

/** One more blueprint, behind those that the manifest ends with. */
function moreRoutes(count: number): string {
  const routes = Array.from(
    { length: count },
    (_, index) => `
      - rule: /more/${index + 1}/<int:id>/
        endpoint: get_film_${index + 1}
        queries:
          select_film_${index + 1}:
            sql: SELECT film_id, release_year, title FROM film WHERE film_id = :id
            fetch: one
            else: 404`,
  );
  return `\n  more:\n    routes:${routes.join('')}\n`;
}
