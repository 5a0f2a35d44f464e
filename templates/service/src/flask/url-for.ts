/**
 * `url_for(endpoint, …)`: a URL from the rules of an endpoint, the one with the most variables that the values suffice
 * for. What the rule does not take becomes the query; None is left out. `urlBuilder({ 'films.get_film': [{ rule:
 * '/films/<int:film_id>/', methods: ['GET'] }] })` makes the function.
 * Source: werkzeug/routing/map.py and rules.py, 2.2.
 */
import { float, floatRepr, int, str } from './python.js';
import { quote, quotePath } from './url.js';
import { behaviour } from './versions.js';

export interface EndpointRule {
  readonly rule: string;
  readonly methods: readonly string[];
}

export interface UrlOptions {
  /** `_anchor`. */
  readonly anchor?: string;
  /** `_method`: only a rule that has it. Without, one for GET comes first. */
  readonly method?: string;
  /** `_external`: the origin that makes the URL absolute, as in `http://example.org`. */
  readonly origin?: string;
}

type UrlFor = (endpoint: string, values?: object, options?: UrlOptions) => string;

export function urlBuilder(endpoints: Readonly<Record<string, readonly EndpointRule[]>>): UrlFor {
  const known = new Map(
    Object.entries(endpoints).map(([endpoint, rules]) => [endpoint, rules.map(compile)]),
  );
  return (endpoint, values = {}, { anchor, method, origin = '' } = {}) => {
    const given = new Map<string, unknown>(
      Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
    );
    const rules = (known.get(endpoint) ?? [])
      .filter(({ names }) => names.every((name) => given.has(name)))
      .toSorted((a, b) => b.names.length - a.names.length);
    const rule =
      rules.find(({ methods }) => methods.includes(method ?? 'GET')) ??
      (method === undefined ? rules[0] : undefined);
    if (!rule) throw new Error(`no URL for the endpoint "${endpoint}" and these values`);
    const query = [...given].filter(([name]) => !rule.names.includes(name)).flatMap(printPair);
    return (
      `${origin}${rule.build(given)}` +
      (query.length === 0 ? '' : `?${query.join('&')}`) +
      (anchor === undefined ? '' : `#${quoteAnchor(anchor)}`)
    );
  };
}

function compile({ rule, methods }: EndpointRule) {
  const parts = [...rule.matchAll(/<(?:(\w+)(?:\((.*?)\))?:)?(\w+)>|[^<]+/g)];
  return {
    methods,
    names: parts.flatMap(([, , , name]) => name ?? []),
    build: (values: ReadonlyMap<string, unknown>) =>
      parts
        .map(([text, converter, list = '', name]) =>
          name === undefined ? quotePath(text) : printVariable(values.get(name), converter, list),
        )
        .join(''),
  };
}

function printVariable(value: unknown, converter: string | undefined, list: string): string {
  switch (converter) {
    case 'int': {
      const digits = /fixed_digits\s*=\s*(\d+)|^\s*(\d+)/.exec(list);
      return String(int(value)).padStart(Number(digits?.[1] ?? digits?.[2] ?? 0), '0');
    }
    case 'float':
      return floatRepr(float(value));
    case 'any': {
      const items = [...list.matchAll(/"([^"]*)"|'([^']*)'|([\w.]+)/g)].map(
        ([, double, single, word]) => double ?? single ?? word,
      );
      const text = str(value);
      if (!items.includes(text)) throw new Error(`"${text}" is not one of ${items.join(', ')}`);
      return text;
    }
    default:
      return quoteValue(str(value));
  }
}

function printPair([name, value]: [string, unknown]): string[] {
  const given = [value].flat().filter((one) => one !== null && one !== undefined);
  return given.map((one) => `${quotePlus(name)}=${quotePlus(str(one))}`);
}

function quoteValue(text: string): string {
  return behaviour().quotesByStandard ? quotePath(text) : quote(text).replaceAll('|', '%7C');
}

function quoteAnchor(text: string): string {
  if (!behaviour().quotesAnchorsByStandard) return quoteValue(text);
  return text.replaceAll(/[^\w.~%!#$&'()*+,/:;=?@-]+/g, encodeURIComponent);
}

function quotePlus(text: string): string {
  if (behaviour().quotesByStandard)
    return text.replaceAll(/[^\w.~!$'()*,/:;?@ -]+/g, encodeURIComponent).replaceAll(' ', '+');
  return quote(text)
    .replaceAll(/[/:|+]/g, encodeURIComponent)
    .replaceAll('%20', '+');
}
