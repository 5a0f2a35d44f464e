/**
 * Jinja's expressions, with its own precedence: `**` groups from the left, a filter binds closer than `-` does not, and
 * `a ~ b` binds closer than `+`. Source: jinja2/parser.py, 3.1.
 */
import type { Arguments, Binary, Comparison, Expression, Filter } from './syntax.js';
import type { TokenStream } from './token-stream.js';

export interface TupleOptions {
  readonly withConditional?: boolean;
  /** Names that end the tuple. */
  readonly end?: readonly string[];
  readonly isInParentheses?: boolean;
  /** Its items are primary expressions: targets of an assignment. */
  readonly isTarget?: boolean;
}

/** One expression, or several with commas between them. */
export function parseTuple(stream: TokenStream, options: TupleOptions = {}): Expression {
  const { withConditional = true, end = [], isInParentheses = false, isTarget = false } = options;
  const { line } = stream;
  const items: Expression[] = [];
  let isTuple = false;
  for (;;) {
    if (items.length > 0) stream.expect('operator', ',');
    if (isTupleEnd(stream, end)) break;
    items.push(isTarget ? parsePrimary(stream) : parseExpression(stream, withConditional));
    if (!stream.isOperator(',')) break;
    isTuple = true;
  }
  if (!isTuple && items[0]) return items[0];
  if (!isTuple && !isInParentheses)
    throw stream.error(`Expected an expression, got '${stream.describe()}'`);
  return { kind: 'tuple', items, line };
}

function isTupleEnd(stream: TokenStream, end: readonly string[]): boolean {
  return (
    stream.is('variable-end') ||
    stream.is('block-end') ||
    stream.isOperator(')') ||
    stream.isName(...end)
  );
}

export function parseExpression(stream: TokenStream, withConditional = true): Expression {
  return stream.nest(() => (withConditional ? parseConditional(stream) : parseOr(stream)));
}

function parseConditional(stream: TokenStream): Expression {
  let { line } = stream;
  let node = parseOr(stream);
  while (stream.skipIf('name', 'if')) {
    const test = parseOr(stream);
    const whenFalse = stream.skipIf('name', 'else')
      ? stream.nest(() => parseConditional(stream))
      : undefined;
    node = { kind: 'conditional', test, whenTrue: node, whenFalse, line };
    ({ line } = stream);
  }
  return node;
}

function parseOr(stream: TokenStream): Expression {
  const { line } = stream;
  let left = parseAnd(stream);
  while (stream.skipIf('name', 'or')) left = { kind: 'or', left, right: parseAnd(stream), line };
  return left;
}

function parseAnd(stream: TokenStream): Expression {
  const { line } = stream;
  let left = parseNot(stream);
  while (stream.skipIf('name', 'and')) left = { kind: 'and', left, right: parseNot(stream), line };
  return left;
}

function parseNot(stream: TokenStream): Expression {
  const { line } = stream;
  if (!stream.skipIf('name', 'not')) return parseCompare(stream);
  const operand = stream.nest(() => parseNot(stream));
  return { kind: 'unary', operator: 'not', operand, line };
}

function parseCompare(stream: TokenStream): Expression {
  const { line } = stream;
  const first = parseSum(stream);
  const rest: { operator: Comparison; operand: Expression }[] = [];
  for (;;) {
    const operator = readComparison(stream);
    if (operator === undefined) break;
    rest.push({ operator, operand: parseSum(stream) });
  }
  return rest.length === 0 ? first : { kind: 'compare', first, rest, line };
}

function readComparison(stream: TokenStream): Comparison | undefined {
  if (stream.isOperator('==', '!=', '<', '<=', '>', '>=')) return stream.next().text as Comparison;
  if (stream.skipIf('name', 'in')) return 'in';
  const { kind, text } = stream.look();
  if (!stream.isName('not') || kind !== 'name' || text !== 'in') return undefined;
  stream.next();
  stream.next();
  return 'not in';
}

function parseSum(stream: TokenStream): Expression {
  return parseBinary(stream, ['+', '-'], parseConcat);
}

function parseConcat(stream: TokenStream): Expression {
  const { line } = stream;
  const parts = [parseProduct(stream)];
  while (stream.skipIf('operator', '~')) parts.push(parseProduct(stream));
  return parts.length === 1 ? parts[0]! : { kind: 'concat', parts, line };
}

