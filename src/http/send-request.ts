/**
 * One HTTP request over a connection of its own, and its answer just as it came: no redirect is followed,
 * nothing is decompressed, the path is not tidied up, and no header is added that was not asked for (but
 * Host, Connection, and Content-Length for a body). Not answering is an outcome, not an exception; only an
 * abort rejects. However long an answer is, no more than `keepBytes` of it stay in memory.
 */
import { createHash } from 'node:crypto';
import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface RequestToSend {
  /** The path in it is sent as it is written here. */
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** For the whole exchange. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  /** How much of the body is kept: 64 MiB unless told. */
  readonly keepBytes?: number;
}

export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** By lower-case name; several of one name are joined as Node joins them. */
      readonly headers: IncomingHttpHeaders;
      /** The first `keepBytes` of it. */
      readonly body: Buffer;
      /** Of the whole body, in bytes. */
      readonly size: number;
      /** Of the whole body, in hexadecimal. */
      readonly sha256: string;
    }
  | { readonly kind: 'none'; readonly reason: string };

const KEPT_BYTES = 64 * 1024 * 1024;

export async function sendRequest(toSend: RequestToSend): Promise<Answer> {
  toSend.signal.throwIfAborted();
  const timeout = AbortSignal.timeout(toSend.timeoutSeconds * 1000);
  try {
    return await exchange(toSend, AbortSignal.any([toSend.signal, timeout]));
  } catch (error) {
    toSend.signal.throwIfAborted();
    if (timeout.aborted) {
      return { kind: 'none', reason: `no answer within ${toSend.timeoutSeconds} s` };
    }
    return { kind: 'none', reason: reasonOf(error) };
  }
}

async function exchange(
  { url, method, headers, body, keepBytes = KEPT_BYTES }: RequestToSend,
  signal: AbortSignal,
): Promise<Answer> {
  const { promise, resolve, reject } = deferred<IncomingMessage>();
  const { origin, path } = splitUrl(url);
  const send = origin.protocol === 'https:' ? requestHttps : requestHttp;
  // Without it Node sends the body of a DELETE with nothing that says where it ends.
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const outgoing = send(
    origin,
    { path, method, headers: { ...headers, ...length }, agent: false, signal },
    resolve,
  );
  outgoing.on('error', reject);
  outgoing.end(body);
  const incoming = await promise;
  const chunks: Buffer[] = [];
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer;
    hash.update(bytes);
    if (size < keepBytes) chunks.push(bytes.subarray(0, keepBytes - size));
    size += bytes.length;
  }
  return {
    kind: 'answer',
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    size,
    sha256: hash.digest('hex'),
  };
}

/** `URL` would resolve dots and escape what a client may well send. */
function splitUrl(url: string): { origin: URL; path: string } {
  const match = /^(\w+:\/\/[^/?#]*)(.*)$/s.exec(url);
  return { origin: new URL(match?.[1] ?? url), path: match?.[2] || '/' };
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
