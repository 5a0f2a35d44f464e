/** The body of a class, with each of its attributes in a statement of its own. */
import type { AssignStatement, Expression, Statement } from '../python/syntax.js';

export function classStatements(body: readonly Statement[]): readonly Statement[] {
  return body.flatMap((statement): readonly Statement[] =>
    statement.kind === 'assign' ? pairs(statement) : [statement],
  );
}

/** `status, code = 409, 'conflict'` */
function pairs(statement: AssignStatement): readonly AssignStatement[] {
  const [target, ...others] = statement.targets;
  const names = others.length === 0 && target ? itemsOf(target) : undefined;
  const values = itemsOf(statement.value);
  if (!names || !values || names.length !== values.length) return [statement];
  return names.map((name, at) => ({ ...statement, targets: [name], value: values[at]! }));
}

function itemsOf(node: Expression): readonly Expression[] | undefined {
  if (node.kind !== 'tuple' && node.kind !== 'list') return undefined;
  return node.items.some(({ kind }) => kind === 'starred') ? undefined : node.items;
}
