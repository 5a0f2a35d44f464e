/** Python's `urllib.parse`: quoting and reading of URLs. */
import { Dict } from './dict.js';
import { PyTypeError } from './exceptions.js';
import { iterate, iterableOf } from './iterate.js';
import { str } from './text.js';
import { Tuple, tuple, type Value } from './value.js';

type Argument = Value | undefined;

const ALWAYS_SAFE = /[\w.~-]/;

export function quote(text: Value, safe: Argument = '/'): string {
  if (typeof text !== 'string' && !(text instanceof Uint8Array))
    throw new PyTypeError('quote_from_bytes() expected bytes');
  let quoted = '';
  for (const byte of Buffer.from(text as string)) {
    const character = String.fromCharCode(byte);
    const isSafe = byte < 128 && (ALWAYS_SAFE.test(character) || String(safe).includes(character));
    quoted += isSafe ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return quoted;
}

export function quotePlus(text: Value, safe: Argument = ''): string {
  return quote(text, `${String(safe)} `).replaceAll(' ', '+');
}

export function unquote(text: Value): string {
  return str(text).replaceAll(/(?:%[\da-f]{2})+/gi, (escaped) =>
    Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

export function unquotePlus(text: Value): string {
  return unquote(str(text).replaceAll('+', ' '));
}

/** @param each whether a list of values becomes as many pairs. */
export function urlencode(query: Value, each: Argument = false): string {
  const pairs =
    query instanceof Dict
      ? query.entries()
      : Array.from(iterate(query), (pair) => [...iterate(pair)] as const);
  const parts: string[] = [];
  for (const [name, value] of pairs) {
    const isMany = each === true && typeof value !== 'string' && !(value instanceof Uint8Array);
    const values = (isMany ? iterableOf(value!) : undefined) ?? [value!];
    for (const one of values) parts.push(`${quotedOf(name!)}=${quotedOf(one)}`);
  }
  return parts.join('&');
}

function quotedOf(value: Value): string {
  return quotePlus(value instanceof Uint8Array ? value : str(value));
}

export function parseQsl(query: Value, keepBlank: Argument = false): (Tuple & [string, string])[] {
  const pairs: (Tuple & [string, string])[] = [];
  for (const part of str(query).split('&')) {
    const [name, ...rest] = part.split('=');
    if (part === '' || (rest.length === 0 && keepBlank !== true)) continue;
    const value = rest.join('=');
    if (value !== '' || keepBlank === true)
      pairs.push(tuple(unquotePlus(name!), unquotePlus(value)));
  }
  return pairs;
}

export function parseQs(query: Value, keepBlank?: Argument): Dict {
  const found = new Dict<string, Value[]>();
  for (const [name, value] of parseQsl(query, keepBlank)) {
    const values = found.get(name);
    if (values) values.push(value);
    else found.set(name, [value]);
  }
  return found;
}

/** `urlparse`'s six parts; with names, and what the host consists of. */
export class ParseResult extends Tuple {
  static readonly pythonClass: string = 'ParseResult';

  get scheme(): string {
    return this[0] as string;
  }

  get netloc(): string {
    return this[1] as string;
  }

  get path(): string {
    return this[2] as string;
  }

  get params(): string {
    return this[3] as string;
  }

  get query(): string {
    return this[4] as string;
  }

  get fragment(): string {
    return this[5] as string;
  }

  get hostname(): string | null {
    const host = this.netloc.replace(/^.*@/, '');
    const [, bracketed, plain] = /^(?:\[(.*)\]|([^:]*))/.exec(host)!;
    return (bracketed ?? plain!).toLowerCase() || null;
  }

  get port(): number | null {
    const found = /:(\d+)$/.exec(this.netloc)?.[1];
    return found === undefined ? null : Number(found);
  }

  get username(): string | null {
    return /^([^@:]*)(?::[^@]*)?@/.exec(this.netloc)?.[1] ?? null;
  }

  get password(): string | null {
    return /^[^@:]*:([^@]*)@/.exec(this.netloc)?.[1] ?? null;
  }

  geturl(): string {
    return urlunparse(this);
  }
}

export function urlparse(url: Value): ParseResult {
  const found =
    /^(?:([a-zA-Z][a-zA-Z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(
      str(url).replaceAll(/[\t\r\n]/g, ''),
    )!;
  const [, scheme = '', host = '', wholePath = '', query = '', fragment = ''] = found;
  const name = wholePath.slice(wholePath.lastIndexOf('/') + 1);
  const at = name.indexOf(';');
  const cut = at < 0 ? wholePath.length : wholePath.length - name.length + at;
  const result = new ParseResult();
  result.push(
    scheme.toLowerCase(),
    host,
    wholePath.slice(0, cut),
    wholePath.slice(cut + 1),
    query,
    fragment,
  );
  return result;
}

export function urlunparse(parts: Value): string {
  const [scheme, host, path, params, query, fragment] = [...iterate(parts)].map((part) =>
    str(part),
  );
  let url = path! + (params ? `;${params}` : '');
  if (host || url.startsWith('//'))
    url = `//${host}${url && !url.startsWith('/') ? '/' : ''}${url}`;
  if (scheme) url = `${scheme}:${url}`;
  return url + (query ? `?${query}` : '') + (fragment ? `#${fragment}` : '');
}

/** As RFC 3986 resolves a reference. */
export function urljoin(base: Value, url: Value): string {
  const [from, to] = [str(base), str(url)];
  if (from === '') return to;
  if (to === '') return from;
  if (URL.canParse(from)) return new URL(to, from).href;
  const joined = new URL(to, `http://host/${from.replace(/^\//, '')}`);
  if (joined.host !== 'host') return joined.href;
  const path = joined.pathname + joined.search + joined.hash;
  return from.startsWith('/') || to.startsWith('/') ? path : path.slice(1);
}
