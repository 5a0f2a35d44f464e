import type { DeclarativeHandler } from '../model/service.js';

/** Whether a handler needs BEGIN: a single statement that commits is a transaction by itself. */
export function runsInTransaction({ transaction, queries }: DeclarativeHandler): boolean {
  const { end, isolation } = transaction;
  if (end === 'rollback' || isolation !== undefined) return true;
  return end === 'commit' && queries.length > 1;
}
