/**
 * Opens the two sides of a comparison: a server, started here on a clone of the seeded database and watched
 * for what it writes there, or one that somebody else runs, which is only asked for what it says.
 */
import { loadSql } from '../postgres/load-sql.js';
import { watchChanges, type ChangeWatch } from '../postgres/watch-changes.js';
import type { Source } from '../diagnostics/diagnostic.js';
import type { Resources } from '../processes/resources.js';
import { observe, type Side } from '../verify/observe.js';
import type { PlannedRequest } from '../model/exchange.js';
import type { Environment } from './find-python.js';
import type { Databases } from './seeded-databases.js';
import { startServer, type RunningServer } from './start-server.js';
import { startTarget } from './start-targets.js';
import { VerifyRefused } from './verify-refused.js';

/** Where a side comes from. */
export type SideSource =
  | {
      readonly kind: 'command';
      readonly command: string;
      readonly folder: string;
      readonly variables: Readonly<Record<string, string>>;
      readonly port: number | undefined;
    }
  | { readonly kind: 'url'; readonly url: string }
  | ServiceSource;

/** A generated service, started here from its sources. */
export interface ServiceSource {
  readonly kind: 'service';
  readonly sources: ReadonlyMap<string, string>;
  readonly packages: string | undefined;
  /** A folder that it serves files from. */
  readonly staticFiles?: string | undefined;
  /** What the original is given as well: a translated app reads the same settings. */
  readonly variables?: Readonly<Record<string, string>>;
}

export interface OpenSide extends Side {
  readonly watch: ChangeWatch | undefined;
  readonly server: RunningServer | undefined;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly databases: Databases | undefined;
  readonly env: Environment;
  /** SQL that is run when the server is up: for apps that make their tables themselves. */
  readonly sqlAfterStart: Source | undefined;
  readonly startSeconds: number;
  /** More variables for a service that is started here. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Both are told the same name, so that it is the same wherever they repeat it. */
const HOST = 'localhost';

/** @throws ProcessFailed, VerifyRefused */
export async function openSide(
  resources: Resources,
  name: string,
  source: SideSource,
  options: OpenOptions,
): Promise<OpenSide> {
  if (source.kind === 'url') {
    return {
      name,
      origin: source.url.replace(/\/+$/, ''),
      host: undefined,
      look: undefined,
      ended: () => undefined,
      watch: undefined,
      server: undefined,
      close: async () => {},
    };
  }
  if (!options.databases) {
    throw new VerifyRefused(`there is no database to start ${name} on`, [
      'name a schema in the manifest, or a database to copy with --database',
    ]);
  }
  const database = await options.databases.create(name);
  const server = await start(resources, name, source, { ...options, databaseUrl: database.url });
  if (options.sqlAfterStart) {
    const failure = await loadSql(database.url, [options.sqlAfterStart], { foreignSchemas: [] });
    if (failure) throw new VerifyRefused(`${failure.file}: ${failure.message}`, []);
  }
  const watch = await watchChanges(database.url);
  resources.defer(() => watch.close().catch(() => {}));
  return {
    name,
    origin: server.origin,
    host: HOST,
    look: () => watch.look(),
    ended: server.ended,
    watch,
    server,
    close: async () => {
      await watch.close().catch(() => {});
      await server.stop();
    },
  };
}

async function start(
  resources: Resources,
  name: string,
  source: Exclude<SideSource, { kind: 'url' }>,
  { databaseUrl, env, startSeconds, variables }: OpenOptions & { readonly databaseUrl: string },
): Promise<RunningServer> {
  if (source.kind === 'command') {
    return startServer(resources, {
      name,
      command: source.command,
      cwd: source.folder,
      databaseUrl,
      env,
      variables: source.variables,
      port: source.port,
      timeoutSeconds: startSeconds,
    });
  }
  const started = await startTarget(resources, 'service', {
    serviceSources: source.sources,
    staticFiles: source.staticFiles,
    databaseUrl,
    env,
    ...(source.packages === undefined ? {} : { packages: source.packages }),
    variables: { ...settingsOf(source.variables ?? {}), ...variables },
  });
  if ('reason' in started) {
    throw new VerifyRefused(`the service does not start: ${started.reason}`, []);
  }
  return started.server;
}

/** Where the service listens and what its database is, the original's variables do not say. */
const OWN = /^(?:DATABASE_URL|HOST|PORT|POOL_SIZE|LOG_LEVEL|BODY_LIMIT|SHUTDOWN_TIMEOUT|NODE_\w*)$/;

function settingsOf(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !OWN.test(name)));
}

/**
 * Makes sure that a server uses the database that was made for it, before it is asked to write: a command
 * that ignores what it is told would write into somebody's data. A few reads give it a reason to connect.
 * @throws VerifyRefused
 */
export async function checkUsesItsDatabase(
  side: OpenSide,
  requests: readonly PlannedRequest[],
  options: { readonly timeoutSeconds: number; readonly signal: AbortSignal },
): Promise<void> {
  const { watch } = side;
  if (!watch || (await watch.hasVisitors())) return;
  const reads = new Map<string, PlannedRequest>();
  for (const request of requests) {
    const isRead = request.method === 'GET' && !/\{\{/.test(request.path);
    if (isRead && reads.size < 12 && !reads.has(request.route)) reads.set(request.route, request);
  }
  for (const request of reads.values()) {
    // oxlint-disable-next-line no-await-in-loop -- until one of them connects
    await observe({ ...side, look: undefined }, request, options);
    // oxlint-disable-next-line no-await-in-loop
    if (await watch.hasVisitors()) return;
  }
  throw new VerifyRefused(`${side.name} never connected to the database that was made for it`, [
    'it may be writing to another one: let its settings come from the environment ({database_url}, {dbname}, PGDATABASE, …)',
    'if no route that reads needs a database, --any-database goes on without this check',
  ]);
}
