/** Python's `requests`, over fetch: what is asked for most. Streams, files, proxies and certificates are left out. */
import { Dict } from './dict.js';
import { dumps, loads } from './json.js';
import { iterate } from './iterate.js';
import { toNumber } from './numbers.js';
import type { PythonObject } from './protocols.js';
import {
  HTTPError,
  InvalidURL,
  MissingSchema,
  RequestException,
  RequestsConnectionError,
  Timeout,
} from './requests-errors.js';
import { str } from './text.js';
import { urlencode } from './urllib-parse.js';
import type { Value } from './value.js';

export { HTTPError, InvalidURL, MissingSchema, RequestException, RequestsConnectionError, Timeout };

type Argument = Value | undefined;

export class Response implements PythonObject {
  static readonly pythonClass: string = 'Response';
  readonly headers: ResponseHeaders;

  constructor(
    readonly url: string,
    readonly status_code: number,
    readonly reason: string,
    headers: Headers,
    readonly content: Uint8Array,
  ) {
    this.headers = new ResponseHeaders(headers);
  }

  get ok(): boolean {
    return this.status_code < 400;
  }

  get text(): string {
    const charset = /charset="?([\w-]+)/i.exec(str(this.headers.get('content-type', '')))?.[1];
    return new TextDecoder(charset ?? 'utf-8').decode(this.content);
  }

  json(): Value {
    return loads(this.content);
  }

  raise_for_status(): null {
    const kind = this.status_code < 500 ? 'Client' : 'Server';
    if (this.status_code >= 400)
      throw new HTTPError(`${this.status_code} ${kind} Error: ${this.reason} for url: ${this.url}`);
    return null;
  }

  pyBool(): boolean {
    return this.ok;
  }

  pyRepr(): string {
    return `<Response [${this.status_code}]>`;
  }
}

/** Names of headers are the same in upper and lower case. */
export class ResponseHeaders extends Dict {
  static override readonly pythonClass: string = 'CaseInsensitiveDict';

  constructor(readonly source: Headers) {
    super([...source]);
  }

  override get(key: Value, otherwise?: Value): Value | undefined {
    return super.get(str(key).toLowerCase()) ?? otherwise;
  }

  override has(key: Value): boolean {
    return super.has(str(key).toLowerCase());
  }
}

export async function request(
  method: Value,
  url: Value,
  params?: Argument,
  data?: Argument,
  json?: Argument,
  headers?: Argument,
  cookies?: Argument,
  auth?: Argument,
  timeout?: Argument,
  allowRedirects: Argument = true,
  _verify?: Argument,
): Promise<Response> {
  const target = urlOf(str(url), params);
  const sent = new Headers({ 'user-agent': 'python-requests', accept: '*/*' });
  const body = bodyOf(data, json, sent);
  for (const [name, value] of entriesOf(headers)) sent.set(str(name), str(value));
  const crumbs = [...entriesOf(cookies)].map(([name, value]) => `${str(name)}=${str(value)}`);
  if (crumbs.length > 0) sent.set('cookie', crumbs.join('; '));
  if (auth !== undefined && auth !== null) {
    const credentials = [...iterate(auth)].map((part) => str(part)).join(':');
    sent.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
  }
  const seconds = secondsOf(timeout);
  try {
    const response = await fetch(target, {
      method: str(method).toUpperCase(),
      headers: sent,
      redirect: allowRedirects === false ? 'manual' : 'follow',
      ...(body !== undefined && { body }),
      ...(seconds !== undefined && { signal: AbortSignal.timeout(seconds * 1000) }),
    });
    const content = new Uint8Array(await response.arrayBuffer());
    const { status, statusText } = response;
    return new Response(response.url || target, status, statusText, response.headers, content);
  } catch (error) {
    const { name, message, cause } = error as Error;
    if (name === 'TimeoutError') throw new Timeout(`request to ${target} timed out`);
    const reason = cause instanceof Error ? cause.message : message;
    throw new RequestsConnectionError(`request to ${target} failed: ${reason}`);
  }
}

function urlOf(url: string, params: Argument): string {
  if (!/^[a-z][a-z\d+.-]*:/i.test(url))
    throw new MissingSchema(
      `Invalid URL '${url}': No scheme supplied. Perhaps you meant https://${url}?`,
    );
  if (!URL.canParse(url)) throw new InvalidURL(`Failed to parse: ${url}`);
  const given = typeof params === 'string' ? params : urlencode(withoutNone(params), true);
  if (given === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${given}`;
}

function withoutNone(params: Argument): Dict {
  return new Dict([...entriesOf(params)].filter(([, value]) => value !== null));
}

function bodyOf(
  data: Argument,
  json: Argument,
  headers: Headers,
): string | Uint8Array<ArrayBuffer> | undefined {
  if (data !== undefined && data !== null) {
    if (typeof data === 'string') return data;
    if (data instanceof Uint8Array) return Uint8Array.from(data);
    headers.set('content-type', 'application/x-www-form-urlencoded');
    return urlencode(withoutNone(data), true);
  }
  if (json === undefined || json === null) return undefined;
  headers.set('content-type', 'application/json');
  return dumps(json);
}

function entriesOf(values: Argument): Iterable<readonly [Value, Value]> {
  if (values === undefined || values === null) return [];
  if (values instanceof Dict) return values.entries();
  return Array.from(iterate(values), (pair) => [...iterate(pair)] as [Value, Value]);
}

/** A number, or two: to connect, and to read. */
function secondsOf(timeout: Argument): number | undefined {
  if (timeout === undefined || timeout === null) return undefined;
  if (!Array.isArray(timeout)) return toNumber(timeout);
  return timeout.reduce<number>((sum, part) => sum + (toNumber(part as Value) ?? 0), 0);
}

type Options = [
  headers?: Argument,
  cookies?: Argument,
  auth?: Argument,
  timeout?: Argument,
  allowRedirects?: Argument,
  verify?: Argument,
];

type Fetch = (
  url: Value,
  params?: Argument,
  data?: Argument,
  json?: Argument,
  ...options: Options
) => Promise<Response>;

type Send = (
  url: Value,
  data?: Argument,
  json?: Argument,
  params?: Argument,
  ...options: Options
) => Promise<Response>;

function fetches(method: string): Fetch {
  return (url, ...options) => request(method, url, ...options);
}

/** Those with a body have it first. */
function sends(method: string): Send {
  return (url, data, json, params, ...options) =>
    request(method, url, params, data, json, ...options);
}

export const get = fetches('GET');
export const head = fetches('HEAD');
/** `requests.delete`, which is no name for a function. */
export const deleteRequest = fetches('DELETE');
export const post = sends('POST');
export const put = sends('PUT');
export const patch = sends('PATCH');
