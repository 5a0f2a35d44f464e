/**
 * Values that one answer gives and a later request sends, on each side its own: an id, a token. In a request
 * they stand as `{{name}}`; where they come from is a path into a JSON answer (`$.data[0].id`), `$..id` for
 * the first id in it, `header:location`, or `cookie:session`.
 */
import { stepTo } from '../compare/compare-json.js';
import { parseJsonText, type JsonNode } from '../compare/json-text.js';
import type { ObservedAnswer, PlannedRequest } from '../model/exchange.js';
import type { CookieJar } from './cookie-jar.js';
import { ANY_ID } from './plan-sequences.js';

/** The values found; names whose path leads nowhere are not among them. */
export function takeValues(
  bind: Readonly<Record<string, string>>,
  answer: ObservedAnswer,
  cookies: CookieJar,
): Map<string, string> {
  const found = new Map<string, string>();
  if (answer.kind === 'none') return found;
  const root = answer.body.text === undefined ? undefined : parseJsonText(answer.body.text);
  for (const [name, from] of Object.entries(bind)) {
    const value = valueFrom(from, answer, root, cookies);
    if (value !== undefined) found.set(name, value);
  }
  return found;
}

function valueFrom(
  from: string,
  { headers }: Extract<ObservedAnswer, { kind: 'answer' }>,
  root: JsonNode | undefined,
  cookies: CookieJar,
): string | undefined {
  const [, source, name = ''] = /^(header|cookie):(.*)$/s.exec(from) ?? [];
  if (source === 'header') return headers[name.toLowerCase()];
  if (source === 'cookie') return cookies.value(name);
  return root && valueAt(root, from);
}

/** Undefined when the request needs a value that is not bound. */
export function fillIn(
  request: PlannedRequest,
  values: ReadonlyMap<string, string>,
): PlannedRequest | undefined {
  const { path, headers, body } = request;
  const texts = [path, body ?? '', ...Object.values(headers)];
  const names = new Set(
    texts.flatMap((text) => [...text.matchAll(NAME)].map((match) => match[1]!)),
  );
  if (names.size === 0) return request;
  if ([...names].some((name) => !values.has(name))) return undefined;
  const fill = (text: string, escape: (value: string) => string): string =>
    text.replaceAll(NAME, (_all, name: string) => escape(values.get(name)!));
  const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);
  return {
    ...request,
    path: fill(path, encodeURIComponent),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, fill(value, (text) => text)]),
    ),
    body: body === undefined ? undefined : fill(body, inJson),
  };
}

const NAME = /\{\{([\w.-]+)\}\}/g;

function valueAt(root: JsonNode, path: string): string | undefined {
  if (path === ANY_ID) return firstId(root);
  let found: string | undefined;
  const visit = (node: JsonNode, at: string): void => {
    if (at === path) found ??= scalar(node);
    if (found !== undefined || !path.startsWith(at)) return;
    if (node.kind === 'object')
      for (const { key, value } of node.members) visit(value, stepTo(at, key));
    if (node.kind === 'list')
      for (const [index, item] of node.items.entries()) visit(item, stepTo(at, index));
  };
  visit(root, '$');
  return found;
}

/** Breadth first, so that the answer's own id comes before those of things within it. */
function firstId(root: JsonNode): string | undefined {
  let level: JsonNode[] = [root];
  let second: string | undefined;
  while (level.length > 0) {
    const next: JsonNode[] = [];
    for (const node of level) {
      if (node.kind === 'list') next.push(...node.items.slice(0, 1));
      if (node.kind !== 'object') continue;
      for (const { key, value } of node.members) {
        const text = scalar(value);
        if (text === undefined) next.push(value);
        else if (/^id$/i.test(key)) return text;
        else if (/(?:_|^)id$|[a-z]Id$/.test(key)) second ??= text;
      }
    }
    if (second !== undefined) return second;
    level = next;
  }
  return undefined;
}

function scalar(node: JsonNode): string | undefined {
  if (node.kind === 'string') return node.value;
  return node.kind === 'number' ? node.lexeme : undefined;
}
