import { expect, test } from 'vitest';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { loadSql } from '../../src/postgres/load-sql.js';
import { useDatabases } from '../support/database.js';

const databases = useDatabases([]);

test('a manifest without SQL files is described by the database that is there, which stays as it is', async () => {
  const { url } = await databases.create('existing');
  await loadSql(url, [
    { name: 'there.sql', text: 'CREATE TABLE film (film_id bigint PRIMARY KEY, title text);' },
  ]);
  const manifest = {
    version: 1,
    app: { name: 'films' },
    routes: [
      {
        rule: '/films/',
        endpoint: 'add_film',
        methods: ['POST'],
        inputs: { title: { from: 'json', type: 'str' } },
        commits: 'once',
        queries: {
          insert_film: { sql: 'INSERT INTO film VALUES (1, :title) RETURNING *', fetch: 'one' },
        },
      },
    ],
  };
  const source = { name: 'port.yaml', text: JSON.stringify(manifest) };
  const { service, diagnostics } = await describeManifest(databases.resources, source, '/', {
    databaseUrl: url,
    onStep: () => {},
  });
  expect(diagnostics).toEqual([]);
  const { handler } = service!.blueprints[0]!.routes[0]!;
  const columns = handler.kind === 'declarative' ? handler.queries[0]!.columns : [];
  expect(columns.map(({ name, type, isNullable }) => [name, type.name, isNullable])).toEqual([
    ['film_id', 'bigint', false],
    ['title', 'text', true],
  ]);
  // Nothing was inserted: a second table of the same name could not be made, and this one is empty.
  expect(
    await loadSql(url, [{ name: 'empty.sql', text: 'ALTER TABLE film ADD CHECK (false);' }]),
  ).toBeUndefined();
});
