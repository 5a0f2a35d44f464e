/** Python's `re`, over JavaScript's expressions. Places are counted in characters, as in Python. */
import { checkStr } from './argument-type.js';
import { codePointIndex, lengthOf, sliceText } from './code-points.js';
import { Dict } from './dict.js';
import { IndexError, PyTypeError } from './exceptions.js';
import { iter } from './iterate.js';
import { asInt } from './numbers.js';
import type { PythonObject } from './protocols.js';
import { IGNORECASE, RegexError, translatePattern } from './re-syntax.js';
import { compileTemplate } from './re-template.js';
import { repr, str } from './text.js';
import { typeName } from './type-name.js';
import { tuple, tupleOf, type Tuple, type Value } from './value.js';

export { RegexError };
export { ASCII, DOTALL, IGNORECASE, LOCALE, MULTILINE, UNICODE, VERBOSE } from './re-syntax.js';

type Argument = Value | undefined;

export class Pattern implements PythonObject {
  static readonly pythonClass: string = 're.Pattern';

  readonly flags: number;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  readonly #search: RegExp;
  readonly #match: RegExp;
  readonly #full: RegExp;

  constructor(
    readonly pattern: string,
    flags: number,
  ) {
    const translated = translatePattern(pattern, flags);
    const { source } = translated;
    const letters = translated.flags & IGNORECASE ? 'vi' : 'v';
    this.flags = translated.flags;
    this.groups = translated.groupCount;
    this.names = translated.names;
    this.#search = new RegExp(source, `${letters}g`);
    this.#match = new RegExp(source, `${letters}y`);
    this.#full = new RegExp(`(?:${source})(?![\\s\\S])`, `${letters}y`);
  }

  get groupindex(): Dict {
    return new Dict<Value, Value>(this.names);
  }

  search(text: Value, pos?: Argument, endpos?: Argument): Match | null {
    return this.#once(this.#search, text, pos, endpos);
  }

  match(text: Value, pos?: Argument, endpos?: Argument): Match | null {
    return this.#once(this.#match, text, pos, endpos);
  }

  fullmatch(text: Value, pos?: Argument, endpos?: Argument): Match | null {
    return this.#once(this.#full, text, pos, endpos);
  }

