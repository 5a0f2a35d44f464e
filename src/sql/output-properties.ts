/**
 * What a statement's own text proves about its output. Without a proof a column counts as nullable: an outer
 * join, a set operation or grouping sets take away what a table's NOT NULL promises; and as repeated:
 * only a plain SELECT from one table gives each of its rows once at most.
 */
import { parseSync, type Node } from 'libpg-query';

export interface OutputProperties {
  /** Whether a column taken from a table is as NOT NULL as it is there. */
  readonly keepsNotNull: boolean;
  /** Per output column, when the list has no `*`: whether it has a value whatever the rows are. */
  readonly neverNull: readonly boolean[];
  /** Whether each row of the only table comes once at most. */
  readonly isSingleTable: boolean;
}

export function outputProperties(sql: string): OutputProperties {
  const statement = parseSync(sql).stmts?.[0]?.stmt;
  if (!statement) return { keepsNotNull: false, neverNull: [], isSingleTable: false };
  return {
    keepsNotNull: !WEAKENING.test(JSON.stringify(statement)),
    neverNull: targetList(statement).map(isNeverNull),
    isSingleTable: isSingleTable(statement),
  };
}

function isSingleTable(statement: Node): boolean {
  if (!('SelectStmt' in statement)) return false;
  const { fromClause = [], targetList: targets = [], ...rest } = statement.SelectStmt;
  const isPlain = !rest.withClause && rest.op === 'SETOP_NONE';
  // A function in the list may return several rows for one.
  const returnsSets = JSON.stringify(targets).includes('"FuncCall"');
  return isPlain && !returnsSets && fromClause.length === 1 && 'RangeVar' in fromClause[0]!;
}

const WEAKENING =
  /"(?:JOIN_LEFT|JOIN_RIGHT|JOIN_FULL|GroupingSet|SETOP_UNION|SETOP_INTERSECT|SETOP_EXCEPT)"/;

function targetList(statement: Node): readonly unknown[] {
  const body = Object.values(statement)[0] as {
    targetList?: readonly unknown[];
    returningClause?: { exprs?: readonly unknown[] };
  };
  const targets = 'SelectStmt' in statement ? body.targetList : body.returningClause?.exprs;
  return (targets ?? []).map(
    (target) => (target as { ResTarget?: { val?: unknown } }).ResTarget?.val,
  );
}

/** `count(…)`, constants but NULL, and EXISTS. */
function isNeverNull(target: unknown): boolean {
  const node = target as
    | {
        FuncCall?: { funcname?: { String?: { sval?: string } }[] };
        A_Const?: { isnull?: boolean };
        SubLink?: { subLinkType?: string };
      }
    | undefined;
  const functionName = node?.FuncCall?.funcname?.at(-1)?.String?.sval;
  if (functionName !== undefined) return NEVER_NULL_FUNCTIONS.has(functionName);
  if (node?.A_Const) return node.A_Const.isnull !== true;
  return node?.SubLink?.subLinkType === 'EXISTS_SUBLINK';
}

const NEVER_NULL_FUNCTIONS: ReadonlySet<string> = new Set([
  'count',
  'now',
  'row_number',
  'rank',
  'dense_rank',
]);
