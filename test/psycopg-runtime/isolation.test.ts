/** Connections that a whole app shares, and what is left open when a request is over. */
import Fastify, { type FastifyInstance } from 'fastify';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flask } from '../../templates/service/src/flask/index.js';
import { jsonify } from '../../templates/service/src/flask/response.js';
import { request } from '../../templates/service/src/flask/request-proxy.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import {
  registerHooks,
  translated,
  translatedView,
} from '../../templates/service/src/flask/translated.js';
import { db } from '../../templates/service/src/plugins/db.js';
import { reads } from '../../templates/service/src/plugins/reads.js';
import { connect } from '../../templates/service/src/psycopg/connection.js';
import { ConnectionPool } from '../../templates/service/src/psycopg/pool.js';
import { tuple, type Value } from '../../templates/service/src/python/value.js';
import { useDatabases } from '../support/database.js';
import { databaseOptions } from '../support/database-options.js';

const databases = useDatabases([join(import.meta.dirname, 'schema.sql')]);
let app: FastifyInstance;
let observer: pg.Client;

/** As modules of an app have them. */
const shared = connect();
const sharedCursor = shared.cursor();
const pool = new ConnectionPool(1, 10);

async function insert(commits: boolean): Promise<Value> {
  await sharedCursor.execute(
    'INSERT INTO reviews (film_id, text) VALUES (%s, %s)',
    tuple(1, 'new'),
  );
  if (commits) await shared.commit();
  return 'inserted';
}

beforeAll(async () => {
  const { url } = await databases.create('isolation');
  const routing = fastifyRouting();
  app = Fastify({ rewriteUrl: routing.rewriteUrl });
  await app.register(flask, { routing, notJsonStatus: 400, errors: 'translated' });
  await app.register(db, databaseOptions(url));
  await app.register(reads, { ...databaseOptions(url), readConnections: 1 });
  await app.register(translated);
  registerHooks(app, {
    teardown: [
      async () => {
        if (request.args.get('teardown') !== null) await shared.commit();
      },
    ],
  });
  app.get(
    '/insert',
    translatedView(() => insert(false)),
  );
  app.get(
    '/insert-commit',
    translatedView(() => insert(true)),
  );
  app.get(
    '/insert-fail',
    translatedView(async () => {
      await insert(false);
      throw new Error('after the insert');
    }),
  );
  app.get(
    '/row/:number',
    translatedView(async ({ number }) => {
      await sharedCursor.execute('SELECT %s::int, pg_sleep(0.002)', tuple(number!));
      await new Promise((resolve) => {
        setTimeout(resolve, Math.random() * 5);
      });
      return jsonify((sharedCursor.fetchone() as Value[])[0]!);
    }),
  );
  app.get(
    '/failed',
    translatedView(async () => {
      await sharedCursor.execute('SELECT 1 / 0');
      return 'never';
    }),
  );
  app.get(
    '/begun',
    translatedView(async () => {
      const connection = connect();
      connection.autocommit = true;
      await connection.cursor().execute('BEGIN');
      await connection.cursor().execute("INSERT INTO reviews (film_id, text) VALUES (1, 'new')");
      return 'begun';
    }),
  );
  app.get(
    '/setting',
    translatedView(async () => {
      const connection = pool.getconn();
      const cursor = connection.cursor();
      await cursor.execute("SET application_name = 'spoilt'");
      await connection.commit();
      await cursor.execute('SHOW application_name');
      const row = cursor.fetchone();
      await pool.putconn(connection);
      return jsonify(row);
    }),
  );
  await app.ready();
  observer = new pg.Client(url);
  await observer.connect();
});
afterAll(async () => {
  await observer.end();
  await app.close();
});

const text = async (path: string) => (await app.inject(path)).body;

async function countNew(): Promise<number> {
  const { rows } = await observer.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM reviews WHERE text = 'new'",
  );
  return rows[0]!.n;
}

async function openTransactions(): Promise<number> {
  const { rows } = await observer.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = current_database()",
  );
  return rows[0]!.n;
}

test('what is not committed is rolled back before the answer', async () => {
  expect(await text('/insert')).toBe('inserted');
  expect(await countNew()).toBe(0);
  expect((await app.inject('/insert-fail')).statusCode).toBe(500);
  expect(await countNew()).toBe(0);
  expect(await openTransactions()).toBe(0);
});

test('a commit of the view counts, and one of what cleans up after it', async () => {
  await text('/insert-commit');
  expect(await countNew()).toBe(1);
  await text('/insert?teardown=1');
  expect(await countNew()).toBe(2);
  await observer.query("DELETE FROM reviews WHERE text = 'new'");
});

test('requests at once that share a cursor have rows of their own', async () => {
  const numbers = Array.from({ length: 40 }, (_item, at) => at);
  const found = await Promise.all(numbers.map((number) => text(`/row/${number}`)));
  expect(found).toEqual(numbers.map((number) => `${number}\n`));
});

test('an error of one request is no error of the next', async () => {
  expect((await app.inject('/failed')).statusCode).toBe(500);
  expect(await text('/row/1')).toBe('1\n');
});

test('what is set for a session is gone with it', async () => {
  expect(await text('/setting')).toBe('["spoilt"]\n');
  const { rows } = await observer.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'spoilt'",
  );
  expect(rows[0]!.n).toBe(0);
});

test('a transaction that the app itself began is ended, too', async () => {
  expect(await text('/begun')).toBe('begun');
  expect(await openTransactions()).toBe(0);
  expect(await countNew()).toBe(0);
});

test('more requests than connections, and none is left open', async () => {
  const paths = Array.from({ length: 60 }, (_item, at) => (at % 2 ? '/insert' : '/insert-fail'));
  await Promise.all(paths.map(text));
  expect(await countNew()).toBe(0);
  expect(await openTransactions()).toBe(0);
});
