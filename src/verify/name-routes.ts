/** Which route a request of recorded traffic is for; without a manifest, what its path looks like. */
import type { PlannedRequest } from '../model/exchange.js';
import { routeName } from '../model/route-name.js';
import type { Converter, RulePart } from '../model/rule.js';
import type { AnyRoute } from './request-parts.js';

/** Under this name stands what no route of the manifest matches. */
export const NO_ROUTE = '(no route)';

export function nameRoutes(
  routes: readonly AnyRoute[],
  requests: readonly PlannedRequest[],
): PlannedRequest[] {
  const patterns = routes.map((route) => ({ route, pattern: patternOf(route) }));
  return requests.map((request) => {
    if (request.route !== '') return request;
    const path = request.path.split('?')[0]!;
    const fitting = patterns.filter(({ pattern }) => pattern.test(path));
    const best =
      fitting.find(({ route }) => (route.methods as readonly string[]).includes(request.method)) ??
      fitting[0];
    if (best) return { ...request, route: routeName(best.route) };
    const isKnown = routes.length > 0;
    return { ...request, route: isKnown ? NO_ROUTE : `${request.method} ${openPath(path)}` };
  });
}

/** `/films/995/` as `/films/<n>/`, so that requests for the same thing stand together. */
function openPath(path: string): string {
  return path
    .split('/')
    .map((segment) => {
      if (/^\d+$/.test(segment)) return '<n>';
      if (/^\{\{.*\}\}$/.test(segment)) return '<value>';
      return /^[0-9a-f-]{24,}$/i.test(segment) ? '<id>' : segment;
    })
    .join('/');
}

function patternOf({ rule }: AnyRoute): RegExp {
  const text = (part: RulePart): string =>
    part.kind === 'text'
      ? encodeURI(part.text).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      : `(?:${variablePattern(part.converter)}|\\{\\{[^/]*\\}\\})`;
  const segments = rule.segments.map((segment) => segment.map(text).join(''));
  return new RegExp(`^/${segments.join('/')}/?$`);
}

function variablePattern({ kind }: Converter): string {
  if (kind === 'int') return '-?\\d+';
  if (kind === 'float') return '-?\\d+\\.\\d+';
  return kind === 'path' ? '.+' : '[^/]+';
}
