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
