/**
 * Where in a statement each `$n` stands, as far as it decides what a value means there. Compared with an
 * operand, psycopg2's literal keeps its own type; assigned to a column, it is cast to the column's; asked
 * whether it is NULL, its type does not matter; selected by itself, it gives its type to the result.
 */
import { parseSync } from 'libpg-query';

export type ParameterContext =
  /** `rounding`: how a fraction compares with whole numbers; without it a fraction equals none of them. */
  | { readonly kind: 'comparison'; readonly rounding?: 'up' | 'down' }
  /** `= ANY($1)`: a list whose items are compared. */
  | { readonly kind: 'list' }
  /** Also LIMIT and OFFSET, which PostgreSQL casts in the same way. */
  | { readonly kind: 'assignment' }
  | { readonly kind: 'arithmetic' }
  | { readonly kind: 'concatenation' }
  | { readonly kind: 'null-test' }
  /** `$1::date`: the statement says what it is. */
  | { readonly kind: 'cast' }
  /** A column of the result by itself, or of a VALUES list: nothing but the value has a type. */
  | { readonly kind: 'result' }
  /** `ORDER BY $1`, `GROUP BY $1`: a literal there is the number of a column, or refused. */
  | { readonly kind: 'ordering' }
  | { readonly kind: 'other' };

/** The context of `$1`, `$2`, … in order. The statement is one that `parseStatement` has accepted. */
export function parameterContexts(sql: string, count: number): ParameterContext[] {
  const contexts = Array.from({ length: count }, (): ParameterContext => ({ kind: 'other' }));
  const note = (node: unknown, context: ParameterContext): void => {
    const number = (node as { ParamRef?: { number?: number } } | undefined)?.ParamRef?.number;
    if (number !== undefined) contexts[number - 1] = context;
  };
  const noteTargets = (list: unknown, context: ParameterContext): void => {
    for (const target of (list as { ResTarget?: { val?: unknown } }[] | undefined) ?? []) {
      note(target.ResTarget?.val, context);
    }
  };
  // Parents come first, so that what stands deeper has the last word.
  walk(parseSync(sql), (kind, node) => {
    switch (kind) {
      case 'A_Expr':
        return noteOperands(node as Expression, note);
      case 'TypeCast':
        return note((node as { arg?: unknown }).arg, { kind: 'cast' });
      case 'SortBy':
        return note((node as { node?: unknown }).node, { kind: 'ordering' });
      case 'NullTest':
        return note((node as { arg?: unknown }).arg, { kind: 'null-test' });
      case 'SelectStmt': {
        const { targetList, valuesLists, limitCount, limitOffset, groupClause } = node as Select;
        for (const item of groupClause ?? []) note(item, { kind: 'ordering' });
        noteTargets(targetList, { kind: 'result' });
        for (const row of valuesLists ?? []) {
          for (const value of listItems(row)) note(value, { kind: 'result' });
        }
        note(limitCount, { kind: 'assignment' });
        note(limitOffset, { kind: 'assignment' });
        return;
      }
      case 'InsertStmt': {
        const select = (node as { selectStmt?: { SelectStmt?: Select } }).selectStmt?.SelectStmt;
        // Written after its SELECT was walked: see `walk`.
        for (const row of select?.valuesLists ?? []) {
          for (const value of listItems(row)) note(value, { kind: 'assignment' });
        }
        noteTargets(select?.targetList, { kind: 'assignment' });
        return;
      }
      case 'UpdateStmt':
      case 'OnConflictClause':
        return noteTargets((node as Select).targetList, { kind: 'assignment' });
      case 'ReturningClause':
        return noteTargets((node as { exprs?: unknown }).exprs, { kind: 'result' });
    }
  });
  return contexts;
}

interface Select {
  readonly targetList?: unknown;
  readonly valuesLists?: readonly unknown[];
  readonly groupClause?: readonly unknown[];
  readonly limitCount?: unknown;
  readonly limitOffset?: unknown;
}

interface Expression {
  readonly kind?: string;
  readonly name?: unknown;
  readonly lexpr?: unknown;
  readonly rexpr?: unknown;
}

function noteOperands(
  { kind, name, lexpr, rexpr }: Expression,
  note: (node: unknown, context: ParameterContext) => void,
): void {
  const operator = operatorName(name);
  if (kind === 'AEXPR_OP_ANY' || kind === 'AEXPR_OP_ALL') {
    note(lexpr, { kind: 'other' });
    return note(rexpr, { kind: 'list' });
  }
  if (/BETWEEN/.test(operator)) {
    const [low, high] = listItems(rexpr);
    note(lexpr, { kind: 'comparison' });
    note(low, { kind: 'comparison', rounding: 'up' });
    return note(high, { kind: 'comparison', rounding: 'down' });
  }
  if (ARITHMETIC.has(operator)) {
    note(lexpr, { kind: 'arithmetic' });
    return note(rexpr, { kind: 'arithmetic' });
  }
  if (operator === '||') {
    note(lexpr, { kind: 'concatenation' });
    return note(rexpr, { kind: 'concatenation' });
  }
  if (!COMPARISONS.has(operator)) return;
  const [left, right] = ROUNDINGS[operator] ?? [];
  note(lexpr, left ? { kind: 'comparison', rounding: left } : { kind: 'comparison' });
  for (const operand of [rexpr, ...listItems(rexpr)]) {
    note(operand, right ? { kind: 'comparison', rounding: right } : { kind: 'comparison' });
  }
}

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '^']);

/** `~~` and its like are LIKE and ILIKE. */
const COMPARISONS: ReadonlySet<string> = new Set(
  '= <> != < <= > >= ~~ !~~ ~~* !~~* ~ ~* !~ !~*'.split(' '),
);

/** What a fraction on the left and on the right of the operator becomes beside a whole number. */
const ROUNDINGS: Readonly<Record<string, readonly ['up' | 'down', 'up' | 'down']>> = {
  '<': ['down', 'up'],
  '>=': ['down', 'up'],
  '>': ['up', 'down'],
  '<=': ['up', 'down'],
};

function operatorName(name: unknown): string {
  const part = (name as { String?: { sval?: string } }[] | undefined)?.at(-1);
  return part?.String?.sval ?? '';
}

function listItems(node: unknown): readonly unknown[] {
  return (node as { List?: { items?: unknown[] } } | undefined)?.List?.items ?? [];
}

/**
 * Visits each node `{ Kind: { … } }` of a tree, parents first; but an INSERT after its SELECT, since it knows
 * better what the values of that are for.
 */
function walk(value: unknown, visit: (kind: string, node: unknown) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, node] of Object.entries(value)) {
      // Some nodes stand in a field of their own type: `onConflictClause: { … }`.
      const kind = key.charAt(0).toUpperCase() + key.slice(1);
      if (kind !== 'InsertStmt') visit(kind, node);
      walk(node, visit);
      if (kind === 'InsertStmt') visit(kind, node);
    }
  }
}
