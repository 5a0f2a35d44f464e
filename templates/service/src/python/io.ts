/**
 * `io.StringIO` and `io.BytesIO`: files in memory, which exports are written to and uploads are read from.
 * Source: Modules/_io/stringio.c and bytesio.c, CPython 3.11.
 */
import { codePointIndex, lengthOf, sliceText } from './code-points.js';
import { decode } from './encoding.js';
import { OSError, PyTypeError, ValueError } from './exceptions.js';
import { iterate } from './iterate.js';
import { toSmallIndex } from './numbers.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export const SEEK_SET = 0;
export const SEEK_END = 2;

/** What both kinds do in the same way. Places count bytes, or units of a JavaScript string. */
abstract class MemoryFile<Content extends string | Uint8Array> {
  protected position = 0;
  #isOpen = true;

  get closed(): boolean {
    return !this.#isOpen;
  }

  readlines(): Content[] {
    return [...this.pyIterate()];
  }

  *pyIterate(): Generator<Content> {
    for (let line = this.readline(); line.length > 0; line = this.readline()) yield line;
  }

  writelines(lines: Value): void {
    for (const line of iterate(lines)) this.write(line);
  }

  readable(): boolean {
    this.check();
    return true;
  }

  flush(): void {
    this.check();
  }

  close(): void {
    this.#isOpen = false;
  }

  pyEnter(): this {
    this.check();
    return this;
  }

  pyExit(): void {
    this.close();
  }

  protected check(): void {
    if (!this.#isOpen) throw new ValueError('I/O operation on closed file');
  }

  abstract readline(): Content;
  abstract write(data: Value): number;
}

export class StringIO extends MemoryFile<string> {
  static readonly pythonClass: string = '_io.StringIO';
  readonly #newline: string | null;
  #text = '';

  /** @param newline '\n' takes a text as it is; None makes each end of a line '\n'; '' lets '\r' end one, too. */
  constructor(initial: Value = '', newline: Value = '\n') {
    super();
    if (initial !== null && typeof initial !== 'string')
      throw new PyTypeError(`initial_value must be str or None, not ${typeName(initial)}`);
    this.#newline = newline as string | null;
    this.write(initial ?? '');
    this.position = 0;
  }

  read(size: Value = null): string {
    this.check();
    const rest = this.#text.slice(this.position);
    const count = size === null ? -1 : toSmallIndex(size);
    const part = count < 0 ? rest : sliceText(rest, 0, count);
    this.position += part.length;
    return part;
  }

  readline(): string {
    this.check();
    const endings = this.#newline === '' ? /\r\n?|\n/g : /\n/g;
    endings.lastIndex = this.position;
    const found = endings.exec(this.#text);
    const line = this.#text.slice(this.position, found ? found.index + found[0].length : undefined);
    this.position += line.length;
    return line;
  }

  write(text: Value): number {
    this.check();
    if (typeof text !== 'string')
      throw new PyTypeError(`string argument expected, got '${typeName(text)}'`);
    const written = this.#translated(text);
    const behind = this.#text.slice(this.position);
    const before =
      this.position > this.#text.length
        ? this.#text.padEnd(this.position, '\0')
        : this.#text.slice(0, this.position);
    this.#text = before + written + sliceText(behind, lengthOf(written));
    this.position += written.length;
    return lengthOf(text);
  }

  #translated(text: string): string {
    if (this.#newline === null) return text.replaceAll(/\r\n?/g, '\n');
    return this.#newline.startsWith('\r') ? text.replaceAll('\n', this.#newline) : text;
  }

  getvalue(): string {
    this.check();
    return this.#text;
  }

  tell(): number {
    this.check();
    const beyond = Math.max(0, this.position - this.#text.length);
    return codePointIndex(this.#text, this.position) + beyond;
  }

  seek(offset: Value, whence: Value = 0): number {
    this.check();
    const to = toSmallIndex(offset);
    if (whence === 0) {
      if (to < 0) throw new ValueError(`Negative seek position ${to}`);
      const length = lengthOf(this.#text);
      this.position =
        to > length ? this.#text.length + to - length : sliceText(this.#text, 0, to).length;
    } else {
      if (to !== 0) throw new OSError("Can't do nonzero cur-relative seeks");
      if (whence === 2) this.position = this.#text.length;
    }
    return this.tell();
  }

  truncate(size: Value = null): number {
    this.check();
    const length = size === null ? this.tell() : toSmallIndex(size);
    this.#text = sliceText(this.#text, 0, length);
    return length;
  }
}

export class BytesIO extends MemoryFile<Uint8Array> {
  static readonly pythonClass: string = '_io.BytesIO';
  #buffer: Buffer;
  #length: number;

  constructor(initial: Value = null) {
    super();
    this.#buffer = initial === null ? Buffer.alloc(0) : Buffer.from(bytesOf(initial));
    this.#length = this.#buffer.length;
  }

  read(size: Value = null): Uint8Array {
    this.check();
    const count = size === null ? -1 : toSmallIndex(size);
    const end = count < 0 ? this.#length : Math.min(this.#length, this.position + count);
    return this.#take(end);
  }

  readline(): Uint8Array {
    this.check();
    const newline = this.#buffer.subarray(0, this.#length).indexOf(10, this.position);
    return this.#take(newline === -1 ? this.#length : newline + 1);
  }

  #take(end: number): Uint8Array {
    const part = Buffer.from(this.#buffer.subarray(this.position, Math.max(end, this.position)));
    this.position += part.length;
    return part;
  }

  write(data: Value): number {
    this.check();
    const bytes = bytesOf(data);
    const end = this.position + bytes.length;
    if (end > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(end, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.position);
    this.position = end;
    this.#length = Math.max(this.#length, end);
    return bytes.length;
  }

  getvalue(): Uint8Array {
    this.check();
    return Buffer.from(this.#buffer.subarray(0, this.#length));
  }

  tell(): number {
    this.check();
    return this.position;
  }

  seek(offset: Value, whence: Value = 0): number {
    this.check();
    const to = toSmallIndex(offset);
    if (whence === 0 && to < 0) throw new ValueError(`negative seek value ${to}`);
    this.position = Math.max(0, to + [0, this.position, this.#length][whence as number]!);
    return this.position;
  }

  truncate(size: Value = null): number {
    this.check();
    const length = size === null ? this.position : toSmallIndex(size);
    if (length < this.#length) {
      this.#buffer.fill(0, length);
      this.#length = length;
    }
    return length;
  }
}

/** `io.TextIOWrapper(file, encoding='utf-8')`: the text of what is read as bytes. */
export function textOf(file: Value, encoding?: Value, errors?: Value, newline?: Value): StringIO {
  const { read } = file as { read?: () => Uint8Array };
  if (!read) throw new PyTypeError(`'${typeName(file)}' object has no attribute 'readable'`);
  return new StringIO(decode(read.call(file), encoding, errors), newline ?? null);
}

function bytesOf(value: Value): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new PyTypeError(`a bytes-like object is required, not '${typeName(value)}'`);
}
