/**
 * What of an answer is sent to one who has it already, or who asks for a part of it.
 * Source: Response.make_conditional and is_resource_modified, Werkzeug 2.2.
 */
import { currentRequest } from './context.js';
import { HttpError } from './errors.js';
import { unquoteEtag } from './header-values.js';
import { parseHttpTime } from './http-date.js';
import type { Response } from './response.js';

/** Changes the answer to a GET or HEAD: to 304 or 412, or with `acceptRanges` to 206. */
export function makeConditional(response: Response, { acceptsRanges = false } = {}): void {
  const { method, headers } = currentRequest();
  if (method !== 'GET' && method !== 'HEAD') return;
  if (acceptsRanges && takePart(response)) return;
  if (isModified(response)) return;
  response.status_code = tagsIn(headers['if-match']) ? 412 : 304;
}

interface Tags {
  readonly isStar: boolean;
  readonly strong: ReadonlySet<string>;
  readonly weak: ReadonlySet<string>;
}

function isModified(response: Response): boolean {
  const { headers } = currentRequest();
  let isKnown = isUnchanged(response, headers['if-modified-since']);
  const etag = response.headers.get('etag') as string | null;
  if (etag === null || etag === '') return !isKnown;
  const tag = unquoteEtag(etag);
  const none = tagsIn(headers['if-none-match']);
  if (none) isKnown = none.isStar || none.strong.has(tag) || none.weak.has(tag);
  const match = tagsIn(headers['if-match']);
  if (match) isKnown = !match.strong.has(tag);
  return !isKnown;
}

function isUnchanged(response: Response, since: string | undefined): boolean {
  const modified = parseHttpTime(response.headers.get('last-modified') as string | null);
  const asked = parseHttpTime(since);
  return modified !== undefined && asked !== undefined && modified <= asked;
}

/** Undefined where the header says nothing. */
function tagsIn(header: string | undefined): Tags | undefined {
  const strong = new Set<string>();
  const weak = new Set<string>();
  for (const { groups = {} } of (header ?? '').matchAll(ETAG)) {
    const { isWeak, quoted, raw } = groups;
    if (raw === '*') return { isStar: true, strong: new Set(), weak: new Set() };
    const tag = quoted || raw;
    if (tag !== undefined && tag !== '') (isWeak === undefined ? strong : weak).add(tag);
  }
  return strong.size + weak.size > 0 ? { isStar: false, strong, weak } : undefined;
}

const ETAG = /(?<isWeak>W\/)?(?:"(?<quoted>.*?)"|(?<raw>.*?))(?:\s*,\s*|$)/gi;

/** @throws HttpError 416 for what the answer does not have, and for several parts */
function takePart(response: Response): boolean {
  const { range } = currentRequest().headers;
  const bytes = response.get_data() as Uint8Array;
  if (range === undefined || bytes.length === 0 || !isPartWanted(response)) return false;
  const [start, end] = readRange(range, bytes.length);
  response.status_code = 206;
  response.set_data(bytes.subarray(start, end));
  response.headers.set('Accept-Ranges', 'bytes');
  response.headers.set('Content-Range', `bytes ${start}-${end - 1}/${bytes.length}`);
  return true;
}

/** `If-Range` of another version asks for the whole. */
function isPartWanted(response: Response): boolean {
  const header = currentRequest().headers['if-range'];
  if (header === undefined) return true;
  const wanted = String(header);
  if (parseHttpTime(wanted) !== undefined) return isUnchanged(response, wanted);
  const etag = response.headers.get('etag') as string | null;
  return etag !== null && unquoteEtag(etag) === unquoteEtag(wanted);
}

function readRange(header: string, length: number): readonly [start: number, end: number] {
  const found = /^\s*bytes\s*=\s*(?<first>\d*)\s*-\s*(?<last>\d*)\s*$/i.exec(header)?.groups;
  const { first = '', last = '' } = found ?? {};
  const start = first === '' ? length - Number(last) : Number(first);
  const end = first === '' || last === '' ? length : Math.min(Number(last) + 1, length);
  if ((first !== '' || last !== '') && start >= 0 && start < end) return [start, end];
  throw new HttpError(416, { headers: { 'Content-Range': `bytes */${length}` } });
}
