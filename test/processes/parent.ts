/**
 * A Node process that runs `port`'s own code and can be killed: what happens when the parent of a server
 * or a database dies cannot be seen from within it. It runs the compiled sources, which also shows that
 * nothing depends on being TypeScript.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { onTestFinished } from 'vitest';

import type { Exit } from '../../src/processes/process-failed.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Compiles `src` as the build does, into a directory of its own; gives the URL of that and its removal. */
export function compileSources(): { readonly url: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'port-compiled-'));
  const compiler = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '-p', 'src', '--outDir', folder, '--noCheck'], {
    cwd: repository,
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return {
    url: pathToFileURL(folder).href,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Parent {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** The next line that it prints; undefined when it has ended. */
  nextLine(): Promise<string | undefined>;
}

/** Runs the text of a module. It gets a process group of its own, as a shell in a terminal gives one. */
export function startParent(
  script: string,
  options: { readonly env?: Record<string, string>; readonly uid?: number } = {},
): Parent {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
    env: { ...process.env, ...options.env },
  });
  const exited = new Promise<Exit>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid!,
    exited,
    nextLine: async () => {
      const line = await lines.next();
      return line.done === true ? undefined : line.value;
    },
  };
}
