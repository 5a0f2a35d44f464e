/**
 * The files of `static/`, as Flask's own route for them serves them: with an ETag, so that what a browser has is not sent
 * again, and in parts where it asks for one. Source: flask/scaffold.py, werkzeug/utils.py and wrappers/response.py, 2.2.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { currentRequest } from './context.js';
import { RequestedRangeNotSatisfiable } from './http-exceptions.js';
import type { Response } from './response.js';
import { sendFromDirectory } from './send-file.js';
import { translatedView } from './translated.js';

/** Beside `src`, and beside what it is built to. */
const FOLDER = fileURLToPath(new URL('../../static/', import.meta.url));

export interface StaticOptions {
  /** In front of the names: `/static`, or nothing. */
  readonly url: string;
}

/** To be registered behind `translated`: hooks and error handlers of the app are for these files, too. */
export const staticFiles = fp<StaticOptions>(async (app, { url }) => {
  const view = translatedView(({ filename }) => sendStaticFile(filename as string), {
    endpoint: 'static',
    rule: `${url}/<path:filename>`,
  });
  app.get(`${url}/*`, { onRequest: nameParameter }, view);
});

async function nameParameter(request: FastifyRequest): Promise<void> {
  const { '*': filename } = request.params as { readonly '*': string };
  request.params = { filename };
}

async function sendStaticFile(filename: string): Promise<Response> {
  const response = await sendFromDirectory(FOLDER, filename);
  const { mtime, size } = await stat(join(FOLDER, filename));
  const etag = `"${mtime.getTime() / 1000}-${size}"`;
  response.headers.set('ETag', etag);
  const { range } = currentRequest().headers;
  if (range !== undefined && size > 0 && isPartWanted(etag, mtime)) return partOf(response, range);
  if (!isKnown(etag, mtime)) return response;
  response.status_code = 304;
  response.set_data('');
  for (const name of ['Content-Type', 'Last-Modified']) response.headers.remove(name);
  return response;
}

/** `If-None-Match`, and without it `If-Modified-Since`. */
function isKnown(etag: string, mtime: Date): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = currentRequest().headers;
  if (tags !== undefined)
    return tags.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
  return since !== undefined && isUnchanged(since, mtime);
}

/** `If-Range` of another version asks for the whole. */
function isPartWanted(etag: string, mtime: Date): boolean {
  const wanted = currentRequest().headers['if-range'];
  if (wanted === undefined) return true;
  const text = String(wanted);
  return text.startsWith('"') ? text === etag : isUnchanged(text, mtime);
}

function isUnchanged(since: string, mtime: Date): boolean {
  const time = Date.parse(since);
  return !Number.isNaN(time) && Math.floor(mtime.getTime() / 1000) * 1000 <= time;
}

/** @throws RequestedRangeNotSatisfiable for what the file does not have, or for several parts. */
function partOf(response: Response, range: string): Response {
  const bytes = response.get_data() as Uint8Array;
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range.replaceAll(' ', '')) ?? [];
  const start = first === '' ? Math.max(bytes.length - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? bytes.length : Math.min(Number(last) + 1, bytes.length);
  if ((first === '' && last === '') || start >= end) {
    const error = new RequestedRangeNotSatisfiable();
    error.headers = [['Content-Range', `bytes */${bytes.length}`]];
    throw error;
  }
  response.status_code = 206;
  response.set_data(bytes.subarray(start, end));
  response.headers.set('Content-Range', `bytes ${start}-${end - 1}/${bytes.length}`);
  response.headers.set('Accept-Ranges', 'bytes');
  return response;
}
