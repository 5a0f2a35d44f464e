/**
 * Where in a statement each `$n` stands, as far as it decides what a value means there. Compared with an
 * operand, psycopg2's literal keeps its own type; assigned to a column, it is cast to the column's; asked
 * whether it is NULL, its type does not matter.
 */
import { parseSync } from 'libpg-query';

export type ParameterContext = 'comparison' | 'assignment' | 'null-test' | 'other';

/** The context of `$1`, `$2`, … in order. The statement is one that `parseStatement` has accepted. */
export function parameterContexts(sql: string, count: number): ParameterContext[] {
  const contexts = Array.from<ParameterContext>({ length: count }).fill('other');
  const note = (node: unknown, context: ParameterContext): void => {
    const number = (node as { ParamRef?: { number?: number } } | undefined)?.ParamRef?.number;
    if (number !== undefined) contexts[number - 1] = context;
  };
  walk(parseSync(sql), (kind, node) => {
    switch (kind) {
      case 'A_Expr': {
        const { name, lexpr, rexpr } = node as { name?: unknown; lexpr?: unknown; rexpr?: unknown };
        if (!COMPARISONS.has(operatorName(name))) return;
        for (const operand of [lexpr, rexpr]) {
          note(operand, 'comparison');
          for (const item of listItems(operand)) note(item, 'comparison');
        }
        return;
      }
      case 'NullTest': {
        const { arg } = node as { arg?: { TypeCast?: { arg?: unknown } } };
        note(arg?.TypeCast?.arg ?? arg, 'null-test');
        return;
      }
      case 'InsertStmt': {
        const select = (node as { selectStmt?: { SelectStmt?: { valuesLists?: unknown[] } } })
          .selectStmt;
        for (const row of select?.SelectStmt?.valuesLists ?? []) {
          for (const value of listItems(row)) note(value, 'assignment');
        }
        return;
      }
      case 'UpdateStmt':
      case 'OnConflictClause': {
        const { targetList } = node as { targetList?: { ResTarget?: { val?: unknown } }[] };
        for (const target of targetList ?? []) note(target.ResTarget?.val, 'assignment');
        return;
      }
    }
  });
  return contexts;
}

/** The operators between numbers that PostgreSQL has for each pair of integer types. */
const COMPARISONS: ReadonlySet<string> = new Set([
  '=',
  '<>',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'BETWEEN',
]);

function operatorName(name: unknown): string {
  const [part] = (name as { String?: { sval?: string } }[] | undefined) ?? [];
  return part?.String?.sval ?? '';
}

function listItems(node: unknown): readonly unknown[] {
  return (node as { List?: { items?: unknown[] } } | undefined)?.List?.items ?? [];
}

/** Visits each node `{ Kind: { … } }` of a tree, parents first. */
function walk(value: unknown, visit: (kind: string, node: unknown) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
  } else if (typeof value === 'object' && value !== null) {
    for (const [kind, node] of Object.entries(value)) {
      // Some nodes stand in a field of their own type: `onConflictClause: { … }`.
      visit(kind.charAt(0).toUpperCase() + kind.slice(1), node);
      walk(node, visit);
    }
  }
}
