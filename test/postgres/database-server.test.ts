import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  existingDatabase,
  openDatabaseServer,
  type DatabaseServer,
} from '../../src/postgres/database-server.js';
import { databaseOf, withDatabase, withSettings } from '../../src/postgres/database-url.js';
import { loadSql } from '../../src/postgres/load-sql.js';
import { withClient } from '../../src/postgres/with-client.js';
import { Resources } from '../../src/processes/resources.js';
import { isAlive } from '../processes/observe.js';
import { busyBackend } from './busy-backend.js';

const resources = new Resources();
/** Somebody's server: superuser, a role that creates databases, and one that may not. */
const urls = { superuser: '', creator: '', guest: '' };
/** The same server, as its own `port` sees it. */
let embedded: DatabaseServer;
beforeAll(async () => {
  embedded = await openDatabaseServer(resources, { isDurable: false });
  const company = await embedded.createDatabase('company');
  await query(
    company.url,
    `CREATE ROLE creator LOGIN CREATEDB PASSWORD 'c';
     CREATE ROLE guest LOGIN PASSWORD 'g';
     ALTER DATABASE ${company.name} SET timezone TO 'Europe/Zurich';
     GRANT CREATE ON DATABASE ${company.name} TO guest;
     CREATE TABLE public.film (film_id integer);
     INSERT INTO film VALUES (1)`,
  );
  urls.superuser = company.url;
  urls.creator = urls.superuser.replace(/postgres:[^@]*@/, 'creator:c@');
  urls.guest = urls.superuser.replace(/postgres:[^@]*@/, 'guest:g@');
});
afterAll(() => resources.close());

async function query(url: string, sql: string): Promise<unknown[]> {
  return withClient(url, async (client) => {
    const statements = sql.split(';').filter((statement) => statement.trim() !== '');
    let rows: unknown[] = [];
    for await (const statement of statements) {
      rows = (await client.query({ text: statement, rowMode: 'array' })).rows as unknown[];
    }
    return rows;
  });
}

const isThere = (kind: 'database' | 'schema', name: string) =>
  query(
    urls.superuser,
    kind === 'database'
      ? `SELECT 1 FROM pg_database WHERE datname = '${name}'`
      : `SELECT 1 FROM pg_namespace WHERE nspname = '${name}'`,
  ).then((rows) => rows.length === 1);

const open = (databaseUrl: string) => openDatabaseServer(resources, { databaseUrl });

