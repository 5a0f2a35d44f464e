/**
 * A Postman collection (2.1): its requests in order, folders opened, `{{variables}}` of the collection filled
 * in. A test script that stores a value of the answer (`pm.environment.set('token', pm.response.json().token)`)
 * binds that value; scripts are read for this one line and never run.
 */
import type { PlannedRequest } from '../model/exchange.js';
import type { Traffic } from './traffic.js';
import { at, isRecord, list, text, type UnknownRecord } from './unknown-json.js';

interface Context {
  readonly variables: ReadonlyMap<string, string>;
  readonly auth: unknown;
  readonly names: readonly string[];
}

export function readPostman(
  collection: UnknownRecord,
  given: Readonly<Record<string, string>>,
): Traffic | string {
  const variables = new Map<string, string>();
  for (const variable of list(collection['variable'])) {
    const [key, value] = [text(at(variable, 'key')), at(variable, 'value')];
    if (key !== undefined && value !== undefined && value !== null)
      variables.set(key, String(value));
  }
  const bound = new Set<string>();
  const notes: string[] = [];
  // What a script sets comes from the answers, and not from the value that was saved.
  walk(list(collection['item']), [], (item) => {
    for (const name of Object.keys(readBindings(item))) bound.add(name);
  });
  for (const name of bound) variables.delete(name);
  for (const [name, value] of Object.entries(given)) variables.set(name, value);
  const requests: PlannedRequest[] = [];
  const visit = (items: readonly unknown[], context: Context): void => {
    for (const item of items.filter(isRecord)) {
      const names = [...context.names, text(item['name']) ?? ''].filter((name) => name !== '');
      const auth = isRecord(item['auth']) ? item['auth'] : context.auth;
      if (Array.isArray(item['item'])) visit(item['item'], { ...context, auth, names });
      else {
        const read = readItem(item, { ...context, auth, names });
        if (typeof read === 'string') notes.push(`${names.join(' / ')} ${read}`);
        else requests.push(read);
      }
    }
  };
  visit(list(collection['item']), { variables, auth: collection['auth'], names: [] });
  if (requests.length === 0) return 'is a Postman collection without requests';
  const open = new Set(
    requests.flatMap(({ path, body, headers }) =>
      [path, body ?? '', ...Object.values(headers)].flatMap((part) =>
        [...part.matchAll(/\{\{([^{}]+)\}\}/g)].map((match) => match[1]!),
      ),
    ),
  );
  for (const name of open)
    if (!bound.has(name)) notes.push(`{{${name}}} has no value: give it with --var ${name}=…`);
  return { requests, notes };
}

function walk(
  items: readonly unknown[],
  names: readonly string[],
  visit: (item: UnknownRecord) => void,
): void {
  for (const item of items.filter(isRecord)) {
    visit(item);
    walk(list(item['item']), names, visit);
  }
}

function readItem(
  item: UnknownRecord,
  { variables, auth, names }: Context,
): PlannedRequest | string {
  const request = typeof item['request'] === 'string' ? { url: item['request'] } : item['request'];
  if (!isRecord(request)) return 'has no request';
  const fill = (part: string): string =>
    part.replaceAll(/\{\{([^{}]+)\}\}/g, (all, name: string) => variables.get(name.trim()) ?? all);
  const method = (text(request['method']) ?? 'GET').toUpperCase();
  const path = readUrl(request['url'], fill);
  if (path === undefined) return 'has no URL';
  const body = readBody(request['body']);
  if (typeof body === 'object' && 'refused' in body) return body.refused;
  const headers: Record<string, string> = {
    ...body?.headers,
    ...authHeaders(isRecord(request['auth']) ? request['auth'] : auth),
  };
  for (const header of list(request['header'])) {
    const name = text(at(header, 'key'))?.toLowerCase();
    if (name !== undefined && name !== '' && at(header, 'disabled') !== true)
      headers[name] = text(at(header, 'value')) ?? '';
  }
  const bind = readBindings(item);
  return {
    route: '',
    case: names.join(' / '),
    method,
    path: fill(path),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, fill(value)]),
    ),
    body: body && fill(body.text),
    client: 'postman',
    ...(Object.keys(bind).length > 0 ? { bind } : {}),
  };
}

