/**
 * All requests that a manifest gives rise to, in the order in which they are sent: first what should succeed,
 * because some apps never recover from their first error, then what probes; reading before writing, and
 * deleting last. The same manifest, seed and limit give the same requests. Under a limit every route keeps
 * its most telling ones.
 */
import type { PlannedRequest } from '../model/exchange.js';
import { NO_ROUTE } from './name-routes.js';
import { EXAMPLE, isSendable, planRoute } from './plan-route.js';
import { planSequences } from './plan-sequences.js';
import type { AnyRoute } from './request-parts.js';

export interface PlanOptions {
  readonly seed: number;
  /** How many requests at the most. */
  readonly limit: number;
}

export function planRequests(
  routes: readonly AnyRoute[],
  { seed, limit }: PlanOptions,
): PlannedRequest[] {
  const sequences = planSequences(routes)
    .filter(isSendable)
    .slice(0, Math.ceil(limit / 4));
  const outside = planOutside().slice(0, Math.max(1, limit - sequences.length));
  const perRoute = routes.map((route) => planRoute(route, seed).filter(isSendable));
  const kept = share(
    perRoute.map((requests) => requests.length),
    Math.max(0, limit - sequences.length - outside.length),
  );
  const chosen = perRoute.map((requests, index) => requests.slice(0, kept[index]));
  const rank = ({ method }: PlannedRequest): number =>
    method === 'DELETE' ? 2 : ['POST', 'PUT', 'PATCH'].includes(method) ? 1 : 0;
  const isExample = (request: PlannedRequest): boolean => request.case === EXAMPLE;
  const examples = chosen.flat().filter(isExample);
  const single = chosen.flat().filter((request) => !isExample(request));
  return [
    ...outside,
    ...examples.filter((request) => rank(request) === 0),
    ...examples.filter((request) => rank(request) === 1),
    ...sequences,
    ...single.filter((request) => rank(request) === 0),
    ...single.filter((request) => rank(request) === 1),
    ...examples.filter((request) => rank(request) === 2),
    ...single.filter((request) => rank(request) === 2),
  ].slice(0, limit);
}

/** Paths that no route has. */
function planOutside(): PlannedRequest[] {
  const route = NO_ROUTE;
  const requests = [
    ['the root', 'GET', '/'],
    ['an unknown path', 'GET', '/port-verify-nope'],
    ['an unknown path, POST', 'POST', '/port-verify-nope'],
    ['an unknown path, OPTIONS', 'OPTIONS', '/port-verify-nope'],
    ['an unknown path with a slash', 'GET', '/port-verify-nope/'],
    ['an unknown path with arguments', 'GET', '/port-verify-nope?a=1'],
    ['an unknown path, not UTF-8', 'GET', '/%FF'],
  ] as const;
  return requests.map(([name, method, path]) => ({
    route,
    case: name,
    method,
    path,
    headers: {},
    body: undefined,
  }));
}

/** Divides `total` so that nobody gets more than it asks for, and nobody goes short while another has more. */
export function share(wanted: readonly number[], total: number): number[] {
  const given = wanted.map(() => 0);
  let left = total;
  let open = [...wanted.keys()].filter((index) => wanted[index]! > 0);
  while (left > 0 && open.length > 0) {
    const each = Math.max(1, Math.floor(left / open.length));
    for (const index of open) {
      const more = Math.min(each, wanted[index]! - given[index]!, left);
      given[index]! += more;
      left -= more;
    }
    open = open.filter((index) => given[index]! < wanted[index]!);
  }
  return given;
}
