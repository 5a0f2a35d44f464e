/** URLs as Werkzeug reads and writes them: bytes that are no UTF-8 are U+FFFD, and an escaped slash is a slash. */
import { unescape as unescapeUrl } from 'node:querystring';

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

/** Escapes that every reader takes alike: a lone percent sign is escaped, and so is what is no UTF-8. */
export function repairEscapes(text: string): string {
  return text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25').replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      decodeURIComponent(run);
      return run;
    } catch {
      return encodeURIComponent(unescapeUrl(run));
    }
  });
}
