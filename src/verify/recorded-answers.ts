/**
 * Requests with the answers that a reference gave to them, as a file that later runs compare with: no Flask
 * is needed then. Kept are the status, the headers that a client acts on, and the body; the origin of the
 * server is left out of both.
 */
import { sendRequest, type Answer } from '../http/send-request.js';

export interface RecordedRequest {
  readonly method: string;
  /** With its query string, as it is sent. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Recording {
  readonly request: RecordedRequest;
  readonly answer: RecordedAnswer;
}

export interface AnswerDifference {
  readonly request: RecordedRequest;
  readonly layer: 'unanswered' | 'status' | 'headers' | 'body';
  readonly expected: string;
  readonly actual: string;
}

/** The headers that are compared. */
const HEADERS = ['content-type', 'location', 'allow'] as const;

const ORIGIN = 'http://origin';

/** Sends the requests one after the other. @throws when a server gives no answer at all. */
export async function recordAnswers(
  origin: string,
  requests: readonly RecordedRequest[],
  signal: AbortSignal,
): Promise<Recording[]> {
  const recordings: Recording[] = [];
  for (const request of requests) {
    // oxlint-disable-next-line no-await-in-loop -- a write may decide what the next request meets
    const answer = await send(origin, request, signal);
    if (answer.kind === 'none')
      throw new Error(`${request.method} ${request.path}: ${answer.reason}`);
    recordings.push({ request, answer: recorded(origin, answer) });
  }
  return recordings;
}

/** Holds a service against a recording; empty when it answers the same. */
export async function compareWithRecording(
  origin: string,
  recordings: readonly Recording[],
  signal: AbortSignal,
): Promise<AnswerDifference[]> {
  const differences: AnswerDifference[] = [];
  for (const { request, answer: expected } of recordings) {
    // oxlint-disable-next-line no-await-in-loop -- as above
    const answer = await send(origin, request, signal);
    if (answer.kind === 'none') {
      differences.push({
        request,
        layer: 'unanswered',
        expected: String(expected.status),
        actual: answer.reason,
      });
      continue;
    }
    const actual = recorded(origin, answer);
    for (const [layer, print] of LAYERS) {
      const [wanted, found] = [print(expected), print(actual)];
      if (wanted !== found) differences.push({ request, layer, expected: wanted, actual: found });
    }
  }
  return differences;
}

const LAYERS: readonly (readonly [
  'status' | 'headers' | 'body',
  (answer: RecordedAnswer) => string,
])[] = [
  ['status', ({ status }) => String(status)],
  [
    'headers',
    ({ headers }) =>
      Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
  ],
  ['body', ({ body }) => body],
];

function send(origin: string, request: RecordedRequest, signal: AbortSignal): Promise<Answer> {
  return sendRequest({
    url: `${origin}${request.path}`,
    method: request.method,
    headers: request.headers ?? {},
    body: request.body,
    timeoutSeconds: 30,
    signal,
  });
}

function recorded(origin: string, answer: Extract<Answer, { kind: 'answer' }>): RecordedAnswer {
  const headers: Record<string, string> = {};
  for (const name of HEADERS) {
    const value = answer.headers[name];
    if (value !== undefined)
      headers[name] = normalizeHeader(name, [value].flat().join(', '), origin);
  }
  return {
    status: answer.status,
    headers,
    body: answer.body.toString('utf8').replaceAll(origin, ORIGIN),
  };
}

/** The order within Allow varies from one Flask process to the next: it is a set. */
function normalizeHeader(name: string, value: string, origin: string): string {
  if (name === 'allow')
    return value
      .split(/\s*,\s*/)
      .toSorted()
      .join(', ');
  return value.replaceAll(origin, ORIGIN);
}
