/** Requests and their answers as a line of a fixture, and how both sides are made comparable. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, InjectOptions } from 'fastify';

export interface TestRequest {
  readonly method: string;
  /** As it is sent, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | { readonly base64: string };
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** What servers add, and what Fastify adds; and the length, which follows from the body. */
const LEFT_OUT = new Set([
  'content-length',
  'connection',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

/** Headers in the order of their names; Allow, whose order changes between processes, sorted. */
export function comparable({ status, headers, body }: TestAnswer): TestAnswer {
  const kept = headers
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => [name, name === 'allow' ? sortedList(value) : value] as const)
    .toSorted(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)));
  return { status, headers: kept, body };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortedList(value: string): string {
  return value.split(/,\s*/).toSorted().join(', ');
}

export async function injected(app: FastifyInstance, request: TestRequest): Promise<TestAnswer> {
  const { method, path, headers = {}, body } = request;
  const response = await app.inject({
    method: method as NonNullable<InjectOptions['method']>,
    // `inject` reads a URL that begins with two slashes as that of a host.
    url: path.startsWith('//') ? `http://origin${path}` : path,
    headers: { host: 'origin', 'user-agent': '', ...headers },
    ...(body === undefined
      ? {}
      : { payload: typeof body === 'string' ? body : Buffer.from(body.base64, 'base64') }),
  });
  const found = Object.entries(response.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, String(one)] as const),
  );
  return comparable({ status: response.statusCode, headers: found, body: response.body });
}

/** Over a socket, as it is written: `inject` tidies up paths with dots in them. */
export async function sent(app: FastifyInstance, request: TestRequest): Promise<TestAnswer> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return sentTo(`http://127.0.0.1:${port}`, request);
}

export async function sentTo(origin: string, request: TestRequest): Promise<TestAnswer> {
  const { port } = new URL(origin);
  const { method, path, headers = {}, body } = request;
  const bytes = typeof body === 'object' ? Buffer.from(body.base64, 'base64') : body;
  const outgoing = http.request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: {
      host: 'origin',
      ...(bytes === undefined ? {} : { 'content-length': Buffer.byteLength(bytes) }),
      ...headers,
    },
    agent: false,
  });
  outgoing.end(bytes);
  const [response] = (await once(outgoing, 'response')) as [http.IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const names = response.rawHeaders.filter((_name, index) => index % 2 === 0);
  return comparable({
    status: response.statusCode!,
    headers: names.map((name, index) => [name.toLowerCase(), response.rawHeaders[index * 2 + 1]!]),
    body: Buffer.concat(chunks).toString('utf8'),
  });
}
