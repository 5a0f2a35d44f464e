import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { transpile } from '../../src/emit/transpile.js';
import { packagesFolder } from '../../src/pipeline/package-root.js';
import type { Resources } from '../../src/processes/resources.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { makeTemporaryFolder } from '../../src/workspace/temporary-folder.js';
import { fixture } from './database.js';

export interface ServiceProcess {
  readonly origin: string;
  readonly child: ChildProcess;
  /** What it has written to stderr. */
  readonly errors: () => string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Starts a reference service as `npm start` does, and waits until it answers. */
export async function startProcessOf(
  resources: Resources,
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const tree = await readTree(fixture(name, 'service/src'));
  const modules = transpile(new Map([...tree].filter(([path]) => path.endsWith('.ts'))));
  modules.set('package.json', '{ "type": "module" }');
  const folder = await makeTemporaryFolder(resources, name, modules, packagesFolder());
  const port = await freePort();
  const child = spawn(process.execPath, [join(folder, 'server.js')], {
    env: { PATH: process.env['PATH'], PORT: String(port), LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  resources.defer(() => {
    child.kill('SIGKILL');
  });
  let errors = '';
  child.stderr!.on('data', (text) => (errors += String(text)));
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  const origin = `http://127.0.0.1:${port}`;
  while (child.exitCode === null && !(await answers(origin))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { origin, child, errors: () => errors, ended };
}

async function answers(origin: string): Promise<boolean> {
  const response = await fetch(`${origin}/`).catch(() => undefined);
  return response !== undefined;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
