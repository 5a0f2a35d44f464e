/** `redirect(location, code)` of Flask: the header, and Werkzeug's page for clients that do not follow it. */
import type { FastifyReply } from 'fastify';
import { escapeHtml } from './html.js';
import { toUri } from './url.js';
import { behaviour } from './versions.js';

export function redirect(reply: FastifyReply, location: string, status = 302): FastifyReply {
  return reply
    .code(status)
    .header('location', toUri(location))
    .type('text/html; charset=utf-8')
    .send(redirectPage(location));
}

export function redirectPage(location: string): string {
  const target = behaviour().quotesByStandard ? location : toUri(location);
  return (
    '<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n' +
    '<p>You should be redirected automatically to the target URL: ' +
    `<a href="${escapeHtml(target)}">${escapeHtml(location)}</a>. If not, click the link.\n`
  );
}
