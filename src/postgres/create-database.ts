/**
 * Makes a database of our own on a server, or, where the role may not, a schema in the database of the URL,
 * alone on the search path of its own URL. What decides how values print is fixed to what an embedded
 * server has, whatever the server's settings are.
 */
import { setTimeout as delay } from 'node:timers/promises';

import { DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';

import type { AdminSession } from './admin-session.js';
import { DatabaseUnavailable, SET_DATABASE_URL } from './database-unavailable.js';
import { withDatabase, withSettings } from './database-url.js';

/** object_in_use: sessions that were closed a moment ago still count. */
const IN_USE = '55006';
const IN_USE_PATIENCE_MS = 5000;
const RETRY_MS = 25;

const SETTINGS = [
  ['timezone', 'UTC'],
  ['datestyle', 'iso,mdy'],
  ['intervalstyle', 'postgres'],
  ['default_text_search_config', 'pg_catalog.english'],
] as const;

export interface OwnDatabase {
  readonly url: string;
  readonly foreignSchemas: readonly string[];
}

/**
 * Makes an empty database `name`, or one that is a copy of the database `template`.
 * @throws DatabaseUnavailable when the server refuses.
 */
export async function createOwnDatabase(
  admin: AdminSession,
  name: string,
  template: string | undefined,
): Promise<OwnDatabase> {
  try {
    if (admin.canCreateDatabase) return await createDatabase(admin, name, template);
    if (template === undefined) return await createSchema(admin, name);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new DatabaseUnavailable(`cannot create a database: ${error.message}`, [SET_DATABASE_URL]);
  }
  throw new DatabaseUnavailable('a database cannot be copied by a role that may not create one', [
    'let the role create databases: ALTER ROLE … CREATEDB',
    SET_DATABASE_URL,
  ]);
}

/** Drops what `createOwnDatabase` made under this name, if it came to that, with the sessions in it. */
export async function dropOwnDatabase(admin: AdminSession, name: string): Promise<void> {
  const identifier = escapeIdentifier(name);
  await admin.query(
    admin.canCreateDatabase
      ? `DROP DATABASE IF EXISTS ${identifier} WITH (FORCE)`
      : `DROP SCHEMA IF EXISTS ${identifier} CASCADE`,
  );
}

async function createDatabase(
  admin: AdminSession,
  name: string,
  template: string | undefined,
): Promise<OwnDatabase> {
  const identifier = escapeIdentifier(name);
  const source =
    template !== undefined
      ? `TEMPLATE ${escapeIdentifier(template)}`
      : admin.encoding === 'UTF8'
        ? ''
        : "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'";
  await whenNotInUse(
    () => admin.query(`CREATE DATABASE ${identifier} ${source}`),
    IN_USE_PATIENCE_MS,
  );
  const settings = SETTINGS.map(
    ([setting, value]) => `ALTER DATABASE ${identifier} SET ${setting} TO ${escapeLiteral(value)}`,
  );
  await admin.query(settings.join(';'));
  return { url: withDatabase(admin.url, name), foreignSchemas: [] };
}

async function whenNotInUse(run: () => Promise<unknown>, patienceMs: number): Promise<void> {
  try {
    await run();
  } catch (error) {
    const isInUse = error instanceof DatabaseError && error.code === IN_USE;
    if (!isInUse || patienceMs <= 0) throw error;
    await delay(RETRY_MS);
    await whenNotInUse(run, patienceMs - RETRY_MS);
  }
}

const FOREIGN_SCHEMAS = String.raw`
  SELECT nspname AS name
    FROM pg_catalog.pg_namespace
   WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
   ORDER BY nspname`;

async function createSchema(admin: AdminSession, name: string): Promise<OwnDatabase> {
  const { rows } = await admin.query<{ readonly name: string }>(FOREIGN_SCHEMAS);
  await admin.query(`CREATE SCHEMA ${escapeIdentifier(name)}`);
  const settings = [['search_path', name], ...SETTINGS];
  const url = withSettings(
    admin.url,
    settings.map(([setting, value]) => `${setting}=${value}`),
  );
  return { url, foreignSchemas: rows.map((row) => row.name) };
}
