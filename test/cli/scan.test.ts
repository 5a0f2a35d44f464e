import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const bring = (...path: string[]): void => cpSync(fixture(...path), cwd, { recursive: true });

describe('port scan', () => {
  test('writes the manifest and the page, and the table on stdout', async () => {
    bring('scan', 'folded-handlers');
    const args = ['scan', 'app', '-o', 'new.yaml', '--html', 'scan.html'];
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('app: 7 routes in 1 file of Python');
    expect(stderr).toBe('wrote new.yaml\nwrote scan.html\n');
    expect(readFileSync(join(cwd, 'new.yaml'), 'utf8')).toBe(
      readFileSync(fixture('scan/folded-handlers/port.yaml'), 'utf8'),
    );
    const page = readFileSync(join(cwd, 'scan.html'), 'utf8');
    expect(page).toContain('Porting app to Fastify: 7 routes');
    expect(page).not.toMatch(/<script|src=|href=|url\(/);
  });

  test('gives the JSON of its contract, and nothing else on stdout', async () => {
    bring('scan', 'risks');
    const { code, stdout } = await runCli(['scan', 'app', '--json'], { cwd });
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as Record<string, never>;
    expect(Object.keys(result)).toEqual([
      'app',
      'summary',
      'routes',
      'queries',
      'audit',
      'libraries',
      'diagnostics',
    ]);
    expect(result['summary']).toMatchObject({
      routes: 6,
      ported: 5,
      partial: 1,
      stub: 0,
      queriesDynamic: 1,
    });
    expect(result['routes']).toContainEqual({
      rule: '/films',
      methods: ['POST'],
      endpoint: 'add_film',
      blueprint: null,
      source: { file: 'app.py', line: 30 },
      status: 'partial',
      codes: ['psycopg-never-committed'],
      reason: null,
    });
  });

  test('escapes what an app calls its routes', async () => {
    writeFileSync(
      join(cwd, 'app.py'),
      "from flask import Flask\napp = Flask(__name__)\n@app.route('/<b>&\"')\ndef a(b): return b\n",
    );
    await runCli(['scan', '.', '--html', 'scan.html'], { cwd });
    expect(readFileSync(join(cwd, 'scan.html'), 'utf8')).toContain('/&lt;b&gt;&amp;&quot;');
  });

  test('says where there is no app, and writes no manifest', async () => {
    writeFileSync(join(cwd, 'script.py'), 'print(1)\n');
    const { code, stderr } = await runCli(['scan', '.', '-o', 'port.yaml'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('error[flask-no-app]');
    expect(existsSync(join(cwd, 'port.yaml'))).toBe(false);
  });

  test.each([
    ['nowhere', 'nowhere does not exist'],
    ['file.py', 'file.py is no folder'],
  ])('cannot start with %s', async (app, message) => {
    writeFileSync(join(cwd, 'file.py'), '');
    const { code, stderr } = await runCli(['scan', app], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('shows risks with frames when asked to', async () => {
    bring('scan', 'risks');
    const { stderr } = await runCli(['scan', 'app', '-v'], { cwd });
    expect(stderr).toContain('warning[psycopg-dynamic-sql]');
    expect(stderr).toContain('  --> app.py:18:56');
  });
});

describe('port init of an app', () => {
  test('scans it, writes the manifest beside the service, and will not overwrite it', async () => {
    bring('scan', 'folded-handlers');
    rmSync(join(cwd, 'port.yaml'));
    const { code, stdout, stderr } = await runCli(['init', 'app'], { cwd });
    expect(stderr).toBe('wrote port.yaml\n');
    expect(code).toBe(0);
    expect(stdout).toContain('to app-service: 7 routes, 0 left to write by hand\n');
    expect(existsSync(join(cwd, 'app-service/src/routes/queries.ts'))).toBe(true);
    const again = await runCli(['init', 'app'], { cwd });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('port.yaml exists already');
  });

  test('writes nothing with --dry-run', async () => {
    bring('scan', 'routes-of-an-app');
    rmSync(join(cwd, 'port.yaml'));
    const { code } = await runCli(['init', 'app', '--dry-run'], { cwd });
    expect(code).toBe(0);
    expect(existsSync(join(cwd, 'port.yaml'))).toBe(false);
  });
});
