/**
 * A child process with a name, watched from start to end. It leads a process group of its own: Ctrl-C in
 * the terminal reaches `port` alone, which then stops its children in the right order. A process counts as
 * ended when everything it started in its group has ended too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

import { type Exit, ProcessFailed } from './process-failed.js';
import { endGroup, signalGroup, signalProcess } from './process-group.js';
import type { Resources } from './resources.js';

const KEPT_LINES = 50;
const KEPT_LINE_LENGTH = 2000;
const DEFAULT_GRACE_MS = 5000;
/** For members of the group that outlive the process that led it, and for output still under way. */
const AFTERMATH_MS = 500;

export interface ProcessOptions {
  /** What a person calls it: `flask`, `PostgreSQL`. It begins the messages about it. */
  readonly name: string;
  /** A path, or a name to look up on the PATH of `env`. */
  readonly command: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** The whole environment of the process, unless it shall be that of `port`. */
  readonly env: Readonly<Record<string, string | undefined>> | 'inherit';
  /** Whom to run it as; only root can choose. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** What asks it to end. SIGTERM unless told. */
  readonly stopSignal?: NodeJS.Signals;
  /** What its group is sent when `port` itself dies. The stop signal unless told. */
  readonly crashSignal?: NodeJS.Signals;
  /** How long it may take to end before SIGKILL, in milliseconds. 5000 unless told. */
  readonly graceMs?: number;
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  /** Fulfilled when the process and the rest of its group are gone and its output was read. */
  readonly exited: Promise<Exit>;
  /** The last lines it printed on either stream, oldest first. */
  recentOutput(): readonly string[];
  /** Asks it to end and waits, with SIGKILL to the group after the grace. Once it has ended, nothing. */
  stop(options?: { readonly graceMs?: number; readonly signal?: NodeJS.Signals }): Promise<Exit>;
}

/**
 * Starts a process that ends with `resources` at the latest.
 * @throws ProcessFailed when it cannot be started.
 */
export async function startProcess(
  resources: Resources,
  options: ProcessOptions,
): Promise<RunningProcess> {
  resources.throwIfClosing();
  const { name, command, args = [], cwd, env, user, stopSignal = 'SIGTERM' } = options;
  const child = spawn(command, args, {
    cwd,
    env: env === 'inherit' ? undefined : env,
    ...user,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const { pid } = child;
  if (pid === undefined) throw await startFailure(child, options);
  const graceMs = options.graceMs ?? DEFAULT_GRACE_MS;
  const crashSignal = options.crashSignal ?? stopSignal;
  const release = resources.watchdog.guardGroup({ pid, signal: crashSignal, graceMs });

  const kept: string[] = [];
  const keep = (line: string, stream: 'stdout' | 'stderr'): void => {
    kept.push(line.slice(0, KEPT_LINE_LENGTH));
    if (kept.length > KEPT_LINES) kept.shift();
    options.onLine?.(line, stream);
  };
  const read = Promise.all([
    readLines(child.stdout, (line) => keep(line, 'stdout')),
    readLines(child.stderr, (line) => keep(line, 'stderr')),
  ]);

  const exited = ended(child, pid, read);
  const stop: RunningProcess['stop'] = async (how = {}) => {
    if (child.exitCode === null && child.signalCode === null) {
      signalProcess(pid, how.signal ?? stopSignal);
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), how.graceMs ?? graceMs);
      await exited.finally(() => clearTimeout(timer));
    }
    return exited;
  };
  const forget = resources.defer(async () => void (await stop()));
  void exited.then(release).then(forget);
  return { name, pid, exited, recentOutput: () => [...kept], stop };
}

async function ended(child: ChildProcess, pid: number, read: Promise<unknown>): Promise<Exit> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  await endGroup(pid, AFTERMATH_MS);
  // A process that left the group may hold the pipe open for as long as it likes.
  await Promise.race([read, delay(AFTERMATH_MS, undefined, { ref: false })]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  return { code, signal };
}

async function readLines(
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void,
): Promise<void> {
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  lines.on('line', onLine);
  await once(lines, 'close');
}

async function startFailure(child: ChildProcess, options: ProcessOptions): Promise<ProcessFailed> {
  const [error] = (await once(child, 'error')) as [NodeJS.ErrnoException];
  return new ProcessFailed(
    `${options.name} cannot be started: ${startFailureReason(error, options)}`,
  );
}

/** ENOENT stands for three things: no such program, no such working directory, no such interpreter. */
function startFailureReason(
  error: NodeJS.ErrnoException,
  { command, cwd }: ProcessOptions,
): string {
  if (error.code === 'EACCES') return `no permission to run ${command}`;
  if (error.code !== 'ENOENT') return error.message;
  if (cwd !== undefined && !existsSync(cwd)) return `the directory ${cwd} does not exist`;
  if (!/[/\\]/.test(command) || !existsSync(command)) return `${command} was not found`;
  return `${command} needs a loader or an interpreter that this system does not have`;
}
