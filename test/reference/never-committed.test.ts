/** The article's uncommitted insert: it is reported, and each choice does what it says to the table. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { expect, test } from 'vitest';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { fixture, useDatabases } from '../support/database.js';
import { generateService, post, startGenerated } from '../support/generated-service.js';

const folder = fixture('films-reviews');
const manifest = readFileSync(`${folder}/port.yaml`, 'utf8');
const databases = useDatabases([`${folder}/schema.sql`, `${folder}/seed.sql`]);

test('is reported as a warning, and as an error while nothing is chosen', async () => {
  const report = async (text: string) => {
    const { url } = await databases.create('report');
    const source = { name: 'port.yaml', text };
    const { service, diagnostics } = await describeManifest(databases.resources, source, folder, {
      databaseUrl: url,
      onStep: () => {},
    });
    const found = diagnostics.map(({ code, severity }) => `${severity} ${code}`);
    return { isPorted: service !== undefined, found };
  };
  expect(await report(manifest)).toEqual({
    isPorted: true,
    found: ['warning psycopg-never-committed'],
  });
  expect(await report(manifest.replace(/^ *transaction: commit\n/m, ''))).toEqual({
    isPorted: false,
    found: ['error psycopg-never-committed'],
  });
});

test.each([
  ['commit', ['995 4']],
  ['faithful', []],
])('with "transaction: %s" leaves these rows: %j', async (choice, rows) => {
  const text = manifest.replace(/transaction: commit/, `transaction: ${choice}`);
  const files = await generateService(databases, text, folder);
  const { url } = await databases.create(choice);
  const service = await startGenerated(databases, files, url);
  const answer = await post(service.origin, '/reviews/', { film_id: 995, rating: 4 });
  expect(answer).toEqual({ status: 200, body: '{"film_id":995,"rating":4}\n' });
  await service.stop();
  expect(await reviews(url)).toEqual(rows);
});

async function reviews(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ row: string }>(
    `SELECT film_id || ' ' || rating AS row FROM review`,
  );
  await client.end();
  return rows.map(({ row }) => row);
}
