import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fixture, useDatabases } from '../support/database.js';
import { runCli } from '../support/run-cli.js';
import { readWholeTree } from '../workspace/read-whole-tree.js';

const databases = useDatabases([]);
let template: string;
let cwd: string;
let env: Record<string, string>;

/** The films/reviews app and its service, as `port init` writes it. */
beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'port-update-'));
  env = { DATABASE_URL: (await databases.create('update')).url };
  for (const name of ['port.yaml', 'schema.sql', 'seed.sql']) {
    cpSync(fixture('films-reviews', name), join(template, name));
  }
  await runCli(['init', 'port.yaml', '-o', 'service'], { cwd: template, env });
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

beforeEach((context) => {
  cwd = mkdtempSync(join(tmpdir(), 'port-update-'));
  cpSync(template, cwd, { recursive: true });
  context.onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
});

const ROUTES = 'service/src/routes/films/index.ts';
const QUERIES = 'service/src/routes/films/queries.ts';
const SCHEMA = 'service/src/routes/films/schema.ts';

function read(path: string): string {
  return readFileSync(join(cwd, path), 'utf8');
}

function edit(path: string, from: string | RegExp, to: string): void {
  const before = read(path);
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(join(cwd, path), after);
}

function addColumn(): void {
  edit(
    'port.yaml',
    /title\n(\s+)FROM film\n(\s+)WHERE film_id/,
    'title, rating\n$1FROM film\n$2WHERE film_id',
  );
}

async function update(...flags: string[]) {
  const run = await runCli(['update', 'service', ...flags], { cwd, env });
  expect(run.stderr).not.toContain('bug in port');
  return run;
}

