/** Whatever a value is and wherever its placeholder stands, it never becomes SQL. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PsycopgError } from '../../templates/service/src/psycopg/errors.js';
import { buildQuery } from '../../templates/service/src/psycopg/query.js';
import { tuple } from '../../templates/service/src/python/value.js';

const MARK = 'INJECTED';

/** What a value may try to leave. */
const TEXTS = fc
  .array(
    fc.constantFrom(
      "'",
      '"',
      '$$',
      '$x$',
      '\\',
      '--',
      '/*',
      '*/',
      '\n',
      ';',
      ' ',
      'a',
      '%',
      '(',
      ')',
    ),
    { maxLength: 6 },
  )
  .map((parts) => `${parts.join('')} ${MARK} ${parts.toReversed().join('')}`);

const STATEMENTS = [
  'SELECT %s',
  "SELECT '%s'",
  "SELECT E'%s'",
  'SELECT "%s"',
  'SELECT $$%s$$',
  'SELECT $x$ %s $x$',
  'SELECT 1 -- %s\n',
  'SELECT /* %s */ 1',
  'SELECT 1 ORDER BY %s',
  'SELECT INTERVAL %s',
  "SELECT 1; SELECT '%s'",
  'SELECT 1; SELECT /* %s */ 2',
  'SELECT 1; SELECT %s',
  'CREATE TABLE x (a text DEFAULT %s)',
  "SET x = '%s'",
  'DO $x$ BEGIN PERFORM %s; END $x$',
];

/** Without what PostgreSQL reads as quoted, the mark must be gone. */
function outsideQuotes(sql: string): string {
  return sql.replaceAll(
    /\$(\w*)\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\/|[eE]'(?:[^'\\]|''|\\[^])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"/g,
    ' ',
  );
}

test('a value stays a value', () => {
  fc.assert(
    fc.property(fc.constantFrom(...STATEMENTS), TEXTS, (sql, text) => {
      try {
        const query = buildQuery(sql, tuple(text));
        expect(outsideQuotes(query.text)).not.toContain(MARK);
        expect(outsideQuotes(query.literal)).not.toContain(MARK);
      } catch (error) {
        if (!(error instanceof PsycopgError)) throw error;
      }
    }),
    { numRuns: 20_000 },
  );
});
