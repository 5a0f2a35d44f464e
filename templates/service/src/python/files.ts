/**
 * `open(path)`, read and written at once: what web apps do with a template or an uploaded file. Paths are relative to
 * where the service is started, as Python's are.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { PyTypeError, ValueError } from './exceptions.js';
import { withOsErrors } from './os-errors.js';
import { str } from './text.js';
import type { Value } from './value.js';

export class PyFile {
  static readonly pythonClass: string = '_io.TextIOWrapper';
  #content: string | Buffer;
  #position = 0;
  #isOpen = true;

  constructor(
    readonly name: string,
    readonly mode: string,
  ) {
    const reads = /[ra+]/.test(mode) && !mode.startsWith('w');
    const bytes = reads
      ? withOsErrors(name, () => readFileSync(name, { flag: mode.startsWith('a') ? 'a+' : 'r' }))
      : Buffer.alloc(0);
    this.#content = mode.includes('b') ? bytes : bytes.toString('utf8').replaceAll('\r\n', '\n');
    if (mode.startsWith('w')) withOsErrors(name, () => writeFileSync(name, ''));
  }

  get closed(): boolean {
    return !this.#isOpen;
  }

  read(size: Value = -1): string | Buffer {
    this.#checkOpen();
    const end = Number(size) < 0 ? this.#content.length : this.#position + Number(size);
    const text = this.#content.slice(this.#position, end);
    this.#position += text.length;
    return text;
  }

  readline(): string | Buffer {
    this.#checkOpen();
    const newline = this.#content.indexOf('\n', this.#position);
    return this.read(newline === -1 ? -1 : newline + 1 - this.#position);
  }

  readlines(): (string | Buffer)[] {
    return [...this.pyIterate()];
  }

  *pyIterate(): Generator<string | Buffer> {
    for (let line = this.readline(); line.length > 0; line = this.readline()) yield line;
  }

  write(text: Value): number {
    this.#checkOpen();
    if (!/[wa+x]/.test(this.mode)) throw new ValueError('not writable');
    const isBinary = this.mode.includes('b');
    if (isBinary !== text instanceof Uint8Array) {
      throw new PyTypeError(
        isBinary ? 'a bytes-like object is required' : 'write() argument must be str',
      );
    }
    const data = text instanceof Uint8Array ? text : str(text);
    withOsErrors(this.name, () => writeFileSync(this.name, data, { flag: 'a' }));
    return data.length;
  }

  close(): void {
    this.#isOpen = false;
  }

  pyExit(): void {
    this.close();
  }

  #checkOpen(): void {
    if (!this.#isOpen) throw new ValueError('I/O operation on closed file.');
  }
}

export function open(file: Value, mode: Value = 'r'): PyFile {
  return new PyFile(str(file), str(mode));
}
