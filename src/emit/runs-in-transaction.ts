import type { DeclarativeHandler } from '../model/service.js';

/** Whether a handler needs BEGIN: a single statement that commits is a transaction by itself. */
export function runsInTransaction({ transaction, queries }: DeclarativeHandler): boolean {
  return transaction === 'rollback' || (transaction === 'commit' && queries.length > 1);
}
