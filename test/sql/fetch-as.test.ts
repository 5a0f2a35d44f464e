/**
 * Rows, columns and JSON are three ways for a list to arrive, and one answer: the same bytes, whatever is in the table.
 * The rows are what test/sql/types.test.ts holds against psycopg2 and Flask.
 */
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join } from 'node:path';
import { packagesFolder } from '../../src/pipeline/package-root.js';
import { transpile } from '../../src/emit/transpile.js';
import { makeTemporaryFolder } from '../../src/workspace/temporary-folder.js';
import { useDatabases } from '../support/database.js';
import { generateService } from '../support/generated-service.js';

const SCHEMA = `CREATE DOMAIN short AS varchar(20);
  CREATE TYPE mood AS ENUM ('sad', 'say "ok"', 'näh');
  CREATE TABLE thing (
    id integer PRIMARY KEY, code text NOT NULL UNIQUE, huge bigint, small smallint NOT NULL, flag boolean,
    title text, padded character(6), named short, mood mood, token uuid, price numeric(12,2), ratio numeric,
    weight double precision, size real, born date, seen timestamp, met timestamptz NOT NULL);`;

/** By column: what of all the columns each of the ways can do. */
const EVERYWHERE = 'id huge small flag title padded token price'.split(' ');
const AS_COLUMNS = [...EVERYWHERE, ...'code ratio weight size born seen met'.split(' ')];

const LISTS: readonly { name: string; columns: readonly string[]; answer?: unknown }[] = [
  { name: 'list', columns: EVERYWHERE },
  { name: 'wide', columns: AS_COLUMNS },
  {
    name: 'keyed',
    columns: AS_COLUMNS,
    answer: { $key: 'id', $item: { z: '$.title', a: ['$.weight', 1, null], huge: '$.huge' } },
  },
  { name: 'coded', columns: EVERYWHERE.concat('code'), answer: { $key: 'code', $item: '$.title' } },
  { name: 'texts', columns: EVERYWHERE, answer: { $item: { 'a%s ${x}': '$.title', n: 7 } } },
];

const ROUTES = LISTS.flatMap(({ name, columns, answer }) =>
  ['rows', 'columns', 'json']
    .filter((way) => way !== 'json' || !columns.includes('weight'))
    .map((way) => {
      const query = `${name}_${way}`;
      return {
        rule: `/${name}/${way}/<int(signed=True):least>`,
        endpoint: query,
        queries: {
          [query]: {
            sql: `SELECT ${columns.join(', ')} FROM thing WHERE id >= :least ORDER BY small, id DESC`,
            fetch_as: way,
          },
        },
        ...(answer ? { answer: { $each: query, ...answer } } : {}),
      };
    }),
);

const manifest = { version: 1, app: { name: 'things' }, database: { schema: 'schema.sql' } };
const databases = useDatabases([]);
let app: FastifyInstance;
let client: pg.Client;

beforeAll(async () => {
  const { resources } = databases;
  const folder = await makeTemporaryFolder(
    resources,
    'manifest',
    new Map([['schema.sql', SCHEMA]]),
  );
  const files = await generateService(
    databases,
    JSON.stringify({ ...manifest, blueprints: { things: { routes: ROUTES } } }),
    folder,
  );
  const { url } = await databases.create('things');
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(SCHEMA);

  const sources = new Map([...files].filter(([path]) => path.startsWith('src/')));
  const modules = transpile(sources);
  modules.set('package.json', '{ "type": "module" }');
  const built = await makeTemporaryFolder(resources, 'service', modules, packagesFolder());
  const { buildApp } = (await import(join(built, 'src/app.js'))) as {
    buildApp: (config: object) => Promise<FastifyInstance>;
  };
  const { loadConfig } = (await import(join(built, 'src/config.js'))) as {
    loadConfig: (environment: object) => object;
  };
  app = await buildApp(loadConfig({ DATABASE_URL: url, POOL_SIZE: '2', LOG_LEVEL: 'fatal' }));
});
afterAll(async () => {
  await app?.close();
  await client?.end();
});

