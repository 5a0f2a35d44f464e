/** A Jinja template's statements and text. Source: jinja2/parser.py, 3.1. */
import { lex, type LexOptions } from './lex.js';
import { parseExpression, parseFilter, parseTuple } from './parse-expression.js';
import type {
  Block,
  Body,
  Expression,
  Parameter,
  Statement,
  Target,
  TemplateSyntax,
} from './syntax.js';
import { TokenStream } from './token-stream.js';

/** @throws TemplateSyntaxError */
export function parseTemplate(source: string, options: LexOptions = {}): TemplateSyntax {
  const parser = new Parser(new TokenStream(lex(source, options)));
  const body = parser.parseBody([]);
  return { body, blocks: parser.blocks };
}

class Parser {
  readonly blocks = new Map<string, Block>();

  constructor(readonly stream: TokenStream) {}

  /** Up to a tag of one of these names, whose name is the current token then; or to the end of the template. */
  parseBody(end: readonly string[]): Body {
    const { stream } = this;
    const body: Statement[] = [];
    for (;;) {
      const { kind, text, line } = stream.current;
      if (kind === 'end') {
        if (end.length === 0) return body;
        throw stream.error(
          `Unexpected end of template. Jinja was looking for the following tags: ${end.map((name) => `'${name}'`).join(' or ')}.`,
        );
      }
      stream.next();
      if (kind === 'text') body.push({ kind: 'text', text, line });
      else if (kind === 'variable-begin') {
        body.push({ kind: 'output', values: [parseTuple(stream)], line });
        stream.expect('variable-end');
      } else {
        if (stream.isName(...end)) return body;
        body.push(stream.nest(() => this.#parseStatement()));
        stream.expect('block-end');
      }
    }
  }

  #parseStatement(): Statement {
    const { stream } = this;
    if (!stream.is('name')) throw stream.error('tag name expected');
    const { text: tag, line } = stream.next();
    switch (tag) {
      case 'for':
        return { ...this.#parseFor(), line };
      case 'if':
        return { ...this.#parseIf(), line };
      case 'set':
        return { ...this.#parseSet(), line };
      case 'with':
        return { ...this.#parseWith(), line };
      case 'autoescape': {
        const value = parseExpression(stream);
        return { kind: 'autoescape', value, body: this.#parseInner('endautoescape'), line };
      }
      case 'block':
        return this.#parseBlock(line);
      case 'extends':
        return { kind: 'extends', template: parseExpression(stream), line };
      case 'include':
        return { ...this.#parseInclude(), line };
      case 'import': {
        const template = parseExpression(stream);
        stream.expect('name', 'as');
        const name = this.#parseName();
        return { kind: 'import', template, name, withContext: this.#parseContext(false), line };
      }
      case 'from':
        return { ...this.#parseFrom(), line };
      case 'macro': {
        const name = this.#parseName();
        const parameters = this.#parseParameters();
        return { kind: 'macro', name, parameters, body: this.#parseInner('endmacro'), line };
      }
      case 'call': {
        const parameters = stream.isOperator('(') ? this.#parseParameters() : [];
        const call = parseExpression(stream);
        if (call.kind !== 'call') throw stream.error('expected call', line);
        return { kind: 'call-block', call, parameters, body: this.#parseInner('endcall'), line };
      }
      case 'filter': {
        const filter = this.#parseFilterChain();
        return { kind: 'filter-block', filter, body: this.#parseInner('endfilter'), line };
      }
      case 'print': {
        const values: Expression[] = [];
        while (!stream.is('block-end')) {
          if (values.length > 0) stream.expect('operator', ',');
          values.push(parseExpression(stream));
        }
        return { kind: 'output', values, line };
      }
      default:
        throw stream.error(`Encountered unknown tag '${tag}'.`, line);
    }
  }

  /** The statements between this tag and its end, whose name is read. */
  #parseInner(...end: readonly string[]): Body {
    this.#endTag();
    const body = this.parseBody(end);
    if (end.length === 1) this.stream.next();
    return body;
  }

  #endTag(): void {
    this.stream.skipIf('operator', ':');
    this.stream.expect('block-end');
  }

  #parseFor(): Extract<Statement, { kind: 'for' }> {
    const { stream } = this;
    const { line } = stream;
    const target = this.#parseTarget(['in']);
    stream.expect('name', 'in');
    const items = parseTuple(stream, { withConditional: false, end: ['recursive'] });
    const test = stream.skipIf('name', 'if') ? parseExpression(stream) : undefined;
    const isRecursive = stream.skipIf('name', 'recursive');
    const body = this.#parseInner('endfor', 'else');
    const otherwise = stream.next().text === 'else' ? this.#parseInner('endfor') : [];
    return { kind: 'for', target, items, test, isRecursive, body, otherwise, line };
  }

  #parseIf(): Extract<Statement, { kind: 'if' }> {
    const { stream } = this;
    const { line } = stream;
    const branches: { test: Expression; body: Body }[] = [];
    for (;;) {
      const test = parseTuple(stream, { withConditional: false });
      branches.push({ test, body: this.#parseInner('elif', 'else', 'endif') });
      const { text } = stream.next();
      if (text === 'elif') continue;
      const otherwise = text === 'else' ? this.#parseInner('endif') : [];
      return { kind: 'if', branches, otherwise, line };
    }
  }

  #parseSet(): Extract<Statement, { kind: 'set' | 'set-block' }> {
    const { stream } = this;
    const { line } = stream;
    const target = this.#parseTarget([], true);
    if (stream.skipIf('operator', '='))
      return { kind: 'set', target, value: parseTuple(stream), line };
    const filter = stream.skipIf('operator', '|') ? this.#parseFilterChain() : undefined;
    return { kind: 'set-block', target, filter, body: this.#parseInner('endset'), line };
  }

  /** Filters of a body: the innermost of them has no object. */
  #parseFilterChain(): ReturnType<typeof parseFilter> {
    let filter = parseFilter(this.stream, undefined);
    while (this.stream.skipIf('operator', '|')) filter = parseFilter(this.stream, filter);
    return filter;
  }

  #parseWith(): Extract<Statement, { kind: 'with' }> {
    const { stream } = this;
    const { line } = stream;
    const bindings: [Target, Expression][] = [];
    while (!stream.is('block-end')) {
      if (bindings.length > 0) stream.expect('operator', ',');
      const target = this.#parseTarget([]);
      stream.expect('operator', '=');
      bindings.push([target, parseExpression(stream)]);
    }
    return { kind: 'with', bindings, body: this.#parseInner('endwith'), line };
  }

  #parseBlock(line: number): Statement {
    const { stream } = this;
    const name = stream.expect('name').text;
    const isScoped = stream.skipIf('name', 'scoped');
    const isRequired = stream.skipIf('name', 'required');
    if (stream.isOperator('-'))
      throw stream.error(
        'Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.',
      );
    const body = this.#parseInner('endblock');
    if (isRequired && body.some((one) => one.kind !== 'text' || one.text.trim() !== ''))
      throw stream.error('Required blocks can only contain comments or whitespace');
    stream.skipIf('name', name);
    const block: Block = { kind: 'block', name, isScoped, isRequired, body, line };
    if (this.blocks.has(name)) throw stream.error(`block '${name}' defined twice`, line);
    this.blocks.set(name, block);
    return block;
  }

  #parseInclude(): Extract<Statement, { kind: 'include' }> {
    const { stream } = this;
    const { line } = stream;
    const template = parseExpression(stream);
    const ignoresMissing = stream.isName('ignore') && stream.look().text === 'missing';
    if (ignoresMissing) {
      stream.next();
      stream.next();
    }
    const withContext = this.#parseContext(true);
    return { kind: 'include', template, ignoresMissing, withContext, line };
  }

  #parseFrom(): Extract<Statement, { kind: 'from-import' }> {
    const { stream } = this;
    const { line } = stream;
    const template = parseExpression(stream);
    stream.expect('name', 'import');
    const names: [string, string][] = [];
    let withContext: boolean | undefined;
    for (;;) {
      if (names.length > 0) {
        if (!stream.isOperator(',')) break;
        stream.next();
      }
      withContext = this.#parseContextIfAny();
      if (withContext !== undefined) break;
      // A comma may be the last.
      if (names.length > 0 && stream.is('block-end')) break;
      const name = this.#parseName();
      if (name.startsWith('_'))
        throw stream.error('names starting with an underline can not be imported');
      names.push([name, stream.skipIf('name', 'as') ? this.#parseName() : name]);
      withContext = this.#parseContextIfAny();
      if (withContext !== undefined) break;
    }
    return { kind: 'from-import', template, names, withContext: withContext ?? false, line };
  }

  #parseContext(otherwise: boolean): boolean {
    return this.#parseContextIfAny() ?? otherwise;
  }

  #parseContextIfAny(): boolean | undefined {
    const { stream } = this;
    if (!stream.isName('with', 'without') || stream.look().text !== 'context') return undefined;
    const isWith = stream.next().text === 'with';
    stream.next();
    return isWith;
  }

  #parseParameters(): Parameter[] {
    const { stream } = this;
    const parameters: Parameter[] = [];
    stream.expect('operator', '(');
    while (!stream.isOperator(')')) {
      if (parameters.length > 0) stream.expect('operator', ',');
      const name = this.#parseName();
      const otherwise = stream.skipIf('operator', '=') ? parseExpression(stream) : undefined;
      if (!otherwise && parameters.some((one) => one.otherwise))
        throw stream.error('non-default argument follows default argument');
      parameters.push({ name, otherwise });
    }
    stream.expect('operator', ')');
    return parameters;
  }

  #parseName(): string {
    const { text, line } = this.stream.expect('name');
    if (isConstant(text)) throw this.stream.error(`can't assign to '${text}'`, line);
    return text;
  }

  #parseTarget(end: readonly string[], withNamespace = false): Target {
    const { stream } = this;
    const after = stream.look();
    if (withNamespace && after.kind === 'operator' && after.text === '.') {
      const name = stream.expect('name').text;
      stream.next();
      return { kind: 'namespace', name, attribute: stream.expect('name').text };
    }
    const { line } = stream;
    const node = parseTuple(stream, { isTarget: true, end });
    const target = asTarget(node);
    if (!target) throw stream.error(`can't assign to '${NAMES[node.kind] ?? node.kind}'`, line);
    return target;
  }
}

const NAMES: Readonly<Record<string, string>> = { constant: 'const', float: 'const' };

function isConstant(name: string): boolean {
  return /^(?:[Tt]rue|[Ff]alse|[Nn]one)$/.test(name);
}

function asTarget(node: Expression): Target | undefined {
  if (node.kind === 'name') return { kind: 'name', name: node.name };
  if (node.kind !== 'tuple') return undefined;
  const items = node.items.map(asTarget);
  return items.every((item) => item !== undefined) ? { kind: 'tuple', items } : undefined;
}
