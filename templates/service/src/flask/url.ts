/** URLs as Werkzeug reads and writes them: bytes that are no UTF-8 are U+FFFD, and an escaped slash is a slash. */
import { unescape as unescapeUrl } from 'node:querystring';
import { domainToASCII } from 'node:url';
import { behaviour } from './versions.js';

export function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?');
  return mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark)];
}

/** The path without its escapes; of the slashes at its beginning one is left. */
export function decodePath(path: string): string {
  const decoded = path.includes('%') ? unescapeUrl(path) : path;
  return decoded.startsWith('//') ? decoded.replace(/^\/+/, '/') : decoded;
}

/** `werkzeug.urls.url_quote(text, safe='/:|+')`. */
export function quote(text: string): string {
  return encodeURIComponent(text).replaceAll(/%(?:2[4BCF]|3[AB]|7C)/g, decodeURIComponent);
}

/** Of a path that clients see: `quote(text, safe="!$&'()*+,/:;=@")` of Python since Werkzeug 2.3. */
export function quotePath(text: string): string {
  if (!behaviour().quotesByStandard) return quote(text);
  return quoteBut(text, PATH_UNSAFE);
}

/** A query or a form, `name=value&…`, before Werkzeug 2.3 with U+FFFD for what is no UTF-8, since then with its escapes. */
export function readQuery(text: string): URLSearchParams {
  const isKept = behaviour().quotesByStandard;
  return new URLSearchParams(isKept ? text.replaceAll(ESCAPES, keepInvalid) : text);
}

const ESCAPES = /(?:%[89a-f][0-9a-f])+/gi;
const UTF8_OR_BYTE =
  /(?:[\xc2-\xdf]|\xe0(?=[\xa0-\xbf])[\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f]|\xf0[\x90-\xbf][\x80-\xbf]|[\xf1-\xf3][\x80-\xbf]{2}|\xf4[\x80-\x8f][\x80-\xbf])[\x80-\xbf]|([^])/g;

function keepInvalid(run: string): string {
  const bytes = Buffer.from(run.replaceAll('%', ''), 'hex').toString('latin1');
  return bytes.replaceAll(UTF8_OR_BYTE, (sequence, invalid: string | undefined) => {
    const escapes = sequence.replaceAll(/[^]/g, escapeByte);
    return invalid === undefined ? escapes : `%25${escapes.slice(1)}`;
  });
}

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/**
 * `Location` as it is sent: `iri_to_uri`. A location that is ASCII without spaces is left as it is before Werkzeug
 * 3.0.3, whatever else is in it.
 */
export function toUri(location: string): string {
  const { quotesByStandard, quotesEveryLocation } = behaviour();
  if (!quotesEveryLocation && /^[\x21-\x7e]*$/.test(location)) return location;
  if (!quotesByStandard)
    return location
      .replace(/(?<=^(?:[a-z][\w+.-]*:)?\/\/)[^/?#]*[^/?#\0-\x7f][^/?#]*/i, quoteAuthority)
      .replaceAll(/[^\x21-\x7e]+|["<>\\^`{|}]/g, encodeURIComponent);
  const [, scheme, authority, path = '', query, fragment] =
    URL_PARTS.exec(location.replace(/^[\0- ]+/, '').replaceAll(/[\t\r\n]/g, '')) ?? [];
  return [
    scheme === undefined ? '' : `${scheme.toLowerCase()}:`,
    authority === undefined || authority === '' ? '' : `//${quoteAuthority(authority)}`,
    quoteBut(path, PATH_UNSAFE_IN_URI),
    query ? `?${quoteBut(query, QUERY_UNSAFE_IN_URI)}` : '',
    fragment ? `#${quoteBut(fragment, FRAGMENT_UNSAFE_IN_URI)}` : '',
  ].join('');
}

const URL_PARTS = /^(?:([a-z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

const PATH_UNSAFE = /[^\w.~!$&'()*+,/:;=@-]+/g;
const PATH_UNSAFE_IN_URI = /[^\w.~%!$&'()*+,/:;=@-]+/g;
const QUERY_UNSAFE_IN_URI = /[^\w.~%!$&'()*+,/:;=?@-]+/g;
const FRAGMENT_UNSAFE_IN_URI = /[^\w.~%!#$&'()*+,/:;=?@-]+/g;

/** `encodeURIComponent` of what is unsafe, as UTF-8; none of what it leaves alone is in it. */
function quoteBut(text: string, unsafe: RegExp): string {
  return text.replaceAll(unsafe, encodeURIComponent);
}

function quoteAuthority(authority: string): string {
  const [, user, host = '', port = ''] = /^(?:(.*)@)?(.*?)(:\d*)?$/s.exec(authority)!;
  const name = /^\[.*\]$/.test(host) ? host.toLowerCase() : domainToASCII(host) || host;
  return `${user === undefined ? '' : `${quoteBut(user, USER_UNSAFE)}@`}${name}${port === ':' ? '' : port}`;
}

const USER_UNSAFE = /[^\w.~%!$&'()*+,:;=-]+/g;

/** Escapes that every reader takes alike: a lone percent sign is escaped, and so is what is no UTF-8. */
export function repairEscapes(text: string): string {
  return text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25').replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      decodeURIComponent(run);
      return run;
    } catch {
      if (behaviour().quotesByStandard) return run.replaceAll(ESCAPES, keepInvalid);
      return encodeURIComponent(unescapeUrl(run));
    }
  });
}