function parseProduct(stream: TokenStream): Expression {
  return parseBinary(stream, ['*', '/', '//', '%'], parsePower);
}

function parsePower(stream: TokenStream): Expression {
  return parseBinary(stream, ['**'], parseUnary);
}

function parseBinary(
  stream: TokenStream,
  operators: readonly Binary[],
  parseOperand: (stream: TokenStream) => Expression,
): Expression {
  const { line } = stream;
  let left = parseOperand(stream);
  while (stream.isOperator(...operators)) {
    const operator = stream.next().text as Binary;
    left = { kind: 'binary', operator, left, right: parseOperand(stream), line };
  }
  return left;
}

function parseUnary(stream: TokenStream): Expression {
  const node = parsePostfix(stream, parseSigned(stream));
  return parseFilters(stream, node);
}

function parseSigned(stream: TokenStream): Expression {
  const { line } = stream;
  if (!stream.isOperator('-', '+')) return parsePrimary(stream);
  const operator = stream.next().text as '-' | '+';
  const operand = stream.nest(() => parsePostfix(stream, parseSigned(stream)));
  return { kind: 'unary', operator, operand, line };
}

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

export function parsePrimary(stream: TokenStream): Expression {
  const { current: token, line } = stream;
  switch (token.kind) {
    case 'name': {
      stream.next();
      const constant = CONSTANTS.get(token.text);
      return constant === undefined
        ? { kind: 'name', name: token.text, line }
        : { kind: 'constant', value: constant, line };
    }
    case 'string': {
      let value = '';
      while (stream.is('string')) value += stream.next().text;
      return { kind: 'constant', value, line };
    }
    case 'integer':
      stream.next();
      return { kind: 'constant', value: readInteger(token.text), line };
    case 'float':
      stream.next();
      return { kind: 'float', value: Number(token.text.replaceAll('_', '')), line };
    default:
      return parseBrackets(stream);
  }
}

