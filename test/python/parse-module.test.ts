import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { positionAt, lineStarts } from '../../src/diagnostics/position.js';
import { decodeSource } from '../../src/python/decode-source.js';
import { parsePythonModule, type PythonModule } from '../../src/python/parse-module.js';
import { sourceOffset } from '../../src/python/text-position.js';
import { nodesWithin } from '../../src/python/walk-syntax.js';
import { fixture } from '../support/database.js';
import { expectGolden, isRewriting } from '../support/golden.js';
import { loadGrammar } from '../support/python-grammar.js';
import { ROOT } from '../support/root.js';
import { checkTree } from './check-tree.js';
import { dumpModule } from './dump-syntax.js';

beforeAll(() => loadGrammar());

const PYTHON = '/usr/bin/python3';

describe('valid source', () => {
  test.each(readdirSync(fixture('python/valid')))('%s is read as Python reads it', (theme) => {
    const folder = fixture('python/valid', theme);
    const module = parseFile(join(folder, 'input.py'));
    expect(module.diagnostics).toEqual([]);
    expect(checkTree(module)).toEqual([]);
    if (isRewriting)
      expectGolden(join(folder, 'python-ast.txt'), pythonDump(join(folder, 'input.py')));
    expect(dumpText(module)).toBe(readFileSync(join(folder, 'python-ast.txt'), 'utf8'));
  });

  test('the record is what Python says', (context) => {
    if (!existsSync(PYTHON)) context.skip(`needs ${PYTHON}`);
    for (const theme of readdirSync(fixture('python/valid'))) {
      const folder = fixture('python/valid', theme);
      const record = readFileSync(join(folder, 'python-ast.txt'), 'utf8');
      expect({ theme, dump: pythonDump(join(folder, 'input.py')) }).toEqual({
        theme,
        dump: record,
      });
    }
  });

  test.for(['flask', 'werkzeug', 'psycopg2', 'jinja2'])(
    'all of %s is read as Python reads it',
    (name, context) => {
      const folder = `/usr/lib/python3/dist-packages/${name}`;
      if (!existsSync(PYTHON) || !existsSync(folder)) context.skip(`needs the sources of ${name}`);
      const files = (readdirSync(folder, { recursive: true }) as string[])
        .filter((file) => file.endsWith('.py'))
        .map((file) => join(folder, file));
      expect(files.length).toBeGreaterThan(4);
      const theirs = pythonDumps(files);
      for (const [index, file] of files.entries()) {
        const module = parseFile(file);
        expect({ file, wrong: checkTree(module) }).toEqual({ file, wrong: [] });
        const isSame = JSON.stringify(dumpModule(module)) === JSON.stringify(theirs[index]);
        expect({ file, isSame }).toEqual({ file, isSame: true });
      }
    },
  );
});

describe('invalid source', () => {
  test.each(readdirSync(fixture('python/invalid')))('%s: the rest is read', (mistake) => {
    const folder = fixture('python/invalid', mistake);
    const module = parseFile(join(folder, 'input.py'), 'input.py');
    expect(module.diagnostics.length).toBeGreaterThan(0);
    expect(module.invalid.length).toBeGreaterThan(0);
    expect(checkTree(module)).toEqual([]);
    expectGolden(join(folder, 'expected.txt'), `${outline(module)}\n${reports(module)}`);
  });
});

