/**
 * What a statement's own text proves about its output. Without a proof a column counts as nullable: an outer
 * join, a set operation or grouping sets take away what a table's NOT NULL promises; as repeated: only a
 * plain SELECT from one table gives each of its rows once at most; and the row itself as missing.
 */
import { parseSync, type Node } from 'libpg-query';

export interface OutputProperties {
  /** Whether it can stand in the FROM clause of another: EXPLAIN and SHOW give rows, too, and cannot. */
  readonly isSelect: boolean;
  /** The relations whose columns may be NULL whatever they are in their table; `all` when that is unknown. */
  readonly nullableRelations: ReadonlySet<string> | 'all';
  /** Per output column, when the list has no `*`: whether it has a value whatever the rows are. */
  readonly neverNull: readonly boolean[];
  /** Whether each row of the only table comes once at most. */
  readonly isSingleTable: boolean;
  /** Whether there is a row whatever the tables hold, as of `SELECT count(*)` and `INSERT … RETURNING`. */
  readonly alwaysHasRow: boolean;
}

export function outputProperties(sql: string): OutputProperties {
  const statement = parseSync(sql).stmts?.[0]?.stmt;
  if (!statement) {
    return {
      isSelect: false,
      nullableRelations: 'all',
      neverNull: [],
      isSingleTable: false,
      alwaysHasRow: false,
    };
  }
  return {
    isSelect: 'SelectStmt' in statement,
    nullableRelations: nullableRelations(statement),
    neverNull: targetList(statement).map(isNeverNull),
    isSingleTable: isSingleTable(statement),
    alwaysHasRow: alwaysHasRow(statement),
  };
}

const WEAKENING = /"(?:GroupingSet|SETOP_UNION|SETOP_INTERSECT|SETOP_EXCEPT)"/;

/** The relations on the inner side of an outer join, whatever is around the join. */
function nullableRelations(statement: Node): ReadonlySet<string> | 'all' {
  if (WEAKENING.test(JSON.stringify(statement))) return 'all';
  const common = new Set<string>();
  const inner: unknown[] = [];
  visit(statement, (kind, node) => {
    if (kind === 'CommonTableExpr') common.add((node as { ctename: string }).ctename);
    if (kind !== 'JoinExpr') return;
    const { jointype, larg, rarg } = node as { jointype?: string; larg?: unknown; rarg?: unknown };
    if (jointype === 'JOIN_LEFT' || jointype === 'JOIN_FULL') inner.push(rarg);
    if (jointype === 'JOIN_RIGHT' || jointype === 'JOIN_FULL') inner.push(larg);
  });
  const names = new Set<string>();
  visit(inner, (kind, node) => {
    if (kind === 'RangeVar') names.add((node as { relname: string }).relname);
  });
  return [...names].some((name) => common.has(name)) ? 'all' : names;
}

/** Visits each node `{ Kind: { … } }` of a tree, parents first. */
function visit(value: unknown, see: (kind: string, node: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, node] of Object.entries(value)) {
    see(key, node);
    visit(node, see);
  }
}

function alwaysHasRow(statement: Node): boolean {
  if ('InsertStmt' in statement) {
    const { selectStmt, onConflictClause } = statement.InsertStmt;
    const source = selectStmt as { SelectStmt?: { valuesLists?: unknown[] } } | undefined;
    const isOneRow = !source || source.SelectStmt?.valuesLists?.length === 1;
    const { action, whereClause } = onConflictClause ?? {};
    const isSkipped = action === 'ONCONFLICT_NOTHING' || whereClause !== undefined;
    return isOneRow && !isSkipped;
  }
  if (!('SelectStmt' in statement)) return false;
  const { SelectStmt: select } = statement;
  const drops =
    select.limitCount ?? select.limitOffset ?? select.havingClause ?? select.groupClause;
  if (drops || select.op !== 'SETOP_NONE' || select.valuesLists) return false;
  const calls = functionNames(select.targetList);
  if (!calls.every((name) => AGGREGATES.has(name) || ONE_VALUE_FUNCTIONS.has(name))) return false;
  const isAggregate = calls.some((name) => AGGREGATES.has(name));
  return isAggregate || (!select.fromClause && !select.whereClause);
}

/** What a list of expressions calls itself: not within subqueries, not over a window. */
function functionNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([kind, node]) => {
    if (kind === 'SubLink') return [];
    if (kind !== 'FuncCall') return functionNames(node);
    const { funcname, over, ...rest } = node as { funcname: unknown[]; over?: unknown };
    const name = over ? 'over' : ((funcname.at(-1) as FunctionName).String?.sval ?? '');
    return [name, ...functionNames(rest)];
  });
}

interface FunctionName {
  readonly String?: { readonly sval?: string };
}

const AGGREGATES: ReadonlySet<string> = new Set(
  (
    'count sum avg min max bool_and bool_or every array_agg string_agg json_agg jsonb_agg json_object_agg ' +
    'jsonb_object_agg stddev stddev_pop stddev_samp variance var_pop var_samp'
  ).split(' '),
);

/** Functions that are known to give one value and not a set of rows. */
const ONE_VALUE_FUNCTIONS: ReadonlySet<string> = new Set(
  'over now abs round floor ceil lower upper trim to_char extract date_part date_trunc concat length'.split(
    ' ',
  ),
);

function isSingleTable(statement: Node): boolean {
  if (!('SelectStmt' in statement)) return false;
  const { fromClause = [], targetList: targets = [], ...rest } = statement.SelectStmt;
  const isPlain = !rest.withClause && rest.op === 'SETOP_NONE';
  // A function in the list may return several rows for one.
  const returnsSets = JSON.stringify(targets).includes('"FuncCall"');
  return isPlain && !returnsSets && fromClause.length === 1 && 'RangeVar' in fromClause[0]!;
}

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
        FuncCall?: { funcname?: FunctionName[] };
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
