import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FileTree } from '../../src/emit/emit-service.js';
import { useDatabases } from '../support/database.js';
import {
  generateService,
  post,
  startGenerated,
  type RunningService,
} from '../support/generated-service.js';
import { BANK_MANIFEST, BANK_SCHEMA } from './bank.js';

const folder = mkdtempSync(join(tmpdir(), 'port-bank-'));
writeFileSync(join(folder, 'bank.sql'), BANK_SCHEMA);
afterAll(() => rmSync(folder, { recursive: true }));

const databases = useDatabases([join(folder, 'bank.sql')]);
let files: FileTree;
let service: RunningService;
let observer: pg.Client;
beforeAll(async () => {
  files = await generateService(databases, BANK_MANIFEST, folder);
});
beforeEach(async () => {
  const { url } = await databases.create('bank');
  service = await startGenerated(databases, files, url);
  observer = new pg.Client({ connectionString: url });
  await observer.connect();
});
afterEach(async () => {
  await observer.end();
  await service.stop();
});

describe('200 clients on a pool of 5', () => {
  test('each see their own transaction, and leave no connection behind', async () => {
    const clients = Array.from({ length: 200 }, async (_, client) => {
      const answers: { status: number; body: string; request: string }[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const name = `${client}/${turn}`;
        const answer = await post(service.origin, '/transfers', {
          request: name,
          source: 1 + ((client + turn) % 20),
          // One of ten leads nowhere, after the money was taken.
          target: client % 10 === 9 ? 999 : 1 + ((client * 7 + turn * 3) % 20),
          amount: client % 13 === 0 ? 5000 : 3,
        });
        answers.push({ ...answer, request: name });
      }
      return answers;
    });
    const answers = (await Promise.all(clients)).flat();
    const done = answers.filter(({ status }) => status === 200);
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([200, 404, 409, ...answers.filter(({ status }) => status === 503).map(() => 503)]),
    );
    expect(done.length).toBeGreaterThan(300);
    const transactions = new Set<number>();
    for (const { body, request: name } of done) {
      const {
        first,
        last,
        request: seen,
      } = JSON.parse(body) as {
        first: { pid: number; txid: number };
        last: { pid: number; txid: number };
        request: string;
      };
      expect([seen, last]).toEqual([name, first]);
      transactions.add(first.txid);
    }
    expect(transactions.size).toBe(done.length);
    expect(await one('SELECT sum(balance)::int AS value FROM account')).toBe(20_000);
    expect(await sessions()).toEqual({ idle: 5 });
  });
});

describe('a transaction that is cut short', () => {
  test('by the client of the HTTP request ends as in Flask: the view does not notice, and commits', async () => {
    const sent = request(`${service.origin}/slow`, { method: 'POST' });
    sent.on('error', () => {});
    sent.end();
    await until(async () => (await sessions())['active'] === 1);
    sent.destroy();
    await until(async () => (await sessions())['idle'] === 1);
    expect(await entries()).toEqual(['slow']);
  });

  test('by the end of its session is rolled back, answers 500, and the pool makes another', async () => {
    const answer = post(service.origin, '/slow', {});
    await until(async () => (await sessions())['active'] === 1);
    await observer.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    expect((await answer).status).toBe(500);
    expect(await entries()).toEqual([]);
    expect((await post(service.origin, '/slow', {})).status).toBe(200);
    expect(await entries()).toEqual(['slow']);
  });

  test('by the end of the service is rolled back', async () => {
    const answer = post(service.origin, '/slow', {}).catch(() => 'gone');
    await until(async () => (await sessions())['active'] === 1);
    await observer.query('SELECT 1');
    const stopped = service.kill();
    expect(await answer).toBe('gone');
    await stopped;
    await until(async () => (await sessions())['active'] === undefined);
    expect(await entries()).toEqual([]);
  });
});

describe('the points of a transaction', () => {
  test('stay where they were: what COMMIT kept, and what a savepoint undid', async () => {
    expect((await post(service.origin, '/entries', { request: 1 })).status).toBe(201);
    expect(await entries()).toEqual(['kept by the first COMMIT', 'kept beside the savepoint']);
  });

  test('an error undoes what came after the last COMMIT, and is answered as it is caught', async () => {
    const answer = await post(service.origin, '/entries', { request: 2, name: 'owner 2' });
    expect(answer).toEqual({ status: 409, body: '{"error":"taken"}\n' });
    expect(await entries()).toEqual(['kept by the first COMMIT']);
    expect(await sessions()).toEqual({ idle: 1 });
  });

  test('an isolation level holds for all of its statements', async () => {
    const answer = fetch(`${service.origin}/level`);
    await until(async () => (await sessions())['active'] === 1);
    await observer.query("INSERT INTO entry (request, text) VALUES (3, 'meanwhile')");
    expect(await (await answer).json()).toEqual({ level: 'repeatable read', first: 0, again: 0 });
  });
});

async function one(sql: string): Promise<unknown> {
  const { rows } = await observer.query<{ value: unknown }>(sql);
  return rows[0]!.value;
}

async function entries(): Promise<string[]> {
  const { rows } = await observer.query<{ text: string }>(
    'SELECT text FROM entry ORDER BY entry_id',
  );
  return rows.map(({ text }) => text);
}

/** The service's sessions by state. */
async function sessions(): Promise<Record<string, number>> {
  const { rows } = await observer.query<{ state: string; count: number }>(
    `SELECT state, count(*)::int FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it never came true');
}
