/** The pool under too much work, behind a server that hangs, and with connections that break. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appErrorHandler } from '../../templates/service/src/flask/errors.js';
import { db } from '../../templates/service/src/plugins/db.js';
import { transaction } from '../../templates/service/src/plugins/transaction.js';
import { useDatabases } from '../support/database.js';
import { databaseOptions } from '../support/database-options.js';

const databases = useDatabases([]);
let app: FastifyInstance;
let url: string;
beforeEach(async () => {
  url = (await databases.create('pool')).url;
  await administer('CREATE TABLE written (value integer)');
  app = await start({ poolSize: 2, queueLimit: 3, queueTimeout: 500 });
});
afterEach(() => app.close());

async function start(options: object): Promise<FastifyInstance> {
  const made = Fastify();
  made.setErrorHandler(appErrorHandler({}));
  await made.register(db, { ...databaseOptions(url), ...options });
  made.get('/sleep/:seconds', async ({ params }) => {
    const { seconds } = params as { seconds: string };
    await made.db.query({ name: 'sleep', text: 'SELECT pg_sleep($1)', values: [seconds] });
    return {};
  });
  made.get('/transaction', () =>
    transaction(made.db, async (connection) => {
      await connection.query({ text: 'SELECT 1' });
      return {};
    }),
  );
  return made;
}

async function administer(text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

async function statusOf(path: string): Promise<number> {
  return (await app.inject(path)).statusCode;
}

describe('when all connections are busy', () => {
  test('a request waits for one, and is answered 503 when it has waited for too long', async () => {
    const busy = [statusOf('/sleep/0.7'), statusOf('/sleep/0.7')];
    const late = await app.inject('/sleep/0');
    expect(late).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
    expect(late.body).toContain('<title>503 Service Unavailable</title>');
    expect(await statusOf('/transaction')).toBe(200);
    expect(await Promise.all(busy)).toEqual([200, 200]);
    expect(app.db.statistics()).toEqual({ connections: 2, idle: 2, waiting: 0, refused: 1 });
  });

  test('no more requests wait than may, and the others are answered at once', async () => {
    const busy = Array.from({ length: 5 }, () => statusOf('/sleep/0.15'));
    const began = performance.now();
    const refused = await Promise.all([statusOf('/sleep/0'), statusOf('/transaction')]);
    expect(refused).toEqual([503, 503]);
    expect(performance.now() - began).toBeLessThan(140);
    expect(app.db.statistics()).toMatchObject({ waiting: 3, refused: 2 });
    expect(await Promise.all(busy)).toEqual([200, 200, 200, 200, 200]);
  });

  test('it is all as before when they come free', async () => {
    await Promise.all(Array.from({ length: 20 }, () => statusOf('/sleep/0.1')));
    expect(await Promise.all([1, 2, 3, 4].map(() => statusOf('/sleep/0')))).toEqual([
      200, 200, 200, 200,
    ]);
  });
});

test('a server that takes connections and says nothing is answered 503', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket));
  const port = await listen(silent);
  const other = await start({
    url: `postgresql://a@127.0.0.1:${port}/b`,
    queueTimeout: 200,
  });
  expect((await other.inject('/sleep/0')).statusCode).toBe(503);
  expect((await other.inject('/transaction')).statusCode).toBe(503);
  for (const socket of sockets) socket.destroy();
  silent.close();
  await other.close();
});

test('a write whose connection breaks fails, is not done again, and the next has a new connection', async () => {
  const sent: string[] = [];
  const proxy = proxyTo(new URL(url), sent);
  const port = await listen(proxy.server);
  const through = new URL(url);
  through.port = String(port);
  const other = await start({ url: through.href, poolSize: 2 });
  const write = () =>
    other.db.query({ text: 'INSERT INTO written SELECT 1 FROM pg_sleep(0.2) AS slept' });
  await write();

  const lost = write();
  lost.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  proxy.breakAll();
  await expect(lost).rejects.toThrow(/terminated|ECONNRESET/);
  await write();
  // The server may have done what it was told before: but it was told once.
  expect(sent.join('').match(/INSERT INTO written/g)).toHaveLength(3);
  expect((await other.inject('/transaction')).statusCode).toBe(200);
  await other.close();
  proxy.server.close();
});

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

/** Passes on what comes, and writes down what the client sends. */
function proxyTo(target: URL, sent: string[]): { server: Server; breakAll: () => void } {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    client.on('data', (bytes) => sent.push(bytes.toString('latin1')));
    client.pipe(upstream).pipe(client);
  });
  return { server, breakAll: () => open.forEach((socket) => socket.resetAndDestroy()) };
}
