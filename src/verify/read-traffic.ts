/**
 * Requests from a file: a list of them (requests.json), recorded traffic (HAR), or a Postman collection. Which
 * of the three it is shows in the file. `route` stays empty: whose manifest it is decides that.
 */
import type { PlannedRequest } from '../model/exchange.js';
import { readHar } from './read-har.js';
import { readPostman } from './read-postman.js';
import type { Traffic } from './traffic.js';
import { isRecord, text } from './unknown-json.js';

/** @returns a sentence when the text is none of the three. */
export function readTraffic(
  source: string,
  variables: Readonly<Record<string, string>>,
): Traffic | string {
  let document: unknown;
  try {
    document = JSON.parse(source.replace(/^\ufeff/, ''));
  } catch (error) {
    return `is no JSON: ${(error as Error).message}`;
  }
  if (Array.isArray(document)) return readList(document);
  if (isRecord(document) && isRecord(document['log'])) return readHar(document['log']);
  if (isRecord(document) && isRecord(document['info']) && Array.isArray(document['item']))
    return readPostman(document, variables);
  return 'is neither a list of requests, nor a HAR file, nor a Postman collection';
}

/** `[{ "method", "path", "headers", "body", "bind", "client", "case" }]`; a body that is no text is sent as JSON. */
function readList(items: readonly unknown[]): Traffic | string {
  const requests: PlannedRequest[] = [];
  for (const [index, item] of items.entries()) {
    const path = isRecord(item) ? text(item['path']) : undefined;
    if (!isRecord(item) || !path?.startsWith('/'))
      return `has no "path" that begins with a slash in request ${index + 1}`;
    const method = (text(item['method']) ?? 'GET').toUpperCase();
    const { body } = item;
    const isText = body === undefined || typeof body === 'string';
    requests.push({
      route: text(item['route']) ?? '',
      case: text(item['case']) ?? `${method} ${path}`,
      method,
      path,
      headers: {
        ...(isText ? {} : { 'content-type': 'application/json' }),
        ...lowerNames(item['headers']),
      },
      body: isText ? body : JSON.stringify(body),
      ...(text(item['client']) === undefined ? {} : { client: text(item['client'])! }),
      ...(isRecord(item['bind']) ? { bind: texts(item['bind']) } : {}),
    });
  }
  return { requests, notes: [] };
}

function lowerNames(headers: unknown): Record<string, string> {
  if (!isRecord(headers)) return {};
  return Object.fromEntries(
    Object.entries(texts(headers)).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function texts(record: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
}
