import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  type Database,
  type DatabaseServer,
  openDatabaseServer,
} from '../../src/postgres/database-server.js';
import { loadSql } from '../../src/postgres/load-sql.js';
import { withClient } from '../../src/postgres/with-client.js';
import { Resources } from '../../src/processes/resources.js';

const resources = new Resources();
let server: DatabaseServer;
let database: Database;
beforeAll(async () => {
  server = await openDatabaseServer(resources, { isDurable: false });
  database = await server.createDatabase('load');
});
afterAll(() => resources.close());

const load = (text: string) => loadSql(database.url, [{ name: 'schema.sql', text }]);
const rowsOf = (sql: string) =>
  withClient(
    database.url,
    async (client) => (await client.query({ text: sql, rowMode: 'array' })).rows,
  );

/** The failure with the text it points at instead of offsets. */
async function failureOf(text: string) {
  const failure = await load(text);
  if (failure === undefined) return undefined;
  const { start, end, ...rest } = failure;
  return { at: text.slice(start, end), line: text.slice(0, start).split('\n').length, ...rest };
}

test('files run in order, each statement for itself', async () => {
  const failure = await loadSql(database.url, [
    { name: 'a.sql', text: "CREATE TYPE mood AS ENUM ('ok'); ALTER TYPE mood ADD VALUE 'bad';" },
    { name: 'b.sql', text: "CREATE TABLE m (mood mood); INSERT INTO m VALUES ('bad');" },
    // Cannot run inside a transaction.
    { name: 'c.sql', text: 'VACUUM m; CREATE INDEX CONCURRENTLY ON m (mood);' },
  ]);
  expect(failure).toBeUndefined();
  expect(await rowsOf('SELECT mood::text FROM m')).toEqual([['bad']]);
});

test('a dump with COPY runs', async () => {
  const dump = `
\\restrict Yx2
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.film (film_id integer NOT NULL, title text, year integer);
COPY public.film (film_id, title, year) FROM stdin;
1\tAcademy Dinosaur\t2006
2\tZürich; \\\\ 🎬\t\\N
\\.

ALTER TABLE ONLY public.film ADD CONSTRAINT film_pkey PRIMARY KEY (film_id);
\\unrestrict Yx2
`;
  expect(await load(dump)).toBeUndefined();
  expect(await rowsOf('SELECT * FROM film ORDER BY 1')).toEqual([
    [1, 'Academy Dinosaur', 2006],
    [2, 'Zürich; \\ 🎬', null],
  ]);
});

describe('a failure', () => {
  test('points at the word, also after characters outside the basic plane', async () => {
    const text =
      "-- 🎬 films\nSELECT '🎬🎬', 1;\nSELECT '🎬' AS a, titel FROM pg_class;\nSELECT 2;";
    expect(await failureOf(text)).toMatchObject({
      file: 'schema.sql',
      at: 'titel',
      line: 3,
      message: 'column "titel" does not exist',
      sqlstate: '42703',
    });
  });

  test('of the syntax has the place and the hint of the server', async () => {
    expect(await failureOf('CREATE TABLE a (\n  b integer,,\n);')).toMatchObject({
      at: ',',
      line: 2,
      message: 'syntax error at or near ","',
    });
    expect(await failureOf('SELECT lower(1);')).toMatchObject({
      at: 'lower',
      hint: expect.stringContaining('No function matches') as string,
    });
    expect(await failureOf('SELECT')).toBeUndefined();
    expect(await failureOf('\n\nSELECT (1')).toMatchObject({ at: '', line: 3 });
  });

  test('that the server gives no place for is at the statement', async () => {
    const text = 'CREATE TABLE u (a integer UNIQUE);\n\nINSERT INTO u\nVALUES (1), (1);';
    expect(await failureOf(text)).toMatchObject({
      at: 'INSERT INTO u',
      line: 3,
      sqlstate: '23505',
      detail: 'Key (a)=(1) already exists.',
    });
  });

  test('in data of COPY is at the line of the data', async () => {
    const text = 'CREATE TABLE c (a integer);\nCOPY c FROM stdin;\n1\n2\nthree\n4\n\\.\n';
    expect(await failureOf(text)).toMatchObject({
      at: 'three',
      line: 5,
      message: 'invalid input syntax for type integer: "three"',
      context: 'COPY c, line 3, column a: "three"',
    });
    expect(await failureOf('COPY nowhere FROM stdin;\n1\n\\.\n')).toMatchObject({
      message: 'relation "nowhere" does not exist',
    });
  });

  test('in a function tells where', async () => {
    const text = `DO $$ BEGIN RAISE EXCEPTION 'no films' USING HINT = 'add some'; END $$;`;
    expect(await failureOf(text)).toMatchObject({
      message: 'no films',
      hint: 'add some',
      context: 'PL/pgSQL function inline_code_block line 1 at RAISE',
    });
  });

  test('for a command of psql comes before anything runs', async () => {
    expect(await failureOf('CREATE TABLE never (a integer);\n\\connect film\n')).toMatchObject({
      at: '\\connect',
      line: 2,
      message: '"\\connect" is a command of psql, not SQL',
    });
    expect(await rowsOf("SELECT to_regclass('never')")).toEqual([[null]]);
  });

  test('for a NUL character too', async () => {
    expect(await failureOf('SELECT 1;\0DROP TABLE m')).toMatchObject({
      at: '\0',
      message: 'an SQL file cannot contain a NUL character',
    });
  });
});

test.each([
  ['DROP TABLE public.film', 'public.'],
  ['drop table "public" . film', '"public" .'],
  ["SELECT set_config('search_path', '', false)", 'search_path'],
  ['INSERT INTO "Other Schema".film VALUES (1)', '"Other Schema".'],
])('%s is refused where the schema is not ours', async (text, at) => {
  const foreignSchemas = ['public', 'Other Schema'];
  const failure = await loadSql(database.url, [{ name: 'a.sql', text }], { foreignSchemas });
  expect(text.slice(failure?.start, failure?.end)).toBe(at);
  const harmless =
    'CREATE TEMPORARY TABLE publicity (public integer); SELECT publicity.public FROM publicity';
  expect(
    await loadSql(database.url, [{ name: 'a.sql', text: harmless }], { foreignSchemas }),
  ).toBeUndefined();
});

test('a server that goes away is not a failure of the file', async () => {
  const text = 'SELECT pg_terminate_backend(pg_backend_pid());';
  await expect(load(text)).rejects.toThrow('terminating connection');
});
