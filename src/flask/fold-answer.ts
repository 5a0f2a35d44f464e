/** What a view returns, as the answer of a manifest. */
import type { Expression } from '../python/syntax.js';
import { refuse, type Fold } from './fold.js';

/** The keys `answer` and `status` of a route. */
export function foldReturn(fold: Fold, node: Expression): unknown {
  if (node.kind === 'tuple') {
    const [body, status] = node.items;
    if (
      node.items.length !== 2 ||
      !body ||
      status?.kind !== 'number' ||
      status.value.kind !== 'int'
    )
      return refuse();
    return { status: Number(status.value.value), ...foldBody(fold, body) };
  }
  return foldBody(fold, node);
}

/** A string is sent as HTML, a dict as JSON. */
function foldBody(fold: Fold, node: Expression): { text: string } | { answer: unknown } {
  if (node.kind === 'string') return { text: node.value };
  return { answer: foldJson(fold, node) };
}

function foldJson(fold: Fold, node: Expression): unknown {
  if (node.kind === 'dict') return foldAnswer(fold, node, undefined);
  const isJsonify =
    node.kind === 'call' &&
    node.callee.kind === 'name' &&
    fold.isName(node.callee.name, 'flask.jsonify');
  if (!isJsonify) return refuse();
  const { positional, keywords } = node;
  const [only] = positional;
  if (positional.length === 1 && keywords.length === 0) return foldAnswer(fold, only!, undefined);
  if (positional.length > 0 || keywords.length === 0) return refuse();
  return Object.fromEntries(
    keywords.map(({ name, value }) => [name ?? refuse(), foldAnswer(fold, value, undefined)]),
  );
}

/** `item` is the name of the row within a loop. */
export function foldAnswer(fold: Fold, node: Expression, item: string | undefined): unknown {
  switch (node.kind) {
    case 'dict':
      return Object.fromEntries(
        node.entries.map(({ key, value }) => {
          if (key?.kind !== 'string' || key.value.startsWith('$') || key.value === '__proto__')
            return refuse();
          return [key.value, foldAnswer(fold, value, item)];
        }),
      );
    case 'list':
      return node.items.map((value) => foldAnswer(fold, value, item));
    case 'string':
      return node.value.replace(/^\$/, '$$$$');
    case 'constant':
      return node.value === 'None'
        ? null
        : node.value === 'Ellipsis'
          ? refuse()
          : node.value === 'True';
    case 'number':
      return node.value.kind === 'int' && node.value.value < 2n ** 53n
        ? Number(node.value.value)
        : refuse();
    case 'name':
      return foldName(fold, node.name, item);
    case 'subscript':
      return foldColumn(fold, node, item);
    default:
      return refuse();
  }
}

function foldName(fold: Fold, name: string, item: string | undefined): unknown {
  const binding = fold.names.get(name);
  switch (binding?.kind) {
    case 'input':
      return `$${binding.name}`;
    case 'row':
    case 'rows':
      // A tuple would be a list of its columns.
      return binding.query.isDict && binding.query.name !== undefined
        ? `$${binding.query.name}`
        : refuse();
    case 'item':
      return binding.query.isDict && name === item ? '$.' : refuse();
    case 'shape':
      return binding.shape;
    default:
      return refuse();
  }
}

/** `film['title']`, of a row that is there. */
function foldColumn(
  fold: Fold,
  { object, index }: Extract<Expression, { kind: 'subscript' }>,
  item: string | undefined,
): unknown {
  if (object.kind !== 'name' || index.kind !== 'string' || !/^[a-z_]\w*$/i.test(index.value))
    return refuse();
  const binding = fold.names.get(object.name);
  if (binding?.kind === 'item' && object.name === item) return `$.${index.value}`;
  if (binding?.kind !== 'row' || binding.query.whenEmpty === undefined) return refuse();
  return `$${binding.query.name ?? refuse()}.${index.value}`;
}
