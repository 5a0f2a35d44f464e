/** The headers flask-cors adds, to every answer and with its rules; `@fastify/cors` has others. */
import fp from 'fastify-plugin';

export interface CorsOptions {
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
  async (app, options) => {
    app.addHook('onSend', (request, reply, payload, done) => {
      const allowed = allowedOrigins(options, request.headers.origin);
      if (allowed.length > 0) {
        void reply.header('access-control-allow-origin', allowed.join(', '));
        if (options.exposeHeaders) {
          void reply.header('access-control-expose-headers', joined(options.exposeHeaders));
        }
        if (options.supportsCredentials) void reply.header('access-control-allow-credentials', 'true');
        if (request.method === 'OPTIONS') {
          const wanted = request.headers['access-control-request-method']?.toUpperCase();
          if (wanted && options.methods.includes(wanted)) {
            const headers = allowedHeaders(options, request.headers['access-control-request-headers']);
            if (headers !== '') void reply.header('access-control-allow-headers', headers);
            if (options.maxAge !== undefined) {
              void reply.header('access-control-max-age', String(options.maxAge));
            }
            void reply.header('access-control-allow-methods', joined(options.methods));
          }
        }
        const varies = options.origins.includes('*') || options.origins.length > 1;
        if (varies && allowed[0] !== '*') void reply.header('vary', 'Origin');
      }
      done(null, payload);
    });
  },
  { name: 'cors' },
);

function allowedOrigins({ origins }: CorsOptions, origin: string | undefined): readonly string[] {
  const isOpen = origins.includes('*');
  if (origin === undefined) return isOpen ? ['*'] : origins.toSorted();
  const isAllowed = isOpen || origins.some((known) => known.toLowerCase() === origin.toLowerCase());
  return isAllowed ? [origin] : [];
}

function allowedHeaders({ allowHeaders }: CorsOptions, requested = ''): string {
  const allowed = new Set(allowHeaders.map((name) => name.toLowerCase()));
  const names = requested
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && (allowed.has('*') || allowed.has(name.toLowerCase())));
  return joined(names);
}

function joined(names: readonly string[]): string {
  return names.toSorted().join(', ');
}
