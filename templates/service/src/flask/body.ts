/** Request bodies, read only when a view asks for them: until then Flask accepts any bytes. */
import type { FastifyInstance } from 'fastify';
import { HttpError } from './errors.js';
import { parseJson } from './parse-json.js';
import { Float } from './python.js';

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

export function acceptAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    const mediaType = (request.headers['content-type'] ?? '').split(';', 1)[0]!;
    done(null, { mediaType: mediaType.trim().toLowerCase(), bytes });
  });
}

/**
 * `request.get_json()`, of which a view takes keys. JSON that is no object answers 500, as subscripting
 * `None` or a list with a string does in Python.
 */
export function readJson(
  body: RawBody | null,
  notJsonStatus: number,
): Readonly<Record<string, unknown>> {
  const data = parseJsonBody(body, { force: false, notJsonStatus });
  if (typeof data !== 'object' || data === null || Array.isArray(data) || data instanceof Float) {
    throw new TypeError('the JSON body is not an object');
  }
  return data as Record<string, unknown>;
}

export function parseJsonBody(
  body: RawBody | null,
  { force, notJsonStatus }: { readonly force: boolean; readonly notJsonStatus: number },
): unknown {
  if (!force && !/^application\/(?:.*\+)?json$/.test(body?.mediaType ?? '')) {
    throw new HttpError(notJsonStatus, notJsonStatus === 415 ? { description: NOT_JSON } : {});
  }
  try {
    return parseJson(UTF8.decode(body?.bytes));
  } catch {
    throw new HttpError(400);
  }
}

const NOT_JSON =
  "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.";

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** `request.form` for inputs; the first of repeated keys wins. */
export function readForm(body: RawBody | null): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...readFields(body)].toReversed());
}

export function readFields(body: RawBody | null): URLSearchParams {
  if (body?.mediaType !== 'application/x-www-form-urlencoded') {
    return body?.form?.fields ?? new URLSearchParams();
  }
  return new URLSearchParams(body.bytes.toString('utf8'));
}
