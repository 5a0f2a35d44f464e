/**
 * What a generator makes of a manifest over the years: one manifest described by a real PostgreSQL, and from its
 * model many others, with routes added, removed, moved to another URL, other SQL, more columns, other templates.
 */
import { join } from 'node:path';
import { emitService, type FileTree } from '../../src/emit/emit-service.js';
import type { Blueprint, Route, Service } from '../../src/model/service.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { withResources } from '../../src/processes/resources.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { fixture } from '../support/database.js';
import { ROOT } from '../support/root.js';

/** Each route of `films` in several versions: a generation has one of them, or none. */
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  list_films: [
    `
      - rule: /films/
        endpoint: list_films
        inputs: { year: { from: query, default: 2000 } }
        queries:
          select_films:
            sql: SELECT film_id, release_year, title FROM film WHERE release_year > :year
        example: {}`,
    `
      - rule: /films/
        endpoint: list_films
        inputs: { year: { from: query, default: 1990 }, limit: { from: query, type: int, default: 20 } }
        queries:
          select_films:
            sql: |
              SELECT film_id, release_year, title, rating
                FROM film
               WHERE release_year > :year
               ORDER BY film_id
               LIMIT :limit
        example: { limit: 5 }`,
    `
      - rule: /movies/
        endpoint: list_films
        inputs: { year: { from: query, default: 2000 } }
        queries:
          select_films:
            sql: SELECT film_id, release_year, title FROM film WHERE release_year > :year
        example: {}`,
  ],
  get_film: [
    `
      - rule: /films/<int:id>/
        endpoint: get_film
        queries:
          select_film:
            sql: |
              SELECT film_id, release_year, title
                FROM film
               WHERE film_id = :id
            fetch: one
            else: 404
        example: { id: 995 }`,
    `
      - rule: /films/<int:id>/
        endpoint: get_film
        queries:
          select_film:
            sql: |
              SELECT film_id, release_year, title, length, rental_rate
                FROM film
               WHERE film_id = :id
            fetch: one
            else: { status: 404, answer: { error: no such film } }
        answer: { film: $select_film }
        example: { id: 995 }`,
  ],
  film_length: [
    `
      - rule: /films/<int:id>/length
        endpoint: film_length
        queries:
          select_length: { sql: 'SELECT length FROM film WHERE film_id = :id', fetch: value, else: 404 }
        answer: { minutes: $select_length }
        example: { id: 995 }`,
  ],
  rename_film: [
    `
      - rule: /films/<int:id>/
        methods: [PUT]
        endpoint: rename_film
        commits: once
        inputs: { title: { from: json, type: str } }
        queries:
          update_title:
            sql: UPDATE film SET title = :title WHERE film_id = :id
            fetch: count
            else: 404
        answer: { renamed: $update_title }`,
    `
      - rule: /films/<int:id>/
        methods: [PUT, PATCH]
        endpoint: rename_film
        commits: once
        inputs: { title: { from: json, type: str }, year: { from: json, type: int, default: null } }
        queries:
          update_title:
            sql: |
              UPDATE film SET title = :title, release_year = coalesce(:year, release_year)
               WHERE film_id = :id
            fetch: count
            else: 404
        answer: { renamed: $update_title, title: $title }`,
  ],
  poster: [
    `
      - rule: /films/<int:id>/poster.pdf
        endpoint: poster
        stub: The Flask view draws it.`,
    `
      - rule: /films/<int:id>/poster.pdf
        endpoint: poster
        queries:
          select_poster: { sql: 'SELECT title FROM film WHERE film_id = :id', fetch: one, else: 404 }
        example: { id: 995 }`,
  ],
};

const HEAD = `version: 1
app: { name: films-reviews, flask: 2.2.2 }
database: { schema: schema.sql }
blueprints:`;

const REVIEWS = `
  reviews:
    routes:
      - rule: /reviews/
        endpoint: add_review
        methods: [POST]
        inputs: { film_id: { from: json }, rating: { from: json, type: int } }
        commits: once
        queries:
          insert_review: { sql: 'INSERT INTO review (film_id, rating) VALUES (:film_id, :rating)' }
        answer: { film_id: $film_id, rating: $rating }
        example: { film_id: 995, rating: 4 }`;

