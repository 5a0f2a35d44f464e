/**
 * The tokens of a Jinja template: its text between the tags, and what stands in them. A line end is `\n` whatever it was
 * in the file, and the last one of the file is none of the template's, as Jinja has it.
 * Source: jinja2/lexer.py, 3.1.
 */
import { readString } from './read-string.js';
import { TemplateSyntaxError } from './syntax.js';

export type TokenKind =
  | 'text'
  | 'variable-begin'
  | 'variable-end'
  | 'block-begin'
  | 'block-end'
  | 'name'
  | 'string'
  | 'integer'
  | 'float'
  | 'operator'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** A string without its quotes and escapes. */
  readonly text: string;
  readonly line: number;
}

export interface LexOptions {
  /** The first line end after a block is left out. */
  readonly trimBlocks?: boolean;
  /** So are spaces from the start of a line to a block. */
  readonly stripsBlocks?: boolean;
}

const SPACE = String.raw`[\s\x1c-\x1f\x85]`;
const RAW = new RegExp(String.raw`\{%([-+]?)${SPACE}*raw${SPACE}*(?:(-)%\}|%\})`, 'y');
const RAW_END = new RegExp(String.raw`\{%([-+]?)${SPACE}*endraw${SPACE}*(?:\+%\}|(-)%\}|%\})`, 'g');
const COMMENT_END = /[-+]?#\}/g;
const BLANK = new RegExp(`${SPACE}+`, 'y');
const TRAILING = new RegExp(`${SPACE}+$`);
const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const STRING = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/y;
const OPERATOR = /\*\*|\/\/|==|!=|<=|>=|[-+*/%~()[\]{}<>=.:|,;]/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** @throws TemplateSyntaxError */
export function lex(source: string, options: LexOptions = {}): Token[] {
  return new Lexer(source.replaceAll(/\r\n?/g, '\n').replace(/\n$/, ''), options).read();
}

class Lexer {
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;
  /** Up to where `#line` has counted. */
  #counted = 0;
  /** The tag before has said that the line end after it goes. */
  #trims = false;

  constructor(
    readonly source: string,
    readonly options: LexOptions,
  ) {}

