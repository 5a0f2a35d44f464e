/**
 * What Werkzeug's routing does and Fastify's does not: a missing trailing slash is a redirect (308), a wrong
 * method is 405 with `Allow`, OPTIONS is answered for every rule. Only requests that Fastify found no
 * route for come here, so the routes themselves lose no time.
 */
import { unescape as unescapeUrl } from 'node:querystring';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  HookHandlerDoneFunction,
} from 'fastify';
import { HttpError } from './errors.js';
import { escapeHtml } from './html.js';

/** Werkzeug's uuid converter, as Fastify's paths constrain a variable: `/:id(${UUID})`. */
export const UUID = '^[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$';

export function addFlaskRouting(app: FastifyInstance): void {
  const rules = new Map<string, Rule>();

  app.addHook('onRoute', (route) => {
    const { url, method, onRequest = [] } = route;
    const rule = rules.get(url) ?? { pattern: toPattern(url), methods: new Set(['OPTIONS']) };
    for (const name of [method].flat()) rule.methods.add(name);
    rules.set(url, rule);
    if (/(?<!:):\w+(?![\w(])|\*/.test(url))
      route.onRequest = [onRequest, refuseEmptyVariables].flat();
  });

  app.setNotFoundHandler((request, reply) => {
    const [escapedPath, query] = splitUrl(request.url);
    const path = decodeURIComponent(escapedPath);
    const methods = methodsOf(rules, path);
    if (methods.size > 0) {
      const allow = [...methods].toSorted().join(', ');
      if (request.method !== 'OPTIONS') throw new HttpError(405, { headers: { allow } });
      return reply.header('allow', allow).type('text/html; charset=utf-8').send('');
    }
    const merged = path.replace(/\/{2,}/g, '/');
    for (const target of [`${path}/`, merged, `${merged}/`]) {
      if (target !== path && methodsOf(rules, target).has(request.method)) {
        return redirect(request, reply, `${escapePath(target)}${query}`);
      }
    }
    throw new HttpError(404);
  });
}

/**
 * The URL as Werkzeug reads it: an escaped slash is a slash, bytes that are no UTF-8 are U+FFFD, and of
 * the slashes at the beginning one is left.
 */
export function werkzeugUrl(url: string): string {
  const readable = url.includes('%') ? repairUrl(url) : url;
  return readable.startsWith('//') ? readable.replace(/^\/+/, '/') : readable;
}

function repairUrl(url: string): string {
  const [path, query] = splitUrl(url);
  return `${repairEscapes(path).replaceAll(/%2f/gi, '/')}${repairEscapes(query)}`;
}

function repairEscapes(text: string): string {
  return text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25').replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      decodeURIComponent(run);
      return run;
    } catch {
      return encodeURIComponent(unescapeUrl(run));
    }
  });
}

/** A variable takes one character at least, and one with slashes in it does not begin with a slash. */
function refuseEmptyVariables(
  request: FastifyRequest,
  reply: FastifyReply,
  done: HookHandlerDoneFunction,
): void {
  const variables = request.params as Readonly<Record<string, string>>;
  const isRefused = Object.entries(variables).some(([name, value]) =>
    name === '*' ? !/^[^/][^\n]*$/.test(value) : value === '',
  );
  if (isRefused) reply.callNotFound();
  else done();
}

interface Rule {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Fastify's `/films/:film_id(^\d+$)/` as a regular expression over a whole path. */
function toPattern(url: string): RegExp {
  const source = url.replace(
    /::|:\w+(?:\(\^?((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*?)\$?\))?|\*|[^:*]+/g,
    (part: string, constraint: string | undefined) => {
      if (part === '*') return '[^/].*';
      if (part === '::') return ':';
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
  return mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark)];
}

function escapePath(path: string): string {
  return encodeURI(path).replaceAll(/[?#]/g, encodeURIComponent);
}

/** A redirect to an absolute URL with Werkzeug's page, as Flask answers a missing slash. */
function redirect(request: FastifyRequest, reply: FastifyReply, target: string): FastifyReply {
  const location = `${request.protocol}://${request.host}${target}`;
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
