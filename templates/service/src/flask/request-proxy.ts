/**
 * `request`, as translated views read it: whatever request is being answered. What is made of it is made once.
 * Source: flask/wrappers.py, werkzeug/wrappers/request.py and sansio/request.py, 2.2.
 */
import type { FastifyRequest } from 'fastify';
import { dict, Dict } from '../python/dict.js';
import type { Bytes } from '../python/bytes.js';
import { AttributeError } from '../python/exceptions.js';
import { tuple, type Tuple, type Value } from '../python/value.js';
import { notJsonStatus, parseJsonBody, type RawBody } from './body.js';
import { currentRequest, perRequest } from './context.js';
import { readCookies } from './cookies.js';
import { HttpError } from './errors.js';
import { decodeJson } from './decode-json.js';
import { FileStorage } from './file-storage.js';
import { HeaderMap } from './header-map.js';
import { currentApp } from './flask-app.js';
import { BadRequest, fromHttpError, RequestEntityTooLarge } from './http-exceptions.js';
import { MultiDict } from './multi-dict.js';
import { readValueJson } from './read-value-json.js';
import { args, data, form } from './request.js';
import { decodePath, quote, splitUrl } from './url.js';

/** What a route's view was found by. */
export interface Matched {
  readonly endpoint: string;
  readonly rule: string;
  readonly viewArgs: Dict;
}

const MATCHED = {};
const UPLOADS = {};
const KEYS = { args: {}, form: {}, files: {}, values: {}, headers: {}, cookies: {}, json: {} };

/** Told by the route before its view is called. */
export function match(found: Matched): void {
  const holder = perRequest<{ matched?: Matched }>(MATCHED, () => ({}));
  holder.matched = found;
}

function matched(): Matched | undefined {
  return perRequest<{ matched?: Matched }>(MATCHED, () => ({})).matched;
}

/** Reads the files of a form, so that a view does not have to wait for them. */
export async function readUploads(request: FastifyRequest): Promise<void> {
  const uploads = perRequest<(readonly [string, FileStorage])[]>(UPLOADS, () => []);
  for (const [name, file] of (request.body as RawBody | null)?.form?.files ?? []) {
    const bytes = Buffer.from(await file.arrayBuffer());
    uploads.push([name, new FileStorage(name, file, bytes)]);
  }
}

export class RequestProxy {
  static readonly pythonClass: string = 'Request';

  get method(): string {
    return currentRequest().method;
  }

  get args(): MultiDict {
    return perRequest(KEYS.args, () => new MultiDict(args(currentRequest())));
  }

  get form(): MultiDict {
    this.#checkLength();
    return perRequest(KEYS.form, () => new MultiDict(form(currentRequest())));
  }

  get files(): MultiDict {
    this.#checkLength();
    const uploads = perRequest<(readonly [string, FileStorage])[]>(UPLOADS, () => []);
    return perRequest(KEYS.files, () => new MultiDict(uploads));
  }

  /** The query's and, where the method sends one, the form's. */
  get values(): MultiDict {
    return perRequest(KEYS.values, () => {
      const sources = ['POST', 'PUT', 'PATCH'].includes(this.method)
        ? [this.args, this.form]
        : [this.args];
      const pairs = sources.flatMap((source) => source.items(true));
      return new MultiDict(pairs as unknown as [Value, Value][]);
    });
  }

  get cookies(): MultiDict {
    return perRequest(KEYS.cookies, () => new MultiDict(readCookies(currentRequest())));
  }

  get headers(): HeaderMap {
    return perRequest(KEYS.headers, () => {
      const { rawHeaders } = currentRequest().raw;
      const names = rawHeaders.filter((_text, at) => at % 2 === 0);
      const values = rawHeaders.filter((_text, at) => at % 2 === 1);
      return new HeaderMap(joined(names.map((name, at) => [titleCase(name), values[at]!])));
    });
  }

  get data(): Bytes {
    this.#checkLength();
    return /^(?:application\/x-www-form-urlencoded|multipart\/form-data)$/.test(this.mimetype)
      ? Buffer.alloc(0)
      : data(currentRequest());
  }

  get_data(_cache?: Value, asText: Value = false): Value {
    const bytes = data(currentRequest());
    return asText === true ? bytes.toString('utf8') : bytes;
  }

  get json(): Value {
    return this.get_json();
  }

  /** What was read is kept, so that a change of it is there at the next call. */
  get_json(force: Value = false, silent: Value = false, cache: Value = true): Value {
    const kept = perRequest<{ value?: Value }>(KEYS.json, () => ({}));
    if (cache !== false && kept.value !== undefined) return kept.value;
    try {
      const value = readBody(force === true);
      if (cache !== false) kept.value = value;
      return value;
    } catch (error) {
      if (silent === true && !(error instanceof TypeError)) return null;
      throw error;
    }
  }

  get is_json(): boolean {
    return /^application\/(?:.*\+)?json$/.test(this.mimetype);
  }

