/** `redirect(location, code)` as a response that can still be changed, with the page of `redirect.ts`. */
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { escapeHtml } from './html.js';
import { Response } from './response.js';

export function redirectTo(location: Value, status: Value = 302): Response {
  const text = str(location);
  // A location that is ASCII without spaces is left as it is, whatever else is in it.
  const uri = /^[\x21-\x7e]*$/.test(text)
    ? text
    : text.replaceAll(/[^\x21-\x7e]+|["<>\\^`{|}]/g, encodeURIComponent);
  const page =
    '<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n' +
    '<p>You should be redirected automatically to the target URL: ' +
    `<a href="${escapeHtml(uri)}">${escapeHtml(text)}</a>. If not, click the link.\n`;
  const response = new Response(page, status);
  response.headers.set('Location', uri);
  return response;
}
