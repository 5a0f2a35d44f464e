/** Request bodies, read only when a view asks for them: until then Flask accepts any bytes. */
import { parse as parseQueryString } from 'node:querystring';
import type { FastifyInstance } from 'fastify';
import { HttpError } from './errors.js';
import { parseJson } from './parse-json.js';
import { Float } from './python.js';

export interface RawBody {
  readonly mediaType: string;
  readonly bytes: Buffer;
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
  if (!body || !/^application\/(?:.*\+)?json$/.test(body.mediaType)) {
    throw new HttpError(notJsonStatus);
  }
  let data: unknown;
  try {
    data = parseJson(UTF8.decode(body.bytes));
  } catch {
    throw new HttpError(400);
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data) || data instanceof Float) {
    throw new TypeError('the JSON body is not an object');
  }
  return data as Record<string, unknown>;
}

/** `request.form`; the first of repeated keys wins. */
export function readForm(body: RawBody | null): Readonly<Record<string, unknown>> {
  if (body?.mediaType !== 'application/x-www-form-urlencoded') return {};
  const fields = parseQueryString(body.bytes.toString('utf8'));
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]),
  );
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
