import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { childrenOf, isAlive, temporaryDirectory, until } from './observe.js';
import { compileSources, type Parent, startParent } from './parent.js';

let compiled: ReturnType<typeof compileSources>;
beforeAll(() => {
  compiled = compileSources();
});
afterAll(() => compiled.remove());

/** A parent with one server that has a worker, both deaf to `deaf`, and a guarded directory. */
async function startParentOfServer(
  directory: string,
  deaf = 'USR1',
): Promise<{ parent: Parent; server: number; worker: number }> {
  const script = `trap '' ${deaf}; sh -c 'trap "" ${deaf}; echo $$; while :; do sleep 1; done' & wait`;
  const parent = startParent(`
    import { Interrupted, withResources } from '${compiled.url}/processes/resources.js';
    import { startProcess } from '${compiled.url}/processes/start-process.js';
    const controller = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => controller.abort(new Interrupted(signal)));
    try {
      await withResources(controller.signal, async (resources) => {
        resources.watchdog.guardDirectory(${JSON.stringify(directory)});
        const server = await startProcess(resources, {
          name: 'server', command: '/bin/sh', args: ['-c', ${JSON.stringify(script)}], graceMs: 200,
          env: { PATH: '/usr/bin:/bin' }, onLine: (line) => console.log(server.pid + ' ' + line),
        });
        await server.exited;
      });
    } catch (error) {
      process.exitCode = error instanceof Interrupted ? 130 : 1;
    }`);
  const [server, worker] = (await parent.nextLine())!.split(' ').map(Number);
  return { parent, server: server!, worker: worker! };
}

async function filledDirectory(): Promise<string> {
  const directory = join(await temporaryDirectory(), 'guarded');
  mkdirSync(join(directory, 'inner'), { recursive: true });
  writeFileSync(join(directory, 'inner', 'file'), '');
  return directory;
}

test.each(['USR1', 'TERM'])('after SIGKILL nothing is left (server deaf to %s)', async (deaf) => {
  const directory = await filledDirectory();
  const { parent, server, worker } = await startParentOfServer(directory, deaf);
  process.kill(parent.pid, 'SIGKILL');
  const isGone = () => !isAlive(server) && !isAlive(worker) && !existsSync(directory);
  expect(await until(isGone, 2000)).toBe(true);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s to the group of the parent ends the run in order',
  async (signal) => {
    const directory = await filledDirectory();
    const { parent, server, worker } = await startParentOfServer(directory);
    process.kill(-parent.pid, signal);
    expect(await parent.exited).toEqual({ code: 130, signal: null });
    expect([isAlive(server), isAlive(worker)]).toEqual([false, false]);
    expect(await until(() => !existsSync(directory), 2000)).toBe(true);
  },
);

test('what was released is left alone, and the watchdog leaves', async () => {
  const directory = await filledDirectory();
  const parent = startParent(`
    import { Resources } from '${compiled.url}/processes/resources.js';
    const resources = new Resources();
    const release = resources.watchdog.guardDirectory(${JSON.stringify(directory)});
    release();
    console.log('ready');
    setInterval(() => {}, 1000);`);
  expect(await parent.nextLine()).toBe('ready');
  const watchdogs = childrenOf(parent.pid);
  expect(watchdogs).toHaveLength(1);
  process.kill(parent.pid, 'SIGKILL');
  expect(await until(() => !isAlive(watchdogs[0]!), 2000)).toBe(true);
  expect(existsSync(directory)).toBe(true);
});

test('the watchdog keeps nobody from ending', async () => {
  const parent = startParent(`
    import { Resources } from '${compiled.url}/processes/resources.js';
    import { startProcess } from '${compiled.url}/processes/start-process.js';
    const resources = new Resources();
    await (await startProcess(resources, { name: 'true', command: '/bin/true', env: {} })).exited;`);
  expect(await parent.exited).toEqual({ code: 0, signal: null });
});
