/**
 * What a view reads of a request that no schema declares: `request.args`, `request.form`, `request.files` and
 * `request.get_json()`. Headers are `request.headers`, cookies are in `cookies.ts`. A name that is not there is null,
 * as `get` gives None; `required` is `args['name']`, which Flask answers with 400.
 */
import type { FastifyRequest } from 'fastify';
import { notJsonStatus as statusOfApp, parseJsonBody, readFields, type RawBody } from './body.js';
import { HttpError } from './errors.js';
import { ConversionError } from './python.js';
import { readQuery, splitUrl } from './url.js';

/** Of repeated names `get` gives the first, `getAll` all of them. */
export function args(request: FastifyRequest): URLSearchParams {
  const [, query] = splitUrl(request.originalUrl);
  return readQuery(Buffer.from(query.slice(1), 'latin1').toString('utf8'));
}

export function form(request: FastifyRequest): URLSearchParams {
  return readFields(request.body as RawBody | null);
}

/** The files of a multipart form, by field. */
export function files(request: FastifyRequest): ReadonlyMap<string, File> {
  return (request.body as RawBody | null)?.form?.files ?? new Map();
}

export function required(values: URLSearchParams, name: string): string {
  const value = values.get(name);
  if (value === null) throw new HttpError(400);
  return value;
}

/** `request.get_data()`. */
export function data(request: FastifyRequest): Buffer {
  return (request.body as RawBody | null)?.bytes ?? Buffer.alloc(0);
}

export interface GetJsonOptions {
  /** Whether any content type will do. */
  readonly force?: boolean;
  /** Whether what cannot be read is None. */
  readonly silent?: boolean;
  /** Without, that of the app. */
  readonly notJsonStatus?: 400 | 415;
}

/** Any JSON: `4.0` is a Float, an int beyond 2^53 a bigint. */
export function getJson(request: FastifyRequest, options: GetJsonOptions = {}): unknown {
  const { force = false, silent = false, notJsonStatus = statusOfApp() } = options;
  try {
    return parseJsonBody(request.body as RawBody | null, { force, notJsonStatus });
  } catch (error) {
    if (silent && error instanceof HttpError) return null;
    throw error;
  }
}

/** `args.get(name, type=int)`: null for what is not there and for what cannot be converted. */
export function converted<Value>(
  text: string | null,
  convert: (text: string) => Value,
): Value | null {
  if (text === null) return null;
  try {
    return convert(text);
  } catch (error) {
    if (error instanceof ConversionError) return null;
    throw error;
  }
}
