/** Tokens one after the other, for the parser. Source: TokenStream in jinja2/lexer.py, 3.1. */
import type { Token, TokenKind } from './lex.js';
import { TemplateSyntaxError } from './syntax.js';

export class TokenStream {
  #at = 0;
  #depth = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get current(): Token {
    return this.tokens[this.#at]!;
  }

  get line(): number {
    return this.current.line;
  }

  look(): Token {
    return this.tokens[Math.min(this.#at + 1, this.tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.current;
    if (this.#at < this.tokens.length - 1) this.#at += 1;
    return token;
  }

  is(kind: TokenKind, text?: string): boolean {
    return this.current.kind === kind && (text === undefined || this.current.text === text);
  }

  isName(...names: readonly string[]): boolean {
    return this.current.kind === 'name' && names.includes(this.current.text);
  }

  isOperator(...operators: readonly string[]): boolean {
    return this.current.kind === 'operator' && operators.includes(this.current.text);
  }

  skipIf(kind: TokenKind, text?: string): boolean {
    if (!this.is(kind, text)) return false;
    this.next();
    return true;
  }

  /** @throws TemplateSyntaxError */
  expect(kind: TokenKind, text?: string): Token {
    if (this.is(kind, text)) return this.next();
    const expected = text ?? describe(kind);
    if (this.current.kind === 'end')
      throw this.error(`unexpected end of template, expected '${expected}'.`);
    throw this.error(`expected token '${expected}', got '${this.describe()}'`);
  }

  describe(): string {
    return this.current.kind === 'operator' || this.current.kind === 'name'
      ? this.current.text
      : describe(this.current.kind);
  }

  error(message: string, line = this.line): TemplateSyntaxError {
    return new TemplateSyntaxError(message, line);
  }

  /** A template that nests this deep is beyond Python's own parser, too. */
  nest<Result>(parse: () => Result): Result {
    if (this.#depth > MAX_DEPTH) throw this.error('it nests too deeply');
    this.#depth += 1;
    try {
      return parse();
    } finally {
      this.#depth -= 1;
    }
  }
}

const MAX_DEPTH = 90;

function describe(kind: TokenKind): string {
  return NAMES[kind] ?? kind;
}

const NAMES: Readonly<Partial<Record<TokenKind, string>>> = {
  'variable-begin': 'begin of print statement',
  'variable-end': 'end of print statement',
  'block-begin': 'begin of statement block',
  'block-end': 'end of statement block',
  text: 'template data / text',
  end: 'end of template',
};
