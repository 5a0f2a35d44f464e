/**
 * A request of one route taken apart, so that one thing about it can be changed: the variables of its path,
 * its arguments, the values of its body. The parts begin as the route's example, or as values of the right
 * type where it has none.
 */
import { ruleVariables, type Converter } from '../model/rule.js';
import type { Input, InputType, Method, ParsedQuery, Route } from '../model/service.js';
import type { Json } from '../model/json.js';

export interface RequestParts {
  readonly method: Method;
  /** Percent-encoded, by the name of the variable. */
  readonly variables: Readonly<Record<string, string>>;
  /** `name=value` pairs of the query string, as they are sent. */
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyParts;
}

export type BodyParts =
  | { readonly kind: 'none' }
  /** Members as JSON texts. */
  | { readonly kind: 'json'; readonly members: Readonly<Record<string, string>> }
  | { readonly kind: 'form'; readonly fields: readonly string[] }
  | { readonly kind: 'raw'; readonly text: string };

export type AnyRoute = Route | Route<ParsedQuery>;

export function exampleParts(route: AnyRoute, method: Method): RequestParts {
  const from = (place: Input['from']): readonly Input[] =>
    route.inputs.filter((input) => input.from === place);
  const isGiven = (input: Input): boolean =>
    route.example?.has(input.name) ?? input.whenMissing.kind === 'abort';
  const given = (place: Input['from']): readonly Input[] => from(place).filter(isGiven);
  const text = (input: Input): string => String(exampleOf(route, input));
  const hasBody = method !== 'GET';
  return {
    method,
    variables: Object.fromEntries(
      ruleVariables(route.rule).map(({ name, converter }) => [
        name,
        variableText(route, name, converter),
      ]),
    ),
    query: given('query').map((input) => pair(input.wireName, text(input))),
    headers: Object.fromEntries(
      given('header').map((input) => [input.wireName.toLowerCase(), text(input)]),
    ),
    body:
      hasBody && from('json').length > 0
        ? {
            kind: 'json',
            members: Object.fromEntries(
              given('json').map((input) => [
                input.wireName,
                JSON.stringify(exampleOf(route, input)),
              ]),
            ),
          }
        : hasBody && from('form').length > 0
          ? {
              kind: 'form',
              fields: given('form').map((input) => pair(input.wireName, text(input))),
            }
          : { kind: 'none' },
  };
}

/** `name=value` as a form and a query string write it. */
export function pair(name: string, value: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}

/** The path and what goes with it; `contentType` of the body unless the parts name one. */
export function joinParts(
  route: AnyRoute,
  { variables, query, headers, body }: RequestParts,
): { path: string; headers: Record<string, string>; body: string | undefined } {
  return {
    path: `${joinPath(route, variables)}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: { ...contentType(body), ...headers },
    body: bodyText(body),
  };
}

export function joinPath({ rule }: AnyRoute, variables: Readonly<Record<string, string>>): string {
  const path = rule.segments
    .map((segment) =>
      segment
        .map((part) => (part.kind === 'text' ? encodeURI(part.text) : (variables[part.name] ?? '')))
        .join(''),
    )
    .join('/');
  return `/${path}${rule.isBranch && path !== '' ? '/' : ''}`;
}

export function bodyText(body: BodyParts): string | undefined {
  switch (body.kind) {
    case 'none':
      return undefined;
    case 'json':
      return `{${Object.entries(body.members)
        .map(([key, value]) => `${JSON.stringify(key)}:${value}`)
        .join(',')}}`;
    case 'form':
      return body.fields.join('&');
    case 'raw':
      return body.text;
  }
}

function contentType(body: BodyParts): Record<string, string> {
  if (body.kind === 'form') return { 'content-type': 'application/x-www-form-urlencoded' };
  return body.kind === 'json' || body.kind === 'raw' ? { 'content-type': 'application/json' } : {};
}

function exampleOf(route: AnyRoute, input: Input): Json {
  return route.example?.get(input.name) ?? DEFAULTS[input.type];
}

const DEFAULTS: Readonly<Record<InputType, Json>> = {
  any: 1,
  str: 'a',
  int: 1,
  float: 1.5,
  bool: true,
};

function variableText(route: AnyRoute, name: string, converter: Converter): string {
  const value = route.example?.get(name) ?? defaultVariable(converter);
  const text = String(value);
  if (converter.kind === 'int') return text.padStart(converter.fixedDigits ?? 0, '0');
  if (converter.kind === 'float') return /^-?\d+$/.test(text) ? `${text}.0` : text;
  return converter.kind === 'path'
    ? text.split('/').map(encodeURIComponent).join('/')
    : encodeURIComponent(text);
}

function defaultVariable(converter: Converter): Json {
  switch (converter.kind) {
    case 'int':
      return converter.min ?? 1;
    case 'float':
      return 1.5;
    case 'uuid':
      return '11111111-1111-4111-8111-111111111111';
    case 'any':
      return converter.items[0] ?? 'a';
    case 'path':
      return 'a/b';
    case 'string':
      return 'a'.repeat(converter.length ?? Math.max(1, converter.minlength ?? 1));
  }
}
