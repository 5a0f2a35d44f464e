/**
 * Routes that answer with rows of a statement that has no ORDER BY. PostgreSQL gives them in whatever order
 * suits it, and another plan is another order: such lists are compared as multisets.
 */
import { routeName } from '../model/route-name.js';
import type { AnyRoute } from './request-parts.js';

export function unorderedRoutes(routes: readonly AnyRoute[]): Set<string> {
  const found = routes.filter(
    ({ handler }) =>
      handler.kind === 'declarative' &&
      handler.queries.some(
        ({ fetch, sql }) => fetch === 'all' && !/\border\s+by\b/i.test(sql.text),
      ),
  );
  return new Set(found.map(routeName));
}
