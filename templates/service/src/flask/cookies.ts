/**
 * Cookies as Werkzeug reads and writes them: `request.cookies`, `response.set_cookie` and `delete_cookie`. A value
 * with characters that a cookie cannot carry is put in quotes, byte by byte.
 * Source: werkzeug/http.py and _internal.py, 2.2.
 */
import { domainToASCII } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { behaviour } from './versions.js';

export interface CookieOptions {
  /** In seconds. */
  readonly maxAge?: number;
  readonly expires?: Date | undefined;
  readonly path?: string;
  readonly domain?: string;
  readonly secure?: boolean;
  readonly httpOnly?: boolean;
  readonly sameSite?: 'Strict' | 'Lax' | 'None';
}

/** Of cookies with one name the first counts. */
export function readCookies(request: FastifyRequest): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const [, key = '', value = ''] of `${request.headers.cookie ?? ''};`.matchAll(PAIRS)) {
    const name = decode(key.trim());
    if (name !== '' && !cookies.has(name)) cookies.set(name, decode(unquote(value)));
  }
  return cookies;
}

export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  options: CookieOptions = {},
): FastifyReply {
  return reply.header('set-cookie', printCookie(name, value, options));
}

/** The header. */
export function printCookie(name: string, value: string, options: CookieOptions = {}): string {
  const { maxAge, path = '/', domain, secure, httpOnly, sameSite } = options;
  const expires =
    options.expires ?? (maxAge === undefined ? undefined : new Date(Date.now() + maxAge * 1000));
  const parts = [
    `${encode(name)}=${quote(value)}`,
    domain !== undefined && `Domain=${printDomain(domain)}`,
    expires && `Expires=${expires.toUTCString()}`,
    maxAge !== undefined && `Max-Age=${maxAge}`,
    secure && 'Secure',
    httpOnly && 'HttpOnly',
    `Path=${printPath(path)}`,
    sameSite && `SameSite=${sameSite}`,
  ];
  return parts.filter(Boolean).join('; ');
}

export function deleteCookie(
  reply: FastifyReply,
  name: string,
  options: CookieOptions = {},
): FastifyReply {
  return setCookie(reply, name, '', { ...options, expires: new Date(0), maxAge: 0 });
}

const PAIRS = /([^=;]*)(?:\s*=\s*("(?:[^\\"]|\\.)*"|[^]*?))?\s*;/g;

function printDomain(domain: string): string {
  const name = domain.split(':', 1)[0]!;
  if (behaviour().quotesCookiesByStandard) return domainToASCII(name.replace(/^\.+/, ''));
  const dots = /^\.*/.exec(name)![0];
  if (!name.includes('.')) throw new RangeError(`"${domain}" is no domain for a cookie`);
  return `${dots}${domainToASCII(name.slice(dots.length))}`;
}

function printPath(path: string): string {
  const { quotesCookiesByStandard } = behaviour();
  const unsafe = quotesCookiesByStandard
    ? /[^\w.~%!$&'()*+,/:=@-]+/g
    : /[^\w.~%!$&'()*+,/:;=@?#[\]-]+/g;
  return path.replaceAll(unsafe, encodeURIComponent);
}

function quote(value: string): string {
  const bytes = encode(value);
  const { plain, escaped } = behaviour().quotesCookiesByStandard ? STANDARD : OLDER;
  if (plain.test(bytes)) return bytes;
  const quoted = bytes.replaceAll(escaped, (byte) =>
    byte === '"' || byte === '\\'
      ? `\\${byte}`
      : `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${quoted}"`;
}

/** Since Werkzeug 2.3.1. */
const STANDARD = {
  plain: /^[\w!#$%&'()*+\-./:<=>?@[\]^`{|}~]*$/,
  escaped: /[\0-\x19",;\\\x7f-\xff]/g,
};
const OLDER = {
  plain: /^[\w/=!#$%&'*+\-.^`|~:]*$/,
  escaped: /[\0-\x1f",;\\\x7f-\xff]/g,
};

function unquote(value: string): string {
  if (!/^"[^]*"$/.test(value) || value.length < 2) return value;
  return value
    .slice(1, -1)
    .replaceAll(
      /\\([0-3][0-7]{2})|\\(.)/g,
      (_escape, code: string | undefined, character: string) =>
        code === undefined ? character : String.fromCharCode(Number.parseInt(code, 8)),
    );
}

/** Headers carry bytes: Node shows each as a character. */
function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function decode(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
