import type { DeclarativeHandler, Query, Service } from '../model/service.js';
import { runsInTransaction } from './runs-in-transaction.js';

/**
 * Whether a query may share a connection with others (`app.reads`): it reads, fetches a row at the most, and is no
 * part of a transaction. A long list would hold up what is behind it.
 */
export function sharesReads(handler: DeclarativeHandler, query: Query): boolean {
  return (
    query.verb === 'read' &&
    (query.fetch === 'one' || query.fetch === 'value') &&
    !runsInTransaction(handler)
  );
}

export function usesSharedReads({ blueprints }: Service): boolean {
  return blueprints
    .flatMap(({ routes }) => routes)
    .some(
      ({ handler }) =>
        handler.kind === 'declarative' &&
        handler.queries.some((query) => sharesReads(handler, query)),
    );
}
