/**
 * The headers of a response that are attributes of it, as Python's values.
 * Source: werkzeug/sansio/response.py, 2.2.
 */
import { ValueError } from '../python/exceptions.js';
import { int } from '../python/conversions.js';
import { str } from '../python/text.js';
import { DateTime } from '../python/datetime.js';
import { tuple, type Tuple, type Value } from '../python/value.js';
import { CacheControl } from './cache-control.js';
import { HeaderMap } from './header-map.js';
import { HeaderSet } from './header-set.js';
import { unquoteEtag } from './header-values.js';
import { httpDate, parseHttpDate } from './http-date.js';

export class ResponseHeaders {
  readonly headers = new HeaderMap();

  get content_type(): Value {
    return this.headers.get('Content-Type');
  }

  set content_type(type: Value) {
    this.headers.set('Content-Type', type);
  }

  /** Without its parameters. */
  get mimetype(): Value {
    const type = this.content_type;
    return type === null ? null : str(type).split(';', 1)[0]!.trim().toLowerCase();
  }

  set mimetype(type: Value) {
    const text = str(type);
    const isText = text.startsWith('text/') || text.endsWith('+xml') || CHARSET_TYPES.test(text);
    this.headers.set('Content-Type', isText ? `${text}; charset=utf-8` : text);
  }

  get location(): Value {
    return this.headers.get('Location');
  }

  set location(location: Value) {
    this.headers.set('Location', location);
  }

  get content_location(): Value {
    return this.headers.get('Content-Location');
  }

  set content_location(location: Value) {
    this.headers.set('Content-Location', location);
  }

  get content_encoding(): Value {
    return this.headers.get('Content-Encoding');
  }

  set content_encoding(encoding: Value) {
    this.headers.set('Content-Encoding', encoding);
  }

  get last_modified(): Value {
    return this.#moment('Last-Modified');
  }

  set last_modified(moment: Value) {
    this.headers.set('Last-Modified', httpDate(moment));
  }

  get expires(): Value {
    return this.#moment('Expires');
  }

  set expires(moment: Value) {
    this.headers.set('Expires', httpDate(moment));
  }

  set retry_after(moment: Value) {
    if (moment === null) this.headers.remove('Retry-After');
    else this.headers.set('Retry-After', moment instanceof DateTime ? httpDate(moment) : moment);
  }

  set age(seconds: Value) {
    if (Number(seconds) < 0) throw new ValueError('age cannot be negative');
    this.headers.set('Age', int(seconds));
  }

  get cache_control(): CacheControl {
    return new CacheControl(this.headers);
  }

  get vary(): HeaderSet {
    return new HeaderSet(this.headers, 'Vary');
  }

  set vary(value: Value) {
    HeaderSet.assign(this.headers, 'Vary', value);
  }

  get allow(): HeaderSet {
    return new HeaderSet(this.headers, 'Allow');
  }

  set allow(value: Value) {
    HeaderSet.assign(this.headers, 'Allow', value);
  }

  get content_language(): HeaderSet {
    return new HeaderSet(this.headers, 'Content-Language');
  }

  set content_language(value: Value) {
    HeaderSet.assign(this.headers, 'Content-Language', value);
  }

  set_etag(etag: Value, isWeak: Value = false): void {
    const text = str(etag);
    if (text.includes('"')) throw new ValueError('invalid etag');
    this.headers.set('ETag', `${isWeak === true ? 'W/' : ''}"${text}"`);
  }

  /** The tag without its quotes, and whether it is weak. */
  get_etag(): Tuple {
    const header = this.headers.get('ETag');
    if (header === null || header === '') return tuple(null, null);
    const text = str(header);
    return tuple(unquoteEtag(text), /^\s*W\//i.test(text));
  }

  #moment(name: string): Value {
    return parseHttpDate(this.headers.get(name) as string | null);
  }
}

const CHARSET_TYPES =
  /^application\/(?:ecmascript|javascript|sql|xml|xml-dtd|xml-external-parsed-entity)$/;
