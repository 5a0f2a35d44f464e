/**
 * Behind PgBouncer in transaction mode a connection of the service has another one of the server for each transaction:
 * with PREPARED_STATEMENTS=false the answers are those of the service without it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../src/workspace/temporary-folder.js';
import { fixture, useDatabases } from '../support/database.js';
import { freePort, startProcessOf } from '../support/process-of-service.js';

const PATH = `${process.env['PATH']}:/usr/sbin`;
const isInstalled = spawnSync('pgbouncer', ['--version'], { env: { PATH } }).status === 0;
const isRoot = process.getuid?.() === 0;

const files = ['schema.sql', 'seed.sql'].map((name) => fixture('films-reviews', name));
const databases = useDatabases(files);

async function startPgBouncer(databaseUrl: string): Promise<string> {
  const { resources } = databases;
  const url = new URL(databaseUrl);
  const port = await freePort();
  const password = url.password === '' ? '' : ` password=${decodeURIComponent(url.password)}`;
  const settings = [
    '[databases]',
    `* = host=${url.hostname} port=${url.port || '5432'} user=${url.username}${password}`,
    '[pgbouncer]',
    `listen_addr = 127.0.0.1`,
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    'default_pool_size = 2',
  ];
  const folder = await makeTemporaryFolder(
    resources,
    'pgbouncer',
    new Map([['pgbouncer.ini', `${settings.join('\n')}\n`]]),
  );
  const child = spawn(
    'pgbouncer',
    [...(isRoot ? ['-u', 'nobody'] : []), join(folder, 'pgbouncer.ini')],
    { env: { PATH }, stdio: 'ignore' },
  );
  resources.defer(() => {
    child.kill('SIGKILL');
  });
  while (!(await accepts(port))) await new Promise((resolve) => setTimeout(resolve, 50));
  url.port = String(port);
  url.hostname = '127.0.0.1';
  return url.href;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

test.skipIf(!isInstalled)('all requests are answered as without it', async () => {
  const { url } = await databases.create('direct');
  const pooled = await databases.create('pooled');
  const { resources } = databases;
  const [direct, behind] = await Promise.all([
    startProcessOf(resources, 'films-reviews', { DATABASE_URL: url }),
    startProcessOf(resources, 'films-reviews', {
      DATABASE_URL: await startPgBouncer(pooled.url),
      PREPARED_STATEMENTS: 'false',
    }),
  ]);
  const requests = Array.from({ length: 400 }, (_, index): [string, RequestInit] => {
    const body = JSON.stringify({ film_id: 1 + (index % 900), rating: 1 + (index % 5) });
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    if (index % 3 === 0) return ['/reviews/', post];
    return index % 20 === 1 ? ['/films/', {}] : [`/films/${index * 3}/`, {}];
  });
  const send = (origin: string) =>
    Promise.all(
      requests.map(async ([path, options]) => {
        const response = await fetch(`${origin}${path}`, options);
        return { status: response.status, body: await response.text() };
      }),
    );
  const expected = await send(direct.origin);
  expect(expected.every(({ status }) => status === 200 || status === 404)).toBe(true);
  expect(await send(behind.origin)).toEqual(expected);
  expect(behind.errors()).toBe('');
  for (const { child, ended } of [direct, behind]) {
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  }
});
