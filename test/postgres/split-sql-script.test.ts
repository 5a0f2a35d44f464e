import { expect, test } from 'vitest';

import { splitSqlScript } from '../../src/postgres/split-sql-script.js';

/** The texts of the parts; for COPY the data behind an arrow, for a command its kind. */
function partsOf(script: string): string[] {
  return splitSqlScript(script).map((part) => {
    const text = script.slice(part.start, part.end);
    if (part.kind === 'copy') return `${text} <- ${script.slice(part.dataStart, part.dataEnd)}`;
    return part.kind === 'command' ? `command ${text}` : text;
  });
}

test('statements come without semicolons, comments before them, and empty ones', () => {
  expect(partsOf('-- one; two\nSELECT 1 ;;\n/* a /* nested; */ ; */ SELECT 2 -- end;\n')).toEqual([
    'SELECT 1',
    'SELECT 2',
  ]);
  expect(partsOf('')).toEqual([]);
  expect(partsOf(' -- nothing')).toEqual([]);
});

test.each([
  ["INSERT INTO a VALUES ('it''s; here')", 'a quote'],
  [String.raw`SELECT E'\'; ', '\'`, 'an escape string beside a plain one'],
  ['SELECT "a;""b"', 'a quoted name'],
  ['SELECT $$;$$, $tag$ $$; $tag$', 'dollar quotes'],
  ['SELECT a$b$;', 'a dollar in a name'],
  ['SELECT $1;', 'a parameter'],
  ['CREATE RULE r AS ON DELETE TO t DO (DELETE FROM a; DELETE FROM b)', 'parentheses'],
  [
    'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
    'an SQL body',
  ],
  ["SELECT 'not closed; ", 'a quote that is not closed'],
  ['SELECT $$ not closed; ', 'a dollar quote that is not closed'],
])('%s is one statement', (statement) => {
  const whole = statement.replace(/;\s*$/, statement.includes('not closed') ? '$&' : '').trimEnd();
  expect(partsOf(statement).map((part) => part.trimEnd())).toEqual([whole]);
});

test('the lines after COPY FROM stdin are data', () => {
  const script =
    'COPY a (b) FROM stdin;\n1;\n\\N\n\\.\n\nSELECT 1;\nCOPY c FROM STDIN WITH CSV;\r\nx\r\n\\.\r\n';
  expect(partsOf(script)).toEqual([
    'COPY a (b) FROM stdin <- 1;\n\\N\n',
    'SELECT 1',
    'COPY c FROM STDIN WITH CSV <- x\r\n',
  ]);
  expect(partsOf('COPY a FROM stdin;')).toEqual(['COPY a FROM stdin <- ']);
  expect(partsOf("COPY a FROM '/file';SELECT 1")).toEqual(["COPY a FROM '/file'", 'SELECT 1']);
});

test('a line of psql is a command only where a statement could begin', () => {
  expect(partsOf('\\restrict abc\nSELECT 1\n\\gset\n;\n\\connect film')).toEqual([
    'command \\restrict abc',
    'SELECT 1\n\\gset',
    'command \\connect film',
  ]);
});

test('a large script is cut in little time', () => {
  const row = `INSERT INTO film VALUES (1, 'Academy Dinosaur', E'a\\'b', 12.5, NULL, now());\n`;
  const data = `COPY t FROM stdin;\n${'1\ttext\n'.repeat(50_000)}\\.\n`;
  const began = performance.now();
  expect(splitSqlScript(row.repeat(20_000) + data)).toHaveLength(20_001);
  expect(performance.now() - began).toBeLessThan(3000);
});
