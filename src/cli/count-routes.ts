/** How many routes of a service are done, for the JSON of `init`, `update` and `check`. */
import type { ParsedQuery, Service } from '../model/service.js';

export function countRoutes({ blueprints }: Service<ParsedQuery>): {
  ported: number;
  partial: number;
  stub: number;
} {
  const handlers = blueprints.flatMap(({ routes }) => routes.map(({ handler }) => handler));
  const statuses = handlers.map((handler) =>
    handler.kind === 'stub'
      ? 'stub'
      : handler.kind === 'translated'
        ? (handler.code?.status ?? 'ported')
        : 'ported',
  );
  const count = (status: string): number => statuses.filter((one) => one === status).length;
  return { ported: count('ported'), partial: count('partial'), stub: count('stub') };
}
