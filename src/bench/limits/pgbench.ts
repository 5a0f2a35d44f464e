/**
 * Runs pgbench and reads what it says: prepared statements, one thread, every client as soon as it was
 * answered. It counts whole seconds only, and gives no percentiles without a log of every transaction, which
 * would cost what is measured; so a sample of it has no latencies.
 */
import type { LoadSample } from '../../model/bench-result.js';
import { loadSample } from '../load/load-sample.js';
import type { CommandResult, RunCommand } from '../load/run-command.js';

export interface PgbenchOptions {
  readonly command: string;
  readonly runCommand: RunCommand;
  /** The file with the script. */
  readonly script: string;
  readonly defines: readonly string[];
  readonly databaseUrl: string;
  readonly signal: AbortSignal;
}

/** The targets have no larger pools, and more only make PostgreSQL slower. */
const MAX_CLIENTS = 20;

export interface PgbenchLoad {
  readonly connections: number;
  readonly durationSeconds: number;
}

/** @throws when pgbench ends with an error, or says nothing that can be read. */
export async function measureWithPgbench(
  options: PgbenchOptions,
  { connections, durationSeconds }: PgbenchLoad,
): Promise<LoadSample> {
  const clients = Math.min(connections, MAX_CLIENTS);
  const seconds = Math.max(1, Math.ceil(durationSeconds));
  const result = await run(options, [`--client=${clients}`, `--time=${seconds}`]);
  const requests = figure(result, /number of transactions actually processed: (\d+)/);
  // Without the time in which it connects, as a server has its connections open.
  const rps = figure(result, /tps = ([\d.]+) \(without initial connection time\)/);
  return {
    ...loadSample(
      { requests, seconds: requests / rps, latency: null, errors: 0, non2xx: 0, bytes: 0 },
      connections,
    ),
    rps,
  };
}

/** Undefined when one run of the script works, else what is said against it. */
export async function tryPgbench(options: PgbenchOptions): Promise<string | undefined> {
  const { exitCode, stderr } = await options.runCommand(
    options.command,
    argumentsOf(options, ['--client=1', '--transactions=1']),
    { signal: options.signal },
  );
  if (exitCode === 0) return undefined;
  const line = stderr.split('\n').find((text) => /error|fatal/i.test(text)) ?? stderr;
  return line.trim() || `pgbench ended with ${exitCode ?? 'a signal'}`;
}

async function run(options: PgbenchOptions, more: readonly string[]): Promise<CommandResult> {
  const { command, runCommand, signal } = options;
  const result = await runCommand(command, argumentsOf(options, more), { signal });
  if (result.exitCode === 0) return result;
  throw new Error(`pgbench ended with ${result.exitCode ?? 'a signal'}: ${result.stderr.trim()}`);
}

function argumentsOf(
  { script, defines, databaseUrl }: PgbenchOptions,
  more: readonly string[],
): string[] {
  return [
    '--no-vacuum',
    '--protocol=prepared',
    '--jobs=1',
    ...more,
    `--file=${script}`,
    ...defines.map((define) => `--define=${define}`),
    databaseUrl,
  ];
}

function figure({ stdout }: CommandResult, pattern: RegExp): number {
  const value = Number(pattern.exec(stdout)?.[1]);
  if (value > 0) return value;
  throw new Error(`pgbench said nothing about ${pattern.source}: ${stdout.trim()}`);
}
