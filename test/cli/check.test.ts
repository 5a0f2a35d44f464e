import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fixture, useDatabases } from '../support/database.js';
import { runCli } from '../support/run-cli.js';

const databases = useDatabases([]);
let env: Record<string, string>;
let cwd: string;
beforeAll(async () => {
  env = { DATABASE_URL: (await databases.create('check')).url };
});
beforeEach((context) => {
  cwd = mkdtempSync(join(tmpdir(), 'port-check-'));
  for (const name of ['port.yaml', 'schema.sql', 'seed.sql', 'service']) {
    cpSync(fixture('films-reviews', name), join(cwd, name), { recursive: true });
  }
  context.onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
});

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(join(cwd, path), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(cwd, path), text.replace(from, to));
}

const check = (...flags: string[]) => runCli(['check', 'service', ...flags], { cwd, env });

describe('port check', () => {
  test('says yes to a service that is what its manifest says, edited or not', async () => {
    edit('service/src/routes/films/index.ts', 'return film;', 'return { ...film };');
    const { code, stdout, stderr } = await check();
    // The reference manifest has a warning of its own.
    expect(stderr).not.toContain('error');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        'yes  port.yaml is valid, and the database accepts its statements\n' +
        'yes  no conflict is left\n' +
        'yes  the last generation of service is current\n',
    });
  });

  test('shows how the types have drifted since the last generation', async () => {
    edit(
      'schema.sql',
      'rating           mpaa_rating DEFAULT',
      'rating           text NOT NULL DEFAULT',
    );
    edit('schema.sql', 'release_year     year,', 'release_year     year NOT NULL,');
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('-  release_year: number | null;\n+  release_year: number;\n');
    expect(stdout).toContain('of service would be generated otherwise now\n');
    expect(stdout).toContain('next: port update service\n');
  });

  test('shows each statement that the database refuses, at its place in the manifest', async () => {
    edit(
      'port.yaml',
      'film_id, release_year, title\n                FROM',
      'film_id, relase_year, title\n                FROM',
    );
    edit('port.yaml', 'INTO review (', 'INTO reviews (');
    const { code, stdout, stderr } = await check();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /error\[sql-unknown-column\]: column "relase_year" .*\n +--> port.yaml:\d+:\d+\n/,
    );
    expect(stderr).toContain('did you mean "release_year"?');
    expect(stderr).toContain('error[sql-unknown-table]');
    expect(stdout).toContain('no   port.yaml has 2 errors\n');
  });

  test('says no while a conflict is left', async () => {
    edit(
      'service/src/routes/films/index.ts',
      '    return film;\n',
      '<<<<<<< yours\n    return film;\n||||||| last generation\n=======\n    return { film };\n>>>>>>> new generation\n',
    );
    const { code, stdout, stderr } = await check();
    expect(code).toBe(1);
    expect(stderr).toContain('error[update-conflict]');
    expect(stdout).toContain('no   conflicts are left in src/routes/films/index.ts\n');
  });

  test('answers with one JSON document', async () => {
    edit('schema.sql', 'release_year     year,', 'release_year     year NOT NULL,');
    const { code, stdout } = await check('--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      out: 'service',
      manifest: 'port.yaml',
      ok: false,
      unresolved: [],
      routes: { ported: 3, partial: 0, stub: 0 },
    });
  });

  test('wants a service', async () => {
    const { code, stderr } = await runCli(['check', '.'], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toContain('does not say which manifest');
  });
});
