/**
 * URLs as pydantic 1 takes them: texts whose parts have been looked at.
 * Source: pydantic/networks.py, 1.10.
 */
import { domainToASCII } from 'node:url';
import { dict } from '../python/dict.js';
import { PySet } from '../python/set.js';
import { strip } from '../python/string-splitting.js';
import { reprString, str } from '../python/text.js';
import type { Value } from '../python/value.js';
import type { FieldType } from './type.js';
import { Failure } from './v1-errors.js';
import { single, textOf, checkLength } from './v1-types.js';

interface UrlRules {
  readonly schemes?: readonly string[];
  readonly maxLength?: number;
  readonly needsTopLevelDomain?: boolean;
  readonly hasManyHosts?: boolean;
}

const SCHEME = String.raw`(?:(?<scheme>[a-z][a-z0-9+\-.]+)://)?`;
const USER = String.raw`(?:(?<user>[^\s:/]*)(?::(?<password>[^\s/]*))?@)?`;
const HOST =
  String.raw`(?:(?<ipv4>(?:\d{1,3}\.){3}\d{1,3})(?=$|[/:#?])|(?<ipv6>\[[A-F0-9]*:[A-F0-9:]+\])(?=$|[/:#?])|` +
  String.raw`(?<domain>[^\s/:?#]+))?(?::(?<port>\d+))?`;
const REST = String.raw`(?:/[^\s?#]*)?(?:\?[^\s#]*)?(?:#[^\s#]*)?`;
const URL_FORM = new RegExp(`^${SCHEME}${USER}${HOST}${REST}`, 'i');
const HOSTS_FORM = new RegExp(`^${SCHEME}${USER}(?<hosts>[^/]*)${REST}`, 'i');
const HOST_FORM = new RegExp(`^${HOST}`, 'i');

const CHUNK = String.raw`[_0-9a-z](?:[-_0-9a-z]{0,61}[_0-9a-z])?`;
const ASCII_DOMAIN = new RegExp(
  String.raw`^(?:${CHUNK}\.)*?${CHUNK}(?<tld>\.[a-z]{2,63})?\.?$`,
  'i',
);
const WIDE = String.raw`[_0-9a-\u{40000}](?:[-_0-9a-\u{40000}]{0,61}[_0-9a-\u{40000}])?`;
const WIDE_DOMAIN = new RegExp(
  String.raw`^(?:${WIDE}\.)*?${WIDE}(?<tld>\.[\p{L}]{2,63}|\.(?:xn--)[_0-9a-z-]{2,63})?\.?$`,
  'iu',
);

export function url(rules: UrlRules = {}): FieldType {
  const { schemes, maxLength = 65_536, hasManyHosts = false } = rules;
  return single((value) => {
    const text = strip(textOf(value));
    checkLength([...text].length, { minLength: 1, maxLength });
    const found = (hasManyHosts ? HOSTS_FORM : URL_FORM).exec(text)!;
    const { scheme, port, hosts, ...parts } = found.groups!;
    if (scheme === undefined)
      throw new Failure('value_error.url.scheme', 'invalid or missing URL scheme');
    if (schemes && !schemes.includes(scheme.toLowerCase()))
      throw new Failure(
        'value_error.url.scheme',
        'URL scheme not permitted',
        dict({ allowed_schemes: new PySet(schemes) }),
      );
    if (!hasManyHosts) checkPort(port);
    const extra = text.slice(found[0].length);
    if (extra !== '')
      throw new Failure(
        'value_error.url.extra',
        `URL invalid, extra characters found after valid URL: ${reprString(extra)}`,
        dict({ extra }),
      );
    const domains = hasManyHosts
      ? hosts!.split(',').map((host) => {
          const { port: own, ...one } = HOST_FORM.exec(host)!.groups!;
          const domain = checkHost(one, rules);
          checkPort(own);
          return domain;
        })
      : [checkHost(parts, rules)];
    return domains.reduce<string>(
      (whole, domain) => (domain ? whole.replace(domain.written, domain.ascii) : whole),
      text,
    );
  });
}

function checkPort(port: string | undefined): void {
  if (port !== undefined && Number(port) > 65_535)
    throw new Failure('value_error.url.port', 'URL port invalid, port cannot exceed 65535');
}

/** Where the domain has other letters than ASCII's, what it is in those. */
function checkHost(
  { domain, ipv4, ipv6 }: Readonly<Record<string, string | undefined>>,
  { needsTopLevelDomain = false }: UrlRules,
): { readonly written: string; readonly ascii: string } | undefined {
  if (ipv4 !== undefined || ipv6 !== undefined) return undefined;
  const invalid = (): Failure => new Failure('value_error.url.host', 'URL host invalid');
  if (domain === undefined || domain === '') throw invalid();
  const plain = ASCII_DOMAIN.exec(domain);
  if (plain?.groups!['tld'] !== undefined) return undefined;
  const wide = WIDE_DOMAIN.exec(domain);
  if (!wide) throw invalid();
  if (needsTopLevelDomain && wide.groups!['tld'] === undefined)
    throw new Failure('value_error.url.host', 'URL host invalid, top level domain required');
  return { written: domain, ascii: domainToASCII(domain) || domain };
}

/** `PostgresDsn.build(scheme=…, host=…)`. */
export function buildUrl(
  scheme: Value,
  user: Value = null,
  password: Value = null,
  host: Value = null,
  port: Value = null,
  path: Value = null,
  query: Value = null,
  fragment: Value = null,
): string {
  const given = (before: string, part: Value): string =>
    part === null || part === '' ? '' : `${before}${str(part)}`;
  const account = `${given('', user)}${given(':', password)}`;
  const start = `${str(scheme)}://${account === '' ? '' : `${account}@`}${str(host)}`;
  return `${start}${given(':', port)}${given('', path)}${given('?', query)}${given('#', fragment)}`;
}

export const POSTGRES_SCHEMES = [
  'postgres',
  'postgresql',
  'postgresql+asyncpg',
  'postgresql+pg8000',
  'postgresql+psycopg',
  'postgresql+psycopg2',
  'postgresql+psycopg2cffi',
  'postgresql+py-postgresql',
  'postgresql+pygresql',
];

export function postgresDsn(): FieldType {
  return url({ schemes: POSTGRES_SCHEMES, hasManyHosts: true });
}

export function httpUrl(): FieldType {
  return url({ schemes: ['http', 'https'], maxLength: 2083, needsTopLevelDomain: true });
}

export function anyHttpUrl(): FieldType {
  return url({ schemes: ['http', 'https'] });
}
