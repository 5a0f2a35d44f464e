import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileTree } from '../../src/emit/emit-service.js';
import { fixture, useDatabases } from '../support/database.js';
import {
  generateService,
  startGenerated,
  type RunningService,
} from '../support/generated-service.js';
import { expectGolden } from '../support/golden.js';

const SCHEMA = `
CREATE TABLE film (film_id integer PRIMARY KEY, title text NOT NULL, release_year integer, rate numeric(4,2));
INSERT INTO film VALUES (1, 'Zulu', 2005, 1.5), (2, 'Alien', 1979, 2.99), (3, 'Brazil', 1985, NULL), (4, 'It''s', 2005, 0.99);
`;
const MANIFEST = `
version: 1
app: { name: dynamic }
database: { schema: film.sql }
blueprints:
  films:
    routes:
      - rule: /films/
        endpoint: list_films
        inputs:
          year: { from: query, type: int, default: null }
          title: { from: query, default: null }
          rate: { from: query, type: float, default: null }
          sort: { from: query, default: null }
        queries:
          select_films:
            sql: |
              SELECT film_id, title
                FROM film
               WHERE film_id > 0 {year_filter} {title_filter}
                 {rate_filter}
               ORDER BY {order}, film_id
            parts:
              year_filter: { when: year, sql: "AND release_year = :year" }
              title_filter: { when: title, sql: "AND (title ILIKE '%' || :title || '%' OR title = :title)" }
              rate_filter: { when: rate, sql: "AND rate <= :rate", else: "AND rate IS DISTINCT FROM 100" }
              order:
                by: sort
                choices: { title: title, -year: release_year DESC, constructor: rate }
                else: film_id
`;

const folder = mkdtempSync(join(tmpdir(), 'port-dynamic-'));
writeFileSync(join(folder, 'film.sql'), SCHEMA);
afterAll(() => rmSync(folder, { recursive: true }));
const databases = useDatabases([join(folder, 'film.sql')]);
let files: FileTree;
let service: RunningService;
beforeAll(async () => {
  files = await generateService(databases, MANIFEST, folder);
  service = await startGenerated(databases, files, (await databases.create('films')).url);
});

test('reads like what a colleague would have written', () => {
  const code = files.get('src/routes/films/queries.ts')!;
  expect(code).toContain("from '../../plugins/sql.js'");
  expectGolden(fixture('dynamic/queries.ts'), code);
});

describe('a statement of parts', () => {
  test.each([
    ['', [1, 2, 3, 4]],
    ['?year=2005', [1, 4]],
    ['?year=0', [1, 2, 3, 4]],
    ['?year=2005&sort=title', [4, 1]],
    ['?sort=-year', [1, 4, 3, 2]],
    ['?title=a', [2, 3]],
    ['?title=a&rate=3&year=1979', [2]],
    ['?rate=1', [4]],
    ['?title=', [1, 2, 3, 4]],
    // What is not among the choices is none of them, whatever JavaScript calls it.
    ['?sort=toString', [1, 2, 3, 4]],
    ['?sort=constructor', [4, 1, 2, 3]],
    ['?sort=title;DROP TABLE film', [1, 2, 3, 4]],
    ["?title=' OR 1=1 --", []],
    ["?title=it's", [4]],
  ])('%s', async (query, ids) => {
    const response = await fetch(`${service.origin}/films/${query}`);
    expect(response.status).toBe(200);
    const films = (await response.json()) as { film_id: number }[];
    expect(films.map(({ film_id }) => film_id)).toEqual(ids);
  });
});
