/**
 * Reads how a route's writes end: what the Flask view does, and what the service does. A view that never commits
 * loses its rows without a sign of it, so there is no default: somebody has to choose, and is told each time.
 */
import type { ParsedQuery, Transaction } from '../model/service.js';
import type { RouteDocument } from './manifest-schema.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';

export function readTransaction(
  problems: Problems,
  { commits, transaction, isolation, endpoint }: RouteDocument,
  path: ManifestPath,
  queries: readonly ParsedQuery[],
): Transaction {
  const write = queries.find(({ verb }) => verb === 'write');
  if (write && commits === undefined) {
    problems.atKey([...path, 'queries', write.name], {
      code: 'transaction-undeclared',
      message: `"${write.name}" writes, and nothing says whether the Flask view commits that`,
      notes: [
        'psycopg2 commits nothing by itself: a view that never calls commit() loses its writes',
      ],
      help: ['add "commits: once", or "each" for autocommit, or "never"'],
    });
  }
  if (commits === 'never' && write) reportNeverCommitted(problems, path, endpoint, transaction);
  if (transaction !== undefined && commits !== 'never') {
    problems.atKey([...path, 'transaction'], {
      code: 'transaction-without-effect',
      message: '"transaction" chooses what happens where the view never commits, and this one does',
      help: ['remove it, or write "commits: never" if that is what the view does'],
    });
  }
  const isKept = commits === 'once' || (commits === 'never' && transaction === 'commit');
  const end = isKept ? 'commit' : commits === 'never' ? 'rollback' : 'single';
  return { end, commits, isolation };
}

function reportNeverCommitted(
  problems: Problems,
  path: ManifestPath,
  endpoint: string,
  transaction: RouteDocument['transaction'],
): void {
  const code = 'psycopg-never-committed';
  const notes = ['the client is told that all went well, and closing the connection rolls back'];
  if (transaction === undefined) {
    problems.atKey([...path, 'commits'], {
      code,
      message: `${endpoint} never commits what it writes, and nothing says what the service shall do`,
      notes,
      help: [
        'add "transaction: commit" to keep the rows, which is probably what was meant',
        'add "transaction: faithful" to throw them away, as Flask does',
      ],
    });
    return;
  }
  problems.atKey([...path, 'transaction'], {
    code,
    severity: 'warning',
    message:
      transaction === 'commit'
        ? `${endpoint} keeps what the Flask view throws away`
        : `${endpoint} throws away what it writes, as the Flask view does`,
    notes,
  });
}
