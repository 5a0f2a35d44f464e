/**
 * Changes to a database URL that leave everything else in it as it was: hosts, password, TLS settings.
 * It is taken apart as libpq does it: `URL` refuses several hosts, and a user without a host.
 */
import { DatabaseUnavailable } from './database-unavailable.js';

/** @throws DatabaseUnavailable when `url` is no URL (libpq also takes `host=… dbname=…`). */
export function withDatabase(url: string, database: string): string {
  const { server, query } = parse(url);
  return `${server}/${encodeURIComponent(database)}${query === '' ? '' : `?${query}`}`;
}

/**
 * Adds settings (`timezone=UTC`) for every session.
 * @throws DatabaseUnavailable when `url` is no URL.
 */
export function withSettings(url: string, settings: readonly string[]): string {
  const { server, path, query } = parse(url);
  const parameters = query.split('&').filter((parameter) => parameter !== '');
  const options = [
    ...parameters.filter(isOptions).map((parameter) => parameter.slice('options='.length)),
    // encodeURIComponent writes a space as %20: libpq does not read `+` as one.
    ...settings.map((setting) => encodeURIComponent(`-c ${setting}`)),
  ];
  const others = parameters.filter((parameter) => !isOptions(parameter));
  return `${server}${path}?${[...others, `options=${options.join('%20')}`].join('&')}`;
}

/** The name of the database; '' when the URL leaves it to the defaults. */
export function databaseOf(url: string): string {
  return decodeURIComponent(parse(url).path.slice(1));
}

function isOptions(parameter: string): boolean {
  return parameter.startsWith('options=');
}

function parse(url: string): { server: string; path: string; query: string } {
  const match = /^(postgres(?:ql)?:\/\/[^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/.exec(url);
  if (match !== null) return { server: match[1]!, path: match[2] ?? '', query: match[3] ?? '' };
  throw new DatabaseUnavailable('the database URL cannot be read', [
    'a database URL looks like postgresql://user:password@host:5432/database',
  ]);
}
