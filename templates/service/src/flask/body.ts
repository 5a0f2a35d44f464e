/** Request bodies, read only when a view asks for them: until then Flask accepts any bytes. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { decodeJson } from './decode-json.js';
import { HttpError } from './errors.js';
import { parseJson } from './parse-json.js';
import { Float } from './python.js';
import { readQuery } from './url.js';
import { behaviour } from './versions.js';

export interface RawBody {
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** What `multipart.ts` has made of a form with files. */
  readonly form?: MultipartForm;
}

export interface MultipartForm {
  readonly fields: URLSearchParams;
  readonly files: ReadonlyMap<string, File>;
}

let notJsonAnswer: 400 | 415 = 400;

/** What `get_json()` answers when the request is no JSON: 400 before Flask 2.3, 415 since. */
export function useNotJsonStatus(status: 400 | 415): void {
  notJsonAnswer = status;
}

export function notJsonStatus(): 400 | 415 {
  return notJsonAnswer;
}

export function acceptAnyBody(app: FastifyInstance): void {
  // A GET may carry JSON, too.
  for (const method of ['GET', 'HEAD'])
    app.addHttpMethod(method, { hasBody: true, overrideExisting: true });
  const odd = new WeakMap<IncomingMessage, string>();
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    const type = raw.headers['content-type'];
    // Fastify refuses what is no media type; until the body is there it does not see it.
    if (type !== undefined && !MEDIA_TYPE.test(type)) {
      odd.set(raw, type);
      raw.headers['content-type'] = 'application/octet-stream';
    }
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    const type = odd.get(request.raw);
    if (type !== undefined) request.raw.headers['content-type'] = type;
    const mediaType = (request.headers['content-type'] ?? '').split(';', 1)[0]!;
    done(null, { mediaType: mediaType.trim().toLowerCase(), bytes });
  });
}

/**
 * `request.get_json()`, of which a view takes keys. JSON that is no object answers 500, as subscripting
 * `None` or a list with a string does in Python.
 */
export function readJson(body: RawBody | null, status: number): Readonly<Record<string, unknown>> {
  const data = parseJsonBody(body, { force: false, notJsonStatus: status });
  if (typeof data !== 'object' || data === null || Array.isArray(data) || data instanceof Float) {
    throw new TypeError('the JSON body is not an object');
  }
  return data as Record<string, unknown>;
}

export function parseJsonBody(
  body: RawBody | null,
  { force, notJsonStatus: status }: { readonly force: boolean; readonly notJsonStatus: number },
): unknown {
  if (!force && !/^application\/(?:.*\+)?json$/.test(body?.mediaType ?? '')) {
    throw new HttpError(status, status === 415 ? { description: NOT_JSON } : {});
  }
  try {
    return parseJson(decodeJson(body?.bytes ?? NOTHING));
  } catch {
    throw new HttpError(400);
  }
}

const MEDIA_TYPE = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

const NOT_JSON =
  "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.";

const NOTHING = Buffer.alloc(0);

/** `request.form` for inputs; the first of repeated keys wins. */
export function readForm(body: RawBody | null): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...readFields(body)].toReversed());
}

export function readFields(body: RawBody | null): URLSearchParams {
  if (body?.mediaType !== 'application/x-www-form-urlencoded') {
    return body?.form?.fields ?? new URLSearchParams();
  }
  const { quotesByStandard, refusesFormsOfOtherCharsets } = behaviour();
  // What is no UTF-8 is no form since Werkzeug 2.3; before, it is U+FFFD.
  if (quotesByStandard && !isUtf8(body.bytes)) {
    if (refusesFormsOfOtherCharsets) throw new HttpError(413);
    return new URLSearchParams();
  }
  return readQuery(body.bytes.toString('utf8'));
}
