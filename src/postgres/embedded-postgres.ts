/**
 * A PostgreSQL server that exists for one run: its own directory, port and password, reachable through the
 * loopback interface only, and gone without a trace afterwards. It runs in its own process group: Ctrl-C
 * must not take it from under the services that use it. If `port` dies, the watchdog tells the server to
 * stop at once (SIGQUIT, which it passes on to its backends) and removes the directory.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { appendFile, chown, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

import { findFreePort } from '../processes/find-free-port.js';
import { exitText, ProcessFailed } from '../processes/process-failed.js';
import type { Resources } from '../processes/resources.js';
import { runToEnd } from '../processes/run-to-end.js';
import {
  type ProcessOptions,
  type RunningProcess,
  startProcess,
} from '../processes/start-process.js';
import { DatabaseUnavailable, SET_DATABASE_URL } from './database-unavailable.js';
import { findNativeFolder, type PostgresBinaries, prepareBinaries } from './postgres-binaries.js';
import { printSettings } from './postgres-settings.js';
import { canEnter, type SystemUser, unprivilegedUser } from './system-user.js';

const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 10_000;
const PORT_ATTEMPTS = 5;
const READY = 'database system is ready to accept connections';
const PORT_TAKEN = /^(?:LOG|FATAL|WARNING): +could not bind .*: Address already in use/;

export interface EmbeddedOptions {
  /** False: commits do not wait for the disk, for a server that is only asked about types. */
  readonly isDurable?: boolean;
  /** Where the private directory is made; the system's temporary directory unless told. */
  readonly temporaryFolder?: string;
  /** Where PostgreSQL lies; the installed package unless told. */
  readonly native?: string;
  readonly choosePort?: () => Promise<number>;
}

export interface EmbeddedPostgres {
  /** Of the superuser, with the password, for the database `postgres`. */
  readonly url: string;
  readonly process: RunningProcess;
  /** Everything of it, its private copy of the binaries included. */
  readonly folder: string;
  /** Ends sessions, stops, removes the directory. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

/**
 * Starts a server that ends with `resources` at the latest.
 * @throws DatabaseUnavailable when none can be started here.
 */
export async function startEmbeddedPostgres(
  resources: Resources,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  resources.throwIfClosing();
  const native = options.native ?? (await findNativeFolder());
  const user = await unprivilegedUser();
  const folder = join(
    await temporaryFolder(options, user),
    `port-postgres-${randomBytes(6).toString('hex')}`,
  );
  // Guarded first: there is no moment at which it exists and nobody would remove it.
  const release = resources.watchdog.guardDirectory(folder);
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    release();
  };
  const forget = resources.defer(remove);
  try {
    mkdirSync(folder, { mode: 0o700 });
    if (user !== undefined) await chown(folder, user.uid, user.gid);
    const binaries = await prepareBinaries(native, user, join(folder, 'native'));
    const cluster = { binaries, user, folder, password: randomBytes(18).toString('base64url') };
    await initialize(resources, cluster);
    const { server, port } = await start(resources, cluster, options, PORT_ATTEMPTS);
    const url = `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
    const stop = async (): Promise<void> => {
      await server.stop();
      await remove();
      forget();
    };
    return { url, process: server, folder, stop };
  } catch (error) {
    await remove();
    throw asUnavailable(error, folder);
  }
}

/** Not being able to start a program or to write files is no fault of ours; anything else stays as it is. */
function asUnavailable(error: unknown, folder: string): unknown {
  if (error instanceof ProcessFailed) {
    return new DatabaseUnavailable(error.message, [SET_DATABASE_URL], error.output);
  }
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  // In some containers root is root in name only, and cannot act for anybody else.
  return new DatabaseUnavailable(`PostgreSQL cannot be set up in ${folder}: ${error.message}`, [
    SET_DATABASE_URL,
  ]);
}

interface Cluster {
  readonly binaries: PostgresBinaries;
  readonly user: SystemUser | undefined;
  readonly folder: string;
  readonly password: string;
}

/** Root's TMPDIR may lie where the user that PostgreSQL runs as cannot go. */
async function temporaryFolder(
  { temporaryFolder: chosen = tmpdir() }: EmbeddedOptions,
  user: SystemUser | undefined,
): Promise<string> {
  if (user === undefined || (await canEnter(user, chosen))) return chosen;
  return '/tmp';
}

async function initialize(
  resources: Resources,
  { binaries, user, folder, password }: Cluster,
): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
  const initdb = await runToEnd(resources, {
    name: 'initdb',
    command: binaries.initdb,
    args: [
      `--pgdata=${join(folder, 'data')}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      // With PostgreSQL's own number of iterations: an app that connects for every request pays for it
      // here as it does in production.
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ],
    cwd: folder,
    env: ENVIRONMENT,
    user,
    crashSignal: 'SIGKILL',
    timeoutMs: START_TIMEOUT_MS,
  });
  await rm(passwordFile, { force: true });
  if (initdb.code === 0) return;
  const output = `${initdb.stdout}\n${initdb.stderr}`.split('\n').filter((line) => line !== '');
  throw new ProcessFailed(`PostgreSQL's initdb ${exitText(initdb)}`, output);
}

async function start(
  resources: Resources,
  cluster: Cluster,
  options: EmbeddedOptions,
  attempts: number,
): Promise<{ readonly server: RunningProcess; readonly port: number }> {
  const port = await (options.choosePort ?? findFreePort)();
  const data = join(cluster.folder, 'data');
  const settings = printSettings({ port, isDurable: options.isDurable ?? true });
  await appendFile(join(data, 'postgresql.conf'), settings);
  const log = new AbortController();
  const ready = new Promise<'ready'>((resolve) => {
    log.signal.addEventListener('abort', () => resolve('ready'));
  });
  const server = await startProcess(resources, {
    name: 'PostgreSQL',
    command: cluster.binaries.postgres,
    args: ['-D', data],
    cwd: cluster.folder,
    env: ENVIRONMENT,
    user: cluster.user,
    // "Fast": ends the sessions instead of waiting for them.
    stopSignal: 'SIGINT',
    crashSignal: 'SIGQUIT',
    graceMs: STOP_GRACE_MS,
    onLine: (line) => {
      if (line.endsWith(READY)) log.abort();
    },
  });
  const over = new AbortController();
  const late = delay(START_TIMEOUT_MS, 'late' as const, { signal: over.signal });
  const outcome = await Promise.race([ready, server.exited, late]);
  over.abort();
  if (outcome === 'ready') return { server, port };
  await server.stop();
  const output = server.recentOutput();
  const isTaken = output.some((line) => PORT_TAKEN.test(line));
  if (isTaken && attempts > 1) return start(resources, cluster, options, attempts - 1);
  const reason =
    outcome === 'late' ? `was not ready within ${START_TIMEOUT_MS / 1000} s` : exitText(outcome);
  throw new ProcessFailed(`PostgreSQL ${reason} before it could be used`, output);
}

/** Messages in English, whatever the system speaks: they are read. Windows runs nothing without its own. */
const ENVIRONMENT: ProcessOptions['env'] =
  process.platform === 'win32' ? 'inherit' : { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
