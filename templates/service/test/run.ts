/**
 * Runs every `*.test.ts` of this folder, all on one database server. Node 20's own runner finds no TypeScript;
 * a single file runs with `node --import tsx --test test/routes/….test.ts`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startDatabaseServer } from './database-server.js';

const server = await startDatabaseServer();
process.env['TEST_DATABASE_URL'] = server.url;

const names = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
const files = names.filter((name) => name.endsWith('.test.ts')).toSorted();
run({ files: files.map((name) => join(import.meta.dirname, name)), concurrency: true })
  .on('test:fail', () => {
    process.exitCode = 1;
  })
  .on('end', () => server.stop())
  .compose(new spec())
  .pipe(process.stdout);