describe('port update', () => {
  test('does nothing where nothing changed', async () => {
    const before = await readWholeTree(cwd);
    const { code, stdout, stderr } = await update();
    expect(code).toBe(0);
    // What the manifest chose to keep is said each time, and nothing else.
    expect(stderr.match(/^\w+\[.*?\]/gm)).toEqual(['warning[psycopg-never-committed]']);
    expect(stdout).toBe('nothing to do: service is what its manifest says, and your edits\n');
    expect(await readWholeTree(cwd)).toEqual(before);
  });

  test('adds what is new beside what was edited, renamed and moved', async () => {
    addColumn();
    edit(
      ROUTES,
      '    return film;\n',
      "    // as clients know it\n    return { ...film, kind: 'film' };\n",
    );
    for (const path of [ROUTES, QUERIES]) edit(path, /\bselectFilm\b/g, 'fetchFilm');
    renameSync(join(cwd, QUERIES), join(cwd, 'service/src/routes/films/statements.ts'));
    edit(ROUTES, './queries.js', './statements.js');
    const { code, stdout } = await update();
    expect(code).toBe(0);
    expect(stdout).toContain('merge     src/routes/films/statements.ts');
    expect(stdout).toContain('moved by you from src/routes/films/queries.ts');
    expect(read('service/src/routes/films/statements.ts')).toContain('title, rating');
    expect(read('service/src/routes/films/statements.ts')).toContain('function fetchFilm(');
    expect(read(SCHEMA)).toContain('rating: Nullable(Type.String())');
    expect(read(ROUTES)).toContain("// as clients know it\n    return { ...film, kind: 'film' };");
    expect(readdirSync(join(cwd, 'service/src/routes/films'))).not.toContain('queries.ts');
    expect((await update()).stdout).toContain('nothing to do');
  });

  test('shows what both sides changed, and touches nothing until it is resolved', async () => {
    addColumn();
    edit(
      QUERIES,
      'SELECT film_id, release_year, title\n        FROM film\n',
      'SELECT film_id, title\n        FROM film\n',
    );
    const { code, stdout, stderr } = await update();
    expect(code).toBe(3);
    expect(stdout).toContain(`conflict  src/routes/films/queries.ts (1 conflict)`);
    expect(stdout).toContain('next: resolve the conflicts');
    expect(stderr).toContain('error[update-conflict]');
    expect(read(QUERIES)).toContain(
      '<<<<<<< yours\n      SELECT film_id, title\n||||||| last generation\n',
    );
    const before = await readWholeTree(cwd);
    const again = await update('--json');
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('nobody has resolved');
    expect(JSON.parse(again.stdout)).toMatchObject({
      files: [],
      unresolved: ['src/routes/films/queries.ts'],
    });
    expect(await readWholeTree(cwd)).toEqual(before);
  });

  test.each([
    ['ours', 'SELECT film_id, title\n'],
    ['theirs', 'SELECT film_id, release_year, title, rating\n'],
  ])('decides conflicts with --conflict %s', async (style, statement) => {
    addColumn();
    edit(
      QUERIES,
      'SELECT film_id, release_year, title\n        FROM film\n',
      'SELECT film_id, title\n        FROM film\n',
    );
    expect((await update('--conflict', style)).code).toBe(0);
    expect(read(QUERIES)).toContain(statement);
    expect(read(QUERIES)).not.toContain('<<<<');
  });

  test('writes nothing with --dry-run, and shows a diff', async () => {
    addColumn();
    const before = await readWholeTree(cwd);
    const { code, stdout } = await update('--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain(
      '@@ -35,6 +35,7 @@\n   film_id: number;\n   release_year: number | null;\n   title: string;\n+  rating: string | null;\n',
    );
    expect(stdout).toContain('would update service: ');
    expect(await readWholeTree(cwd)).toEqual(before);
  });

  test('changes only what --only names, and the rest with the next update', async () => {
    addColumn();
    expect((await update('--only', 'src/routes/films/schema.ts')).code).toBe(0);
    expect(read(SCHEMA)).toContain('rating');
    expect(read(QUERIES)).not.toContain('rating');
    const { stdout } = await update();
    expect(stdout).toContain('update    src/routes/films/queries.ts');
    expect(stdout).not.toContain('schema.ts');
  });

  test('remembers what it formatted, and believes nothing else', async () => {
    mkdirSync(join(cwd, 'service/node_modules'));
    addColumn();
    expect((await update()).code).toBe(0);
    const cache = 'service/node_modules/.cache/flask-to-fastify/formatted.json';
    expect(Object.keys(JSON.parse(read(cache)) as object).length).toBeGreaterThan(20);
    const generated = read('service/.port/base');
    expect((await update('--force')).stdout).toContain('nothing to do');
    expect(read('service/.port/base')).toBe(generated);
    writeFileSync(join(cwd, cache), read(cache).replaceAll(/[0-9a-f]{8}"/g, '00000000"'));
    expect((await update('--force')).stdout).toContain('nothing to do');
    writeFileSync(join(cwd, cache), 'nonsense');
    expect((await update('--force')).stdout).toContain('nothing to do');
    expect(read('service/.port/base')).toBe(generated);
  });

  test('answers with one JSON document', async () => {
    addColumn();
    rmSync(join(cwd, 'service/README.md'));
    const { stdout } = await update('--json');
    const result = JSON.parse(stdout) as { files: { path: string; action: string }[] };
    expect(result).toMatchObject({
      out: 'service',
      routes: { ported: 3, partial: 0, stub: 0 },
      diagnostics: [{ code: 'psycopg-never-committed', severity: 'warning' }],
    });
    expect(result.files).toContainEqual({ path: 'src/routes/films/queries.ts', action: 'update' });
    expect(result.files.map(({ path }) => path)).not.toContain('README.md');
  });

  test('says what a manifest has wrong, and changes nothing', async () => {
    edit('port.yaml', 'title\n                FROM film', 'titel\n                FROM film');
    const before = await readWholeTree(cwd);
    const { code, stderr } = await update();
    expect(code).toBe(1);
    expect(stderr).toContain('error[sql-unknown-column]');
    expect(await readWholeTree(cwd)).toEqual(before);
  });

  test('wants a folder that port has written, or a manifest', async () => {
    const { code, stderr } = await runCli(['update', '.'], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toContain('does not say which manifest');
    expect((await runCli(['update', 'nowhere'], { cwd, env })).stderr).toContain('does not exist');
  });

  test('overwrites nothing where the last generation is not known', async () => {
    edit(QUERIES, 'WHERE film_id', 'WHERE length > 3 AND film_id');
    rmSync(join(cwd, 'service/.port'), { recursive: true });
    const { code } = await update('--manifest', 'port.yaml');
    expect(code).toBe(3);
    expect(read(QUERIES)).toMatch(/<<<<<<< yours\n.*length > 3.*\n\|{7} .*\n=======\n.*\n>>>>>>>/);
  });
});
