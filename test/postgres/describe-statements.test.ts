import { readFile } from 'node:fs/promises';

import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Database, openDatabaseServer } from '../../src/postgres/database-server.js';
import {
  type DescribedStatement,
  describeStatements,
} from '../../src/postgres/describe-statements.js';
import { loadSql } from '../../src/postgres/load-sql.js';
import { readCatalog } from '../../src/postgres/read-catalog.js';
import { withClient } from '../../src/postgres/with-client.js';
import { Resources } from '../../src/processes/resources.js';

const resources = new Resources();
let database: Database;
beforeAll(async () => {
  const server = await openDatabaseServer(resources, { isDurable: false });
  database = await server.createDatabase('describe');
  const schema = new URL('../../fixtures/films-reviews/schema.sql', import.meta.url);
  const files = [{ name: 'schema.sql', text: await readFile(schema, 'utf8') }];
  await loadSql(database.url, files);
});
afterAll(() => resources.close());

/** Ends the first session that waits for a lock. */
async function endWaiting(client: Client): Promise<void> {
  const { rowCount } = await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`);
  if (rowCount === 0) await endWaiting(client);
}

describe('describing', () => {
  test('gives types, origin and modifiers', async () => {
    const [answer] = await describeStatements(database.url, [
      'SELECT film_id, title, rental_rate, special_features, release_year + 1 AS next FROM film WHERE film_id = $1 AND release_year > $2',
    ]);
    const { tableOid } = (answer as DescribedStatement).columns[0]!;
    expect(answer).toEqual({
      ok: true,
      // A domain takes part as its base type.
      parameters: [23, 23],
      returnsRows: true,
      columns: [
        { name: 'film_id', typeOid: 23, typmod: -1, tableOid, columnNumber: 1 },
        { name: 'title', typeOid: 1043, typmod: 259, tableOid, columnNumber: 2 },
        {
          name: 'rental_rate',
          typeOid: 1700,
          typmod: ((4 << 16) | 2) + 4,
          tableOid,
          columnNumber: 7,
        },
        { name: 'special_features', typeOid: 1009, typmod: -1, tableOid, columnNumber: 12 },
        { name: 'next', typeOid: 23, typmod: -1, tableOid: 0, columnNumber: 0 },
      ],
    });
  });

  test('tells a statement without rows from one without columns', async () => {
    expect(
      await describeStatements(database.url, [
        'INSERT INTO review (film_id, rating) VALUES ($1, $2)',
        'SELECT FROM review',
        '',
      ]),
    ).toEqual([
      { ok: true, parameters: [23, 23], returnsRows: false, columns: [] },
      { ok: true, parameters: [], returnsRows: true, columns: [] },
      { ok: true, parameters: [], returnsRows: false, columns: [] },
    ]);
  });

  test('gives each mistake to its statement, placed in UTF-16 units', async () => {
    const statements = [
      'SELECT 1',
      "SELECT '🎬', titel FROM film",
      'SELECT film_id FROM film WHERE film_id = $1',
      'SELEC 1',
      'SELECT $1',
      'SELECT 1; SELECT 2',
      'SELECT 1\0',
      'SELECT lower(film_id) FROM film',
      'SELECT 2',
    ];
    const answers = await describeStatements(database.url, statements);
    expect(answers.map(({ ok }) => ok)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      false,
      false,
      true,
    ]);
    const errors = answers.map((answer, index) =>
      answer.ok
        ? undefined
        : [answer.error.sqlstate, statements[index]!.slice(answer.error.offset).slice(0, 5)],
    );
    expect(errors[1]).toEqual(['42703', 'titel']);
    expect(errors[3]).toEqual(['42601', 'SELEC']);
    expect(errors[6]).toEqual([undefined, '\0']);
    expect(errors[7]).toEqual(['42883', 'lower']);
    expect(answers[5]).toMatchObject({ error: { offset: undefined, sqlstate: '42601' } });
    expect(answers[7]).toMatchObject({
      error: { hint: expect.stringContaining('No function') as string },
    });
  });

  test('runs nothing', async () => {
    const statements = [
      'CREATE TABLE made (a integer)',
      'DROP TABLE review',
      "INSERT INTO language (name) VALUES ('x')",
      "SELECT setval('film_film_id_seq', 100)",
      'BEGIN',
    ];
    const answers = await describeStatements(database.url, statements);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const { rows } = await withClient(database.url, (client) =>
      client.query(`SELECT to_regclass('made') AS made, to_regclass('review')::text AS review,
                    (SELECT count(*)::int FROM language) AS languages,
                    (SELECT last_value::int FROM film_film_id_seq) AS "lastFilm"`),
    );
    expect(rows).toEqual([{ made: null, review: 'review', languages: 0, lastFilm: 1 }]);
  });

  test('a thousand statements, every seventh of them wrong, takes well under two seconds', async () => {
    const statements = Array.from({ length: 1000 }, (_, index) =>
      index % 7 === 3
        ? `SELECT film_id, titel_${index} FROM film`
        : `SELECT film_id, title, ${index} AS n FROM film WHERE film_id = $1 AND title LIKE $2 -- ${'x'.repeat(300)}`,
    );
    const began = performance.now();
    const answers = await describeStatements(database.url, statements);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(answers.map(({ ok }) => ok)).toEqual(statements.map((_, index) => index % 7 !== 3));
    expect(answers.at(-1)).toMatchObject({ columns: [{ name: 'film_id' }, {}, { name: 'n' }] });
  });

  test('fails as a whole when the server goes, and when it cannot be reached', async () => {
    await withClient(database.url, async (locking) => {
      await locking.query('BEGIN; LOCK TABLE language');
      const described = describeStatements(database.url, ['SELECT 1', 'SELECT * FROM language']);
      const ended = withClient(database.url, (client) => endWaiting(client));
      await expect(Promise.all([described, ended])).rejects.toThrow('terminating connection');
    });
    await expect(
      describeStatements('postgresql://a:secret@127.0.0.1:1/b', ['SELECT 1']),
    ).rejects.toThrow(
      'cannot connect to the database "b" at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1',
    );
    await expect(describeStatements('nonsense://%%%', ['SELECT 1'])).rejects.toThrow(/database/);
  });
});

test('the catalog explains types down to the last element and lists what names there are', async () => {
  const [answer] = await describeStatements(database.url, [
    'SELECT release_year, rating, special_features, ARRAY[release_year] AS years FROM film',
  ]);
  const { columns } = answer as DescribedStatement;
  const catalog = await readCatalog(database.url, {
    typeOids: columns.map(({ typeOid }) => typeOid),
    tableOids: columns.map(({ tableOid }) => tableOid).filter((oid) => oid !== 0),
  });
  const [year, rating, features, years] = columns.map(({ typeOid }) => catalog.types.get(typeOid)!);
  expect(year).toMatchObject({ formatted: 'integer', kind: 'b' });
  expect(rating).toMatchObject({
    formatted: 'mpaa_rating',
    kind: 'e',
    category: 'E',
    isNotNull: false,
  });
  expect(features).toMatchObject({ formatted: 'text[]', category: 'A', elementOid: 25 });
  expect(catalog.types.get(25)).toMatchObject({ name: 'text', category: 'S', elementOid: 0 });
  expect(years).toMatchObject({ category: 'A' });
  const film = catalog.tables.find(({ name }) => name === 'film')!;
  expect(film).toMatchObject({ schema: 'public', isVisible: true });
  expect(film.columns.slice(0, 3)).toEqual(['film_id', 'title', 'description']);
  expect(catalog.tables.map(({ name }) => name)).toEqual(['film', 'language', 'review']);
  expect(catalog.columns).toHaveLength(13);
  expect(catalog.columns[3]).toEqual({
    tableOid: film.oid,
    number: 4,
    name: 'release_year',
    isNotNull: false,
    isUnique: false,
  });
  expect(catalog.columns[0]).toMatchObject({ name: 'film_id', isNotNull: true, isUnique: true });
});
