/** Where services that are compared or measured get their databases: each a copy of the same seeded one. */
import type { Source } from '../diagnostics/diagnostic.js';
import {
  existingDatabase,
  openDatabaseServer,
  type Database,
} from '../postgres/database-server.js';
import { withDatabase } from '../postgres/database-url.js';
import { loadSql } from '../postgres/load-sql.js';
import type { Resources } from '../processes/resources.js';

export interface Databases {
  /** Of the PostgreSQL behind them. */
  readonly version: string;
  /** Whether each is a copy that was made for this, in which nothing is worth keeping. */
  readonly areOwn: boolean;
  /** The hint becomes part of the name. */
  create(hint: string): Promise<Pick<Database, 'url'>>;
}

/** On the server of `databaseUrl`, or on one that is started. `sqlFiles` were loaded before, when described. */
export async function openSeededDatabases(
  resources: Resources,
  databaseUrl: string | undefined,
  sqlFiles: readonly Source[],
): Promise<Databases> {
  const server = await openDatabaseServer(resources, { databaseUrl });
  const seeded = await server.createDatabase('seeded');
  const failure = await loadSql(seeded.url, sqlFiles, seeded);
  if (failure) throw new Error(`${failure.file}: ${failure.message}`);
  return {
    version: server.version,
    areOwn: true,
    create: (hint) => server.createDatabase(hint.replaceAll('-', '_'), { template: seeded }),
  };
}

/** Copies of a database that exists, which is only read. Nobody may be connected to it meanwhile. */
export async function copiesOf(resources: Resources, url: string): Promise<Databases> {
  const server = await openDatabaseServer(resources, {
    databaseUrl: withDatabase(url, 'postgres'),
  });
  const template = existingDatabase(url);
  return {
    version: server.version,
    areOwn: true,
    create: (hint) => server.createDatabase(hint.replaceAll('-', '_'), { template }),
  };
}

/** The one that the user points at, for all. */
export function sharedDatabase(url: string): Databases {
  const database = existingDatabase(url);
  return { version: 'as given', areOwn: false, create: async () => database };
}
