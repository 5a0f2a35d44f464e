/** Files as answers: `send_file` and `send_from_directory`. Source: werkzeug/utils.py, 2.2. */
import type { BigIntStats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, normalize } from 'node:path';
import { PyTypeError, ValueError } from '../python/exceptions.js';
import { StringIO } from '../python/io.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { makeConditional } from './conditional.js';
import { FileStorage } from './file-storage.js';
import { currentApp } from './flask-app.js';
import { NotFound } from './http-exceptions.js';
import { float } from './json.js';
import { Response } from './response.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.gif': 'image/gif',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
};

/** What follows the first four arguments; `attachment_filename` is what Flask 1 called `download_name`. */
type FileOptions = readonly [maxAge?: Value, attachmentFilename?: Value];

/** A path, or an object that can be read. */
export async function sendFile(
  source: Value,
  mimetype: Value = null,
  isAttachment: Value = false,
  downloadName: Value = null,
  ...[maxAge = null, attachmentFilename = null]: FileOptions
): Promise<Response> {
  const isPath = typeof source === 'string';
  const path = isPath && !isAbsolute(source) ? join(currentApp().root_path, source) : source;
  const given = downloadName ?? attachmentFilename;
  const name = given === null ? (isPath ? basename(source) : null) : str(given);
  if (name === null) checkNameless(mimetype, isAttachment);
  const type = mimetype ?? TYPES[extname(name ?? '').toLowerCase()] ?? 'application/octet-stream';
  const response = new Response(await contentOf(path), 200, null, type);
  if (name !== null)
    response.headers.set('Content-Disposition', disposition(isAttachment === true, name));
  if (isPath) {
    const found = await stat(str(path), { bigint: true });
    response.headers.set('Last-Modified', found.mtime.toUTCString());
    response.headers.set('ETag', etagOf(str(path), found));
  }
  if (maxAge === null) response.headers.set('Cache-Control', 'no-cache');
  else {
    const seconds = Number(maxAge);
    const lead = seconds > 0 ? 'public' : 'no-cache';
    response.headers.set('Cache-Control', `${lead}, max-age=${seconds}`);
    response.headers.set('Expires', new Date(Date.now() + seconds * 1000).toUTCString());
  }
  makeConditional(response, { acceptsRanges: true });
  return response;
}

/** The moment in seconds, as Python writes it, the size, and a sum of the path. */
function etagOf(path: string, { mtimeNs, size }: BigIntStats): string {
  const seconds = Number(mtimeNs / BILLION) + 1e-9 * Number(mtimeNs % BILLION);
  return `"${float(seconds)}-${size}-${adler32(Buffer.from(path))}"`;
}

const BILLION = 1_000_000_000n;

function adler32(bytes: Uint8Array): number {
  const [modulus, shift] = [65_521, 65_536];
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % modulus;
    high = (high + low) % modulus;
  }
  return high * shift + low;
}

function checkNameless(mimetype: Value, isAttachment: Value): void {
  if (mimetype === null) {
    throw new PyTypeError(
      "Unable to detect the MIME type because a file name is not available. Either set 'download_name', pass a path instead of a file, or set 'mimetype'.",
    );
  }
  if (isAttachment === true) {
    throw new PyTypeError(
      "No name provided for attachment. Either set 'download_name' or pass a path instead of a file.",
    );
  }
}

/** Only what is below the folder. */
export async function sendFromDirectory(
  directory: Value,
  path: Value,
  mimetype: Value = null,
  isAttachment: Value = false,
  downloadName: Value = null,
  ...options: FileOptions
): Promise<Response> {
  const below = normalize(str(path));
  if (isAbsolute(below) || below.split('/')[0] === '..') throw new NotFound();
  const file = join(currentApp().root_path, str(directory), below);
  const whole = isAbsolute(str(directory)) ? join(str(directory), below) : file;
  const isFile = await stat(whole).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new NotFound();
  return sendFile(whole, mimetype, isAttachment, downloadName, ...options);
}

async function contentOf(source: Value): Promise<Value> {
  if (typeof source === 'string') return readFile(source);
  if (source instanceof FileStorage) return source.read();
  if (source instanceof StringIO)
    throw new ValueError('Files must be opened in binary mode or use BytesIO.');
  const { getvalue, read } = source as { getvalue?: () => Value; read?: () => Value };
  return (read ?? getvalue)?.call(source) ?? '';
}

function disposition(isAttachment: boolean, name: string): string {
  const kind = isAttachment ? 'attachment' : 'inline';
  const isPlain = /^[\w.!#$&+^`|~-]+$/.test(name);
  if (isPlain) return `${kind}; filename=${name}`;
  if (/^[ -~]*$/.test(name))
    return `${kind}; filename="${name.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  const simple = name.normalize('NFKD').replaceAll(/[^ -~]/g, '');
  return `${kind}; filename="${simple}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
