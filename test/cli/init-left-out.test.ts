/** What TypeScript does not take outside of functions is left out with what depends on it, and the rest is written. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'port-test-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

// A name that `:=` binds within a comprehension has no declaration in TypeScript.
const APP = `from flask import Flask, jsonify

app = Flask(__name__)
app.config['SIZES'] = [size for size in [1, 2] if (largest := size)]
SQUARES = [size * size for size in [1, 2] if (side := size)]


class Settings:
    sizes = (lambda: [one for one in [1, 2] if (found := one)])()
    limit = 3


def first(sizes=[one for one in [1, 2] if (given := one)]):
    return sizes[0]


@app.route('/squares')
def squares():
    return jsonify(SQUARES)


@app.route('/settings')
def settings():
    return jsonify(Settings.limit)


@app.route('/first')
def smallest():
    return jsonify(first())


@app.route('/fine')
def fine():
    return 'fine'.upper()
`;

test(
  'leaves out what does not compile, says where, and ports the rest',
  { timeout: 300_000 },
  async () => {
    mkdirSync(join(cwd, 'app'));
    writeFileSync(join(cwd, 'app/app.py'), APP);
    const { code, stdout, stderr } = await runCli(['init', 'app', '--out', 'out', '--json'], {
      cwd,
    });
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const { diagnostics, routes } = JSON.parse(stdout) as {
      diagnostics: { message: string; labels: { line: number }[] }[];
      routes: object;
    };
    expect(routes).toMatchObject({ ported: 1, stub: 3 });
    const told = diagnostics.map(({ message, labels }) => `${labels[0]!.line}: ${message}`);
    for (const start of [
      "4: not translated: code whose types do not fit together (TS2304: Cannot find name 'largest'.)",
      '5: not translated: code whose types do not fit together',
      '9: not translated: code whose types do not fit together',
      '13: not translated: code whose types do not fit together',
      '17: not translated: SQUARES, whose value is code',
      '24: not translated: Settings, which is code',
    ]) {
      expect(told.filter((line) => line.startsWith(start))).toHaveLength(1);
    }
    const written = readFileSync(join(cwd, 'out/src/modules/app.ts'), 'utf8');
    expect(written).toContain("return upper('fine');");
  },
);
