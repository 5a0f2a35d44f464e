/**
 * A PostgreSQL server to make databases on: an embedded one, or the one of DATABASE_URL. On somebody's
 * server it makes what is named `port_…`, drops it at the end, and touches nothing else.
 */
import { randomBytes } from 'node:crypto';

import type { Resources } from '../processes/resources.js';
import { openAdminSession } from './admin-session.js';
import { createOwnDatabase, dropOwnDatabase, type OwnDatabase } from './create-database.js';
import { databaseOf } from './database-url.js';
import { type EmbeddedOptions, startEmbeddedPostgres } from './embedded-postgres.js';

export interface DatabaseServer {
  readonly isEmbedded: boolean;
  /** As the server says it: `18.4`, `15.3 (Debian 15.3-0+deb12u1)`. */
  readonly version: string;
  /**
   * Makes an empty database, or a copy of `template`, which waits for its sessions to end. The hint becomes
   * part of the name, for those who look at the server meanwhile.
   * @throws DatabaseUnavailable when the server refuses.
   */
  createDatabase(hint: string, options?: { readonly template?: Database }): Promise<Database>;
  /** Drops what was made and stops the server if it is embedded. Calling it again does nothing. */
  close(): Promise<void>;
}

export interface Database extends OwnDatabase {
  readonly name: string;
  readonly url: string;
  /**
   * Schemas in the same database that belong to somebody else and that SQL could reach by name: for
   * `loadSql`. Empty when the database is all ours, or not made here.
   */
  readonly foreignSchemas: readonly string[];
  /** Ends its sessions and removes it. Calling it again does nothing. */
  drop(): Promise<void>;
}

/**
 * A database that is used as it is: nothing is created in it or dropped.
 * @throws DatabaseUnavailable when `url` is no URL.
 */
export function existingDatabase(url: string): Database {
  return { name: databaseOf(url), url, foreignSchemas: [], drop: async () => {} };
}

/**
 * Opens the server of `databaseUrl`, or else starts one. It closes with `resources` at the latest.
 * @throws DatabaseUnavailable
 */
export async function openDatabaseServer(
  resources: Resources,
  options: EmbeddedOptions & { readonly databaseUrl?: string | undefined } = {},
): Promise<DatabaseServer> {
  const { databaseUrl } = options;
  const embedded =
    databaseUrl === undefined ? await startEmbeddedPostgres(resources, options) : undefined;
  const admin = await openAdminSession(databaseUrl ?? embedded!.url);
  const made = new Set<() => Promise<void>>();
  // What is on an embedded server goes with it.
  const dropAll = async (): Promise<void> => {
    const drops = embedded === undefined ? [...made].map((drop) => drop()) : [];
    await Promise.all(drops).finally(() => admin.close());
  };
  const forget = resources.defer(dropAll);

  return {
    isEmbedded: embedded !== undefined,
    version: admin.version,
    createDatabase: async (hint, { template } = {}) => {
      resources.throwIfClosing();
      const name = databaseName(hint);
      const drop = async (): Promise<void> => {
        if (made.delete(drop)) await dropOwnDatabase(admin, name);
      };
      // Before it is made: an interruption meanwhile must find it.
      made.add(drop);
      const own = await createOwnDatabase(admin, name, template?.name);
      return { ...own, name, drop };
    },
    close: async () => {
      if (!forget()) return;
      await dropAll();
      await embedded?.stop();
    },
  };
}

function databaseName(hint: string): string {
  const word = hint
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 30);
  return `port_${word}_${randomBytes(5).toString('hex')}`;
}