/** Any text that PostgreSQL takes: no NUL, no lone surrogates. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '"',
        '\\',
        ',',
        ' ',
        '\n',
        '\u2028',
        '\u007f',
        '\u0001',
        'é',
        '😀',
        '|',
        '-',
        '\t',
        'n',
      ),
    }),
    fc.constantFrom(
      '|-',
      '|',
      '|,|-',
      'null',
      '"null"',
      'NULL',
      '", "',
      '\\',
      '"],["',
      '%s',
      '${x}',
      '',
    ),
  )
  .map((value) => value.toWellFormed().replaceAll('\0', ''));

/** Key texts in all orders; those that look like integers, too. */
const code = fc.oneof(
  text,
  fc.integer().map(String),
  fc.constantFrom('10', '9', '007', '1e3', 'é', 'z', '😀', '\uffff'),
);
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
const numeric = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.nat(12))
  .map(([digits, scale]) => {
    const unsigned = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
    const at = unsigned.length - scale;
    return `${digits < 0n ? '-' : ''}${unsigned.slice(0, at)}${scale > 0 ? `.${unsigned.slice(at)}` : ''}`;
  });
const day = fc
  .date({
    min: new Date('0001-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().replace('Z', ''));

const row = fc.record({
  id: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  code,
  huge: nullable(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String)),
  small: fc.integer({ min: -3, max: 3 }),
  flag: nullable(fc.boolean()),
  title: nullable(text),
  padded: nullable(text.map((value) => [...value].slice(0, 6).join(''))),
  named: nullable(fc.constant('a name')),
  mood: nullable(fc.constantFrom('sad', 'say "ok"', 'näh')),
  token: nullable(fc.uuid()),
  price: nullable(
    fc.oneof(
      fc.integer().map((cents) => (cents / 100).toFixed(2)),
      fc.constant('NaN'),
    ),
  ),
  ratio: nullable(fc.oneof(numeric, fc.constantFrom('NaN', '0.0000000', '1e-20', '1e30'))),
  weight: nullable(fc.double()),
  size: nullable(fc.float()),
  born: nullable(fc.oneof(day, fc.constantFrom('infinity', '-infinity', '0033-04-03'))),
  seen: nullable(fc.oneof(day, fc.constantFrom('infinity', '1969-12-31 23:59:59.999999'))),
  met: fc.oneof(
    day.map((moment) => `${moment}+02`),
    fc.constantFrom('infinity', '-infinity'),
  ),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

async function fill(rows: readonly Row[]): Promise<void> {
  await client.query('TRUNCATE thing');
  await client.query('INSERT INTO thing SELECT * FROM json_populate_recordset(NULL::thing, $1)', [
    JSON.stringify(rows, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    ),
  ]);
}

test('the answer has the same bytes however its rows arrive', { timeout: 120_000 }, async () => {
  const unique = { selector: ({ id }: Row) => id };
  const table = fc
    .uniqueArray(row, { ...unique, maxLength: 12 })
    .map((rows) => [...new Map(rows.map((one) => [one.code, one])).values()]);
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      await fill(rows);
      for (const { name } of LISTS) {
        const [expected, ...others] = await Promise.all(
          ROUTES.filter(({ endpoint }) => endpoint.startsWith(`${name}_`)).map(({ rule }) =>
            app.inject(rule.replace(/<.*>/, '-2147483648')),
          ),
        );
        expect(expected).toMatchObject({ statusCode: 200 });
        for (const other of others) {
          expect(other.body).toBe(expected!.body);
          expect(other.headers).toEqual({ ...expected!.headers, date: other.headers.date });
        }
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('a long list, of which the texts are longer than the numbers, has the same bytes', async () => {
  await client.query('TRUNCATE thing');
  await client.query(`INSERT INTO thing (id, code, small, title, met)
    SELECT n, 'code ' || n, n / 1000, repeat(chr(96 + n % 40), n % 50), now() FROM generate_series(-9000, 9000) AS n`);
  for (const { name } of LISTS) {
    const [expected, actual] = await Promise.all(
      ['rows', 'columns'].map((way) => app.inject(`/${name}/${way}/-9000`)),
    );
    expect({ name, isSame: actual!.body === expected!.body }).toEqual({ name, isSame: true });
  }
});
