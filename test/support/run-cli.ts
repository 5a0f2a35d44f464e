import { Writable } from 'node:stream';
import { main } from '../../src/cli/main.js';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process, as `bin/port.js` would. */
export async function runCli(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: Record<string, string | undefined>;
    readonly signal?: AbortSignal;
  },
): Promise<CliRun> {
  const streams = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        streams[name] += chunk.toString('utf8');
        done();
      },
    });
  const code = await main(args, {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: { PATH: process.env['PATH'], DATABASE_URL: process.env['DATABASE_URL'], ...options.env },
    cwd: options.cwd,
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, ...streams };
}
