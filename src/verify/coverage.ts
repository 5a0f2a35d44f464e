/**
 * What a run has tried, of what there is: routes that answered with success, the statuses a manifest names,
 * and the statements that were run. What is missing is named.
 */
import type { Observation, PlannedRequest } from '../model/exchange.js';
import { routeName } from '../model/route-name.js';
import type { AnyRoute } from './request-parts.js';
import type { Coverage } from '../model/verify-result.js';

interface Seen {
  readonly request: PlannedRequest;
  readonly reference: Observation;
}

export function measureCoverage(
  routes: readonly AnyRoute[],
  seen: readonly Seen[],
  statements: Coverage['statements'],
): Coverage {
  const byRoute = new Map<string, Set<number>>();
  for (const { request, reference } of seen) {
    if (reference.answer.kind === 'none') continue;
    // A route is tried by its own methods: 405 says nothing about it.
    const statuses = byRoute.get(`${request.method} ${request.route}`) ?? new Set();
    statuses.add(reference.answer.status);
    byRoute.set(`${request.method} ${request.route}`, statuses);
  }
  const targets = routes.flatMap((route) =>
    route.methods.map((method) => ({
      name: route.methods.length === 1 ? routeName(route) : `${method} of ${routeName(route)}`,
      statuses: byRoute.get(`${method} ${routeName(route)}`) ?? new Set<number>(),
      wanted: wantedStatuses(route),
    })),
  );
  const untried = targets.filter(({ statuses }) => ![...statuses].some((status) => status < 400));
  const statuses = targets.flatMap(({ name, statuses: met, wanted }) =>
    wanted.map((status) => ({ name: `${status} of ${name}`, isMet: met.has(status) })),
  );
  return {
    routes: {
      covered: targets.length - untried.length,
      all: targets.length,
      missing: untried.map(({ name }) => name),
    },
    statuses: {
      covered: statuses.filter(({ isMet }) => isMet).length,
      all: statuses.length,
      missing: statuses.filter(({ isMet }) => !isMet).map(({ name }) => name),
    },
    statements,
  };
}

/** Those that the manifest names; others (a 500 of the database) come as they come. */
function wantedStatuses({ handler, inputs }: AnyRoute): number[] {
  if (handler.kind !== 'declarative') return [];
  const empty = handler.queries.flatMap(({ whenEmpty }) => (whenEmpty ? [whenEmpty.status] : []));
  const refused = inputs.flatMap(({ from, whenMissing, whenInvalid }) => [
    ...(from !== 'path' && whenMissing.kind === 'abort' ? [whenMissing.status] : []),
    ...(from !== 'path' && whenInvalid.kind === 'abort' ? [whenInvalid.status] : []),
  ]);
  // An error handler of the app may make another status of a 500.
  const named = [handler.answer.status, ...empty, ...refused].filter((status) => status < 500);
  return [...new Set(named)].toSorted((a, b) => a - b);
}