/** The path and query of `{{base}}/films?x=1`, of `http://…/films`, or of the parts Postman keeps beside. */
function readUrl(url: unknown, fill: (part: string) => string): string | undefined {
  const raw = text(url) ?? text(at(url, 'raw'));
  const variables = new Map(
    list(at(url, 'variable')).map((each) => [
      text(at(each, 'key')) ?? '',
      text(at(each, 'value')) ?? '',
    ]),
  );
  const named = (path: string): string =>
    path.replaceAll(/\/:([\w-]+)/g, (all, name: string) =>
      variables.has(name) ? `/${variables.get(name)}` : all,
    );
  if (raw === undefined) return undefined;
  // The base is whatever stands before the first slash of the path, however it is written.
  const whole = fill(raw)
    .replace(/^https?:\/\/[^/?#]*/, '')
    .replace(/^\{\{[^{}]*\}\}/, '')
    .replace(/^[\w.-]+:\d+(?=\/)/, '')
    .replace(/^localhost(?=\/)/, '');
  const [path = '', ...query] = named(whole.replace(/#.*$/s, '')).split('?');
  const full = `${path.startsWith('/') ? path : `/${path}`}${query.length > 0 ? `?${query.join('?')}` : ''}`;
  return full.replaceAll(/[^\u0021-\u007e]/g, (character) => encodeURIComponent(character));
}

function readBody(
  body: unknown,
): { text: string; headers: Record<string, string> } | { refused: string } | undefined {
  const pairs = (value: unknown): [string, string][] =>
    list(value)
      .filter((each) => at(each, 'disabled') !== true)
      .map((each) => [text(at(each, 'key')) ?? '', text(at(each, 'value')) ?? '']);
  switch (at(body, 'mode')) {
    case 'raw': {
      const raw = text(at(body, 'raw')) ?? '';
      const isJson = at(body, 'options', 'raw', 'language') === 'json' || /^\s*[[{]/.test(raw);
      return raw === ''
        ? undefined
        : { text: raw, headers: isJson ? { 'content-type': 'application/json' } : {} };
    }
    case 'urlencoded': {
      const encoded = pairs(at(body, 'urlencoded')).map(
        ([key, value]) => `${encode(key)}=${encode(value)}`,
      );
      return {
        text: encoded.join('&'),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      };
    }
    case 'formdata': {
      if (list(at(body, 'formdata')).some((each) => at(each, 'type') === 'file'))
        return { refused: 'sends a file, which the collection does not hold' };
      const boundary = 'port-verify-boundary';
      const parts = pairs(at(body, 'formdata')).map(
        ([key, value]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
      );
      return {
        text: `${parts.join('')}--${boundary}--\r\n`,
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      };
    }
    case 'graphql':
      return {
        text: JSON.stringify({
          query: at(body, 'graphql', 'query'),
          variables: at(body, 'graphql', 'variables'),
        }),
        headers: { 'content-type': 'application/json' },
      };
    case 'file':
      return { refused: 'sends a file, which the collection does not hold' };
    default:
      return undefined;
  }
}

/** `{{name}}` is filled in later, and stays as it is. */
function encode(part: string): string {
  return encodeURIComponent(part).replaceAll(/%7B%7B(.*?)%7D%7D/g, '{{$1}}');
}

function authHeaders(auth: unknown): Record<string, string> {
  const type = text(at(auth, 'type'));
  const settings = new Map(
    list(type === undefined ? undefined : at(auth, type)).map((each) => [
      text(at(each, 'key')) ?? '',
      String(at(each, 'value') ?? ''),
    ]),
  );
  if (type === 'bearer') return { authorization: `Bearer ${settings.get('token') ?? ''}` };
  if (type === 'basic') {
    const pair = `${settings.get('username') ?? ''}:${settings.get('password') ?? ''}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  }
  if (type === 'apikey' && settings.get('in') !== 'query')
    return { [(settings.get('key') ?? '').toLowerCase()]: settings.get('value') ?? '' };
  return {};
}

/** `pm.environment.set("token", pm.response.json().data.token)`, also by way of a variable. */
function readBindings(item: UnknownRecord): Record<string, string> {
  const script = list(item['event'])
    .filter((event) => at(event, 'listen') === 'test')
    .flatMap((event) => {
      const lines = at(event, 'script', 'exec');
      return typeof lines === 'string' ? [lines] : list(lines).map(String);
    })
    .join('\n');
  const answers = [
    ...script.matchAll(
      /(?:var|let|const)\s+(\w+)\s*=\s*(?:pm\.response\.json\(\)|JSON\.parse\((?:responseBody|pm\.response\.text\(\))\))\s*;?\s*$/gm,
    ),
  ].map((match) => match[1]!);
  const root = ['pm\\.response\\.json\\(\\)', ...answers].join('|');
  const set = new RegExp(
    `(?:pm\\.(?:environment|collectionVariables|globals|variables)\\.set|postman\\.set(?:Environment|Global)Variable)\\(\\s*["']([\\w.-]+)["']\\s*,\\s*(?:${root})((?:\\.\\w+|\\[\\d+\\]|\\[["'][^"']+["']\\])+)`,
    'g',
  );
  return Object.fromEntries(
    [...script.matchAll(set)].map((match) => [
      match[1]!,
      `$${match[2]!.replaceAll(/\[["']([A-Za-z_]\w*)["']\]/g, '.$1').replaceAll(/\['([^']+)'\]/g, '["$1"]')}`,
    ]),
  );
}
