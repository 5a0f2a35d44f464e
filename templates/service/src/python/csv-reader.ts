/**
 * `csv.reader`: lines of text to lists of str, character by character as CPython's reader goes.
 * Source: Modules/_csv.c (parse_process_char, Reader_iternext), 3.11.
 */
import { float } from './conversions.js';
import { CsvError, dialectOf, QUOTE_NONE, QUOTE_NONNUMERIC, type Dialect } from './csv-dialect.js';
import type { Dict } from './dict.js';
import { iterate } from './iterate.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

type State =
  | 'start of record'
  | 'start of field'
  | 'escaped'
  | 'behind escaped newline'
  | 'field'
  | 'quoted field'
  | 'escaped in quotes'
  | 'quote in quotes'
  | 'end of line';

/** What follows the last character of a line. */
const END = '';

export class CsvReader implements IterableIterator<Value[]> {
  static readonly pythonClass: string = '_csv.reader';
  readonly #lines: Iterator<Value>;
  readonly #dialect: Dialect;
  #state: State = 'start of record';
  #fields: Value[] = [];
  #field = '';
  #isNumber = false;
  line_num = 0;

  constructor(lines: Value, dialect?: Value, named?: Dict) {
    this.#lines = iterate(lines)[Symbol.iterator]();
    this.#dialect = dialectOf(dialect, named);
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Value[]> {
    this.#state = 'start of record';
    this.#fields = [];
    this.#field = '';
    this.#isNumber = false;
    do {
      const { done, value } = this.#lines.next();
      if (done) {
        const isOpen = this.#field !== '' || (this.#state as State) === 'quoted field';
        if (!isOpen) return { done: true, value: undefined };
        if (this.#dialect.isStrict) throw new CsvError('unexpected end of data');
        this.#saveField();
        break;
      }
      if (typeof value !== 'string') {
        throw new CsvError(
          `iterator should return strings, not ${typeName(value)} (the file should be opened in text mode)`,
        );
      }
      this.line_num += 1;
      for (const character of value) this.#take(character);
      this.#take(END);
    } while (this.#state !== 'start of record');
    return { done: false, value: this.#fields };
  }

  #take(character: string): void {
    const isNewline = character === '\n' || character === '\r';
    switch (this.#state) {
      case 'start of record':
        if (isNewline) this.#state = 'end of line';
        else if (character !== END) this.#startField(character);
        return;
      case 'start of field':
        this.#startField(character);
        return;
      case 'escaped':
        if (isNewline) this.#add(character, 'behind escaped newline');
        else this.#add(character === END ? '\n' : character, 'field');
        return;
      case 'behind escaped newline':
        if (character !== END) this.#continueField(character);
        return;
      case 'field':
        this.#continueField(character);
        return;
      case 'quoted field':
      case 'escaped in quotes':
        this.#continueQuoted(character);
        return;
      case 'quote in quotes':
        this.#followQuote(character);
        return;
      case 'end of line':
        if (character === END) this.#state = 'start of record';
        else if (!isNewline) {
          throw new CsvError(
            'new-line character seen in unquoted field - do you need to open the file in universal-newline mode?',
          );
        }
    }
  }

  #startField(character: string): void {
    const { skipsInitialSpace, quoting } = this.#dialect;
    if (character === this.#quote) this.#state = 'quoted field';
    else if (character === ' ' && skipsInitialSpace) this.#state = 'start of field';
    else if (!this.#leaveField(character)) {
      this.#isNumber = quoting === QUOTE_NONNUMERIC;
      this.#add(character, 'field');
    }
  }

  #continueField(character: string): void {
    if (!this.#leaveField(character)) this.#add(character, 'field');
  }

  /** At the end of a line, a delimiter, or what escapes the next character. */
  #leaveField(character: string): boolean {
    const { escape, delimiter } = this.#dialect;
    if (character === END || character === '\n' || character === '\r') {
      this.#saveField();
      this.#state = character === END ? 'start of record' : 'end of line';
    } else if (character === escape) this.#state = 'escaped';
    else if (character === delimiter) {
      this.#saveField();
      this.#state = 'start of field';
    } else return false;
    return true;
  }

  #continueQuoted(character: string): void {
    const { escape, doublesQuotes } = this.#dialect;
    if (this.#state === 'escaped in quotes')
      this.#add(character === END ? '\n' : character, 'quoted field');
    else if (character === END) return;
    else if (character === escape) this.#state = 'escaped in quotes';
    else if (character !== this.#quote) this.#add(character, 'quoted field');
    else this.#state = doublesQuotes ? 'quote in quotes' : 'field';
  }

  #followQuote(character: string): void {
    const { delimiter, escape, isStrict } = this.#dialect;
    if (character === this.#quote) this.#add(character, 'quoted field');
    else if (character !== escape && this.#leaveField(character)) return;
    else if (isStrict) throw new CsvError(`'${delimiter}' expected after '${this.#quote}'`);
    else this.#add(character, 'field');
  }

  /** A quote is nothing special where nothing is quoted. */
  get #quote(): string | null {
    return this.#dialect.quoting === QUOTE_NONE ? null : this.#dialect.quote;
  }

  #add(character: string, state: State): void {
    this.#field += character;
    this.#state = state;
  }

  #saveField(): void {
    this.#fields.push(this.#isNumber ? float(this.#field) : this.#field);
    this.#field = '';
    this.#isNumber = false;
  }
}
