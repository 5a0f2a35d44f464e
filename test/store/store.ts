/**
 * The store twice: the service generated from fixtures/store/port.yaml, and the Flask app that the manifest
 * describes. Each runs in a process of its own, on a database of its own with the same seed.
 */
import pg from 'pg';
import { sourcesOf } from '../../src/pipeline/bench-app.js';
import { findPython } from '../../src/pipeline/find-python.js';
import { startServer } from '../../src/pipeline/start-server.js';
import { startTarget } from '../../src/pipeline/start-targets.js';
import type { Resources } from '../../src/processes/resources.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { fixture, useDatabases, type TestDatabases } from '../support/database.js';

export interface RunningStore {
  readonly origin: string;
  readonly databaseUrl: string;
}

export function useStoreDatabases(): TestDatabases {
  return useDatabases([fixture('store/schema.sql'), fixture('store/seed.sql')]);
}

export async function startService(databases: TestDatabases): Promise<RunningStore> {
  const { url: databaseUrl } = await databases.create('service');
  const started = await startTarget(databases.resources, 'service', {
    serviceSources: sourcesOf(await readTree(fixture('store/service'))),
    databaseUrl,
    env: process.env,
  });
  if ('reason' in started) throw new Error(started.reason);
  return { origin: started.target.url, databaseUrl };
}

/** Or why it cannot run here. */
export async function startFlask(
  databases: TestDatabases,
): Promise<RunningStore | { readonly reason: string }> {
  const { resources } = databases;
  const flask = await storeCommand(resources);
  if ('reason' in flask) return flask;
  const { url: databaseUrl } = await databases.create('flask');
  const { origin } = await startServer(resources, {
    name: 'flask',
    command: flask.command,
    cwd: flask.folder,
    databaseUrl,
    env: process.env,
    timeoutSeconds: 60,
  });
  return { origin, databaseUrl };
}

/** As `port verify --flask` takes it. */
export async function storeCommand(
  resources: Resources,
): Promise<{ command: string; folder: string } | { readonly reason: string }> {
  const modules = ['flask', 'flask_cors', 'psycopg2', 'gunicorn'];
  const python = await findPython(resources, process.env, modules);
  if (python.kind === 'missing') return python;
  const command = `LC_ALL=C.UTF-8 '${python.command}' -m gunicorn --bind {host}:{port} app:app`;
  return { command, folder: fixture('store/flask') };
}

export async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Row>(sql);
  await client.end();
  return rows;
}

const TABLES = [
  'category',
  'product',
  'review',
  'warehouse',
  'stock',
  'customer',
  'coupon',
  'purchase',
  'purchase_item',
  'audit_event',
];

/** Every row of every table, as text, in an order of its own. */
export async function allRows(url: string): Promise<Record<string, string[]>> {
  const sql = TABLES.map(
    (table) => `SELECT '${table}' AS name, ${table}::text COLLATE "C" AS row FROM ${table}`,
  );
  const rows = await query<{ name: string; row: string }>(
    url,
    `${sql.join(' UNION ALL ')} ORDER BY 1, 2`,
  );
  const tables: Record<string, string[]> = Object.fromEntries(TABLES.map((table) => [table, []]));
  for (const { name, row } of rows) tables[name]!.push(row);
  return tables;
}
