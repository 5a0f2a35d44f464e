import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { transpile } from '../../src/emit/transpile.js';
import { packagesFolder } from '../../src/pipeline/package-root.js';
import { runToEnd } from '../../src/processes/run-to-end.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { makeTemporaryFolder } from '../../src/workspace/temporary-folder.js';
import { fixture } from '../support/database.js';
import { allRows, query, startService, useStoreDatabases, type RunningStore } from './store.js';

const databases = useStoreDatabases();
let store: RunningStore;
let before: Record<string, string[]>;
beforeAll(async () => {
  store = await startService(databases);
});
beforeEach(async () => {
  before = await allRows(store.databaseUrl);
});

const BOB = 'a3bb189e-8bf9-3888-9912-ace4e6543002';

describe('a route that commits', () => {
  test('keeps the rows of all its statements', async () => {
    const purchase = { customer_id: BOB, product_ids: [1, 4], coupon: 'STAFF', quantity: 2 };
    const answer = await send('POST', '/purchases/', purchase);
    expect(answer).toEqual({
      status: 201,
      body:
        '{"from_stock":2,"id":9007199254740995,"items":2,"note":null,' +
        '"placed":"Sat, 01 Jun 2024 12:00:00 GMT","status":"placed","total":"25.80"}\n',
    });
    expect(await changes()).toEqual({
      purchase: [`+(9007199254740995,${BOB},STAFF,placed,,"2024-06-01 12:00:00+00")`],
      purchase_item: ['+(9007199254740995,1,2,12.00)', '+(9007199254740995,4,2,0.90)'],
      stock: [
        '+(BSL,1,2,"2024-05-31 20:30:00+00")',
        '+(BSL,4,248,)',
        '-(BSL,1,4,"2024-05-31 20:30:00+00")',
        '-(BSL,4,250,)',
      ],
      coupon: ['+(STAFF,33.3,,1)', '-(STAFF,33.3,,0)'],
      audit_event: [
        '+(3,4,buy,"{""purchase"" : 9007199254740995, ""total"" : 25.80}","2024-06-01 12:00:00")',
      ],
    });
  });

  test.each([
    ['a statement that fails', { product_ids: [1], quantity: 100 }, 503],
    ['a foreign key that leads nowhere', { product_ids: [1], coupon: 'NOPE' }, 503],
    ['an answer that is JSON', { product_ids: [999] }, 422],
  ])('keeps nothing after %s', async (_name, purchase, status) => {
    const answer = await send('POST', '/purchases/', { customer_id: BOB, ...purchase });
    expect(answer.status).toBe(status);
    expect(await changes()).toEqual({});
  });

  test('keeps nothing after abort()', async () => {
    const transfer = { product_id: 4, quantity: 10, from: 'XXX', to: 'ZRH' };
    expect((await send('POST', '/stock/transfers', transfer)).status).toBe(409);
    expect(await changes()).toEqual({});
  });

  test('keeps nothing after an answer that is text', async () => {
    const transfer = { product_id: 4, quantity: 10, from: 'BSL', to: 'XXX' };
    expect(await send('POST', '/stock/transfers', transfer)).toEqual({
      status: 404,
      body: '<p>The target has no such shelf.</p>',
    });
    expect(await changes()).toEqual({});
  });

  test('gives its connection back whatever happened', async () => {
    const broken = { customer_id: BOB, product_ids: [1], quantity: 100 };
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => send('POST', '/purchases/', broken)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect((await send('GET', '/stock/BSL/1')).body).toBe('2\n');
  });

  test('deletes, and what refers to the deleted row goes with it', async () => {
    await query(store.databaseUrl, 'DELETE FROM purchase_item WHERE product_id = 3');
    before = await allRows(store.databaseUrl);
    expect(await send('DELETE', '/catalog/products/3')).toEqual({ status: 204, body: '' });
    const { product, review, stock, ...rest } = await changes();
    expect([product?.length, review?.length, stock?.length]).toEqual([1, 1, 1]);
    expect(rest).toEqual({});
  });
});

