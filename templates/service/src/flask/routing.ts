/**
 * What Werkzeug's routing does and Fastify's does not: a missing trailing slash is a redirect (308), a wrong
 * method is 405 with `Allow`, OPTIONS is answered for every rule. Only requests that Fastify found no
 * route for come here, so the routes themselves lose no time.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from './errors.js';
import { escapeHtml } from './html.js';

export function addFlaskRouting(app: FastifyInstance): void {
  const rules = new Map<string, Rule>();

  app.addHook('onRoute', ({ url, method }) => {
    const rule = rules.get(url) ?? { pattern: toPattern(url), methods: new Set(['OPTIONS']) };
    for (const name of [method].flat()) rule.methods.add(name);
    rules.set(url, rule);
  });

  app.setNotFoundHandler((request, reply) => {
    const [path, query] = splitUrl(request.url);
    const allowed = methodsOf(rules, path);
    if (allowed.size > 0) {
      void reply.header('allow', [...allowed].toSorted().join(', '));
      if (request.method !== 'OPTIONS') throw new HttpError(405);
      return reply.type('text/html; charset=utf-8').send('');
    }
    const merged = path.replace(/\/{2,}/g, '/');
    for (const target of [`${path}/`, merged, `${merged}/`]) {
      if (target !== path && methodsOf(rules, target).has(request.method)) {
        return redirect(request, reply, `${target}${query}`);
      }
    }
    throw new HttpError(404);
  });
}

/** Werkzeug matches the path after all leading slashes but one are gone. */
export function withoutLeadingSlashes(url: string): string {
  return url.startsWith('//') ? url.replace(/^\/+/, '/') : url;
}

interface Rule {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Fastify's `/films/:film_id(^\d+$)/` as a regular expression over a whole path. */
function toPattern(url: string): RegExp {
  const source = url.replace(
    /:\w+(?:\(\^?((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*?)\$?\))?|\*|[^:*]+/g,
    (part: string, constraint: string | undefined) => {
      if (part === '*') return '.*';
      if (part.startsWith(':')) return constraint === undefined ? '[^/]+' : `(?:${constraint})`;
      return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    },
  );
  return new RegExp(`^${source}$`);
}

function methodsOf(rules: ReadonlyMap<string, Rule>, path: string): ReadonlySet<string> {
  const methods = new Set<string>();
  for (const rule of rules.values()) {
    if (rule.pattern.test(path)) for (const method of rule.methods) methods.add(method);
  }
  return methods;
}

function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  return [decodePath(path), mark === -1 ? '' : url.slice(mark)];
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A redirect to an absolute URL with Werkzeug's page, as Flask answers a missing slash. */
function redirect(request: FastifyRequest, reply: FastifyReply, target: string): FastifyReply {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const query = mark === -1 ? '' : target.slice(mark);
  const location = `${request.protocol}://${request.host}${encodeURI(path)}${query}`;
  const link = escapeHtml(location);
  return reply
    .code(308)
    .header('location', location)
    .type('text/html; charset=utf-8')
    .send(
      '<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n' +
        '<p>You should be redirected automatically to the target URL: ' +
        `<a href="${link}">${link}</a>. If not, click the link.\n`,
    );
}
