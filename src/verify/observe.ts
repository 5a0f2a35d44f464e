/**
 * Sends one request to one side and says what it did: the answer, made comparable, and what changed in the
 * side's database. A body is kept whole up to a few megabytes, and beyond that by its hash.
 */
import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { normalizeHeaders } from '../compare/normalize-headers.js';
import { sendRequest } from '../http/send-request.js';
import { CookieJar } from './cookie-jar.js';
import type {
  DatabaseChange,
  Observation,
  ObservedAnswer,
  PlannedRequest,
} from '../model/exchange.js';

export interface Side {
  readonly name: string;
  /** `http://127.0.0.1:5001` */
  readonly origin: string;
  /** What it is told the host is: the same for both, so that both can name it in their answers. */
  readonly host: string | undefined;
  /** Undefined where nobody looks at the database. */
  readonly look: (() => Promise<DatabaseChange>) | undefined;
  /** How the server ended, if it has. */
  readonly ended: () => string | undefined;
}

export interface SendOptions {
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

const KEPT_BYTES = 4 * 1024 * 1024;
export const ORIGIN = 'http://origin';

/** @param cookies are given those that the answer sets. */
export async function observe(
  side: Side,
  request: PlannedRequest,
  options: SendOptions,
  cookies = new CookieJar(),
): Promise<Observation> {
  const answer = await ask(side, request, options, cookies);
  return { answer, change: await side.look?.() };
}

async function ask(
  { origin, host }: Side,
  { method, path, headers, body }: PlannedRequest,
  { timeoutSeconds, signal }: SendOptions,
  cookies: CookieJar,
): Promise<ObservedAnswer> {
  const answer = await sendRequest({
    url: `${origin}${path}`,
    method,
    headers: host === undefined ? headers : { host, ...headers },
    body,
    timeoutSeconds,
    signal,
    keepBytes: KEPT_BYTES,
  });
  if (answer.kind === 'none') return answer;
  cookies.take(answer.headers['set-cookie'] ?? [], path);
  const here = (text: string): string =>
    text.replaceAll(origin, ORIGIN).replaceAll(`http://${host ?? origin}`, ORIGIN);
  const raw = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(here) : value && here(String(value)),
    ]),
  );
  const isText = answer.size <= KEPT_BYTES && isUtf8(answer.body);
  const text = isText ? here(answer.body.toString('utf8')) : undefined;
  return {
    kind: 'answer',
    status: answer.status,
    headers: normalizeHeaders(raw, answer.status),
    body: {
      size: answer.size,
      sha256: text === undefined ? answer.sha256 : createHash('sha256').update(text).digest('hex'),
      text,
    },
  };
}
