/** Source that was written to break what reads it: each gets an answer, and says where it was not followed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scan } from '../../src/pipeline/scan.js';

const HEAD = 'from flask import Flask, request, jsonify\napp = Flask(__name__)\n';
const VIEW = "@app.route('/')\ndef view():\n";

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'port-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function scanFiles(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { result } = await scan({ app: folder, cwd: folder, manifest: 'port.yaml', schema: [] });
  return {
    routes: result.routes.map(({ rule, status, reason }) => [rule, status, reason]),
    codes: new Set(result.diagnostics.map(({ code }) => code)),
  };
}

test('ten thousand branches', async () => {
  const branches = Array.from(
    { length: 10_000 },
    (_, at) => `    elif x == '${at}': return '${at}'\n`,
  );
  const { routes } = await scanFiles({
    'app.py': `${HEAD}${VIEW}    x = request.args.get('x')\n    if x == 'a': return 'a'\n${branches.join('')}    return ''\n`,
  });
  expect(routes).toEqual([['/', 'stub', 'view: code that is nested too deeply']]);
});

test('three thousand decorators', async () => {
  const { routes } = await scanFiles({
    'app.py': `${HEAD}def d(f):\n    return d(f)\n${'@d\n'.repeat(3000)}${VIEW}    return 'x'\n`,
  });
  expect(routes).toEqual([['/', 'stub', 'view: more than 50 decorators']]);
});

test.each([
  ['parentheses', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
  ['operators', Array.from({ length: 10_000 }, () => '1').join(' + ')],
  ['calls', `request${'.a()'.repeat(10_000)}`],
  ['lambdas', `${'lambda: '.repeat(2000)}1`],
])('ten thousand %s', async (_name, expression) => {
  const { routes, codes } = await scanFiles({
    'app.py': `${HEAD}${VIEW}    return jsonify(${expression})\n`,
  });
  expect(routes.map(([rule, status]) => [rule, status])).toEqual([['/', 'stub']]);
  expect(codes).toContain('python-unreadable');
});

test('a line of five megabytes', async () => {
  const { codes } = await scanFiles({
    'app.py': `${HEAD}${VIEW}    return 'x'\n`,
    'data.py': `DATA = '${'a'.repeat(5 * 1024 * 1024)}'\n`,
  });
  expect(codes).toContain('python-unreadable');
});

test('modules that import each other, classes that inherit from each other, types without an end', async () => {
  const { routes } = await scanFiles({
    'app.py': `import b\n${HEAD}class A(b.B): pass\n${VIEW}    t = []\n    for i in range(3):\n        t = [t, t]\n    return jsonify(b.f(t), A().x)\n`,
    'b.py':
      'import app\nfrom c import *\nclass B(app.A): pass\ndef f(x):\n    return f([x]) if x else g(x)\n',
    'c.py': 'from b import *\nfrom app import *\ndef g(x):\n    return f((x,))\nX = X\n',
  });
  expect(routes).toHaveLength(1);
});

test('names that mean something to JavaScript', async () => {
  const { routes } = await scanFiles({
    'app.py': `${HEAD}def constructor(__proto__, prototype=1):\n    return __proto__\n@app.route('/<__proto__>')\ndef __defineGetter__(__proto__):\n    hasOwnProperty = {'__proto__': 1, 'constructor': __proto__}\n    eval = 1\n    arguments = 2\n    return jsonify(hasOwnProperty, constructor(eval), arguments, __proto__)\n`,
  });
  expect(routes).toEqual([['/<__proto__>', 'ported', undefined]]);
});
