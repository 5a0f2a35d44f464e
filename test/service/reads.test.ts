import Fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../templates/service/src/plugins/db.js';
import { reads } from '../../templates/service/src/plugins/reads.js';
import { useDatabases } from '../support/database.js';
import { databaseOptions } from '../support/database-options.js';

const databases = useDatabases([]);
let app: FastifyInstance;
let url: string;
beforeEach(async () => {
  url = (await databases.create('reads')).url;
  app = Fastify();
  await app.register(db, databaseOptions(url));
  await app.register(reads, databaseOptions(url));
});
afterEach(() => app.close());

async function value(text: string, ...values: unknown[]): Promise<unknown> {
  const { rows } = await app.reads.query<{ value: unknown }>({
    text: `SELECT ${text} AS value`,
    values,
  });
  return rows[0]!.value;
}

async function administer(text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

describe('reads that share connections', () => {
  test('each get their own answer, whatever comes in between', async () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    const answers = await Promise.allSettled(
      numbers.map((number) => (number % 7 === 3 ? value('1 / 0') : value('$1::int', number))),
    );
    for (const [index, answer] of answers.entries()) {
      if (index % 7 === 3)
        expect(answer).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
      else expect(answer).toEqual({ status: 'fulfilled', value: index });
    }
  });

  test('prepare a named statement once, also when many ask for it at the same time', async () => {
    const statement = { name: 'twice', text: 'SELECT $1::int * 2 AS value' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => app.reads.query({ ...statement, values: [index] })),
    );
    expect(answers.map(({ rows }) => (rows[0] as { value: number }).value)).toEqual(
      Array.from({ length: 50 }, (_, index) => index * 2),
    );
  });

  test('are not held up by a slow one', async () => {
    await value('1');
    const order: string[] = [];
    const slow = value('pg_sleep(1)').then(() => order.push('slow'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all(Array.from({ length: 40 }, () => value('1').then(() => order.push('quick'))));
    await slow;
    expect(order).toEqual([...Array.from({ length: 40 }, () => 'quick'), 'slow']);
  });

  test('are not held up by as many slow ones as there are connections, nor by more', async () => {
    await value('1');
    const slow: Promise<unknown>[] = [];
    for (let wave = 0; wave < 3; wave += 1) {
      slow.push(value('pg_sleep(2)'));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (let wave = 0; wave < 3; wave += 1) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const began = performance.now();
      await Promise.all(Array.from({ length: 20 }, () => value('1')));
      expect(performance.now() - began).toBeLessThan(500);
    }
    expect(app.reads.statistics().spilled).toBeGreaterThan(0);
    await Promise.all(slow);
    expect(app.reads.statistics().inFlight).toBe(0);
  });

  test('go to the pool when they were slow before, and hold up nobody', async () => {
    const sleep = (seconds: number) =>
      app.reads.query({ name: 'sleep', text: 'SELECT pg_sleep($1)', values: [seconds] });
    await sleep(0.1);
    const slow = sleep(1);
    const began = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => value('1')));
    expect(performance.now() - began).toBeLessThan(500);
    await slow;
    // And come back when they are quick again.
    await sleep(0);
    const { spilled } = app.reads.statistics();
    await sleep(0);
    expect(app.reads.statistics().spilled).toBe(spilled);
  });

  test('fail with the connection they are on, and the next has a new one', async () => {
    const pid = Number(await value('pg_backend_pid()'));
    const lost = value('pg_sleep(10)');
    lost.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    await administer(`SELECT pg_terminate_backend(${pid})`);
    await expect(lost).rejects.toThrow('terminat');
    expect(await value('pg_backend_pid()')).not.toBe(pid);
  });

  test('fail when there is no database, and work when there is one again', async () => {
    const away = Fastify();
    const options = databaseOptions('postgresql://127.0.0.1:1/none');
    await away.register(db, options);
    await away.register(reads, { ...options, readConnections: 1 });
    const statement = { text: 'SELECT 1' };
    await expect(away.reads.query(statement)).rejects.toThrow('ECONNREFUSED');
    await expect(away.reads.query(statement)).rejects.toThrow('ECONNREFUSED');
    await away.close();
  });

  test('use no more connections than they may, and none after closing', async () => {
    for (let wave = 0; wave < 10; wave += 1) {
      void value('pg_sleep(0.1)');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const count = `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;
    // Two of their own, and those of the pool.
    const { rows } = await administer(count);
    expect((rows[0] as { count: number }).count).toBeLessThanOrEqual(6);
    await app.close();
    expect((await administer(count)).rows).toEqual([{ count: 0 }]);
  });
});
