/**
 * The headers of an answer as they are compared. Left out are those that speak about the connection, the
 * server and the moment, and say nothing about the answer. `Allow` and `Vary` are sets; a cookie is its
 * decoded value and its attributes; a Flask session is what it holds, without the time it was signed at.
 */
import { readSessionCookie } from './session-cookie.js';

export type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const IGNORED = new Set([
  'connection',
  'keep-alive',
  'date',
  'server',
  'x-powered-by',
  'via',
  'transfer-encoding',
  // The body is compared itself.
  'content-length',
]);

/** `status`: an answer without content has no type to speak of, and servers differ in saying one. */
export function normalizeHeaders(raw: RawHeaders, status: number): Record<string, string> {
  const found: [string, string][] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || IGNORED.has(name)) continue;
    if (name === 'content-type' && (status === 204 || status === 304)) continue;
    if (name === 'set-cookie') {
      for (const [cookie, text] of cookiesOf([value].flat()))
        found.push([`cookie ${cookie}`, text]);
    } else found.push([name, normalizeValue(name, [value].flat().join(', '))]);
  }
  return Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The order within Allow varies from one Flask process to the next. */
function normalizeValue(name: string, value: string): string {
  const isSet = name === 'allow' || name === 'vary' || name.startsWith('access-control-allow-');
  if (!isSet) return value;
  return value
    .split(/\s*,\s*/)
    .toSorted()
    .join(', ');
}

function cookiesOf(lines: readonly string[]): [string, string][] {
  return lines.map((line) => {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const mark = pair.indexOf('=');
    const value = decode(pair.slice(mark + 1).replace(/^"(.*)"$/, '$1'));
    const rest = attributes.map(normalizeAttribute).filter((text) => text !== '');
    return [
      pair.slice(0, mark),
      [readSessionCookie(value) ?? value, ...rest.toSorted()].join('; '),
    ];
  });
}

/** A moment relative to now is not compared; the one that deletes a cookie is. */
function normalizeAttribute(attribute: string): string {
  const [name = '', value] = attribute.split('=');
  const lower = name.trim().toLowerCase();
  if (lower === 'expires' && value !== undefined && !/1970/.test(value)) return 'expires=…';
  return value === undefined ? lower : `${lower}=${value}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
