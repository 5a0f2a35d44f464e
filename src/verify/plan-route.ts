/**
 * The requests that one route is tried with. Each changes one thing about the example and leaves the rest,
 * so that a difference names its cause; at the end a few change several at once, drawn with a seed. They
 * are in the order in which they are worth sending.
 */
import { ruleVariables } from '../model/rule.js';
import { METHODS, type Input, type Method } from '../model/service.js';
import type { PlannedRequest } from '../model/exchange.js';
import { seededRandom } from '../util/seeded-random.js';
import { drawnFloats, drawnJson, drawnNumbers, drawnTexts } from './drawn-values.js';
import { BODIES, jsonProbes, pathProbes, textProbes, type Probe } from './probe-values.js';
import {
  bodyText,
  exampleParts,
  joinParts,
  pair,
  type AnyRoute,
  type RequestParts,
} from './request-parts.js';
import { routeName } from '../model/route-name.js';

/** The case of the request that should succeed. */
export const EXAMPLE = 'the example';
/** Requests with several things changed at once. */
const COMBINATIONS = 40;

interface Change {
  readonly name: string;
  readonly apply: (parts: RequestParts) => RequestParts;
}

export function planRoute(route: AnyRoute, seed: number): PlannedRequest[] {
  const [first = [], ...others] = route.methods.map((method) => planMethod(route, method, seed));
  // The first request of each is its example.
  const examples = [first, ...others].flatMap((requests) => requests.slice(0, 1));
  const rest = [first, ...others].map((requests) => requests.slice(1));
  return dropRepeated([...examples, ...planRouting(route), ...interleave(rest)]);
}

function planMethod(route: AnyRoute, method: Method, seed: number): PlannedRequest[] {
  const parts = exampleParts(route, method);
  const random = seededRandom(seed + saltOf(`${method} ${route.rule.text}`));
  const groups = changesOf(route, parts, random);
  const send = (name: string, changed: RequestParts): PlannedRequest => ({
    route: routeName(route),
    case: name,
    method,
    ...joinParts(route, changed),
  });
  return [
    send(EXAMPLE, parts),
    ...interleave(groups).map((change) => send(change.name, change.apply(parts))),
    ...combinations(groups, random).map((changes) =>
      send(
        changes.map(({ name }) => name).join(', '),
        changes.reduce((rest, { apply }) => apply(rest), parts),
      ),
    ),
  ];
}

