/**
 * The headers flask-cors adds, to every answer and with its rules; `@fastify/cors` has others. As there, an
 * origin or header name with characters of a regular expression in it is one.
 * Source: flask_cors/core.py, 3.0 to 6.0.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { decodePath, splitUrl } from './url.js';

export interface CorsOptions extends CorsSettings {
  /** Which paths get the headers, and what is other for them; the first that fits counts. Default: all paths. */
  readonly resources?: readonly (Partial<CorsSettings> & { readonly path: string })[];
}

export interface CorsSettings {
  /** Origins, or `*` for all; an allowed origin is repeated in the answer. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  /** Header names, or `*` for all. */
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly supportsCredentials?: boolean;
  /** In seconds. */
  readonly maxAge?: number;
}

export const cors = fp<CorsOptions>(
  async (app, { resources, ...settings }) => {
    const rules = resources?.map(({ path, ...own }) => ({
      isFor: pathMatcher(path),
      addHeaders: compile({ ...settings, ...own }),
    })) ?? [{ isFor: () => true, addHeaders: compile(settings) }];

    app.addHook('onSend', (request, reply, payload, done) => {
      const path = resources ? unquoted(decodePath(splitUrl(request.originalUrl)[0])) : '';
      rules.find(({ isFor }) => isFor(path))?.addHeaders(request, reply);
      done(null, payload);
    });
  },
  { name: 'cors' },
);

function compile(settings: CorsSettings) {
  const { methods, exposeHeaders, supportsCredentials, maxAge } = settings;
  const isAllowedHeader = matcher(settings.allowHeaders);
  const allowedOrigin = compileOrigins(settings);
  const varies = settings.origins.length > 1 || settings.origins.some(isPattern);
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const origin = allowedOrigin(request.headers.origin);
    if (origin === undefined) return;
    void reply.header('access-control-allow-origin', origin);
    if (exposeHeaders) void reply.header('access-control-expose-headers', joined(exposeHeaders));
    if (supportsCredentials) void reply.header('access-control-allow-credentials', 'true');
    const wanted = request.headers['access-control-request-method']?.toUpperCase();
    if (request.method === 'OPTIONS' && wanted && methods.includes(wanted)) {
      const names = request.headers['access-control-request-headers'] || undefined;
      const allowed = (names?.split(',') ?? []).map((name) => name.trim()).filter(isAllowedHeader);
      if (allowed.length > 0) void reply.header('access-control-allow-headers', joined(allowed));
      if (maxAge) void reply.header('access-control-max-age', String(maxAge));
      void reply.header('access-control-allow-methods', joined(methods));
    }
    if (varies && origin !== '*') void reply.header('vary', 'Origin');
  };
}

/** flask-cors decodes once more what Werkzeug has decoded. */
function unquoted(path: string): string {
  return path.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** A path, or a pattern that it begins with. */
function pathMatcher(pattern: string): (path: string) => boolean {
  if (!isPattern(pattern)) return (path) => path === pattern;
  const expression = toRegExp(pattern, '');
  return (path) => expression.test(path);
}

/** What `Access-Control-Allow-Origin` is for an origin, or for a request without one. */
function compileOrigins({ origins, supportsCredentials }: CorsSettings) {
  const isOpen = origins.includes('*');
  const isAllowed = matcher(origins);
  // Of several origins flask-cors sends the first; with credentials it never sends the asterisk.
  const [first] = origins.filter((origin) => !isPattern(origin)).toSorted();
  const withoutOrigin = isOpen ? (supportsCredentials ? undefined : '*') : first;
  return (origin: string | undefined): string | undefined => {
    if (!origin) return withoutOrigin;
    return isAllowed(origin) ? origin : undefined;
  };
}

function isPattern(text: string): boolean {
  return /[*\\\]?$^[()]/.test(text);
}

/** Whether a text is one of the names, or begins as one of the patterns says; capitals do not matter. */
function matcher(names: readonly string[]): (text: string) => boolean {
  const known = new Set(names.map((name) => name.toLowerCase()));
  const patterns = names.filter(isPattern).map((name) => toRegExp(name, 'i'));
  return (text) => known.has(text.toLowerCase()) || patterns.some((pattern) => pattern.test(text));
}

/** Python's re.match: from the beginning. What is no regular expression matches nothing. */
function toRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern === '*' ? '.*' : pattern})`, flags);
  } catch {
    return /(?!)/;
  }
}

function joined(names: readonly string[]): string {
  return names.toSorted().join(', ');
}
