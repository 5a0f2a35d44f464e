/**
 * What Werkzeug's routing does and Fastify's does not: a missing trailing slash is a redirect (308), a wrong
 * method is 405 with `Allow`, OPTIONS is answered for every rule. Fastify matches what it matches as Werkzeug
 * does, at its own speed; a path with escapes in it, and one that Fastify has no route for, is matched here.
 */
import type { IncomingMessage } from 'node:http';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestHookHandler,
  RouteOptions,
} from 'fastify';
import { HttpError } from './errors.js';
import { redirect } from './redirect.js';
import { toAsciiDigits } from './python.js';
import { isOutOfRange, Router, toParts } from './router.js';
import type { Range, Rule, Token, Variable } from './router.js';
import { decodePath, quote, quotePath, repairEscapes, splitUrl } from './url.js';

/** Werkzeug's uuid converter, as Fastify's paths constrain a variable: `/:id(${UUID})`. */
export const UUID = '^[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}$';

declare module 'fastify' {
  interface FastifyInstance {
    readonly urlMap: Router;
  }
}

/** How requests find their routes: `rewriteUrl` is an option of Fastify itself. */
export interface Routing {
  readonly rewriteUrl: (request: IncomingMessage) => string;
  readonly addTo: (app: FastifyInstance) => void;
}

export function fastifyRouting(): Routing {
  const router = new Router();
  return {
    rewriteUrl: ({ method = 'GET', url = '/' }) => {
      if (!url.includes('%') && !url.startsWith('//')) return url;
      const [rawPath, query] = splitUrl(url);
      const path = decodePath(rawPath);
      if (!rawPath.includes('%')) return `${path}${repairEscapes(query)}`;
      const match = router.match(method, path);
      const target = match.kind === 'rule' ? match.rule.toUrl(match.values) : quote(path);
      return `${target}${repairEscapes(query)}`;
    },
    addTo: (app) => {
      app.addHook('onRoute', (route) => {
        const rule = readFastifyRoute(route);
        if (rule.methods.size > 0) router.add(rule);
        const refuse = refusal(rule);
        if (refuse) route.onRequest = [route.onRequest ?? [], refuse].flat();
      });
      answerUnmatched(app, router);
    },
  };
}

/** Answers what no route answers. */
export function answerUnmatched(app: FastifyInstance, router: Router): void {
  app.decorate('urlMap', router);
  app.setNotFoundHandler((request, reply) => {
    const [rawPath, query] = splitUrl(request.originalUrl);
    const match = router.match(request.method, decodePath(rawPath));
    if (match.kind === 'redirect') {
      const origin = `${request.protocol}://${request.host.replace(/:80$/, '')}`;
      return redirect(reply, `${origin}${quotePath(match.path)}${query === '?' ? '' : query}`, 308);
    }
    if (match.kind === 'rule' && request.method === 'OPTIONS') return answerOptions(request, reply);
    if (match.kind === 'none' && match.methods.size > 0) {
      throw new HttpError(405, { headers: { allow: [...match.methods].toSorted().join(', ') } });
    }
    throw new HttpError(404);
  });
}

/** The methods that the path has. */
export function answerOptions(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path] = splitUrl(request.originalUrl);
  const allow = [...request.server.urlMap.methodsOf(decodePath(path))].toSorted().join(', ');
  if (allow !== '') void reply.header('allow', allow);
  return reply.type('text/html; charset=utf-8').send('');
}

/** HEAD comes with GET, OPTIONS with everything; Fastify's own routes for HEAD are no rules. */
export function methodsOf({ method }: RouteOptions): ReadonlySet<string> {
  const methods = [method].flat().filter((name) => name !== 'HEAD');
  const implied = methods.includes('GET') ? ['HEAD', 'OPTIONS'] : ['OPTIONS'];
  return new Set(methods.length > 0 ? [...methods, ...implied] : []);
}

/**
 * Fastify's variables may be empty and have any length; and a number out of its range is no path of any rule.
 * A route with such variables looks at them before anything else happens.
 */
function refusal({ variables }: Rule): onRequestHookHandler | undefined {
  const checks = variables.flatMap((variable) => {
    const isAccepted = acceptance(variable);
    return isAccepted ? [{ name: variable.name, isAccepted }] : [];
  });
  if (checks.length === 0) return undefined;
  return (request, reply, done) => {
    const params = request.params as Readonly<Record<string, string>>;
    if (checks.every(({ name, isAccepted }) => isAccepted(params[name]!))) done();
    else reply.callNotFound();
  };
}

/** What Fastify's own pattern does not see to. */
function acceptance({ pattern, range }: Variable): ((value: string) => boolean) | undefined {
  if (range) return (value) => !isOutOfRange(value, range);
  if (pattern === ANY_TEXT) return (value) => value !== '';
  if (!pattern.startsWith('[^/]')) return undefined;
  const whole = new RegExp(`^${pattern}$`, 'u');
  return (value) => whole.test(value);
}

const NUMBERS = new Set([
  String.raw`\d+`,
  String.raw`-?\d+`,
  String.raw`\d+\.\d+`,
  String.raw`-?\d+\.\d+`,
]);

/** The path of a Fastify route, such as `/films/:id(^\d+$)/`, with what the schema says of its variables. */
export function readFastifyRoute(route: RouteOptions): Rule {
  const schema = route.schema?.params as { properties?: Record<string, Limits> } | undefined;
  const tokens: Token[] = [];
  for (const [part, name, pattern] of route.url.matchAll(PATH_PARTS)) {
    if (part === '*') tokens.push({ name: '*', kind: 'path', pattern: PATH });
    else if (name === undefined) tokens.push(part === '::' ? ':' : part);
    else tokens.push(readVariable(name, pattern, schema?.properties?.[name] ?? {}));
  }
  return {
    parts: toParts(joinTexts(tokens)),
    variables: tokens.filter((token) => typeof token === 'object'),
    methods: methodsOf(route),
    isStrict: true,
    toUrl: (values) => {
      let next = 0;
      const parts = tokens.map((token) => {
        if (typeof token === 'string') return quote(token);
        const value = values[next++]!;
        return quote(token.kind === 'number' ? toAsciiDigits(value) : value);
      });
      return parts.join('');
    },
  };
}

export const PATH = String.raw`[^/][^\n]*?`;
const ANY_TEXT = '[^/]{1,}';

const PATH_PARTS =
  /::|:(\w+)(?:\(\^?((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*?)\$?\))?|\*|\/|[^:*/]+/g;

interface Limits extends Range {
  readonly minLength?: number;
  readonly maxLength?: number;
}

function readVariable(name: string, pattern: string | undefined, limits: Limits): Variable {
  if (pattern === undefined) {
    const { minLength = 1, maxLength = '' } = limits;
    return { name, kind: 'text', pattern: `[^/]{${minLength},${maxLength}}` };
  }
  const isNumber = NUMBERS.has(pattern);
  return {
    name,
    kind: isNumber ? 'number' : 'text',
    pattern: pattern.replaceAll(String.raw`\d`, String.raw`\p{Nd}`),
    range: isNumber && hasRange(limits) ? limits : undefined,
  };
}

export function hasRange({ minimum, maximum, digits }: Range): boolean {
  return minimum !== undefined || maximum !== undefined || digits !== undefined;
}

/** An escaped colon parts what is one text. */
function joinTexts(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    const areTexts = typeof last === 'string' && typeof token === 'string';
    if (areTexts && last !== '/' && token !== '/') joined[joined.length - 1] = last + token;
    else joined.push(token);
  }
  return joined;
}
