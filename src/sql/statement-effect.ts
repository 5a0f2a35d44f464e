/** What a statement does, as far as its transaction and its caller care. */
import type { Node } from 'libpg-query';
import type { StatementVerb } from '../model/service.js';

export interface Effect {
  readonly verb: StatementVerb;
  /** Undefined where only a server knows: CALL of a procedure with OUT parameters gives a row. */
  readonly returnsRows: boolean | undefined;
  /** A statement that is no query: it is not planned, and takes no parameters. */
  readonly isUtility?: boolean;
  /** COMMIT or ROLLBACK: the next statement of psycopg2 begins another transaction, as AND CHAIN does. */
  readonly isControl?: boolean;
}

export function effectOf(statement: Node): Effect | { readonly refused: string } {
  if ('SelectStmt' in statement) {
    const text = JSON.stringify(statement);
    // A CTE may write, and FOR UPDATE takes locks that only a transaction keeps.
    const isWrite =
      /"(?:InsertStmt|UpdateStmt|DeleteStmt|MergeStmt|lockingClause|intoClause)":/.test(text);
    return { verb: isWrite ? 'write' : 'read', returnsRows: true };
  }
  for (const kind of ['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'] as const) {
    const body = (statement as Record<string, { returningClause?: unknown }>)[kind];
    if (body) return { verb: 'write', returnsRows: body.returningClause !== undefined };
  }
  if ('CallStmt' in statement) return { verb: 'write', returnsRows: undefined };
  if ('CopyStmt' in statement) {
    return {
      refused: 'COPY streams rows beside the protocol of statements, which port does not translate',
    };
  }
  if ('TransactionStmt' in statement) return transactionEffect(statement.TransactionStmt);
  const returnsRows = 'ExplainStmt' in statement || 'VariableShowStmt' in statement;
  return { verb: returnsRows ? 'read' : 'write', returnsRows, isUtility: true };
}

function transactionEffect({
  kind,
  chain,
}: {
  kind?: string;
  chain?: boolean;
}): Effect | { readonly refused: string } {
  switch (kind) {
    case 'TRANS_STMT_COMMIT':
    case 'TRANS_STMT_ROLLBACK':
      return { verb: 'write', returnsRows: false, isUtility: true, isControl: chain !== true };
    case 'TRANS_STMT_SAVEPOINT':
    case 'TRANS_STMT_RELEASE':
    case 'TRANS_STMT_ROLLBACK_TO':
      return { verb: 'write', returnsRows: false, isUtility: true };
    default:
      return { refused: 'the transaction has begun already: psycopg2 begins one by itself' };
  }
}