test.each(readdirSync(fixture('python/comments')))(
  'comments %s are given to statements',
  (theme) => {
    const folder = fixture('python/comments', theme);
    const module = parseFile(join(folder, 'input.py'));
    const starts = lineStarts(module.source.text);
    const lines = [...module.comments].flatMap(([statement, { before, within, after }]) => {
      const owner = `line ${positionAt(starts, statement.start).line} (${statement.kind})`;
      return Object.entries({ before, within, after }).flatMap(([where, comments]) =>
        comments.map(({ start, text }) => [start, `${text}  ->  ${where} ${owner}`] as const),
      );
    });
    const text = lines.toSorted(([a], [b]) => a - b).map(([, line]) => `${line}\n`);
    expect(text).toHaveLength(module.source.text.match(/#/g)!.length);
    expectGolden(join(folder, 'expected.txt'), text.join(''));
  },
);

describe('hostile source', () => {
  const deep = 10_000;
  test.each<[string, string, string]>([
    ['brackets', `x = ${'['.repeat(deep)}${']'.repeat(deep)}`, 'python-unreadable'],
    ['parentheses never closed', `x = ${'('.repeat(deep)}`, 'python-syntax'],
    ['operators', `x = ${'-'.repeat(deep)}1`, 'python-unreadable'],
    ['a chain of calls', `x = a${'.b()'.repeat(deep)}`, 'python-unreadable'],
    ['lambdas', `x = ${'lambda: '.repeat(deep)}1`, 'python-unreadable'],
    [
      'blocks',
      Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}if x:`).join('\n'),
      'python-unreadable',
    ],
    ['a line of 5 MB', `x = "${'a'.repeat(5_000_000)}"`, 'python-unreadable'],
  ])('%s', (_name, text, code) => {
    const module = parsePythonModule({ name: 'hostile.py', text: `${text}\n` });
    expect(module.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(checkTree(module)).toEqual([]);
  });

  test('a long run of comments does not slow the reading down, and what follows is read', () => {
    const text = `def f():\n  pass\n${'  # c\n'.repeat(50_000)}  return 1\n`;
    const module = parsePythonModule({ name: 'comments.py', text });
    expect(outline(module)).toBe('function f\n');
    expect(module.diagnostics).toEqual([]);
  });
});

describe('strings', () => {
  test('an offset of a value leads to its place in the file', () => {
    const text = `sql = ('SELECT \\x41' "\\n"\n       r'FROM \\d' '''\r\nWHERE''')\n`;
    const { statements } = parsePythonModule({ name: 'a.py', text });
    const string = [...nodesWithin(statements)].find((node) => node.kind === 'string');
    if (string?.kind !== 'string') throw new Error('no string');
    expect(string.value).toBe('SELECT A\nFROM \\d\nWHERE');
    const at = (part: string): string =>
      text.slice(sourceOffset(string, string.value.indexOf(part)));
    expect(at('SELECT')).toMatch(/^SELECT/);
    expect(at('A\n')).toMatch(/^\\x41'/);
    expect(at('FROM')).toMatch(/^FROM/);
    expect(at('\\d')).toMatch(/^\\d'/);
    expect(at('WHERE')).toMatch(/^WHERE/);
    expect(text.slice(0, sourceOffset(string, string.value.length))).toMatch(/WHERE$/);
  });
});

describe('bytes to text', () => {
  test.each<[string, Buffer, string, boolean]>([
    ['UTF-8', Buffer.from('x = "é"'), 'x = "é"', true],
    ['a byte order mark', Buffer.from('\ufeffx = 1'), 'x = 1', true],
    [
      'a cookie',
      Buffer.from('# -*- coding: latin-1 -*-\nx = "\u00e9\u0085"', 'latin1'),
      '# -*- coding: latin-1 -*-\nx = "é\u0085"',
      true,
    ],
    [
      'a cookie in the second line',
      Buffer.from('#!/bin/python\n# vim: set fileencoding=cp1252 :\n"\u0080"', 'latin1'),
      '#!/bin/python\n# vim: set fileencoding=cp1252 :\n"€"',
      true,
    ],
    [
      'no cookie below code',
      Buffer.from('x = 1\n# coding: latin-1\n"é"'),
      'x = 1\n# coding: latin-1\n"é"',
      true,
    ],
    ['UTF-16', Buffer.from('\ufeffFlask==2.2\r\n', 'utf16le'), 'Flask==2.2\r\n', true],
    ['damaged UTF-8', Buffer.from([0x22, 0xff, 0x22]), '"\ufffd"', false],
    ['a replacement character that is meant', Buffer.from('"\ufffd"'), '"\ufffd"', true],
    [
      'an encoding that nobody knows',
      Buffer.from('# coding: klingon\n'),
      '# coding: klingon\n',
      false,
    ],
  ])('%s', (_name, bytes, text, isExact) => {
    const decoded = decodeSource(bytes);
    expect(decoded.text).toBe(text);
    expect(decoded.problem === undefined).toBe(isExact);
  });
});

function parseFile(path: string, name = path): PythonModule {
  return parsePythonModule({ name, text: decodeSource(readFileSync(path)).text });
}

function dumpText(module: PythonModule): string {
  return oneLineEach(dumpModule(module));
}

function pythonDump(path: string): string {
  return oneLineEach(pythonDumps([path])[0]);
}

/** One statement a line. */
function oneLineEach(dump: unknown): string {
  return (dump as unknown[]).map((statement) => `${JSON.stringify(statement)}\n`).join('');
}

function pythonDumps(paths: readonly string[]): unknown[] {
  const script = join(ROOT, 'test/python/dump_ast.py');
  const output = execFileSync(PYTHON, ['-B', script], {
    input: paths.join('\n'),
    maxBuffer: 1024 ** 3,
    encoding: 'utf8',
  });
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** The statements at the top, by kind and name. */
function outline({ statements }: PythonModule): string {
  return statements
    .map(
      (statement) =>
        `${statement.kind}${'name' in statement ? ` ${String(statement.name)}` : ''}\n`,
    )
    .join('');
}

function reports({ diagnostics }: PythonModule): string {
  return diagnostics.map((found) => renderDiagnostic(found, { color: false })).join('\n');
}
