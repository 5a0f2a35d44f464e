/** `redirect(location, code)` of Flask: the header, and Werkzeug's page for clients that do not follow it. */
import type { FastifyReply } from 'fastify';
import { escapeHtml } from './html.js';

export function redirect(reply: FastifyReply, location: string, status = 302): FastifyReply {
  const uri = toUri(location);
  return reply
    .code(status)
    .header('location', uri)
    .type('text/html; charset=utf-8')
    .send(
      '<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n' +
        '<p>You should be redirected automatically to the target URL: ' +
        `<a href="${escapeHtml(uri)}">${escapeHtml(location)}</a>. If not, click the link.\n`,
    );
}

/** A location that is ASCII without spaces is left as it is, whatever else is in it. */
function toUri(location: string): string {
  if (/^[\x21-\x7e]*$/.test(location)) return location;
  return location.replaceAll(/[^\x21-\x7e]+|["<>\\^`{|}]/g, encodeURIComponent);
}