function readInteger(text: string): number | bigint {
  const digits = text.replaceAll('_', '').toLowerCase();
  const value = BigInt(/^0+$/.test(digits) ? 0 : digits);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

function parseBrackets(stream: TokenStream): Expression {
  const { line } = stream;
  if (stream.skipIf('operator', '(')) {
    const node = stream.nest(() => parseTuple(stream, { isInParentheses: true }));
    stream.expect('operator', ')');
    return node;
  }
  if (stream.skipIf('operator', '[')) {
    const items: Expression[] = [];
    while (!stream.isOperator(']')) {
      if (items.length > 0) stream.expect('operator', ',');
      if (stream.isOperator(']')) break;
      items.push(parseExpression(stream));
    }
    stream.expect('operator', ']');
    return { kind: 'list', items, line };
  }
  if (!stream.skipIf('operator', '{')) throw stream.error(`unexpected '${stream.describe()}'`);
  const entries: [Expression, Expression][] = [];
  while (!stream.isOperator('}')) {
    if (entries.length > 0) stream.expect('operator', ',');
    if (stream.isOperator('}')) break;
    const key = parseExpression(stream);
    stream.expect('operator', ':');
    entries.push([key, parseExpression(stream)]);
  }
  stream.expect('operator', '}');
  return { kind: 'dict', entries, line };
}

export function parsePostfix(stream: TokenStream, start: Expression): Expression {
  let node = start;
  for (;;) {
    if (stream.isOperator('.', '[')) node = parseSubscript(stream, node);
    else if (stream.isOperator('(')) node = parseCall(stream, node);
    else return node;
  }
}

function parseCall(stream: TokenStream, callee: Expression): Expression {
  const { line } = stream;
  return { kind: 'call', callee, arguments: parseArguments(stream), line };
}

function parseFilters(stream: TokenStream, start: Expression): Expression {
  let node = start;
  for (;;) {
    if (stream.isOperator('|')) {
      stream.next();
      node = parseFilter(stream, node);
    } else if (stream.isName('is')) node = parseTest(stream, node);
    // What a filter gives may be called.
    else if (stream.isOperator('(')) node = parseCall(stream, node);
    else return node;
  }
}

export function parseFilter(stream: TokenStream, object: Expression | undefined): Filter {
  const { line } = stream;
  const name = parseDottedName(stream);
  const given = stream.isOperator('(') ? parseArguments(stream) : NONE;
  return { kind: 'filter', name, object, arguments: given, line };
}

const NONE: Arguments = {
  positional: [],
  named: [],
  rest: undefined,
  keywordRest: undefined,
};

function parseDottedName(stream: TokenStream): string {
  let name = stream.expect('name').text;
  while (stream.skipIf('operator', '.')) name += `.${stream.expect('name').text}`;
  return name;
}

function parseTest(stream: TokenStream, object: Expression): Expression {
  const { line } = stream.next();
  const isNegated = stream.skipIf('name', 'not');
  const name = parseDottedName(stream);
  const test: Expression = {
    kind: 'test',
    name,
    object,
    arguments: parseTestArguments(stream),
    line,
  };
  return isNegated ? { kind: 'unary', operator: 'not', operand: test, line } : test;
}

function parseTestArguments(stream: TokenStream): Arguments {
  if (stream.isOperator('(')) return parseArguments(stream);
  const begins =
    stream.isOperator('[', '{') ||
    ['name', 'string', 'integer', 'float'].includes(stream.current.kind);
  if (!begins || stream.isName('else', 'or', 'and')) return NONE;
  if (stream.isName('is')) throw stream.error('You cannot chain multiple tests with is');
  return { ...NONE, positional: [parsePostfix(stream, parsePrimary(stream))] };
}

function parseSubscript(stream: TokenStream, object: Expression): Expression {
  const { line, text } = stream.next();
  if (text === '.') {
    const member = stream.next();
    if (member.kind === 'name') return { kind: 'attribute', object, name: member.text, line };
    if (member.kind !== 'integer') throw stream.error('expected name or number', member.line);
    const key: Expression = { kind: 'constant', value: readInteger(member.text), line };
    return { kind: 'item', object, key, line };
  }
  const keys: Expression[] = [];
  while (!stream.isOperator(']')) {
    if (keys.length > 0) stream.expect('operator', ',');
    keys.push(parseKey(stream));
  }
  stream.expect('operator', ']');
  const [first] = keys;
  if (!first) throw stream.error('expected an expression');
  const key: Expression = keys.length === 1 ? first : { kind: 'tuple', items: keys, line };
  return { kind: 'item', object, key, line };
}

function parseKey(stream: TokenStream): Expression {
  const { line } = stream;
  let lower: Expression | undefined;
  if (!stream.isOperator(':')) {
    lower = parseExpression(stream);
    if (!stream.isOperator(':')) return lower;
  }
  stream.next();
  const bound = (): Expression | undefined =>
    stream.isOperator(']', ',', ':') ? undefined : parseExpression(stream);
  const upper = bound();
  const step = stream.skipIf('operator', ':') ? bound() : undefined;
  return { kind: 'slice', lower, upper, step, line };
}

export function parseArguments(stream: TokenStream): Arguments {
  const opening = stream.expect('operator', '(');
  const positional: Expression[] = [];
  const named: [string, Expression][] = [];
  let rest: Expression | undefined;
  let keywordRest: Expression | undefined;
  const ensure = (isRight: boolean): void => {
    if (!isRight) throw stream.error('invalid syntax for function call expression', opening.line);
  };
  let isFirst = true;
  while (!stream.isOperator(')')) {
    if (!isFirst) {
      stream.expect('operator', ',');
      if (stream.isOperator(')')) break;
    }
    isFirst = false;
    const { kind, text } = stream.look();
    if (stream.skipIf('operator', '*')) {
      ensure(!rest && !keywordRest);
      rest = parseExpression(stream);
    } else if (stream.skipIf('operator', '**')) {
      ensure(!keywordRest);
      keywordRest = parseExpression(stream);
    } else if (stream.is('name') && kind === 'operator' && text === '=') {
      ensure(!keywordRest);
      const name = stream.next().text;
      stream.next();
      named.push([name, parseExpression(stream)]);
    } else {
      ensure(!rest && !keywordRest && named.length === 0);
      positional.push(parseExpression(stream));
    }
  }
  stream.expect('operator', ')');
  return { positional, named, rest, keywordRest };
}
