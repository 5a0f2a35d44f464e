/**
 * The services that `port bench` starts itself: the generated one from any manifest, and for films/reviews
 * the apps it is measured against. Each gets a free port on loopback and a database of its own, a copy of
 * the same seeded one, so that none meets the rows another has written.
 */
import { join, posix } from 'node:path';
import type { Target } from '../bench/bench-request.js';
import { transpile } from '../emit/transpile.js';
import { ProcessFailed } from '../processes/process-failed.js';
import type { Resources } from '../processes/resources.js';
import { copyFolder, listFolder } from '../workspace/copy-folder.js';
import { makeTemporaryFolder } from '../workspace/temporary-folder.js';
import { buildGo } from './build-go.js';
import { findPython, type Environment } from './find-python.js';
import { canResolve, packagesFolder, REFERENCE } from './package-root.js';
import { startServer, type RunningServer } from './start-server.js';

/** In the order in which they appear; the first that runs is the reference for answers. */
export const TARGET_NAMES = [
  'flask',
  'flask-tuned',
  'quart',
  'idiomatic',
  'postgres-js',
  'go',
  'service',
] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

export function isTargetName(name: string): name is TargetName {
  return (TARGET_NAMES as readonly string[]).includes(name);
}

export interface StartedTarget {
  readonly target: Target;
  /** Versions of what it runs on, by name, where the environment does not say them already. */
  readonly software: Readonly<Record<string, string>>;
  readonly server: RunningServer;
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
  /** The `src/` of the generated service, and what lies beside it: `../templates/…`. */
  readonly serviceSources: ReadonlyMap<string, string>;
  readonly databaseUrl: string;
  readonly env: Environment;
  /** The `node_modules` of the service, when it is not ours. */
  readonly packages?: string;
  /** A folder that it serves files from: it gets a copy. */
  readonly staticFiles?: string | undefined;
  /** More variables of its environment. */
  readonly variables?: Readonly<Record<string, string>>;
}

export async function startTarget(
  resources: Resources,
  name: TargetName,
  options: StartOptions,
): Promise<StartedTarget | AbsentTarget> {
  const command = await commandOf(resources, name, options);
  if ('reason' in command) return { name, reason: command.reason };
  try {
    const running = await startServer(resources, {
      name,
      command: { program: command.command, args: command.args },
      cwd: command.cwd,
      databaseUrl: options.databaseUrl,
      env: options.env,
      variables: options.variables ?? {},
      timeoutSeconds: 30,
    });
    const target = { name, url: running.origin, description: DESCRIPTIONS[name] };
    const { software = {} } = command;
    return { target, software, server: running, stop: running.stop, kill: running.kill };
  } catch (error) {
    if (!(error instanceof ProcessFailed)) throw error;
    return { name, reason: [error.message, ...error.output.slice(-3)].join('\n') };
  }
}

/** The command line that starts the films/reviews Flask app as it was written, or why it cannot run here. */
export async function flaskCommand(
  resources: Resources,
  env: Environment,
): Promise<{ command: string; folder: string } | { reason: string }> {
  const found = await gunicornCommand(resources, env, 'flask');
  if ('reason' in found) return found;
  const words = [found.command, ...found.args].map((word) => `'${word}'`);
  return { command: words.join(' '), folder: found.cwd };
}

async function gunicornCommand(
  resources: Resources,
  env: Environment,
  name: 'flask' | 'flask-tuned',
): Promise<TargetCommand | { reason: string }> {
  const modules = ['flask', 'psycopg2', 'gunicorn', ...(name === 'flask' ? ['eventlet'] : [])];
  const python = await findPython(resources, env, modules);
  if (python.kind === 'missing') return python;
  // -P: gunicorn's settings lie in a gunicorn.py that would be imported in the place of the package.
  const args = ['-P', '-m', 'gunicorn', '--config', 'gunicorn.py', 'run:create_app()'];
  return { command: python.command, args, cwd: join(REFERENCE, name) };
}

interface TargetCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly software?: Readonly<Record<string, string>>;
}

const DESCRIPTIONS: Readonly<Record<TargetName, string>> = {
  flask: 'Flask as written: gunicorn with one eventlet worker, psycopg2',
  'flask-tuned':
    'the same Flask app, tuned: four gunicorn processes with threads, a pool that keeps connections',
  quart: 'Quart: hypercorn with uvloop, asyncpg',
  idiomatic: 'a hand-written Fastify service with a pg Pool',
  'postgres-js': 'the same with postgres.js in the place of pg',
  go: 'a Go service: net/http and a pgx pool, on all cores',
  service: 'what `port init` writes',
};

/** Laid out as `npm run build` lays them out. */
function builtFiles(sources: ReadonlyMap<string, string>): Map<string, string> {
  const code = new Map([...sources].filter(([path]) => path.endsWith('.ts')));
  const others = [...sources].filter(([path]) => !path.endsWith('.ts'));
  return new Map([
    ['package.json', '{ "type": "module" }'],
    ...[...transpile(code), ...others].map(
      ([path, text]) => [posix.join('dist', path), text] as const,
    ),
  ]);
}

async function commandOf(
  resources: Resources,
  name: TargetName,
  { serviceSources, env, packages = packagesFolder(), staticFiles }: StartOptions,
): Promise<TargetCommand | { reason: string }> {
  const folder = join(REFERENCE, name);
  switch (name) {
    case 'service': {
      const files = builtFiles(serviceSources);
      const built = await makeTemporaryFolder(resources, 'service', files, packages);
      if (staticFiles !== undefined) {
        const { paths } = await listFolder(staticFiles);
        await copyFolder(staticFiles, paths, join(built, 'static'));
      }
      return { command: process.execPath, args: [join(built, 'dist/server.js')], cwd: built };
    }
    case 'idiomatic':
      return { command: process.execPath, args: [join(folder, 'server.js')], cwd: folder };
    case 'postgres-js': {
      const server = join(folder, 'server.js');
      if (!canResolve(server, 'postgres')) {
        return { reason: 'the package postgres is not installed; npm install postgres' };
      }
      return { command: process.execPath, args: [server], cwd: folder };
    }
    case 'go': {
      const built = await buildGo(resources, env, {
        folder,
        imports: ['github.com/jackc/pgx/v4/pgxpool'],
        help: 'on Debian: apt install golang-go golang-github-jackc-pgx-v4-dev',
      });
      if ('reason' in built) return built;
      const software = { Go: built.version };
      return { command: built.program, args: [], cwd: folder, software };
    }
    case 'flask':
    case 'flask-tuned':
      return gunicornCommand(resources, env, name);
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
