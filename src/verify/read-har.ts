/**
 * Recorded traffic as browsers and proxies save it (HAR 1.2). Only what went to one server is taken: the one
 * most requests went to. Where a value that an answer gave is sent later on (an id in a path, a token in a
 * header), the later request is given a place for it, so that each side sends its own.
 */
import type { PlannedRequest } from '../model/exchange.js';
import { bindRecorded, type RecordedTraffic } from './bind-recorded.js';
import type { Traffic } from './traffic.js';
import { at, isRecord, list, text, type UnknownRecord } from './unknown-json.js';

/** What a client adds for the connection, and what would be wrong for another server. */
const LEFT_OUT =
  /^(?::.*|host|connection|content-length|accept-encoding|transfer-encoding|keep-alive|upgrade.*|if-(?:none-match|modified-since)|sec-.*|dnt|te|proxy-.*|priority|pragma|cache-control)$/;

/** Cookies that were recorded are replaced by those that each side gives: a session is signed by its server. */
const BROWSER = 'browser';

export function readHar(log: UnknownRecord): Traffic | string {
  const entries = list(log['entries']).filter(isRecord);
  const parsed = entries.flatMap((entry) => readEntry(entry) ?? []);
  if (parsed.length === 0) return 'is a HAR file without requests';
  const origins = new Map<string, number>();
  for (const { origin } of parsed) origins.set(origin, (origins.get(origin) ?? 0) + 1);
  const [origin] = [...origins].toSorted(([, a], [, b]) => b - a)[0]!;
  const mine = parsed.filter((each) => each.origin === origin);
  const others = parsed.length - mine.length;
  return {
    requests: bindRecorded(mine),
    notes: [
      ...(others > 0 ? [`${others} requests to other servers than ${origin} were left out`] : []),
      ...(entries.length > parsed.length
        ? [`${entries.length - parsed.length} entries are no HTTP requests`]
        : []),
    ],
  };
}

function readEntry(
  entry: UnknownRecord,
): (RecordedTraffic & { readonly origin: string }) | undefined {
  const method = text(at(entry, 'request', 'method'));
  const match = /^(https?:\/\/[^/?#]+)([^#]*)/.exec(text(at(entry, 'request', 'url')) ?? '');
  if (method === undefined || !match) return undefined;
  const path = match[2]!.startsWith('/') ? match[2]! : `/${match[2]!}`;
  const headers = list(at(entry, 'request', 'headers')).flatMap((header) => {
    const [name, value] = [text(at(header, 'name'))?.toLowerCase(), text(at(header, 'value'))];
    return name === undefined || value === undefined || LEFT_OUT.test(name)
      ? []
      : [[name, value] as const];
  });
  const request: PlannedRequest = {
    route: '',
    case: `recorded: ${method} ${path}`,
    method: method.toUpperCase(),
    path,
    headers: Object.fromEntries(headers),
    body: readBody(at(entry, 'request', 'postData')),
    client: BROWSER,
  };
  const content = text(at(entry, 'response', 'content', 'text'));
  const isBase64 = at(entry, 'response', 'content', 'encoding') === 'base64';
  const answer = isBase64 && content ? Buffer.from(content, 'base64').toString('utf8') : content;
  return { origin: match[1]!, request, answer };
}

/** Chrome writes the text, Firefox for forms only the pairs. */
function readBody(data: unknown): string | undefined {
  const body = text(at(data, 'text'));
  if (body !== undefined) return body;
  const pairs = list(at(data, 'params')).map((pair): [string, string] => [
    text(at(pair, 'name')) ?? '',
    text(at(pair, 'value')) ?? '',
  ]);
  return pairs.length === 0 ? undefined : new URLSearchParams(pairs).toString();
}
