import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import {
  openDatabaseServer,
  type Database,
  type DatabaseServer,
} from '../../src/postgres/database-server.js';
import { loadSql } from '../../src/postgres/load-sql.js';
import { Resources } from '../../src/processes/resources.js';

export interface TestDatabases {
  readonly resources: Resources;
  readonly server: DatabaseServer;
  /** A database with the given SQL files loaded. */
  create(hint: string): Promise<Database>;
}

/**
 * A real PostgreSQL for the tests of a file: the one of DATABASE_URL, or one that is started and removed.
 * `files` make a template that every database is a copy of.
 */
export function useDatabases(files: readonly string[]): TestDatabases {
  const resources = new Resources();
  let server: DatabaseServer | undefined;
  let template: Database | undefined;
  beforeAll(async () => {
    server = await openDatabaseServer(resources, {
      databaseUrl: process.env['DATABASE_URL'] || undefined,
      isDurable: false,
    });
    template = await server.createDatabase('template');
    const sources = files.map((name) => ({ name, text: readFileSync(name, 'utf8') }));
    const failure = await loadSql(template.url, sources, template);
    if (failure) throw new Error(`${failure.file}: ${failure.message}`);
  });
  afterAll(() => resources.close());
  return {
    resources,
    get server() {
      return server!;
    },
    create: (hint) => server!.createDatabase(hint, { template: template! }),
  };
}

export function fixture(...path: string[]): string {
  return join(import.meta.dirname, '../../fixtures', ...path);
}
