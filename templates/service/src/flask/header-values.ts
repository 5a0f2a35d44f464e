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

/** The tag itself: neither that it is weak nor its quotes. */
export function unquoteEtag(etag: string): string {
  const tag = etag.trim().replace(/^W\//i, '');
  return /^"[^]*"$/.test(tag) ? tag.slice(1, -1) : tag;
}
