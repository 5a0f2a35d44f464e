/**
 * The services that `port bench` starts itself: the generated one from any manifest, and for films/reviews
 * the apps it is measured against. Each gets a free port on loopback and a database of its own, a copy of
 * the same seeded one, so that none meets the rows another has written.
 */
import { join } from 'node:path';
import type { Target } from '../bench/bench-request.js';
import { transpile } from '../emit/transpile.js';
import { findFreePort } from '../processes/find-free-port.js';
import { ProcessFailed } from '../processes/process-failed.js';
import type { Resources } from '../processes/resources.js';
import { startProcess } from '../processes/start-process.js';
import { waitForHttp } from '../processes/wait-for-http.js';
import { makeTemporaryFolder } from '../workspace/temporary-folder.js';
import { findPython, type Environment } from './find-python.js';
import { packagesFolder, REFERENCE } from './package-root.js';

/** In the order in which they appear; the first that runs is the reference for answers. */
export const TARGET_NAMES = ['flask', 'flask-tuned', 'quart', 'idiomatic', 'service'] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

export interface StartedTarget {
  readonly target: Target;
  readonly stop: () => Promise<void>;
  /** Without a chance to finish anything. */
  readonly kill: () => Promise<void>;
}

/** A target that cannot run here, and what would help. */
export interface AbsentTarget {
  readonly name: TargetName;
  readonly reason: string;
}

export interface StartOptions {
  /** The `src/` of the generated service. */
  readonly serviceSources: ReadonlyMap<string, string>;
  readonly databaseUrl: string;
  readonly env: Environment;
}

export async function startTarget(
  resources: Resources,
  name: TargetName,
  options: StartOptions,
): Promise<StartedTarget | AbsentTarget> {
  const command = await commandOf(resources, name, options);
  if ('reason' in command) return { name, reason: command.reason };
  const port = await findFreePort();
  const running = await startProcess(resources, {
    name,
    command: command.command,
    args: command.args,
    cwd: command.cwd,
    env: {
      ...inherited(options.env),
      DATABASE_URL: options.databaseUrl,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitForHttp(`${url}/`, { timeoutMs: 30_000, process: running });
  } catch (error) {
    if (!(error instanceof ProcessFailed)) throw error;
    await running.stop();
    return { name, reason: [error.message, ...error.output.slice(-3)].join('\n') };
  }
  return {
    target: { name, url, description: DESCRIPTIONS[name] },
    stop: async () => {
      await running.stop();
    },
    kill: async () => {
      await running.stop({ graceMs: 0 });
    },
  };
}

interface TargetCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

const DESCRIPTIONS: Readonly<Record<TargetName, string>> = {
  flask: 'Flask as written: gunicorn with one eventlet worker, psycopg2',
  'flask-tuned':
    'the same Flask app, tuned: four gunicorn processes with threads, a pool that keeps connections',
  quart: 'Quart: hypercorn with uvloop, asyncpg',
  idiomatic: 'a hand-written Fastify service with a pg Pool',
  service: 'what `port init` writes',
};

async function commandOf(
  resources: Resources,
  name: TargetName,
  { serviceSources, env }: StartOptions,
): Promise<TargetCommand | { reason: string }> {
  const folder = join(REFERENCE, name);
  switch (name) {
    case 'service': {
      const files = transpile(serviceSources).set('package.json', '{ "type": "module" }');
      const built = await makeTemporaryFolder(resources, 'service', files, packagesFolder());
      return { command: process.execPath, args: [join(built, 'server.js')], cwd: built };
    }
    case 'idiomatic':
      return { command: process.execPath, args: [join(folder, 'server.js')], cwd: folder };
    case 'flask':
    case 'flask-tuned': {
      const modules = ['flask', 'psycopg2', 'gunicorn', ...(name === 'flask' ? ['eventlet'] : [])];
      const python = await findPython(resources, env, modules);
      if (python.kind === 'missing') return python;
      // -P: gunicorn's settings lie in a gunicorn.py that would be imported in the place of the package.
      const args = ['-P', '-m', 'gunicorn', '--config', 'gunicorn.py', 'run:create_app()'];
      return { command: python.command, args, cwd: folder };
    }
    case 'quart': {
      const python = await findPython(resources, env, ['quart', 'hypercorn', 'uvloop', 'asyncpg']);
      if (python.kind === 'missing') return python;
      const config = ['--log-level', 'warning', '--config', 'file:hypercorn_config.py'];
      return {
        command: python.command,
        args: ['-m', 'hypercorn', ...config, 'run:create_app()'],
        cwd: folder,
      };
    }
  }
}

/** What a server needs of our environment; a PGHOST or FLASK_DEBUG of the user's would change what it does. */
function inherited(env: Environment): Environment {
  const names = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TMPDIR', 'SYSTEMROOT'];
  return Object.fromEntries(
    names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
}
