/** `cursor.execute(sql, parameters)` as a statement of a manifest: `%s` becomes the name of what is passed. */
import type { CallExpression, Expression } from '../python/syntax.js';
import { refuse, type Fold } from './fold.js';

export function foldStatement(fold: Fold, { callee, positional, keywords }: CallExpression): void {
  const [sql, parameters] = positional;
  if (
    fold.pending ||
    fold.isCommitted ||
    sql?.kind !== 'string' ||
    positional.length > 2 ||
    keywords.length > 0
  )
    return refuse();
  const cursor =
    callee.kind === 'attribute' && callee.object.kind === 'name'
      ? fold.names.get(callee.object.name)
      : undefined;
  const text = parameters ? bind(fold, sql.value, parameters) : sql.value;
  // What the manifest would take for a parameter of its own; a cast is two colons.
  if (/(?<!:):[A-Za-z_]/.test(sql.value)) return refuse();
  const returnsRows = /^\s*(?:select|with|values)\b/i.test(text) || /\breturning\b/i.test(text);
  const query = {
    name: undefined,
    sql: outdented(text),
    returnsRows,
    isDict: cursor?.kind === 'cursor' && cursor.isDict,
    fetch: undefined,
    whenEmpty: undefined,
  };
  fold.queries.push(query);
  if (returnsRows) fold.pending = query;
}

function bind(fold: Fold, sql: string, parameters: Expression): string {
  if (parameters.kind !== 'tuple' && parameters.kind !== 'list') return refuse();
  const names = parameters.items.map((item) => referenceOf(fold, item));
  const text = sql.replaceAll(/%(.)/g, (_whole, letter: string) => {
    if (letter === '%') return '%';
    if (letter !== 's') return refuse();
    return `:${names.shift() ?? refuse()}`;
  });
  return names.length === 0 ? text : refuse();
}

function referenceOf(fold: Fold, node: Expression): string {
  if (node.kind === 'name') {
    const binding = fold.names.get(node.name);
    return binding?.kind === 'input' ? binding.name : refuse();
  }
  if (node.kind !== 'subscript' || node.object.kind !== 'name' || node.index.kind !== 'string')
    return refuse();
  const binding = fold.names.get(node.object.name);
  const isRow = binding?.kind === 'row' && binding.query.whenEmpty !== undefined;
  return isRow && binding.query.name !== undefined
    ? `${binding.query.name}.${node.index.value}`
    : refuse();
}

/** As `textwrap.dedent` does it: the statement stands in the manifest by itself. */
function outdented(sql: string): string {
  const lines = sql.replaceAll('\t', '    ').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const first = lines[0]?.trim() === '' ? undefined : indents.shift();
  const indent = Math.min(...indents.slice(0, 1000), 1000);
  return lines
    .map((line, index) =>
      (index === 0 && first !== undefined ? line.trim() : line.slice(indent)).trimEnd(),
    )
    .join('\n')
    .trim();
}
