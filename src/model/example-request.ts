/** A route's example as a request, for the tests of the generated service and for the bench. */
import type { Json } from './json.js';
import type { Converter } from './rule.js';
import type { Input, Method, ParsedQuery, Route } from './service.js';

export interface ExampleRequest {
  readonly method: Method;
  /** With its query string, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Undefined when the manifest gives no example and the route cannot do without one. */
export function exampleRequest(route: Route | Route<ParsedQuery>): ExampleRequest | undefined {
  const { example } = route;
  if (!example) return undefined;
  const given = route.inputs.filter(({ name }) => example.has(name));
  const from = (place: Input['from']): [string, Json][] =>
    given
      .filter((input) => input.from === place)
      .map((input) => [input.wireName, example.get(input.name)!]);

  const values = new Map(from('path'));
  const path = route.rule.segments
    .map((segment) =>
      segment
        .map((part) =>
          part.kind === 'text'
            ? encodeURI(part.text)
            : encodePart(
                printVariable(part.converter, values.get(part.name) ?? ''),
                part.converter.kind === 'path',
              ),
        )
        .join(''),
    )
    .join('/');
  const query = new URLSearchParams(
    from('query').map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  const headers = Object.fromEntries(
    from('header').map(([key, value]) => [key.toLowerCase(), String(value)]),
  );
  const json = from('json');
  const form = from('form');
  const isJson = route.inputs.some((input) => input.from === 'json');
  const isForm = route.inputs.some((input) => input.from === 'form');
  return {
    method: route.methods[0]!,
    path: `/${path}${route.rule.isBranch && path !== '' ? '/' : ''}${query === '' ? '' : `?${query}`}`,
    headers: {
      ...headers,
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...(isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    body: isJson
      ? JSON.stringify(Object.fromEntries(json))
      : isForm
        ? new URLSearchParams(
            form.map(([key, value]): [string, string] => [key, String(value)]),
          ).toString()
        : undefined,
  };
}

/** As Werkzeug builds a URL: with the digits that the converter wants to find again. */
function printVariable(converter: Converter, value: Json): string {
  const text = String(value);
  if (converter.kind === 'int') return text.padStart(converter.fixedDigits ?? 0, '0');
  return converter.kind === 'float' && /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function encodePart(text: string, keepsSlashes: boolean): string {
  return keepsSlashes
    ? text.split('/').map(encodeURIComponent).join('/')
    : encodeURIComponent(text);
}
