/** Files as answers: `send_file` and `send_from_directory`. Source: werkzeug/utils.py, 2.2. */
import { readFile, stat } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, normalize } from 'node:path';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { FileStorage } from './file-storage.js';
import { currentApp } from './flask-app.js';
import { NotFound } from './http-exceptions.js';
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

/** A path, or an object that can be read. */
export async function sendFile(
  source: Value,
  mimetype: Value = null,
  isAttachment: Value = false,
  downloadName: Value = null,
): Promise<Response> {
  const isPath = typeof source === 'string';
  const path = isPath && !isAbsolute(source) ? join(currentApp().root_path, source) : source;
  const name = downloadName === null ? (isPath ? basename(source) : null) : str(downloadName);
  const type = mimetype ?? TYPES[extname(name ?? '').toLowerCase()] ?? 'application/octet-stream';
  const response = new Response(await contentOf(path), 200, null, type);
  if (name !== null)
    response.headers.set('Content-Disposition', disposition(isAttachment === true, name));
  if (isPath) {
    const { mtime } = await stat(str(path));
    response.headers.set('Last-Modified', mtime.toUTCString());
  }
  response.headers.set('Cache-Control', 'no-cache');
  return response;
}

/** Only what is below the folder. */
export async function sendFromDirectory(
  directory: Value,
  path: Value,
  mimetype: Value = null,
  isAttachment: Value = false,
  downloadName: Value = null,
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
  return sendFile(whole, mimetype, isAttachment, downloadName);
}

async function contentOf(source: Value): Promise<Value> {
  if (typeof source === 'string') return readFile(source);
  if (source instanceof FileStorage) return source.read();
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