describe('on the server of a URL', () => {
  test('databases are made, copied and dropped, and nothing else is touched', async () => {
    const server = await openDatabaseServer(resources, { databaseUrl: urls.creator });
    expect([server.isEmbedded, server.version]).toEqual([false, expect.stringMatching(/^18/)]);
    const database = await server.createDatabase('Films & Reviews');
    expect(database.name).toMatch(/^port_films_reviews_[0-9a-f]{10}$/);
    expect(database.foreignSchemas).toEqual([]);
    const text = 'CREATE TABLE film (film_id integer); INSERT INTO film VALUES (7)';
    expect(await loadSql(database.url, [{ name: 'a.sql', text }])).toBeUndefined();
    const copies = await Promise.all(
      ['flask', 'service'].map((hint) => server.createDatabase(hint, { template: database })),
    );
    await query(copies[0]!.url, 'DELETE FROM film');
    expect(await query(copies[1]!.url, 'SELECT * FROM film')).toEqual([[7]]);
    expect(await query(copies[1]!.url, 'SHOW timezone')).toEqual([['UTC']]);
    await copies[0]!.drop();
    await copies[0]!.drop();
    expect(await isThere('database', copies[0]!.name)).toBe(false);
    await Promise.all([server.close(), server.close()]);
    expect(await isThere('database', copies[1]!.name)).toBe(false);
    expect(await isThere('database', database.name)).toBe(false);
    expect(await query(urls.superuser, 'SELECT * FROM film')).toEqual([[1]]);
  });

  test('a role that may not create databases gets a schema of its own', async () => {
    const server = await openDatabaseServer(resources, { databaseUrl: urls.guest });
    const database = await server.createDatabase('films');
    expect(database.url).toContain(`?options=-c%20search_path%3D${database.name}`);
    expect(database.foreignSchemas).toEqual(['public']);
    expect(await query(database.url, 'SHOW search_path')).toEqual([[database.name]]);
    expect(await query(database.url, 'SHOW timezone')).toEqual([['UTC']]);
    const text = 'CREATE TABLE film (film_id integer)';
    expect(await loadSql(database.url, [{ name: 'a.sql', text }], database)).toBeUndefined();
    const reaching = [{ name: 'a.sql', text: 'DROP TABLE public.film' }];
    expect(await loadSql(database.url, reaching, database)).toMatchObject({ start: 11, end: 18 });
    await expect(server.createDatabase('copy', { template: database })).rejects.toThrow(
      'a database cannot be copied by a role that may not create one',
    );
    expect(await isThere('schema', database.name)).toBe(true);
    await server.close();
    expect(await isThere('schema', database.name)).toBe(false);
    expect(await query(urls.superuser, 'SELECT * FROM film')).toEqual([[1]]);
  });

  test('what was made is dropped when the run ends, with the sessions in it', async () => {
    const run = new Resources();
    const server = await openDatabaseServer(run, { databaseUrl: urls.creator });
    const { name, url } = await server.createDatabase('films');
    const backend = await busyBackend(url);
    await run.close();
    expect(isAlive(backend)).toBe(false);
    expect(await isThere('database', name)).toBe(false);
    await expect(server.createDatabase('late')).rejects.toThrow('after closing');
  });

  test('one that cannot be used says why, without the password', async () => {
    await expect(open(urls.creator.replace(':c@', ':secret@'))).rejects.toMatchObject({
      name: 'DatabaseUnavailable',
      message: expect.not.stringContaining('secret') as string,
    });
    await expect(open('host=localhost dbname=film')).rejects.toThrow('cannot');
    await query(
      urls.superuser,
      'REVOKE CREATE ON DATABASE ' + databaseOf(urls.superuser) + ' FROM guest',
    );
    const server = await open(urls.guest);
    await expect(server.createDatabase('films')).rejects.toThrow(
      /^cannot create a database: permission denied for database port_company_/,
    );
    await server.close();
  });
});

test('an existing database is used as it is', async () => {
  const database = existingDatabase(urls.creator);
  await database.drop();
  expect(database).toMatchObject({
    name: databaseOf(urls.superuser),
    url: urls.creator,
    foreignSchemas: [],
  });
});

test('an embedded server gives the same, and goes with what is on it', async () => {
  const database = await embedded.createDatabase('films');
  const text = 'CREATE TABLE film (film_id integer)';
  expect(await loadSql(database.url, [{ name: 'a.sql', text }])).toBeUndefined();
  const copy = await embedded.createDatabase('copy', { template: database });
  expect(await query(copy.url, 'SELECT * FROM film')).toEqual([]);
  expect(embedded.isEmbedded).toBe(true);
  await Promise.all([embedded.close(), embedded.close()]);
  await embedded.close();
  await expect(query(copy.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
});

test.each([
  ['postgres://u:p%40@h:1,i:2/a?sslmode=disable', 'postgres://u:p%40@h:1,i:2/b?sslmode=disable'],
  ['postgresql:///a?host=/tmp', 'postgresql:///b?host=/tmp'],
  ['postgresql://u@/a?host=%2Ftmp', 'postgresql://u@/b?host=%2Ftmp'],
  ['postgresql://h', 'postgresql://h/b'],
])('the database of %s is exchanged, nothing else', (url, expected) => {
  expect(withDatabase(url, 'b')).toBe(expected);
});

test('settings are added to those of the URL', () => {
  expect(withSettings('postgresql://h/a?x=1&options=-c%20a%3D1&y=2', ['b=2', 'c=3'])).toBe(
    'postgresql://h/a?x=1&y=2&options=-c%20a%3D1%20-c%20b%3D2%20-c%20c%3D3',
  );
});
