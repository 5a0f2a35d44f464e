/** `csv.writer`, `csv.DictReader` and `csv.DictWriter`. Source: Modules/_csv.c and csv.py, CPython 3.11. */
import {
  CsvError,
  dialectOf,
  QUOTE_ALL,
  QUOTE_NONE,
  QUOTE_NONNUMERIC,
  type Dialect,
} from './csv-dialect.js';
import { CsvReader } from './csv-reader.js';
import { Dict, dict } from './dict.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { iterableOf, iterate } from './iterate.js';
import { missingAttribute } from './getattr.js';
import { isDict, isFloat, isInt } from './kinds.js';
import { pythonObject } from './protocols.js';
import { repr, str } from './text.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export { CsvError, QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC } from './csv-dialect.js';
export { CsvReader } from './csv-reader.js';

interface Target {
  write(text: string): Value;
}

export class CsvWriter {
  static readonly pythonClass: string = '_csv.writer';
  readonly #file: Target;
  readonly #dialect: Dialect;

  constructor(file: Value, dialect?: Value, named?: Dict) {
    const target = file as Partial<Target> | null;
    if (typeof target?.write !== 'function')
      throw new PyTypeError('argument 1 must have a "write" method');
    this.#file = target as Target;
    this.#dialect = dialectOf(dialect, named);
  }

  writerow(row: Value): Value {
    const items = iterableOf(row);
    if (!items) throw new CsvError(`iterable expected, not ${typeName(row)}`);
    const fields = Array.from(items, (item) => this.#fieldOf(item));
    if (fields.length === 1 && fields[0] === '') {
      if (this.#dialect.quoting === QUOTE_NONE)
        throw new CsvError('single empty field record must be quoted');
      fields[0] = this.#quoted('');
    }
    const { delimiter, lineTerminator } = this.#dialect;
    return this.#file.write(fields.join(delimiter) + lineTerminator);
  }

  writerows(rows: Value): void {
    for (const row of iterate(rows)) this.writerow(row);
  }

  #fieldOf(value: Value): string {
    const { quoting, quote, escape, doublesQuotes, delimiter, lineTerminator } = this.#dialect;
    const isNumber = isInt(value) || isFloat(value) || pythonObject(value)?.pyFloat !== undefined;
    let isQuoted = quoting === QUOTE_ALL || (quoting === QUOTE_NONNUMERIC && !isNumber);
    let written = '';
    for (const character of value === null ? '' : str(value)) {
      const isSpecial =
        character === delimiter ||
        character === escape ||
        character === quote ||
        lineTerminator.includes(character);
      if (isSpecial) {
        const isEscaped =
          quoting === QUOTE_NONE || character === escape || (character === quote && !doublesQuotes);
        if (isEscaped && escape === null)
          throw new CsvError('need to escape, but no escapechar set');
        if (isEscaped) written += escape;
        else if (character === quote) written += quote;
        if (!isEscaped) isQuoted = true;
      }
      written += character;
    }
    return isQuoted ? this.#quoted(written) : written;
  }

  #quoted(text: string): string {
    const quote = this.#dialect.quote ?? '';
    return `${quote}${text}${quote}`;
  }
}

/** Rows as dicts, by the names of the first row unless they are given. */
export class DictReader implements IterableIterator<Dict> {
  static readonly pythonClass: string = 'DictReader';
  readonly reader: CsvReader;
  readonly #restKey: Value;
  readonly #restValue: Value;
  #names: Value;

  constructor(
    lines: Value,
    fieldnames: Value = null,
    restKey: Value = null,
    restValue: Value = null,
    dialect?: Value,
    named?: Dict,
  ) {
    this.#names = fieldnames;
    this.#restKey = restKey;
    this.#restValue = restValue;
    this.reader = new CsvReader(lines, dialect, named);
  }

  get fieldnames(): Value {
    this.#names ??= (this.reader.next().value as Value[] | undefined) ?? null;
    return this.#names;
  }

  set fieldnames(names: Value) {
    this.#names = names;
  }

  get line_num(): number {
    return this.reader.line_num;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Dict> {
    const names = [...iterate(this.fieldnames ?? [])];
    let { done, value: row } = this.reader.next();
    while (!done && row.length === 0) ({ done, value: row } = this.reader.next());
    if (done) return { done: true, value: undefined };
    const found = dict();
    for (const [at, name] of names.entries()) found.set(name, row[at] ?? this.#restValue);
    if (row.length > names.length) found.set(this.#restKey, row.slice(names.length));
    return { done: false, value: found };
  }
}

export class DictWriter {
  static readonly pythonClass: string = 'DictWriter';
  readonly writer: CsvWriter;
  readonly fieldnames: Value[];
  readonly #restValue: Value;
  readonly #raises: boolean;

  constructor(
    file: Value,
    fieldnames: Value,
    restValue: Value = '',
    extrasAction: Value = 'raise',
    dialect?: Value,
    named?: Dict,
  ) {
    const action = str(extrasAction).toLowerCase();
    if (action !== 'raise' && action !== 'ignore')
      throw new ValueError(`extrasaction (${str(extrasAction)}) must be 'raise' or 'ignore'`);
    this.fieldnames = [...iterate(fieldnames)];
    this.#restValue = restValue;
    this.#raises = action === 'raise';
    this.writer = new CsvWriter(file, dialect, named);
  }

  writeheader(): Value {
    return this.writer.writerow(this.fieldnames);
  }

  writerow(row: Value): Value {
    if (!isDict(row)) throw missingAttribute(row, this.#raises ? 'keys' : 'get');
    const values = row as Dict;
    if (this.#raises) {
      const wrong = [...values.keys()].filter((key) => !this.fieldnames.includes(key));
      if (wrong.length > 0) {
        const names = wrong.map((key) => repr(key)).join(', ');
        throw new ValueError(`dict contains fields not in fieldnames: ${names}`);
      }
    }
    return this.writer.writerow(this.fieldnames.map((key) => values.get(key) ?? this.#restValue));
  }

  writerows(rows: Value): void {
    for (const row of iterate(rows)) this.writerow(row);
  }
}
