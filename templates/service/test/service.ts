/** The app as it is served, on a database of its own with the schema and the seed of `db/`. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { buildApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { startDatabaseServer } from './database-server.js';

export interface TestService {
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

export async function startService(): Promise<TestService> {
  const server = await startDatabaseServer();
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