/** Other methods, and slashes that are missing or too many. */
function planRouting(route: AnyRoute): PlannedRequest[] {
  const method = route.methods[0]!;
  const parts = exampleParts(route, method);
  const { path, headers, body } = joinParts(route, parts);
  const [bare = '/', query] = path.split('?');
  const search = query === undefined ? '' : `?${query}`;
  const name = routeName(route);
  const others = (['HEAD', 'OPTIONS', ...METHODS] as const).filter(
    (other) => !(route.methods as readonly string[]).includes(other),
  );
  const slashes: readonly (readonly [string, string])[] = [
    bare.endsWith('/')
      ? ['no slash at the end', bare.slice(0, -1)]
      : ['a slash at the end', `${bare}/`],
    ['two slashes at the end', `${bare.replace(/\/$/, '')}//`],
    ['a doubled slash', bare.replace(/(.)\//, '$1//')],
    ['a doubled slash at the beginning', `/${bare}`],
    ['upper case', bare.toUpperCase()],
    ['a dot', `/.${bare}`],
    [
      'an escaped letter',
      bare.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    ],
  ];
  return [
    ...others.map((other) => ({
      route: name,
      case: `the method ${other}`,
      method: other,
      path,
      headers: other === 'HEAD' || other === 'OPTIONS' ? {} : headers,
      body: other === 'HEAD' || other === 'OPTIONS' || other === 'GET' ? undefined : body,
    })),
    ...slashes
      .filter(([, changed]) => changed !== '' && changed !== bare)
      .map(([what, changed]) => ({
        route: name,
        case: what,
        method,
        path: `${changed}${search}`,
        headers,
        body,
      })),
    {
      route: name,
      case: 'an argument nobody reads',
      method,
      path: `${bare}?${query === undefined ? '' : `${query}&`}unknown=1`,
      headers,
      body,
    },
    ...(bare.endsWith('/') && bare !== '/'
      ? [
          {
            route: name,
            case: 'no slash at the end, and arguments',
            method,
            path: `${bare.slice(0, -1)}?a=b&c=%20d`,
            headers,
            body,
          },
          {
            route: name,
            case: 'OPTIONS, no slash at the end',
            method: 'OPTIONS',
            path: bare.slice(0, -1),
            headers: {},
            body: undefined,
          },
        ]
      : []),
  ];
}

/** What can be changed about a request, grouped by the thing it is about. */
function changesOf(route: AnyRoute, parts: RequestParts, random: () => number): Change[][] {
  const groups: Change[][] = ruleVariables(route.rule).map(({ name, converter }) =>
    [
      ...pathProbes(converter, parts.variables[name] ?? ''),
      ...(converter.kind === 'int' ? drawnNumbers(random) : []),
      ...(converter.kind === 'float' ? drawnFloats(random) : []),
      ...(converter.kind === 'string' || converter.kind === 'path' ? drawnTexts(random) : []),
    ].map((probe) => ({
      name: `${name} is ${probe.name}`,
      apply: (old) => ({ ...old, variables: { ...old.variables, [name]: probe.value } }),
    })),
  );
  for (const input of route.inputs) {
    if (input.from === 'query') groups.push(queryChanges(input, random));
    if (input.from === 'header') groups.push(headerChanges(input));
    if (input.from === 'json' && parts.body.kind === 'json')
      groups.push(jsonChanges(input, random));
    if (input.from === 'form' && parts.body.kind === 'form')
      groups.push(formChanges(input, random));
  }
  if (parts.body.kind === 'json') groups.push(bodyChanges());
  if (parts.body.kind === 'form') groups.push(typeChanges());
  return groups;
}

function queryChanges({ wireName, type }: Input, random: () => number): Change[] {
  const key = encodeURIComponent(wireName);
  const without = (query: readonly string[]): string[] =>
    query.filter((each) => each.split('=')[0] !== key);
  const put = (name: string, ...pairs: string[]): Change => ({
    name: `${wireName} ${name}`,
    apply: (old) => ({ ...old, query: [...without(old.query), ...pairs] }),
  });
  const probes = textProbes(type);
  const [first, second] = [probes.find(({ value }) => value !== '')!, probes.at(-1)!];
  return [
    put('is missing'),
    ...probes.slice(0, 3).map(({ name, value }) => put(`is ${name}`, `${key}=${value}`)),
    {
      name: `${wireName} comes twice`,
      apply: (old) => ({
        ...old,
        query: [
          ...(old.query.length > 0 ? old.query : [`${key}=${first.value}`]),
          `${key}=${second.value}`,
        ],
      }),
    },
    put('has no equals sign', key),
    ...probes.slice(3).map(({ name, value }) => put(`is ${name}`, `${key}=${value}`)),
    put('has a percent sign that escapes nothing', `${key}=%zz`),
    put('is followed by an empty pair', `${key}=${first.value}`, '', '=1'),
    ...drawnTexts(random).map(({ name, value }) => put(`is ${name}`, `${key}=${value}`)),
  ];
}

function headerChanges({ wireName, type }: Input): Change[] {
  const key = wireName.toLowerCase();
  const usable = textProbes(type).filter(({ value }) => !/%0|%00/.test(value));
  return [
    {
      name: `${wireName} is missing`,
      apply: (old) => {
        const { [key]: _gone, ...headers } = old.headers;
        return { ...old, headers };
      },
    },
    ...usable.map(({ name, value }) => ({
      name: `${wireName} is ${name}`,
      apply: (old: RequestParts): RequestParts => ({
        ...old,
        headers: { ...old.headers, [key]: value },
      }),
    })),
  ];
}

function jsonChanges({ wireName, type }: Input, random: () => number): Change[] {
  const change = (name: string, value: string | undefined): Change => ({
    name: `${wireName} ${name}`,
    apply: (old) => {
      if (old.body.kind !== 'json') return old;
      const { [wireName]: _gone, ...members } = old.body.members;
      return {
        ...old,
        body: {
          kind: 'json',
          members: value === undefined ? members : { ...members, [wireName]: value },
        },
      };
    },
  });
  return [
    change('is missing', undefined),
    ...[...jsonProbes(type), ...drawnJson(random)].map(({ name, value }) =>
      change(`is ${name}`, value),
    ),
  ];
}

function formChanges({ wireName, type }: Input, random: () => number): Change[] {
  const key = encodeURIComponent(wireName);
  const put = (name: string, ...pairs: string[]): Change => ({
    name: `${wireName} ${name}`,
    apply: (old) => {
      if (old.body.kind !== 'form') return old;
      const others = old.body.fields.filter((each) => each.split('=')[0] !== key);
      return { ...old, body: { kind: 'form', fields: [...others, ...pairs] } };
    },
  });
  const probes = textProbes(type);
  return [
    put('is missing'),
    ...probes.map(({ name, value }) => put(`is ${name}`, `${key}=${value}`)),
    put('comes twice', `${key}=1`, `${key}=2`),
    ...drawnTexts(random).map(({ name, value }) => put(`is ${name}`, `${key}=${value}`)),
  ];
}

/** The whole body, and what it calls itself. */
function bodyChanges(): Change[] {
  const raw = ({ name, value }: Probe): Change => ({
    name: `the body is ${name}`,
    apply: (old) => ({ ...old, body: { kind: 'raw', text: value } }),
  });
  const rewritten = (name: string, rewrite: (text: string) => string): Change => ({
    name,
    apply: (old) => ({ ...old, body: { kind: 'raw', text: rewrite(bodyText(old.body) ?? '') } }),
  });
  return [
    ...BODIES.slice(0, 4).map(raw),
    ...typeChanges(),
    rewritten('a key too many', (text) =>
      text.replace(/\}$/, `${text === '{}' ? '' : ','}"port_extra":[1]}`),
    ),
    rewritten('spaces in the body', (text) => ` ${text.replaceAll(/([:,])(?=["[{\d])/g, '$1 ')}\n`),
    rewritten('a byte order mark', (text) => `\ufeff${text}`),
    rewritten('each key twice', (text) => text.replace(/^\{(.+)\}$/s, '{$1,$1}')),
    ...BODIES.slice(4).map(raw),
    {
      name: 'the body is a form',
      apply: (old) => ({
        ...old,
        headers: { ...old.headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: {
          kind: 'form',
          fields:
            old.body.kind === 'json'
              ? Object.entries(old.body.members).map(([key, value]) => pair(key, value))
              : [],
        },
      }),
    },
  ];
}

function typeChanges(): Change[] {
  const types = [
    'text/plain',
    'application/json; charset=utf-8',
    'application/vnd.api+json',
    'multipart/form-data',
    'APPLICATION/JSON',
  ];
  return types.map((type) => ({
    name: `the content type is ${type}`,
    apply: (old) => ({ ...old, headers: { ...old.headers, 'content-type': type } }),
  }));
}

/** The first of each group, then the second of each: whatever is cut off, no group goes without. */
function interleave<Item>(groups: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...groups.map((group) => group.length));
  return Array.from({ length: longest }, (_, index) =>
    groups.flatMap((group) => (index < group.length ? [group[index]!] : [])),
  ).flat();
}

function combinations(groups: readonly (readonly Change[])[], random: () => number): Change[][] {
  if (groups.length < 2) return [];
  const pick = (group: readonly Change[]): Change => group[Math.floor(random() * group.length)]!;
  return Array.from({ length: COMBINATIONS }, () => {
    const chosen = groups.filter(() => random() < 0.5);
    return (chosen.length >= 2 ? chosen : groups.slice(0, 2)).map(pick);
  });
}

function saltOf(text: string): number {
  return [...text].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) >>> 0, 7);
}

function dropRepeated(requests: readonly PlannedRequest[]): PlannedRequest[] {
  const seen = new Set<string>();
  return requests.filter(({ method, path, headers, body }) => {
    const key = JSON.stringify([method, path, headers, body]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** What Node refuses to send cannot be planned: a path is visible ASCII. */
export function isSendable({ path, headers }: PlannedRequest): boolean {
  // oxlint-disable-next-line no-control-regex -- these are the characters a header may hold
  return (
    /^\/[\u0021-\u007e]*$/.test(path) &&
    Object.values(headers).every((value) => /^[\t\u0020-\u007e]*$/.test(value))
  );
}
