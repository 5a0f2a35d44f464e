/** Which variables of a module are printed, and what becomes of those that a statement of the module changes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../support/python-grammar.js';
import { translateText } from '../support/translate-text.js';

beforeAll(() => loadGrammar());

const CONNECTIONS = `
import psycopg2

audit = psycopg2.connect('dbname=audit')
audit.autocommit = True
spare = None
con = psycopg2.connect('dbname=films')


def open_spare(dsn):
    global spare
    spare = psycopg2.connect(dsn)


def films():
    cur = con.cursor()
    cur.execute('SELECT title FROM film')
    return cur.fetchall()
`;

describe('a connection that a module opens', () => {
  test('is there where a function uses it, and left out where nothing does', async () => {
    const { code, problems } = await translateText(CONNECTIONS);
    expect(problems).toEqual([]);
    expect(code).toContain('export const con: Connection = connect(');
    expect(code.match(/\bconnect\(/g)).toHaveLength(1);
    expect(code).not.toMatch(/audit|spare/);
  });

  test('by a function that nothing calls is there where another function uses it', async () => {
    const python = CONNECTIONS.replace('con.cursor', 'spare.cursor').replace('spare = None\n', '');
    const { code, problems } = await translateText(python);
    expect(problems).toEqual([]);
    expect(code.match(/\bconnect\(/g)).toHaveLength(1);
    expect(code).toMatch(/^export (?:let|const) spare\b.* = connect\(/m);
    expect(code).not.toMatch(/audit|con:/);
  });
});

const CHANGED = `
import os

NAMES = ['ada']
BY_NAME = {}
NUMBERS = [1, 2]


def early():
    return NAMES


for name in NAMES:
    BY_NAME[name] = len(name)
if os.environ.get('MORE_NUMBERS'):
    NUMBERS.append(3)
NAMES.append(UNKNOWN_CALL)


def late():
    return NAMES


def by_name():
    return BY_NAME


def numbers():
    return NUMBERS
`;

describe('a list or a dict that statements of the module change', () => {
  test('is changed in the service', async () => {
    const { code, problems } = await translateText(CHANGED.replace('UNKNOWN_CALL', "'bob'"));
    expect(problems).toEqual([]);
    expect(code).toMatch(/setItem\(BY_NAME, name\w*, /);
    expect(code).toMatch(/if \(.*\) \{\n  NUMBERS\.push\(3\);\n\}/);
    expect(code).toContain("NAMES.push('bob');");
  });

  test('is not there where one of them is not translated, and nothing that uses it', async () => {
    const python = CHANGED.replace('UNKNOWN_CALL', "compile('1', '', 'eval')");
    const { code, problems } = await translateText(python);
    expect([...new Set(problems)].map((one) => one.split(':')[0])).toEqual(
      expect.arrayContaining(['early', 'late', 'by_name', 'NAMES']),
    );
    expect(problems.some((one) => one.startsWith('numbers'))).toBe(false);
    expect(code).not.toMatch(/export (?:const|let) (?:NAMES|BY_NAME)\b/);
  });
});