test('a route that rolls back answers from rows that are gone', async () => {
  const quote = { product_ids: [1, 5], quantity: 3 };
  expect(await send('POST', '/purchases/quote', quote)).toEqual({
    status: 200,
    body: '{"items":{"1":"36.00","5":"447.00"},"total":"483.00"}\n',
  });
  expect(await changes()).toEqual({});
});

test('a route whose statements stand alone keeps what went before a failure', async () => {
  await query(
    store.databaseUrl,
    "ALTER TABLE audit_event ADD CHECK (action <> 'ship' OR actor <> 'shelf')",
  );
  expect((await send('POST', '/purchases/9007199254740993/ship')).status).toBe(503);
  const { purchase, ...rest } = await changes();
  expect(purchase?.map((row) => row.split(',')[3])).toEqual(['shipped', 'placed']);
  expect(rest).toEqual({});
});

test('says that its database is there', async () => {
  const response = await fetch(`${store.origin}/healthz`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toMatchObject({
    status: 'ok',
    pool: { waiting: 0, refused: 0 },
    reads: { inFlight: 0 },
  });
});

test('answers the first of two mistakes, in the order in which a view reads', async () => {
  const buy = async (headers: Record<string, string>) => {
    const response = await fetch(`${store.origin}/purchases/`, {
      method: 'POST',
      headers,
      body: 'no JSON',
    });
    return response.status;
  };
  expect(await buy({ 'content-type': 'application/json' })).toBe(401);
  expect(await buy({ 'content-type': 'application/json', 'x-till': '1' })).toBe(400);
});

test('gives each of many requests its own answer', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => [1, 4, 5, 99][index % 4]!);
  const answers = await Promise.all(
    ids.map(async (id) => {
      const response = await fetch(`${store.origin}/catalog/products/${id}`);
      const { id: found = 99 } = (await response.json()) as { id?: number };
      return [response.status, found];
    }),
  );
  expect(answers).toEqual(ids.map((id) => [id === 99 ? 404 : 200, id]));
});

test('the tests that come with the service pass', async () => {
  const tree = await readTree(fixture('store/service'));
  const isSource = ([path]: [string, string]) => path.endsWith('.ts');
  const files = transpile(new Map([...tree].filter(isSource)));
  for (const [path, text] of tree) if (path.startsWith('db/')) files.set(path, text);
  // In one process: what each file imports is most of what it costs.
  const tests = [...files.keys()].filter((path) => path.endsWith('.test.js'));
  files.set('all.js', tests.map((path) => `import './${path}';`).join('\n'));
  files.set('package.json', '{ "type": "module" }');
  const { resources } = databases;
  const folder = await makeTemporaryFolder(resources, 'own-tests', files, packagesFolder());
  const { code, stdout } = await runToEnd(resources, {
    name: 'the tests of the service',
    command: process.execPath,
    args: ['--test-reporter=spec', 'all.js'],
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      // Each makes a database of its own on the server of this one.
      TEST_DATABASE_URL: (await databases.create('own_tests')).url,
    },
    timeoutMs: 60_000,
  });
  // Every route has an example; the one that is written by hand has no test.
  expect(stdout).toContain('tests 43');
  expect({ code, failed: /^.*✖.*$/gm.exec(stdout)?.[0] }).toEqual({ code: 0 });
});

async function send(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: string }> {
  const response = await fetch(`${store.origin}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-till': '4' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.text() };
}

/** The rows that are new (+) and gone (-), of the tables that changed. */
async function changes(): Promise<Record<string, string[]>> {
  const after = await allRows(store.databaseUrl);
  const tables = Object.keys(after).map((table): [string, string[]] => {
    const [old, now] = [before[table]!, after[table]!];
    const added = now.filter((row) => !old.includes(row)).map((row) => `+${row}`);
    return [table, [...added, ...old.filter((row) => !now.includes(row)).map((row) => `-${row}`)]];
  });
  return Object.fromEntries(tables.filter(([, rows]) => rows.length > 0));
}
