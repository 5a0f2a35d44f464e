/** Starts a server that listens on loopback with a database of its own, and waits until it answers. */
import { findFreePort } from '../processes/find-free-port.js';
import { exitText, ProcessFailed } from '../processes/process-failed.js';
import type { Resources } from '../processes/resources.js';
import { startProcess } from '../processes/start-process.js';
import { waitForHttp } from '../processes/wait-for-http.js';
import type { Environment } from './find-python.js';
import { fillCommand, fillEnvironment, placeholders, serverEnvironment } from './server-command.js';

export interface ServerOptions {
  readonly name: string;
  /** A program and its arguments, or a line for a shell with placeholders in it. */
  readonly command: { readonly program: string; readonly args: readonly string[] } | string;
  readonly cwd: string;
  readonly databaseUrl: string;
  readonly env: Environment;
  /** More variables, with placeholders in them. */
  readonly variables?: Readonly<Record<string, string>>;
  /** For an app that listens where it likes. */
  readonly port?: number | undefined;
  readonly timeoutSeconds: number;
}

export interface RunningServer {
  readonly origin: string;
  readonly pid: number;
  /** From the start of its process to its first answer; it is asked every few hundredths of a second. */
  readonly startSeconds: number;
  /** How it ended, if it has. */
  readonly ended: () => string | undefined;
  readonly recentOutput: () => readonly string[];
  readonly stop: () => Promise<void>;
  /** Without a chance to finish what it is at. */
  readonly kill: () => Promise<void>;
}

/** No app has a route of this name, so that waiting for it does nothing else. */
const READY_PATH = '/port-is-waiting';

/** @throws ProcessFailed when it does not start, ends, or does not answer in time. */
export async function startServer(
  resources: Resources,
  options: ServerOptions,
): Promise<RunningServer> {
  const { name, command, cwd, databaseUrl, env, variables = {}, timeoutSeconds } = options;
  const host = '127.0.0.1';
  const port = options.port ?? (await findFreePort());
  const values = placeholders({ databaseUrl, host, port });
  const began = performance.now();
  const running = await startProcess(resources, {
    name,
    ...(typeof command === 'string'
      ? { command: '/bin/sh', args: ['-c', fillCommand(command, values)] }
      : { command: command.program, args: command.args }),
    cwd,
    env: { ...serverEnvironment(env, values), ...fillEnvironment(variables, values) },
  });
  let ending: string | undefined;
  void (async () => {
    ending = exitText(await running.exited);
  })();
  const origin = `http://${host}:${port}`;
  try {
    await waitForHttp(`${origin}${READY_PATH}`, {
      timeoutMs: timeoutSeconds * 1000,
      process: running,
    });
  } catch (error) {
    await running.stop();
    if (!(error instanceof ProcessFailed) || typeof command !== 'string') throw error;
    throw new ProcessFailed(error.message, error.output, [
      'the command is told its port as {port} and as PORT, its database as {database_url} and as DATABASE_URL, PGHOST, …',
    ]);
  }
  const startSeconds = (performance.now() - began) / 1000;
  return {
    origin,
    pid: running.pid,
    startSeconds,
    ended: () => ending,
    recentOutput: () => running.recentOutput(),
    stop: async () => {
      await running.stop();
    },
    kill: async () => {
      await running.stop({ graceMs: 0 });
    },
  };
}
