/**
 * For apps with rules that Fastify's router cannot hold or tell apart as Werkzeug does: a path variable with
 * something behind it, patterns that overlap, rules without strict slashes. Such a route has the rule itself as
 * its URL, `app.get(rule('/files/<path:name>/info'), …)`, and every request is matched by Werkzeug's own walk
 * before Fastify sees it.
 */
import type { IncomingMessage } from 'node:http';
import {
  answerUnmatched,
  hasRange,
  methodsOf,
  PATH,
  readFastifyRoute,
  type Routing,
} from './routing.js';
import { toAsciiDigits } from './python.js';
import { Router, toParts, type Rule, type Token, type Variable } from './router.js';
import { decodePath, repairEscapes, splitUrl } from './url.js';

export interface RuleOptions {
  readonly strictSlashes?: boolean;
}

/** The URL of a route: `app.get(rule('/films/<int:film_id>/'), …)`. */
export function rule(text: string, { strictSlashes = true }: RuleOptions = {}): string {
  // No request has it: a path with "<" in it is never handed on as it is.
  const url = `${text.replaceAll(/[*%?#;]/g, '_').replaceAll(':', '::')}${strictSlashes ? '' : '<>'}`;
  RULES.set(url, { text, strictSlashes });
  return url;
}

/** The rules by their URLs: Fastify hands the URL to its `onRoute` hooks and nothing else of the rule. */
const RULES = new Map<string, { readonly text: string; readonly strictSlashes: boolean }>();

/** A path that no route has: this is no variable of a rule. */
const NOWHERE = '/<!>';

export function exactRouting(): Routing {
  const router = new Router();
  const params = new WeakMap<IncomingMessage, Readonly<Record<string, string>>>();
  return {
    rewriteUrl: (request) => {
      const { method = 'GET', url = '/' } = request;
      const [path, query] = splitUrl(url);
      const match = router.match(method, decodePath(path));
      if (match.kind !== 'rule') return `${NOWHERE}${repairEscapes(query)}`;
      const { rule: found, values } = match;
      const pairs = found.variables.map(({ name, kind }, index) => {
        const value = values[index]!;
        return [name, kind === 'number' ? toAsciiDigits(value) : value] as const;
      });
      params.set(request, Object.fromEntries(pairs));
      return `${found.toUrl(values)}${repairEscapes(query)}`;
    },
    addTo: (app) => {
      app.addHook('onRoute', (route) => {
        const known = RULES.get(route.url);
        const read = known ? readRule(known.text, route.url) : readFastifyRoute(route);
        const methods = methodsOf(route);
        if (methods.size > 0)
          router.add({ ...read, methods, isStrict: known?.strictSlashes ?? true });
      });
      app.addHook('onRequest', (request, reply, done) => {
        const found = params.get(request.raw);
        if (found) request.params = found;
        // A variable of Fastify's takes anything.
        else if (!request.is404) return reply.callNotFound();
        done();
      });
      answerUnmatched(app, router);
    },
  };
}

function readRule(text: string, url: string): Omit<Rule, 'methods' | 'isStrict'> {
  const tokens = [...text.replaceAll('//', '/').matchAll(RULE_PARTS)].map(
    ([part, converter = 'default', list = '', name]): Token =>
      name === undefined ? part : readVariable(name, converter, readArguments(list)),
  );
  return {
    parts: toParts(tokens),
    variables: tokens.filter((token) => typeof token === 'object'),
    toUrl: () => url.replaceAll('::', ':'),
  };
}

const RULE_PARTS = /\/|<(?:(\w+)(?:\(((?:"[^"]*"|'[^']*'|[^)"'])*)\))?:)?(\w+)>|[^</]+/g;

interface Arguments {
  readonly named: ReadonlyMap<string, string>;
  readonly others: readonly string[];
}

function readArguments(list: string): Arguments {
  const named = new Map<string, string>();
  const others: string[] = [];
  for (const [, name, double, single, word = ''] of list.matchAll(ARGUMENTS)) {
    const value = double ?? single ?? word;
    if (name === undefined) others.push(value);
    else named.set(name, value);
  }
  return { named, others };
}

const ARGUMENTS = /(?:(\w+)\s*=\s*)?(?:"([^"]*)"|'([^']*)'|([\w.]+))/g;

/** The converters and the arguments they take without their names. */
const CONVERTERS: Readonly<Record<string, readonly string[]>> = {
  default: ['minlength', 'maxlength', 'length'],
  string: ['minlength', 'maxlength', 'length'],
  int: ['fixed_digits', 'min', 'max', 'signed'],
  float: ['min', 'max', 'signed'],
};

function readVariable(name: string, converter: string, { named, others }: Arguments): Variable {
  const parameters = CONVERTERS[converter] ?? [];
  const argument = (key: string) => named.get(key) ?? others[parameters.indexOf(key)];
  switch (converter) {
    case 'int':
    case 'float': {
      const sign = argument('signed') === 'True' ? '-?' : '';
      const [minimum, maximum, digits] = ['min', 'max', 'fixed_digits'].map((key) => {
        const value = parameters.includes(key) ? argument(key) : undefined;
        return value === undefined ? undefined : Number(value);
      });
      // fixed_digits=0 is Werkzeug's word for any number of them.
      const range = { minimum, maximum, digits: digits || undefined };
      const pattern = converter === 'int' ? DIGITS : String.raw`${DIGITS}\.${DIGITS}`;
      return {
        name,
        kind: 'number',
        pattern: `${sign}${pattern}`,
        range: hasRange(range) ? range : undefined,
      };
    }
    case 'path':
      return { name, kind: 'path', pattern: PATH };
    case 'uuid':
      return { name, kind: 'text', pattern: ['8', '4', '4', '4', '12'].map(hexDigits).join('-') };
    case 'any': {
      const items = others.map((item) => item.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
      return { name, kind: 'text', pattern: `(?:${items.join('|')})` };
    }
    default: {
      const { length, minimum, maximum } = {
        length: argument('length'),
        minimum: argument('minlength') ?? '1',
        maximum: argument('maxlength') ?? '',
      };
      return { name, kind: 'text', pattern: `[^/]{${length ?? `${minimum},${maximum}`}}` };
    }
  }
}

const DIGITS = String.raw`\p{Nd}+`;

function hexDigits(count: string): string {
  return `[A-Fa-f0-9]{${count}}`;
}
