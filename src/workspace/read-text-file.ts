/**
 * Reads a text that a person wrote. What is wrong with the file is returned and not thrown: it is theirs.
 * Special files are read too, as far as the limit allows (`/dev/stdin`, a shell's `<(…)`).
 */
import { open } from 'node:fs/promises';

export type TextFile = { readonly kind: 'text'; readonly text: string } | UnreadableFile;

export interface UnreadableFile {
  readonly kind: 'unreadable';
  /** To be read after the path: `is larger than 4 MB`. */
  readonly message: string;
  readonly help: readonly string[];
}

export interface ReadOptions {
  /** Inclusive. */
  readonly maxBytes: number;
  /** Whether a byte order mark is a part of the text. */
  readonly keepsMark?: boolean;
}

/** The text in UTF-8, as a rule without its byte order mark; line ends stay as they are. */
export async function readTextFile(
  path: string,
  { maxBytes, keepsMark = false }: ReadOptions,
): Promise<TextFile> {
  let bytes: Buffer;
  try {
    bytes = await readUpTo(path, maxBytes + 1);
  } catch (error) {
    return unreadable(reasonOf(error));
  }
  if (bytes.length > maxBytes) return unreadable(`is larger than ${sizeText(maxBytes)}`);
  // Windows' own shells redirect into files like this.
  if (/^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2))) {
    return unreadable('is in UTF-16, not in UTF-8', ['save it as UTF-8']);
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) return unreadable(`is not text: there is a NUL byte in line ${lineAt(bytes, nul)}`);
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepsMark });
    return { kind: 'text', text: decoder.decode(bytes) };
  } catch {
    const line = lineAt(bytes, firstInvalid(bytes));
    return unreadable(`is not text in UTF-8: see line ${line}`, ['save it as UTF-8']);
  }
}

function unreadable(message: string, help: readonly string[] = []): UnreadableFile {
  return { kind: 'unreadable', message, help };
}

async function readUpTo(path: string, limit: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    const stream = file.createReadStream({ end: limit - 1, autoClose: false });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= limit) break;
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return REASONS.get(code) ?? `cannot be read: ${message}`;
}

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'does not exist'],
  ['ENOTDIR', 'does not exist: a part of the path is a file'],
  ['EISDIR', 'is a folder, not a file'],
  ['EACCES', 'cannot be read: permission denied'],
  ['EPERM', 'cannot be read: permission denied'],
]);

function sizeText(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes >= 1 ? `${Number(megabytes.toFixed(1))} MB` : `${bytes} bytes`;
}

function lineAt(bytes: Buffer, offset: number): number {
  let line = 1;
  for (const byte of bytes.subarray(0, offset)) if (byte === 0x0a) line += 1;
  return line;
}

/** The offset of the first byte that a decoder replaces: what is before it encodes back to itself. */
function firstInvalid(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString('utf8'));
  let offset = 0;
  while (offset < bytes.length && bytes[offset] === again[offset]) offset += 1;
  return offset;
}