  findall(text: Value, pos?: Argument, endpos?: Argument): Value[] {
    return this.#all(text, pos, endpos).map(({ found }) => {
      if (this.groups === 0) return found[0];
      const groups = found.slice(1).map((group) => (group as string | undefined) ?? '');
      return this.groups === 1 ? groups[0]! : tupleOf(groups);
    });
  }

  finditer(text: Value, pos?: Argument, endpos?: Argument): IterableIterator<Value> {
    return iter(this.#all(text, pos, endpos)) as IterableIterator<Value>;
  }

  sub(replacement: Value, text: Value, count: Argument = 0): string {
    return this.subn(replacement, text, count)[0];
  }

  subn(replacement: Value, text: Value, count: Argument = 0): Tuple & [string, number] {
    const replace =
      typeof replacement === 'function'
        ? (one: Match) => str((replacement as (one: Match) => Value)(one))
        : compileTemplate(replacement, this);
    const limit = Number(asInt(count) ?? 0);
    let [result, last, done] = ['', 0, 0];
    for (const one of this.#all(text)) {
      if (limit > 0 && done >= limit) break;
      result += one.string.slice(last, one.found.index) + replace(one);
      last = one.found.index + one.found[0].length;
      done += 1;
    }
    return tuple(result + (text as string).slice(last), done);
  }

  split(text: Value, limit: Argument = 0): Value[] {
    const most = Number(asInt(limit) ?? 0);
    const parts: Value[] = [];
    let [last, done] = [0, 0];
    for (const { found } of this.#all(text)) {
      if (most > 0 && done >= most) break;
      parts.push((text as string).slice(last, found.index));
      for (const group of found.slice(1)) parts.push((group as string | undefined) ?? null);
      last = found.index + found[0].length;
      done += 1;
    }
    return [...parts, (text as string).slice(last)];
  }

  /** Where each group of a match begins and ends, in UTF-16 units: it is made once more with the flag that tells. */
  placesOf(found: RegExpExecArray): RegExpIndicesArray {
    const expression = new RegExp(this.#match.source, `${this.#match.flags}d`);
    const full = new RegExp(this.#full.source, `${this.#full.flags}d`);
    for (const again of [expression, full]) {
      again.lastIndex = found.index;
      const second = again.exec(found.input);
      if (second?.[0] === found[0]) return second.indices!;
    }
    throw new IndexError('no such group');
  }

  pyRepr(): string {
    const flags = NAMED_FLAGS.filter(([flag]) => this.flags & flag).map(([, name]) => `re.${name}`);
    const shown = `re.compile(${repr(this.pattern)}`;
    return flags.length === 0 ? `${shown})` : `${shown}, ${flags.join('|')})`;
  }

  pyEquals(other: Value): boolean | undefined {
    if (!(other instanceof Pattern)) return undefined;
    return other.pattern === this.pattern && other.flags === this.flags;
  }

  pyHash(): string {
    return `pattern ${this.flags} ${this.pattern}`;
  }

  #once(expression: RegExp, text: Value, pos: Argument, endpos: Argument): Match | null {
    const { subject, start } = part(text, pos, endpos);
    if (start > subject.length) return null;
    expression.lastIndex = start;
    const found = expression.exec(subject);
    return found && new Match(this, text as string, found);
  }

  #all(text: Value, pos?: Argument, endpos?: Argument): Match[] {
    const { subject, start } = part(text, pos, endpos);
    this.#search.lastIndex = start;
    // `matchAll` begins where a copy of the expression would.
    return Array.from(
      subject.matchAll(this.#search),
      (found) => new Match(this, text as string, found),
    );
  }
}

/** What is looked at: up to `endpos`, from `pos`. */
function part(
  text: Value,
  pos: Argument = 0,
  endpos?: Argument,
): { readonly subject: string; readonly start: number } {
  if (typeof text !== 'string')
    throw new PyTypeError(
      text instanceof Uint8Array
        ? 'cannot use a string pattern on a bytes-like object'
        : `expected string or bytes-like object, got '${typeName(text)}'`,
    );
  const subject = endpos === undefined ? text : sliceText(text, 0, Math.max(0, Number(endpos)));
  const start = Number(pos) <= 0 ? 0 : sliceText(text, 0, Number(pos)).length;
  return { subject, start: lengthOf(text) < Number(pos) ? subject.length : start };
}

const NAMED_FLAGS = [
  [2, 'IGNORECASE'],
  [8, 'MULTILINE'],
  [16, 'DOTALL'],
  [64, 'VERBOSE'],
  [256, 'ASCII'],
] as const;

/** A match. Its groups are numbered, and may have names. */
export class Match implements PythonObject {
  static readonly pythonClass: string = 're.Match';

  constructor(
    readonly re: Pattern,
    readonly string: string,
    readonly found: RegExpExecArray,
  ) {}

  get pos(): number {
    return 0;
  }

  get endpos(): number {
    return lengthOf(this.string);
  }

  get lastindex(): number | null {
    for (let group = this.re.groups; group > 0; group -= 1)
      if (this.text(group) !== null) return group;
    return null;
  }

  group(...keys: Value[]): Value {
    if (keys.length === 0) return this.text(0);
    const texts = keys.map((key) => this.text(this.index(key)));
    return texts.length === 1 ? texts[0]! : tupleOf(texts as Value[]);
  }

  groups(otherwise: Argument = null): Tuple {
    return tupleOf(
      Array.from({ length: this.re.groups }, (_, at) => this.text(at + 1) ?? otherwise),
    );
  }

  groupdict(otherwise: Argument = null): Dict {
    return new Dict<Value, Value>(
      [...this.re.names].map(([name, group]) => [name, this.text(group) ?? otherwise]),
    );
  }

  start(key: Argument = 0): number {
    return this.span(key)[0];
  }

  end(key: Argument = 0): number {
    return this.span(key)[1];
  }

  span(key: Argument = 0): Tuple & [number, number] {
    const group = this.index(key);
    const text = this.text(group);
    if (text === null) return tuple(-1, -1);
    const unit = group === 0 ? this.found.index : this.placeOf(group);
    const start = codePointIndex(this.string, unit);
    return tuple(start, start + lengthOf(text));
  }

  expand(template: Value): string {
    return compileTemplate(template, this.re)(this);
  }

  pyGetItem(key: Value): Value {
    return this.text(this.index(key));
  }

  pyRepr(): string {
    return `<re.Match object; span=${repr(this.span())}, match=${repr(this.found[0])}>`;
  }

  /** Null for a group that took no part. */
  text(group: number): string | null {
    return (this.found[group] as string | undefined) ?? null;
  }

  private index(key: Value): number {
    const group = typeof key === 'string' ? this.re.names.get(key) : asInt(key);
    if (group === undefined || Number(group) < 0 || Number(group) > this.re.groups)
      throw new IndexError('no such group');
    return Number(group);
  }

  /** Where a group begins, which JavaScript tells only when it is asked before. */
  private placeOf(group: number): number {
    return this.re.placesOf(this.found)[group]![0];
  }
}

const compiled = new Map<string, Pattern>();

export function compile(pattern: Value, flags: Argument = 0): Pattern {
  if (pattern instanceof Pattern) return pattern;
  if (typeof pattern !== 'string') {
    if (pattern instanceof Uint8Array) throw new RegexError('patterns of bytes are not supported');
    throw new PyTypeError('first argument must be string or compiled pattern');
  }
  const key = `${Number(flags)} ${pattern}`;
  let found = compiled.get(key);
  if (!found) {
    found = new Pattern(pattern, Number(flags));
    // Patterns that are made of input do not fill the memory.
    if (compiled.size > 1000) compiled.clear();
    compiled.set(key, found);
  }
  return found;
}

export function search(pattern: Value, text: Value, flags?: Argument): Match | null {
  return compile(pattern, flags).search(text);
}

export function match(pattern: Value, text: Value, flags?: Argument): Match | null {
  return compile(pattern, flags).match(text);
}

export function fullmatch(pattern: Value, text: Value, flags?: Argument): Match | null {
  return compile(pattern, flags).fullmatch(text);
}

export function findall(pattern: Value, text: Value, flags?: Argument): Value[] {
  return compile(pattern, flags).findall(text);
}

export function finditer(pattern: Value, text: Value, flags?: Argument): IterableIterator<Value> {
  return compile(pattern, flags).finditer(text);
}

export function sub(
  pattern: Value,
  replacement: Value,
  text: Value,
  count?: Argument,
  flags?: Argument,
): string {
  return compile(pattern, flags).sub(replacement, text, count);
}

export function subn(
  pattern: Value,
  replacement: Value,
  text: Value,
  count?: Argument,
  flags?: Argument,
): Tuple & [string, number] {
  return compile(pattern, flags).subn(replacement, text, count);
}

export function split(pattern: Value, text: Value, limit?: Argument, flags?: Argument): Value[] {
  return compile(pattern, flags).split(text, limit);
}

/** With a backslash before all that means something in an expression. */
export function escape(text: Value): string {
  checkStr(text, 'escape', 1);
  return text.replaceAll(/[\t\n\v\f\r #$&()*+.?[\\\]^{|}~-]/g, String.raw`\$&`);
}
