/**
 * Reads one SQL statement of a manifest: its named parameters (`:film_id`, `:order.id`) become `$1`, `$2`, …,
 * one number per occurrence, and PostgreSQL's own parser says whether the result is a statement and what
 * it does. PostgreSQL's scanner finds the parameters, so nothing inside a literal, a quoted identifier, a
 * dollar quote or a comment is touched. Call `loadSqlParser()` once before.
 */
import { hasSqlDetails, loadModule, parseSync, scanSync, type Node } from 'libpg-query';
import type { StatementVerb } from '../model/service.js';
import { characterOffsets, utf8Offsets } from './offsets.js';

export { loadModule as loadSqlParser };

export interface ParsedStatement {
  /** With `$n` in the place of the parameters. */
  readonly text: string;
  readonly parameters: readonly NamedParameter[];
  readonly verb: StatementVerb;
  readonly returnsRows: boolean;
}

/** `:name` or `:name.column`; offsets are UTF-16 units of the statement as written. */
export interface NamedParameter {
  readonly name: string;
  readonly column: string | undefined;
  readonly start: number;
  readonly end: number;
}

export interface SqlProblem {
  readonly kind: 'syntax' | 'empty' | 'several-statements' | 'unsupported' | 'parameter-in-utility';
  readonly message: string;
  /** UTF-16 units of the statement as written. */
  readonly start: number;
  readonly end: number;
}

export function parseStatement(sql: string): ParsedStatement | SqlProblem {
  const whole = { start: 0, end: sql.length };
  if (sql.includes('\0'))
    return { kind: 'syntax', message: 'the statement holds a NUL character', ...whole };
  let parameters: readonly NamedParameter[];
  try {
    parameters = findParameters(sql);
  } catch (error) {
    return syntaxProblem(error, sql, []);
  }
  let text = '';
  let position = 0;
  for (const [index, { start, end }] of parameters.entries()) {
    text += `${sql.slice(position, start)}$${index + 1}`;
    position = end;
  }
  text += sql.slice(position);
  if (text.trim() === '') return { kind: 'empty', message: 'there is no statement', ...whole };

  let statements: readonly Node[];
  try {
    statements = (parseSync(text).stmts ?? []).map(({ stmt }) => stmt!);
  } catch (error) {
    return syntaxProblem(error, sql, parameters);
  }
  if (statements.length === 0) return { kind: 'empty', message: 'there is no statement', ...whole };
  if (statements.length > 1) {
    const message = `there are ${statements.length} statements where one is expected`;
    return { kind: 'several-statements', message, ...whole };
  }
  const effect = effectOf(statements[0]!);
  if (!('verb' in effect)) return { kind: 'unsupported', message: effect.refused, ...whole };
  if (effect.isUtility && parameters.length > 0) {
    const { start, end } = parameters[0]!;
    const message =
      'PostgreSQL takes parameters in SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE and CALL only';
    return { kind: 'parameter-in-utility', message, start, end };
  }
  const { verb, returnsRows, isControl } = effect;
  const sent = text.trimEnd().replace(/;$/, '');
  return { text: isControl ? `${sent} AND CHAIN` : sent, parameters, verb, returnsRows };
}

function findParameters(sql: string): NamedParameter[] {
  const { tokens } = scanSync(sql);
  const toOffset = utf8Offsets(sql);
  const found: NamedParameter[] = [];
  for (let index = 0; index + 1 < tokens.length; index += 1) {
    const [colon, name, dot, column] = tokens.slice(index, index + 4);
    if (colon!.text !== ':' || name!.start !== colon!.end || !isName(name!.text)) continue;
    const hasColumn =
      dot?.text === '.' &&
      dot.start === name!.end &&
      column?.start === dot.end &&
      isName(column.text);
    found.push({
      name: name!.text,
      column: hasColumn ? column.text : undefined,
      start: toOffset(colon!.start),
      end: toOffset(hasColumn ? column.end : name!.end),
    });
  }
  return found;
}

function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

/** PostgreSQL reports a character of the text with `$n`: mapped back to the statement as written. */
function syntaxProblem(
  error: unknown,
  sql: string,
  parameters: readonly NamedParameter[],
): SqlProblem {
  if (!hasSqlDetails(error)) throw error;
  let rewritten = sql;
  for (const [index, { start, end }] of [...parameters.entries()].toReversed()) {
    rewritten = `${rewritten.slice(0, start)}$${index + 1}${rewritten.slice(end)}`;
  }
  let offset = characterOffsets(rewritten)(error.sqlDetails!.cursorPosition);
  for (const [index, { start, end }] of parameters.entries()) {
    if (offset <= start) break;
    offset = Math.max(start, offset + (end - start) - `$${index + 1}`.length);
  }
  const start = Math.min(offset, sql.length);
  const word = /^(?:\w+|\S)/.exec(sql.slice(start))?.[0] ?? '';
  return { kind: 'syntax', message: error.message, start, end: start + word.length };
}

interface Effect {
  readonly verb: StatementVerb;
  readonly returnsRows: boolean;
  /** A statement that is no query: it is not planned, and takes no parameters. */
  readonly isUtility?: boolean;
  /** COMMIT or ROLLBACK: the next statement of psycopg2 begins another transaction, as AND CHAIN does. */
  readonly isControl?: boolean;
}

function effectOf(statement: Node): Effect | { readonly refused: string } {
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
  if ('CallStmt' in statement) return { verb: 'write', returnsRows: false };
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
