import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixture } from '../support/database.js';
import { runCli } from '../support/run-cli.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'port-test-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const TEXT_ROUTE =
  'version: 1\napp: { name: tiny }\nroutes:\n  - { rule: /a, endpoint: a, text: hello }\n';

const DECORATED_PATH = `
from functools import wraps
from flask import Flask

app = Flask(__name__)


def logged(view):
    @wraps(view)
    def wrapper(*args, **kwargs):
        return view(*args, **kwargs)

    return wrapper


@app.route('/files/<path:name>')
@logged
def show(name):
    return name


@app.route('/category/<category>')
def category(category):
    return category.upper()


@app.route('/pages/<int:number>/<path:name>')
@logged
def page(number, name):
    return name * number
`;

const OPENED_AT_START = `
from flask import Flask, jsonify
from psycopg2 import pool

db_pool = None


def init_pool(app):
    global db_pool
    db_pool = pool.SimpleConnectionPool(1, 10, app.config['DSN'])


class Database:
    __pool = None

    @classmethod
    def initialise(cls, **options):
        cls.__pool = pool.SimpleConnectionPool(1, 10, **options)

    @classmethod
    def get_connection(cls):
        return cls.__pool.getconn()


def create_app():
    app = Flask(__name__)
    init_pool(app)

    @app.route('/a')
    def a():
        cur = Database.get_connection().cursor()
        cur.execute('SELECT 1')
        return jsonify(cur.fetchone())

    @app.route('/b')
    def b():
        cur = db_pool.getconn().cursor()
        cur.execute('SELECT 2')
        return jsonify(cur.fetchone())

    return app


Database.initialise(user='ada', password='secret')
`;

function write(text: string | Buffer): void {
  writeFileSync(join(cwd, 'port.yaml'), text);
}

