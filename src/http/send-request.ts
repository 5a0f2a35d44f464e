/**
 * One HTTP request over a connection of its own, and its answer just as it came: no redirect is followed,
 * nothing is decompressed, and no header is added that was not asked for (but Host, Connection, and
 * Content-Length for a body). Not answering is an outcome, not an exception; only an abort rejects.
 */
import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface RequestToSend {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** For the whole exchange. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** By lower-case name; several of one name are joined as Node joins them. */
      readonly headers: IncomingHttpHeaders;
      readonly body: Buffer;
    }
  | { readonly kind: 'none'; readonly reason: string };

const MAX_BODY_BYTES = 64 * 1024 * 1024;

export async function sendRequest(toSend: RequestToSend): Promise<Answer> {
  toSend.signal.throwIfAborted();
  const timeout = AbortSignal.timeout(toSend.timeoutSeconds * 1000);
  try {
    const message = await exchange(toSend, AbortSignal.any([toSend.signal, timeout]));
    return {
      kind: 'answer',
      status: message.status,
      headers: message.headers,
      body: message.body,
    };
  } catch (error) {
    toSend.signal.throwIfAborted();
    if (timeout.aborted) {
      return { kind: 'none', reason: `no answer within ${toSend.timeoutSeconds} s` };
    }
    return { kind: 'none', reason: reasonOf(error) };
  }
}

async function exchange(
  { url, method, headers, body }: RequestToSend,
  signal: AbortSignal,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  const { promise, resolve, reject } = deferred<IncomingMessage>();
  const target = new URL(url);
  const send = target.protocol === 'https:' ? requestHttps : requestHttp;
  const outgoing = send(target, { method, headers, agent: false, signal }, resolve);
  outgoing.on('error', reject);
  outgoing.end(body);
  const incoming = await promise;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MAX_BODY_BYTES) {
      outgoing.destroy();
      throw new Error(`an answer of more than ${MAX_BODY_BYTES / 1024 / 1024} MiB`);
    }
    chunks.push(bytes);
  }
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise;
    reject = rejectPromise;
  });
  return { promise, resolve, reject };
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed without an answer',
  ENOTFOUND: 'no such host',
  EHOSTUNREACH: 'host unreachable',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : REASONS[code]) ?? (error.message || code || error.name);
}
