/**
 * Finds, in recorded traffic, the values that an answer gave and a later request sent: ids in paths and
 * bodies, tokens in headers. Short or common values are left alone: that a 3 was answered and a 3 was sent
 * says nothing.
 */
import type { PlannedRequest } from '../model/exchange.js';
import { leavesOf } from './excuse-differences.js';

export interface RecordedTraffic {
  readonly request: PlannedRequest;
  /** The body of the answer that was recorded with it. */
  readonly answer: string | undefined;
}

export function bindRecorded(traffic: readonly RecordedTraffic[]): PlannedRequest[] {
  const requests = traffic.map(({ request }) => request);
  let names = 0;
  for (const [index, { answer }] of traffic.entries()) {
    for (const [path, value] of leavesOf(answer)) {
      if (!isTelling(path, value) || isSentBefore(requests.slice(0, index + 1), value)) continue;
      const users = [...requests.keys()].filter(
        (later) => later > index && replaceIn(requests[later]!, value, '') !== undefined,
      );
      if (users.length === 0) continue;
      names += 1;
      const name = `value${names}`;
      const binder = requests[index]!;
      requests[index] = { ...binder, bind: { ...binder.bind, [name]: path } };
      for (const later of users)
        requests[later] = replaceIn(requests[later]!, value, `{{${name}}}`)!;
    }
  }
  return requests;
}

/** Long enough to be nobody else's, or called an id. */
function isTelling(path: string, value: string): boolean {
  if (/^(?:true|false|null)$/.test(value)) return false;
  if (/(?:\.|_|\[")(?:id|uuid|pk)(?:"\])?$|Id$/i.test(path))
    return value !== '' && value.length <= 100;
  return value.length >= 16 && !/\s/.test(value);
}

function isSentBefore(requests: readonly PlannedRequest[], value: string): boolean {
  return requests.some((request) => replaceIn(request, value, '') !== undefined);
}

/** Undefined when the value does not stand in the request as a whole word. */
function replaceIn(
  request: PlannedRequest,
  value: string,
  replacement: string,
): PlannedRequest | undefined {
  const escaped = value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const word = new RegExp(`(?<![\\w.-])${escaped}(?![\\w.-])`, 'g');
  const put = (part: string): string => part.replaceAll(word, () => replacement);
  const { path, headers, body } = request;
  const changed = {
    ...request,
    path: put(path),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [
        name,
        name === 'authorization' || name === 'cookie' || name.startsWith('x-') ? put(text) : text,
      ]),
    ),
    body: body === undefined ? undefined : put(body),
  };
  return JSON.stringify(changed) === JSON.stringify(request) ? undefined : changed;
}
