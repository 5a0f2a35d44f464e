import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { isAlive, until } from '../processes/observe.js';
import { compileSources, startParent } from '../processes/parent.js';
import { busyBackend } from './busy-backend.js';

let compiled: ReturnType<typeof compileSources>;
let folder: string;
beforeAll(async () => {
  compiled = compileSources();
  folder = await mkdtemp(join(tmpdir(), 'port-test-'));
  await chmod(folder, 0o777);
});
afterAll(async () => {
  compiled.remove();
  await rm(folder, { recursive: true, force: true });
});

const parentOfServer = () =>
  startParent(`
    import { Interrupted, withResources } from '${compiled.url}/processes/resources.js';
    import { startEmbeddedPostgres } from '${compiled.url}/postgres/embedded-postgres.js';
    const controller = new AbortController();
    process.on('SIGINT', () => controller.abort(new Interrupted('SIGINT')));
    const options = { isDurable: false, temporaryFolder: ${JSON.stringify(folder)} };
    await withResources(controller.signal, async (resources) => {
      console.log('begun');
      const { process, folder, url } = await startEmbeddedPostgres(resources, options);
      console.log(JSON.stringify([process.pid, folder, url]));
      await process.exited;
    }).catch((error) => { process.exitCode = error instanceof Interrupted ? 130 : 1; });`);

async function started(parent: ReturnType<typeof parentOfServer>) {
  expect(await parent.nextLine()).toBe('begun');
  const [pid, path, url] = JSON.parse((await parent.nextLine())!) as [number, string, string];
  return { pid, path, url };
}

test('after SIGKILL of the parent neither server, backends nor directory are left', async () => {
  const parent = parentOfServer();
  const { pid, path, url } = await started(parent);
  const backend = await busyBackend(url);
  process.kill(parent.pid, 'SIGKILL');
  const isGone = () => !isAlive(pid) && !isAlive(backend) && !existsSync(path);
  expect(await until(isGone, 3000)).toBe(true);
});

test('SIGINT to the group of the parent ends both in order', async () => {
  const parent = parentOfServer();
  const { pid, path } = await started(parent);
  process.kill(-parent.pid, 'SIGINT');
  expect(await parent.exited).toEqual({ code: 130, signal: null });
  expect([isAlive(pid), existsSync(path)]).toEqual([false, false]);
});

test.each([0, 40, 120, 400])('after SIGKILL %i ms into the start nothing is left', async (wait) => {
  const parent = parentOfServer();
  expect(await parent.nextLine()).toBe('begun');
  await delay(wait);
  process.kill(parent.pid, 'SIGKILL');
  await parent.exited;
  expect(await until(() => readdirSync(folder).length === 0, 3000)).toBe(true);
});