/** Which version of each route; -1 for none. `templates` is which change of a template there is. */
export interface Choice {
  readonly routes: Readonly<Record<string, number>>;
  readonly hasReviews: boolean;
  readonly template: number;
}

const ROUTE_NAMES = Object.keys(VERSIONS);

/** A fixed set of choices in which each version of each route occurs with and without the others. */
function choices(): Choice[] {
  return Array.from({ length: 28 }, (_, at) => ({
    routes: Object.fromEntries(
      ROUTE_NAMES.map((name, index) => {
        const count = VERSIONS[name]!.length + 1;
        return [
          name,
          (Math.trunc((at * (index + 3) * 7) / (index + 2)) % count) - (at % 4 === 0 ? 0 : 1),
        ];
      }),
    ),
    hasReviews: at % 5 !== 3,
    template: at % 3,
  }));
}

export async function makeGenerations(databaseUrl: string): Promise<FileTree[]> {
  const rounds = Math.max(...Object.values(VERSIONS).map(({ length }) => length));
  const described = await Promise.all(
    Array.from({ length: rounds }, async (_, round) => {
      const routes = ROUTE_NAMES.map((name) => VERSIONS[name]!.at(round) ?? VERSIONS[name]![0]!);
      return describe(`${HEAD}\n  films:\n    routes:${routes.join('')}${REVIEWS}\n`, databaseUrl);
    }),
  );
  // What is copied as it is takes part with one file: formatting all of them would take most of the time.
  const templates = new Map(
    [...(await readTree(join(ROOT, 'templates/service')))].filter(
      ([path]) => path.endsWith('.ejs') || !path.endsWith('.ts') || path === 'src/server.ts',
    ),
  );
  return Promise.all(
    choices().map((choice) =>
      emitService(chosen(described, choice), changed(templates, choice.template), []),
    ),
  );
}

async function describe(text: string, databaseUrl: string): Promise<Service> {
  const source = { name: 'port.yaml', text };
  const { service, diagnostics } = await withResources(new AbortController().signal, (resources) =>
    describeManifest(resources, source, fixture('films-reviews'), {
      databaseUrl,
      onStep: () => {},
    }),
  );
  if (!service) throw new Error(JSON.stringify(diagnostics.map(({ message }) => message)));
  return service;
}

function chosen(described: readonly Service[], { routes, hasReviews }: Choice): Service {
  const [first] = described;
  const films = (version: number): Blueprint =>
    described[version]!.blueprints.find(({ path }) => path[0] === 'films')!;
  const picked = ROUTE_NAMES.flatMap((name): Route[] => {
    const version = routes[name]!;
    return version < 0 ? [] : [films(version).routes.find(({ endpoint }) => endpoint === name)!];
  });
  return {
    ...first!,
    blueprints: first!.blueprints
      .filter(({ path }) => path[0] !== 'films' || picked.length > 0)
      .filter(({ path }) => path[0] !== 'reviews' || hasReviews)
      .map((blueprint) =>
        blueprint.path[0] === 'films' ? { ...films(0), routes: picked } : blueprint,
      ),
  };
}

/** As later versions of `port` would have them. */
function changed(templates: FileTree, version: number): FileTree {
  const files = new Map(templates);
  const edit = (path: string, from: string | RegExp, to: string): void => {
    const text = files.get(path)!;
    const after = text.replace(from, to);
    if (after === text) throw new Error(`${path} has no ${String(from)}`);
    files.set(path, after);
  };
  if (version === 0) return files;
  edit(
    'README.md.ejs',
    '## Shutting down',
    '## Logs\n\nOne line of JSON for each.\n\n## Shutting down',
  );
  edit('src/server.ts', /^import /m, '// Started by npm start.\nimport ');
  if (version === 2) {
    edit('tsconfig.json', '"noEmit": true', '"noEmit": true, "newLine": "lf"');
    edit('.env.example.ejs', '# HOST=', '# KEEP_ALIVE=5000\n# HOST=');
  }
  return files;
}
