// How long PostgreSQL takes to describe many statements: `npm run bench:describe`. Each statement is asked about three
// times (as it is, with psycopg2's literal types, with the casts that it needs), over one connection, pipelined.
// Needs dist/: `npm run build`.
import { readService } from '../dist/manifest/read-service.js';
import { describe } from '../dist/pipeline/describe-manifest.js';
import { openDatabaseServer } from '../dist/postgres/database-server.js';
import { loadSql } from '../dist/postgres/load-sql.js';
import { withResources } from '../dist/processes/resources.js';
import { loadSqlParser } from '../dist/sql/parse-sql.js';

const ROUNDS = 5;
const COUNTS = [100, 1_000, 5_000];

const SCHEMA = `CREATE TABLE film (film_id serial PRIMARY KEY, title text NOT NULL, release_year integer, rate numeric(4,2));
CREATE TABLE review (review_id serial PRIMARY KEY, film_id integer NOT NULL REFERENCES film, stars integer);`;

const STATEMENTS = [
  (n) => `SELECT film_id, title, release_year FROM film WHERE film_id = :id AND ${n} = ${n}`,
  (n) =>
    `SELECT f.title, avg(r.stars) AS stars FROM film f LEFT JOIN review r USING (film_id) WHERE f.film_id > :id GROUP BY f.title HAVING count(*) > ${n}`,
  (n) => `INSERT INTO review (film_id, stars) VALUES (:id, ${n % 5}) RETURNING review_id`,
  (n) => `UPDATE film SET rate = rate + ${n} WHERE film_id = :id`,
];

await loadSqlParser();
await withResources(new AbortController().signal, async (resources) => {
  const server = await openDatabaseServer(resources, { isDurable: false });
  const { url } = await server.createDatabase('bench');
  await loadSql(url, [{ name: 'schema.sql', text: SCHEMA }]);
  process.stdout.write('statements  median ms  lowest  highest  ms per statement\n');
  for (const count of COUNTS) {
    const { service } = readService({ name: 'port.yaml', text: JSON.stringify(manifest(count)) });
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now();
      const { diagnostics } = await describe(url, service);
      times.push(performance.now() - start);
      if (diagnostics.length > 0) throw new Error(diagnostics[0].message);
    }
    times.sort((a, b) => a - b);
    const median = times[Math.floor(ROUNDS / 2)];
    const cells = [count, median, times[0], times.at(-1)].map((value) =>
      String(Math.round(value)).padStart(9),
    );
    process.stdout.write(`${cells.join(' ')}  ${(median / count).toFixed(2).padStart(16)}\n`);
  }
});

function manifest(count) {
  const routes = Array.from({ length: count }, (_, n) => ({
    rule: `/films/<int:id>/${n}`,
    endpoint: `route_${n}`,
    methods: ['POST'],
    commits: 'once',
    queries: { [`query_${n}`]: { sql: STATEMENTS[n % STATEMENTS.length](n) } },
    text: 'done',
  }));
  return { version: 1, app: { name: 'bench' }, routes };
}
