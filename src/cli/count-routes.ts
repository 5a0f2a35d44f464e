/** How many routes of a service are done, for the JSON of `init`, `update` and `check`. */
import type { ParsedQuery, Service } from '../model/service.js';

export function countRoutes({ blueprints }: Service<ParsedQuery>): {
  ported: number;
  partial: number;
  stub: number;
} {
  const handlers = blueprints.flatMap(({ routes }) => routes.map(({ handler }) => handler.kind));
  const stub = handlers.filter((kind) => kind === 'stub').length;
  return { ported: handlers.length - stub, partial: 0, stub };
}
