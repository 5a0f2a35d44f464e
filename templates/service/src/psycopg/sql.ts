/** Statements put together of pieces: `psycopg2.sql`. Source: lib/sql.py. */
import { Dict } from '../python/dict.js';
import { IndexError, KeyError, PyTypeError, ValueError } from '../python/exceptions.js';
import { iterate } from '../python/iterate.js';
import { repr, str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { adapt } from './adapt.js';

export abstract class Composable {
  static readonly pythonClass: string = 'Composable';

  /** As text of SQL; whatever connection it is for, they all quote alike here. */
  abstract as_string(context?: Value): string;

  pyAdd(other: Value): Value | undefined {
    if (!isComposable(other)) return undefined;
    const left = this instanceof Composed ? this.seq : [this];
    return new Composed([...left, ...(other instanceof Composed ? other.seq : [other])]);
  }

  pyMultiply(count: Value): Value {
    return new Composed(Array.from({ length: Number(count) }, () => this));
  }

  pyEquals(other: Value): boolean {
    return (
      isComposable(other) &&
      other.constructor === this.constructor &&
      other.pyRepr() === this.pyRepr()
    );
  }

  abstract pyRepr(): string;
}

export function isComposable(value: Value): value is Composable {
  return value instanceof Composable;
}

export class SQL extends Composable {
  static override readonly pythonClass: string = 'SQL';
  readonly string: string;

  constructor(text: Value) {
    super();
    if (typeof text !== 'string') throw new PyTypeError('SQL values must be strings');
    this.string = text;
  }

  as_string(): string {
    return this.string;
  }

  /** `{}`, `{0}` and `{name}` are replaced by pieces. */
  format(values: readonly Value[] = [], named?: Dict): Composed {
    const pieces: Composable[] = [];
    let next = 0;
    let rest = 0;
    for (const match of this.string.matchAll(/\{\{|\}\}|\{([^{}]*)\}/g)) {
      const [whole, field] = match;
      const before = this.string.slice(rest, match.index);
      rest = match.index + whole.length;
      if (field === undefined) {
        pieces.push(new SQL(`${before}${whole[0]}`));
        continue;
      }
      if (before !== '') pieces.push(new SQL(before));
      if (/[:!]/.test(field)) throw new ValueError(`no format specification supported by SQL`);
      const piece =
        field === ''
          ? values[next++]
          : /^\d+$/.test(field)
            ? values[Number(field)]
            : named?.get(field);
      if (piece === undefined) {
        if (field === '' || /^\d+$/.test(field)) throw new IndexError('tuple index out of range');
        throw new KeyError(field);
      }
      pieces.push(checked(piece));
    }
    if (rest < this.string.length) pieces.push(new SQL(this.string.slice(rest)));
    return new Composed(pieces);
  }

  join(pieces: Value): Composed {
    const items = pieces instanceof Composed ? pieces.seq : [...iterate(pieces)].map(checked);
    return new Composed(items.flatMap((item, at) => (at === 0 ? [item] : [this, item])));
  }

  pyRepr(): string {
    return `SQL(${repr(this.string)})`;
  }
}

export class Composed extends Composable {
  static override readonly pythonClass: string = 'Composed';
  readonly seq: readonly Composable[];

  constructor(pieces: Value) {
    super();
    this.seq = [...iterate(pieces)].map(checked);
  }

  as_string(): string {
    return this.seq.map((piece) => piece.as_string()).join('');
  }

  join(separator: Value): Composed {
    const piece = typeof separator === 'string' ? new SQL(separator) : (separator as SQL);
    return piece.join(this);
  }

  pyIterate(): Iterable<Value> {
    return this.seq;
  }

  pyRepr(): string {
    return `Composed([${this.seq.map((piece) => piece.pyRepr()).join(', ')}])`;
  }
}

export class Identifier extends Composable {
  static override readonly pythonClass: string = 'Identifier';
  readonly strings: readonly string[];

  constructor(...names: Value[]) {
    super();
    if (names.length === 0) throw new PyTypeError('Identifier cannot be empty');
    for (const name of names) {
      if (typeof name !== 'string') throw new PyTypeError('SQL identifier parts must be strings');
    }
    this.strings = names as string[];
  }

  get string(): string {
    return this.strings[0]!;
  }

  as_string(): string {
    return this.strings.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');
  }

  pyRepr(): string {
    return `Identifier(${this.strings.map(repr).join(', ')})`;
  }
}

export class Literal extends Composable {
  static override readonly pythonClass: string = 'Literal';

  constructor(readonly wrapped: Value) {
    super();
  }

  as_string(): string {
    return adapt(this.wrapped).literal;
  }

  pyRepr(): string {
    return `Literal(${repr(this.wrapped)})`;
  }
}

export class Placeholder extends Composable {
  static override readonly pythonClass: string = 'Placeholder';

  constructor(readonly name: Value = null) {
    super();
  }

  as_string(): string {
    return this.name === null ? '%s' : `%(${str(this.name)})s`;
  }

  pyRepr(): string {
    return this.name === null ? 'Placeholder()' : `Placeholder(${repr(this.name)})`;
  }
}

function checked(piece: Value): Composable {
  if (isComposable(piece)) return piece;
  throw new PyTypeError(`Composed elements must be Composable, got ${repr(piece)} instead`);
}

export const NULL = new SQL('NULL');
export const DEFAULT = new SQL('DEFAULT');
