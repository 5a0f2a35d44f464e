/** The targets of films/reviews that need more than Node and pg: they answer what the Flask app answers. */
import { expect, test } from 'vitest';
import { startTarget, type StartedTarget } from '../../src/pipeline/start-targets.js';
import { withClient } from '../../src/postgres/with-client.js';
import { fixture, useDatabases } from '../support/database.js';

const databases = useDatabases([
  fixture('films-reviews/schema.sql'),
  fixture('films-reviews/seed.sql'),
]);

test.for(['go', 'postgres-js'] as const)(
  '%s reads films, writes reviews and ends when it is told to',
  { timeout: 300_000 },
  async (name, context) => {
    const { url } = await databases.create(name.replace('-', '_'));
    const started = await startTarget(databases.resources, name, {
      serviceSources: new Map(),
      databaseUrl: url,
      env: process.env,
    });
    if ('reason' in started) {
      if (process.env['CI']) throw new Error(`CI must have ${name}: ${started.reason}`);
      return context.skip(`needs ${name}: ${started.reason}`);
    }
    await expectAnswers(started, url);
    await started.stop();
    expect(started.server.ended()).toBe('exited with code 0');
  },
);

test('go without a toolchain says what to install', async () => {
  const { url } = await databases.create('no_go');
  const options = { serviceSources: new Map(), databaseUrl: url, env: { PATH: '/nowhere' } };
  expect(await startTarget(databases.resources, 'go', options)).toEqual({
    name: 'go',
    reason: expect.stringMatching(/no Go toolchain; .*apt install golang-go golang-github-jackc/),
  });
});

async function expectAnswers({ target }: StartedTarget, databaseUrl: string): Promise<void> {
  const film = await fetch(`${target.url}/films/7/`);
  expect(film.status).toBe(200);
  expect(film.headers.get('content-type')).toMatch(/^application\/json/);
  const rows = await withClient(databaseUrl, async (client) => {
    const text = 'SELECT film_id, release_year, title FROM film WHERE release_year > 2000';
    return (await client.query<Film>(text)).rows;
  });
  expect(await film.json()).toEqual(rows.find(({ film_id }) => film_id === 7));
  expect((await fetch(`${target.url}/films/1001/`)).status).toBe(404);

  const list = await fetch(`${target.url}/films/`);
  expect(await list.json()).toEqual(
    Object.fromEntries(rows.map(({ film_id, ...rest }) => [film_id, rest])),
  );
  expect(await (await fetch(`${target.url}/films/?year.gt=2006`)).json()).toEqual({});

  const review = await fetch(`${target.url}/reviews/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ film_id: 995, rating: 4.7 }),
  });
  expect(await review.json()).toEqual({ film_id: 995, rating: 4 });
  const stored = await withClient(databaseUrl, async (client) => {
    return (await client.query('SELECT film_id, rating FROM review')).rows;
  });
  expect(stored).toEqual([{ film_id: 995, rating: 4 }]);
}

interface Film {
  readonly film_id: number;
  readonly release_year: number;
  readonly title: string;
}