  /** What looks for a form is told that the body is too long for the app. */
  #checkLength(): void {
    const most = currentApp().config.get('MAX_CONTENT_LENGTH') ?? null;
    if (this.content_type === null || most === null) return;
    if (Number(this.content_length ?? 0) > Number(most)) throw new RequestEntityTooLarge();
  }

  get content_type(): Value {
    return currentRequest().headers['content-type'] ?? null;
  }

  get mimetype(): string {
    const type = currentRequest().headers['content-type'] ?? '';
    return type.split(';', 1)[0]!.trim().toLowerCase();
  }

  get content_length(): Value {
    const length = currentRequest().headers['content-length'];
    return length === undefined ? null : Number(length);
  }

  get path(): string {
    return decodePath(splitUrl(currentRequest().originalUrl)[0]);
  }

  get full_path(): string {
    return `${this.path}?${this.#query}`;
  }

  get query_string(): Value {
    return Buffer.from(this.#query, 'latin1');
  }

  get #query(): string {
    return splitUrl(currentRequest().originalUrl)[1].slice(1);
  }

  get scheme(): string {
    return currentRequest().protocol;
  }

  get is_secure(): boolean {
    return this.scheme === 'https';
  }

  get host(): string {
    const { host, protocol } = currentRequest();
    return host.replace(protocol === 'https' ? /:443$/ : /:80$/, '');
  }

  get host_url(): string {
    return `${this.scheme}://${this.host}/`;
  }

  get root_url(): string {
    return this.host_url;
  }

  get url_root(): string {
    return this.host_url;
  }

  get script_root(): string {
    return '';
  }

  get base_url(): string {
    return `${this.scheme}://${this.host}${toIri(quote(this.path))}`;
  }

  get url(): string {
    return this.#query === '' ? this.base_url : `${this.base_url}?${toIri(this.#query)}`;
  }

  get remote_addr(): Value {
    return currentRequest().ip;
  }

  get access_route(): Value[] {
    const forwarded = currentRequest().headers['x-forwarded-for'];
    if (forwarded === undefined) return [currentRequest().ip];
    return String(forwarded)
      .split(',')
      .map((address) => address.trim());
  }

  get referrer(): Value {
    return currentRequest().headers.referer ?? null;
  }

  get origin(): Value {
    return currentRequest().headers.origin ?? null;
  }

  get user_agent(): UserAgent {
    return new UserAgent(currentRequest().headers['user-agent'] ?? '');
  }

  get endpoint(): Value {
    return matched()?.endpoint ?? null;
  }

  get blueprint(): Value {
    const endpoint = matched()?.endpoint ?? '';
    return endpoint.includes('.') ? endpoint.slice(0, endpoint.lastIndexOf('.')) : null;
  }

  get url_rule(): Value {
    return matched()?.rule ?? null;
  }

  get view_args(): Value {
    return matched()?.viewArgs ?? null;
  }

  get authorization(): Value {
    return readAuthorization(currentRequest().headers.authorization);
  }

  get environ(): Dict {
    const { method, headers, ip } = currentRequest();
    const environ = dict({
      REQUEST_METHOD: method,
      SCRIPT_NAME: '',
      PATH_INFO: this.path,
      QUERY_STRING: this.#query,
      REMOTE_ADDR: ip,
      SERVER_PROTOCOL: 'HTTP/1.1',
      'wsgi.url_scheme': this.scheme,
    });
    for (const [name, value] of Object.entries(headers)) {
      const key = name.toUpperCase().replaceAll('-', '_');
      const isPlain = key === 'CONTENT_TYPE' || key === 'CONTENT_LENGTH';
      environ.set(isPlain ? key : `HTTP_${key}`, String(value));
    }
    return environ;
  }

  pyGetAttribute(name: string): Value {
    throw new AttributeError(`'Request' object has no attribute '${name}'`);
  }
}

export const request = new RequestProxy();

function readBody(isForced: boolean): Value {
  const body = currentRequest().body as RawBody | null;
  try {
    if (!isForced && !request.is_json)
      parseJsonBody(body, { force: false, notJsonStatus: notJsonStatus() });
    return readValueJson(decodeJson(body?.bytes ?? Buffer.alloc(0)));
  } catch (error) {
    if (error instanceof HttpError) throw fromHttpError(error);
    throw new BadRequest();
  }
}

/** For people to read: without escapes but those that have a meaning. */
function toIri(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run.replaceAll(/%[0-7][0-9a-f]/gi, keepEscape));
    } catch {
      return run;
    }
  });
}

function keepEscape(escape: string): string {
  const character = decodeURIComponent(escape);
  return /[\w\-.~$!'()*+,;]/.test(character) ? character : escape.replace('%', '%25');
}

/** A header that came several times is one, with commas. */
function joined(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) {
    const known = headers.get(name);
    headers.set(
      name,
      known === undefined ? value : `${known}${name === 'Cookie' ? '; ' : ','}${value}`,
    );
  }
  return headers;
}

/** As WSGI's names come back: `X-Request-Id`. */
function titleCase(name: string): string {
  return name
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
    .join('-');
}

class UserAgent {
  static readonly pythonClass: string = 'UserAgent';
  readonly platform = null;
  readonly browser = null;
  readonly version = null;
  readonly language = null;

  constructor(readonly string: string) {}

  pyStr(): string {
    return this.string;
  }

  pyBool(): boolean {
    return false;
  }
}

class Authorization {
  static readonly pythonClass: string = 'Authorization';

  constructor(
    readonly type: string,
    readonly username: string,
    readonly password: string,
  ) {}

  get(name: Value, otherwise: Value = null): Value {
    return this.items().find(([key]) => key === name)?.[1] ?? otherwise;
  }

  pyGetItem(name: Value): Value {
    return this.get(name);
  }

  items(): (Tuple & [string, string])[] {
    return [tuple('username', this.username), tuple('password', this.password)];
  }
}

/** Of the schemes Werkzeug 2.2 reads, Basic; a bearer token is in the header only. */
function readAuthorization(header: string | undefined): Value {
  const [, scheme = '', content = ''] = /^(\S+)\s+(.*)$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() !== 'basic') return null;
  const [, username, password] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(content, 'base64').toString('utf8')) ?? [];
  return username === undefined ? null : new Authorization('basic', username, password!);
}
