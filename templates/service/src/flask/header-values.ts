/** The parts of a header's value. Source: werkzeug/http.py (parse_list_header, quote_header_value), 2.2. */

/** What stands between commas that are not within quotes, without its quotes. */
export function splitList(value: string): string[] {
  const parts = value.match(/(?:[^",]|"(?:\\.|[^"\\])*"?)+/g) ?? [];
  return parts.map((part) => unquote(part.trim())).filter((part) => part !== '');
}

export function unquote(value: string): string {
  const inner = /^"(?<text>[^]*)"$/.exec(value)?.groups?.text;
  return inner === undefined ? value : inner.replaceAll('\\\\', '\\').replaceAll('\\"', '"');
}

/** In quotes where it is no token. */
export function quoteHeader(value: string): string {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(value)) return value;
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
