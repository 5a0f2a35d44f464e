/** wrk on this machine, and a plain way to run it. */
import { spawn, spawnSync } from 'node:child_process';
import type { RunCommand } from '../../../src/bench/load/run-command.js';

/** Undefined when it is not installed. */
export const WRK = spawnSync('wrk', ['-v']).error === undefined ? 'wrk' : undefined;

export const runCommand: RunCommand = async (command, args, { signal }) =>
  await new Promise((resolve, reject) => {
    const child = spawn(command, args, { signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
