import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import process from 'node:process';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findFreePort } from '../../src/processes/find-free-port.js';
import { Resources } from '../../src/processes/resources.js';
import { startEmbeddedPostgres } from '../../src/postgres/embedded-postgres.js';
import { findNativeFolder, prepareBinaries } from '../../src/postgres/postgres-binaries.js';
import { withClient } from '../../src/postgres/with-client.js';
import { isAlive, temporaryDirectory } from '../processes/observe.js';
import { busyBackend } from './busy-backend.js';

let resources: Resources;
beforeEach(() => {
  resources = new Resources();
});
afterEach(() => resources.close());

const settingsOf = (url: string, names: readonly string[]) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      'SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name',
      [names],
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  });

describe('an embedded server', () => {
  test('runs with fixed settings behind a password, and leaves nothing', async () => {
    const server = await startEmbeddedPostgres(resources);
    expect(
      await settingsOf(server.url, ['fsync', 'synchronous_commit', 'full_page_writes']),
    ).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
    });
    const fixed = [
      'TimeZone',
      'DateStyle',
      'server_encoding',
      'lc_messages',
      'listen_addresses',
      'max_connections',
      'unix_socket_directories',
    ];
    expect(await settingsOf(server.url, fixed)).toEqual({
      DateStyle: 'ISO, MDY',
      TimeZone: 'UTC',
      lc_messages: 'C',
      listen_addresses: '127.0.0.1',
      max_connections: '200',
      server_encoding: 'UTF8',
      unix_socket_directories: '',
    });
    const stranger = server.url.replace(/:[^:@]*@/, ':guess@');
    await expect(withClient(stranger, async () => {})).rejects.toThrow(
      /cannot connect to the database "postgres" at 127\.0\.0\.1:\d+: password authentication failed/,
    );
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(isAlive(server.process.pid)).toBe(false);
    expect(existsSync(server.folder)).toBe(false);
  });

  test('takes another port when its port is taken, and stops while sessions are open', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const ports = [typeof address === 'object' ? address!.port : 0, await findFreePort()];
    const server = await startEmbeddedPostgres(resources, {
      isDurable: false,
      choosePort: async () => ports.shift()!,
    });
    taken.close();
    expect(ports).toEqual([]);
    expect(await settingsOf(server.url, ['fsync', 'synchronous_commit'])).toEqual({
      fsync: 'off',
      synchronous_commit: 'off',
    });
    const backend = await busyBackend(server.url);
    await resources.close();
    expect([isAlive(server.process.pid), isAlive(backend)]).toEqual([false, false]);
    expect(existsSync(server.folder)).toBe(false);
  });

  test('that cannot start says why, in the words of PostgreSQL, and leaves nothing', async () => {
    const folder = await temporaryDirectory();
    await chmod(folder, 0o777);
    const native = join(folder, 'native');
    await mkdir(join(native, 'bin'), { recursive: true });
    const initdb = '#!/bin/sh\necho "initdb: error: no room" >&2; exit 1\n';
    await writeFile(join(native, 'bin', 'initdb'), initdb, { mode: 0o755 });
    await writeFile(join(native, 'bin', 'postgres'), '', { mode: 0o755 });
    const failed = startEmbeddedPostgres(resources, { native, temporaryFolder: folder });
    await expect(failed).rejects.toMatchObject({
      name: 'DatabaseUnavailable',
      message: "PostgreSQL's initdb exited with code 1",
      output: ['initdb: error: no room'],
      help: ['set DATABASE_URL to a PostgreSQL server on which you may create databases'],
    });
    expect(await readdir(folder)).toEqual(['native']);
  });
});

/** A package as an installation leaves it that ran no scripts and lost the modes of files. */
async function damagedPackage(): Promise<string> {
  const native = join(await temporaryDirectory(), 'package', 'native');
  const files = [
    'bin/initdb',
    'bin/postgres',
    'lib/libpq.a',
    'lib/libpq.so.5.18',
    'share/postgresql/postgres.bki',
  ];
  await Promise.all(
    files.map(async (path) => {
      await mkdir(join(native, path, '..'), { recursive: true });
      await writeFile(join(native, path), path, { mode: 0o600 });
    }),
  );
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  return native;
}

describe('binaries', () => {
  test('without links and execute bits are repaired in place', async () => {
    const native = await damagedPackage();
    const copy = join(await temporaryDirectory(), 'copy');
    const { postgres } = await prepareBinaries(native, undefined, copy);
    expect(postgres).toBe(join(native, 'bin', 'postgres'));
    expect(existsSync(copy)).toBe(false);
    expect(await readFile(join(native, 'lib', 'libpq.so.5'), 'utf8')).toBe('lib/libpq.so.5.18');
    expect((await stat(postgres)).mode & 0o111).toBe(0o111);
  });

  test('out of reach for the user who runs them are copied, repaired and readable', async () => {
    const native = await damagedPackage();
    const copy = join(await temporaryDirectory(), 'copy');
    const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
    const { postgres } = await prepareBinaries(native, nobody, copy);
    expect(postgres).toBe(join(copy, 'bin', 'postgres'));
    expect((await readdir(join(copy, 'lib'))).toSorted()).toEqual(['libpq.so.5', 'libpq.so.5.18']);
    expect(await readFile(join(copy, 'lib', 'libpq.so.5'), 'utf8')).toBe('lib/libpq.so.5.18');
    expect((await stat(postgres)).mode & 0o777).toBe(0o755);
    expect((await stat(join(copy, 'share', 'postgresql', 'postgres.bki'))).mode & 0o777).toBe(
      0o644,
    );
  });
});

test('a platform without a package is told what to do', async () => {
  const { platform } = process;
  Object.defineProperty(process, 'platform', { value: 'sunos' });
  try {
    await expect(findNativeFolder()).rejects.toMatchObject({
      name: 'DatabaseUnavailable',
      message: `no PostgreSQL comes with this installation for sunos ${process.arch}`,
    });
  } finally {
    Object.defineProperty(process, 'platform', { value: platform });
  }
  expect(basename(await findNativeFolder())).toBe('native');
});