describe('port init', () => {
  test('writes a service, says what it wrote, and what comes next', async () => {
    write(TEXT_ROUTE);
    const { code, stdout, stderr } = await runCli(['init', 'port.yaml'], { cwd });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('create    src/routes/index.ts\n');
    expect(stdout).toContain('to tiny: 1 route, 0 left to write by hand\n');
    expect(stdout).toContain('next: cd tiny && npm install && npm test\n');
    expect(readdirSync(join(cwd, 'tiny'))).toContain('package.json');
  });

  test('gives one JSON document with --json, and nothing else', async () => {
    write(TEXT_ROUTE);
    const { stdout } = await runCli(['init', 'port.yaml', '--json'], { cwd });
    const result = JSON.parse(stdout) as {
      out: string;
      files: unknown[];
      routes: object;
      diagnostics: unknown[];
    };
    expect(result).toMatchObject({
      out: 'tiny',
      routes: { ported: 1, partial: 0, stub: 0 },
      diagnostics: [],
    });
    expect(result.files).toContainEqual({ path: 'package.json', action: 'create' });
  });

  test(
    'gives a decorated view the rest of the path under its own name, and nothing else',
    { timeout: 180_000 },
    async () => {
      mkdirSync(join(cwd, 'app'));
      writeFileSync(join(cwd, 'app/main.py'), DECORATED_PATH);
      const { code } = await runCli(['init', 'app', '--out', 'service'], { cwd });
      expect(code).toBe(0);
      const routes = readFileSync(join(cwd, 'service/src/routes/index.ts'), 'utf8');
      expect(routes).toContain("({ '*': name }) => show([], dict({ name: name! }))");
      expect(routes).toContain(
        "({ '*': name, ...args }) => page([], dict({ ...args, name: name! }))",
      );
    },
  );

  test(
    'opens the pools that the app opens when it is started, without its passwords',
    { timeout: 180_000 },
    async () => {
      mkdirSync(join(cwd, 'app'));
      writeFileSync(join(cwd, 'app/main.py'), OPENED_AT_START);
      const { code, stdout } = await runCli(['init', 'app', '--out', 'service'], { cwd });
      expect(code).toBe(0);
      expect(stdout).toContain('2 routes, 0 left to write by hand');
      const views = readFileSync(join(cwd, 'service/src/modules/main.ts'), 'utf8');
      expect(views).toContain('\nDatabase.initialise();\n');
      expect(views).toContain('\ninitPool(currentApp());\n');
      expect(views).not.toContain('secret');
    },
  );

  test('writes nothing with --dry-run', async () => {
    write(TEXT_ROUTE);
    const { code, stdout } = await runCli(['init', 'port.yaml', '--dry-run'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('would write');
    expect(readdirSync(cwd)).toEqual(['port.yaml']);
  });

  test('refuses a folder that is not empty, unless told, and keeps what is not its own', async () => {
    write(TEXT_ROUTE);
    mkdirSync(join(cwd, 'out'));
    writeFileSync(join(cwd, 'out/mine.txt'), 'mine');
    const refused = await runCli(['init', 'port.yaml', '--out', 'out'], { cwd });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('not empty');
    expect(readdirSync(join(cwd, 'out'))).toEqual(['mine.txt']);
    const forced = await runCli(['init', 'port.yaml', '--out', 'out', '--force'], { cwd });
    expect(forced.code).toBe(0);
    expect(readFileSync(join(cwd, 'out/mine.txt'), 'utf8')).toBe('mine');
  });

  test('reads a manifest in JSON', async () => {
    write(
      '{"version":1,"app":{"name":"tiny"},"routes":[{"rule":"/a","endpoint":"a","text":"hello"}]}',
    );
    expect((await runCli(['init', 'port.yaml', '-n'], { cwd })).code).toBe(0);
  });

  test.each([
    ['that does not exist', undefined, 2, 'does not exist'],
    ['that is empty', '', 1, 'the manifest is empty'],
    ['that is binary', Buffer.from([0, 1, 2, 255, 254]), 2, 'NUL byte'],
    ['in another encoding', Buffer.from([0x76, 0xe9, 0x72]), 2, 'UTF-8'],
    ['of ten megabytes', Buffer.alloc(10 * 1024 * 1024, 'a'), 2, 'larger than 4 MB'],
    ['of nothing but scalars', 'hello', 1, 'should be a map'],
    ['that is nested ten thousand deep', '['.repeat(10_000), 1, 'error[manifest-syntax]'],
    [
      'that is a list nested deep',
      `version: 1\napp: { name: a }\nroutes: ${'['.repeat(3000)}${']'.repeat(3000)}\n`,
      1,
      'error[manifest',
    ],
    [
      'that is a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(/./g, (name, index: number) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]\n`)}`,
      1,
      'too many aliases',
    ],
    ['with two documents', 'version: 1\n---\nversion: 1\n', 1, 'error[manifest-syntax]'],
    ['with a key twice', 'version: 1\nversion: 1\napp: { name: a }\n', 1, 'unique'],
  ] as const)('explains a manifest %s', async (_name, content, exitCode, message) => {
    if (content !== undefined) write(content);
    const { code, stdout, stderr } = await runCli(['init', 'port.yaml', '--out', 'out'], { cwd });
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(stderr).not.toContain('bug in port');
    expect(readdirSync(cwd).filter((name) => name !== 'port.yaml')).toEqual([]);
  });

  test('reports a wrong flag and an unknown command with exit code 2', async () => {
    expect((await runCli(['init'], { cwd })).code).toBe(2);
    expect((await runCli(['int', 'port.yaml'], { cwd })).stderr).toContain('Did you mean init?');
    expect((await runCli(['init', 'port.yaml', '--otu', 'x'], { cwd })).code).toBe(2);
  });

  test('cannot start without a database that answers', async () => {
    write(
      'version: 1\napp: { name: tiny }\nroutes:\n  - rule: /a\n    endpoint: a\n    queries: { one: { sql: SELECT 1 AS one } }\n',
    );
    const { code, stderr } = await runCli(
      ['init', 'port.yaml', '--database', 'postgresql://nobody:secret@127.0.0.1:1/x'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stderr).not.toContain('secret');
    expect(readdirSync(cwd)).toEqual(['port.yaml']);
  });

  test('stops at once when it is interrupted, and leaves nothing', async () => {
    write(readFileSync(fixture('films-reviews/port.yaml')));
    for (const name of ['schema.sql', 'seed.sql']) {
      writeFileSync(join(cwd, name), readFileSync(fixture('films-reviews', name)));
    }
    const { Interrupted } = await import('../../src/processes/resources.js');
    const controller = new AbortController();
    const run = runCli(['init', 'port.yaml'], { cwd, signal: controller.signal });
    setTimeout(() => controller.abort(new Interrupted('SIGINT')), 700);
    expect((await run).code).toBe(130);
    expect(readdirSync(cwd).toSorted()).toEqual(['port.yaml', 'schema.sql', 'seed.sql']);
  });

  test('prints no colour where nobody asked for it, and colour with --color always', async () => {
    write('version: 2\napp: { name: a }\n');
    const plain = await runCli(['init', 'port.yaml'], { cwd });
    expect(plain.stderr).not.toContain('\u001b');
    const colored = await runCli(['init', 'port.yaml', '--color', 'always'], { cwd });
    expect(colored.stderr).toContain('\u001b[');
  });
});

describe('port explain', () => {
  test('says what a code means, and knows what was meant', async () => {
    const { code, stdout } = await runCli(['explain', 'sql-unknown-column'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('sql-unknown-column: a column that does not exist');
    expect((await runCli(['explain', 'sql-unknown-colunm'], { cwd })).stderr).toContain(
      'did you mean "sql-unknown-column"',
    );
    expect((await runCli(['explain', 'constructor'], { cwd })).code).toBe(2);
  });
});
