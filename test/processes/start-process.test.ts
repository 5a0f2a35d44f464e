import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findExecutable } from '../../src/processes/find-executable.js';
import { findFreePort } from '../../src/processes/find-free-port.js';
import { Resources } from '../../src/processes/resources.js';
import { runToEnd } from '../../src/processes/run-to-end.js';
import { startProcess } from '../../src/processes/start-process.js';
import { waitForHttp } from '../../src/processes/wait-for-http.js';
import { isAlive, temporaryDirectory, until } from './observe.js';

let resources: Resources;
beforeEach(() => {
  resources = new Resources();
});
afterEach(() => resources.close());

const env = { PATH: '/usr/bin:/bin' };
const shell = (script: string) => ({
  name: 'script',
  command: '/bin/sh',
  args: ['-c', script],
  env,
});
const node = (script: string, ...args: string[]) => ({
  name: 'flask',
  command: process.execPath,
  args: ['-e', script, ...args],
  env,
});

describe('a process', () => {
  test('has only the environment it is given, and its lines arrive on time', async () => {
    const lines: string[] = [];
    const running = await startProcess(resources, {
      ...shell('echo "a $A home $HOME"; echo b >&2; printf "no end of line"'),
      env: { A: '1' },
      onLine: (line, stream) => lines.push(`${stream}: ${line}`),
    });
    expect(await running.exited).toEqual({ code: 0, signal: null });
    expect(lines.toSorted()).toEqual(['stderr: b', 'stdout: a 1 home ', 'stdout: no end of line']);
  });

  test('keeps its last lines only', async () => {
    const running = await startProcess(resources, shell('seq 1 1000'));
    await running.exited;
    expect(running.recentOutput()).toHaveLength(50);
    expect(running.recentOutput().at(-1)).toBe('1000');
  });

  test('that is not there, or may not be run, is refused with the reason', async () => {
    const missing = startProcess(resources, { name: 'gunicorn', command: 'no-such-program', env });
    await expect(missing).rejects.toThrow(
      'gunicorn cannot be started: no-such-program was not found',
    );
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'script'), '#!/bin/sh\n', { mode: 0o644 });
    const denied = startProcess(resources, {
      name: 'gunicorn',
      command: join(directory, 'script'),
      env,
    });
    await expect(denied).rejects.toThrow('gunicorn cannot be started: no permission to run');
  });

  test('stops when asked; stopping again is nothing', async () => {
    const running = await startProcess(resources, shell('sleep 60'));
    expect(await running.stop()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(await running.stop()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(isAlive(running.pid)).toBe(false);
  });

  test('that ignores the request is killed after the grace, with its workers', async () => {
    const script = `trap '' TERM; sh -c 'trap "" TERM; echo $$; while :; do sleep 1; done' & wait`;
    const running = await startProcess(resources, shell(script));
    expect(await until(() => running.recentOutput().length > 0)).toBe(true);
    const worker = Number(running.recentOutput()[0]);
    expect(isAlive(worker)).toBe(true);
    expect(await running.stop({ graceMs: 100 })).toEqual({ code: null, signal: 'SIGKILL' });
    expect(isAlive(worker)).toBe(false);
  });

  test('that ends by itself takes what it started along', async () => {
    const running = await startProcess(resources, shell('sleep 60 & echo $!; exit 3'));
    expect(await running.exited).toEqual({ code: 3, signal: null });
    expect(isAlive(Number(running.recentOutput()[0]))).toBe(false);
  });

  test('ends with the resources it was started for', async () => {
    const running = await startProcess(resources, shell('sleep 60'));
    await resources.close();
    expect(isAlive(running.pid)).toBe(false);
    await expect(startProcess(resources, shell('sleep 60'))).rejects.toThrow('after closing');
  });
});

describe('a short command', () => {
  test('gives its exit code and both outputs', async () => {
    expect(
      await runToEnd(resources, {
        ...shell('echo a; echo b; echo c >&2; exit 4'),
        timeoutMs: 5000,
      }),
    ).toEqual({ code: 4, signal: null, stdout: 'a\nb', stderr: 'c' });
  });

  test('that takes too long is stopped', async () => {
    const late = runToEnd(resources, { ...shell('echo waiting; sleep 60'), timeoutMs: 200 });
    await expect(late).rejects.toMatchObject({
      message: 'script did not finish within 0.2 s',
      output: ['waiting'],
    });
  });
});

describe('waiting for a server', () => {
  test('ends with its first answer, whatever that is', async () => {
    const port = await findFreePort();
    const script = `setTimeout(() => require('http').createServer((_, answer) => {
      answer.statusCode = 404; answer.end(); }).listen(process.argv[1], '127.0.0.1'), 100)`;
    const server = await startProcess(resources, node(script, String(port)));
    const url = `http://127.0.0.1:${port}/`;
    expect(await waitForHttp(url, { timeoutMs: 10_000, process: server })).toBe(404);
  });

  test('fails at once, with its output, when it ends', async () => {
    const url = `http://127.0.0.1:${await findFreePort()}/`;
    const server = await startProcess(resources, shell('echo "no module named films" >&2; exit 1'));
    await expect(waitForHttp(url, { timeoutMs: 60_000, process: server })).rejects.toMatchObject({
      message: `script exited with code 1 before it answered ${url}`,
      output: ['no module named films'],
    });
  });

  test('fails in time when it accepts and says nothing', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const server = await startProcess(resources, shell('sleep 60'));
    await expect(waitForHttp(url, { timeoutMs: 300, process: server })).rejects.toThrow(
      `script did not answer ${url} within 0.3 s`,
    );
    silent.closeAllConnections();
    silent.close();
  });
});

test('a program is looked up in the order of the path, and must be executable', async () => {
  const [first, second] = [await temporaryDirectory(), await temporaryDirectory()];
  await writeFile(join(first, 'tool'), '', { mode: 0o644 });
  await writeFile(join(second, 'tool'), '', { mode: 0o755 });
  expect(await findExecutable('tool', `${first}::${second}`)).toBe(join(second, 'tool'));
  expect(await findExecutable('tool', first)).toBeUndefined();
  expect(await findExecutable(join(second, 'tool'), '')).toBe(join(second, 'tool'));
});
