/** An uploaded file: `request.files['name']`. Its bytes have come with the form. */
import { writeFile } from 'node:fs/promises';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';

export class FileStorage {
  static readonly pythonClass: string = 'FileStorage';
  readonly filename: string;
  readonly content_type: string;
  #at = 0;

  constructor(
    readonly name: string,
    file: { readonly name: string; readonly type: string },
    private readonly bytes: Buffer,
  ) {
    this.filename = file.name;
    this.content_type = file.type;
  }

  get mimetype(): string {
    return this.content_type.split(';', 1)[0]!.trim().toLowerCase();
  }

  get stream(): this {
    return this;
  }

  get content_length(): number {
    return this.bytes.length;
  }

  read(size: Value = -1): Buffer {
    const count = typeof size === 'number' && size >= 0 ? size : this.bytes.length;
    const part = this.bytes.subarray(this.#at, this.#at + count);
    this.#at += part.length;
    return part;
  }

  seek(offset: number, whence = 0): number {
    this.#at = Math.max(0, offset + [0, this.#at, this.bytes.length][whence]!);
    return this.#at;
  }

  tell(): number {
    return this.#at;
  }

  close(): void {
    this.#at = 0;
  }

  /** `file.save(path)`. */
  async save(target: Value): Promise<void> {
    await writeFile(str(target), this.bytes.subarray(this.#at));
    this.#at = this.bytes.length;
  }

  /** One without a name is what a form sends for a field where nothing was chosen. */
  pyBool(): boolean {
    return this.filename !== '';
  }

  pyRepr(): string {
    return `<FileStorage: '${this.filename}' ('${this.content_type}')>`;
  }
}
