import { beforeAll, expect, test } from 'vitest';
import { startService, useStoreDatabases, type RunningStore } from './store.js';

const databases = useStoreDatabases();
let store: RunningStore;
beforeAll(async () => {
  store = await startService(databases);
});

test('says that its database is there', async () => {
  const response = await fetch(`${store.origin}/healthz`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.text()).toBe('{"status":"ok"}\n');
});

test('answers the first of two mistakes, in the order in which a view reads', async () => {
  const send = async (headers: Record<string, string>) => {
    const response = await fetch(`${store.origin}/purchases/`, {
      method: 'POST',
      headers,
      body: 'no JSON',
    });
    return response.status;
  };
  expect(await send({ 'content-type': 'application/json' })).toBe(401);
  expect(await send({ 'content-type': 'application/json', 'x-till': '1' })).toBe(400);
});

test('answers requests of one connection in their order, reads and writes mixed', async () => {
  const paths = Array.from({ length: 60 }, (_, index) => `/catalog/products/${(index % 7) + 1}`);
  const answers = await Promise.all(
    paths.map(async (path) => {
      const response = await fetch(`${store.origin}${path}`);
      return [response.status, ((await response.json()) as { id?: number }).id ?? null];
    }),
  );
  const expected = paths.map((path) => {
    const id = Number(path.split('/').at(-1));
    return id === 7 ? [404, null] : [200, id];
  });
  expect(answers).toEqual(expected);
});