  read(): Token[] {
    const tag = /\{[{%#]/g;
    while (this.#at < this.source.length) {
      if (this.#trims && this.source[this.#at] === '\n') this.#at += 1;
      this.#trims = false;
      tag.lastIndex = this.#at;
      const start = tag.exec(this.source)?.index ?? this.source.length;
      this.#readText(start);
      if (start === this.source.length) break;
      this.#readTag(start);
    }
    this.#push('end', '');
    return this.#tokens;
  }

  /** The text in front of a tag, which may want it stripped. */
  #readText(end: number): void {
    const isVariable = this.source[end + 1] === '{';
    const sign = end === this.source.length || isVariable ? '+' : undefined;
    const written = this.source[end + 2];
    const given = this.source.slice(this.#at, end);
    const text = this.#stripText(given, written === '-' ? '-' : (sign ?? written), this.#at);
    if (text !== '') this.#push('text', text);
    this.#moveTo(end);
  }

  /** @param sign of the tag behind the text: `+` keeps it as it is. */
  #stripText(text: string, sign: string | undefined, start: number): string {
    if (sign === '-') return text.replace(TRAILING, '');
    if (sign === '+' || !this.options.stripsBlocks) return text;
    const blank = /(^|\n)[^\S\n]*$/.exec(text);
    const isLineStart = start === 0 || this.source[start - 1] === '\n';
    if (!blank || (blank[1] !== '\n' && !isLineStart)) return text;
    return text.slice(0, blank.index + blank[1]!.length);
  }

  #readTag(start: number): void {
    RAW.lastIndex = start;
    const raw = RAW.exec(this.source);
    if (raw) {
      this.#readRaw(start + raw[0].length, raw[2] === '-');
      return;
    }
    const mark = this.source[start + 1];
    if (mark === '#') {
      this.#readComment(start + 2);
      return;
    }
    const isBlock = mark === '%';
    this.#push(isBlock ? 'block-begin' : 'variable-begin', '');
    const sign = this.source[start + 2];
    this.#moveTo(start + (sign === '-' || (isBlock && sign === '+') ? 3 : 2));
    this.#readInside(isBlock ? '%}' : '}}', isBlock);
  }

  #readComment(start: number): void {
    COMMENT_END.lastIndex = start;
    const end = COMMENT_END.exec(this.source);
    if (!end) throw this.#error('Missing end of comment tag');
    this.#end(end.index, end[0], true);
  }

  #readRaw(start: number, strips: boolean): void {
    this.#moveTo(strips ? this.#afterSpace(start) : start);
    RAW_END.lastIndex = start;
    const end = RAW_END.exec(this.source);
    if (!end) throw this.#error('Missing end of raw directive');
    const text = this.source.slice(Math.min(this.#at, end.index), end.index);
    this.#push('text', this.#stripText(text, end[1], this.#at));
    this.#moveTo(end.index + end[0].length);
    if (end[2] === '-') this.#moveTo(this.#afterSpace(this.#at));
    else this.#trims = this.options.trimBlocks === true && !end[0].endsWith('+%}');
  }

  /** What stands in a tag, up to its end outside of all brackets. */
  #readInside(close: string, isBlock: boolean): void {
    const open: string[] = [];
    for (;;) {
      this.#moveTo(this.#afterSpace(this.#at));
      const at = this.#at;
      if (at >= this.source.length) {
        this.#push('end', '');
        return;
      }
      const sign = /[-+]/.test(this.source[at]!) ? this.source[at]! : '';
      const isEnd = this.source.startsWith(close, at + sign.length) && (sign !== '+' || isBlock);
      if (open.length === 0 && isEnd) {
        this.#push(isBlock ? 'block-end' : 'variable-end', '');
        this.#end(at, sign + close, isBlock);
        return;
      }
      this.#readToken(open);
    }
  }

  #end(at: number, text: string, isBlock: boolean): void {
    this.#moveTo(at + text.length);
    if (text.startsWith('-')) this.#moveTo(this.#afterSpace(this.#at));
    else this.#trims = isBlock && this.options.trimBlocks === true && !text.startsWith('+');
  }

  #readToken(open: string[]): void {
    const isMember = this.source[this.#at - 1] === '.';
    const float = isMember ? undefined : this.#match(FLOAT);
    if (float !== undefined) return this.#take('float', float);
    const integer = this.#match(INTEGER);
    if (integer !== undefined) return this.#take('integer', integer);
    const name = this.#match(NAME);
    if (name !== undefined) return this.#take('name', name);
    const string = this.#match(STRING);
    if (string !== undefined) return this.#take('string', string, readString(string, this.#line));
    const operator = this.#match(OPERATOR);
    if (operator === undefined)
      throw this.#error(`unexpected char ${quoted(this.source[this.#at]!)} at ${this.#at}`);
    const closing = CLOSING[operator];
    if (closing !== undefined) open.push(closing);
    else if (/[)\]}]/.test(operator)) {
      const expected = open.pop();
      if (expected === undefined) throw this.#error(`unexpected '${operator}'`);
      if (expected !== operator)
        throw this.#error(`unexpected '${operator}', expected '${expected}'`);
    }
    return this.#take('operator', operator);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.source)?.[0];
  }

  #take(kind: TokenKind, text: string, value = text): void {
    this.#push(kind, value);
    this.#moveTo(this.#at + text.length);
  }

  #push(kind: TokenKind, text: string): void {
    this.#tokens.push({ kind, text, line: this.#line });
  }

  #moveTo(at: number): void {
    for (let next = this.#counted; ; next += 1) {
      next = this.source.indexOf('\n', next);
      if (next === -1 || next >= at) break;
      this.#line += 1;
    }
    this.#counted = Math.max(this.#counted, at);
    this.#at = at;
  }

  #afterSpace(at: number): number {
    BLANK.lastIndex = at;
    return at + (BLANK.exec(this.source)?.[0].length ?? 0);
  }

  #error(message: string): TemplateSyntaxError {
    return new TemplateSyntaxError(message, this.#line);
  }
}

function quoted(character: string): string {
  return character === "'" ? `"'"` : `'${character}'`;
}
