import { beforeAll, expect, test } from 'vitest';
import {
  printPgbenchScript,
  type PgbenchRequest,
} from '../../../src/bench/limits/pgbench-script.js';
import { loadSqlParser } from '../../../src/sql/parse-sql.js';

beforeAll(() => loadSqlParser());

function script(
  text: string,
  values: readonly (string | null)[],
  more: Partial<PgbenchRequest> = {},
) {
  return printPgbenchScript({ statements: [{ text, values }], transaction: undefined, ...more });
}

test('parameters become variables, and casts and literals stay', () => {
  expect(script("SELECT '$1', a FROM t WHERE b = $2::bigint AND c = $1", ['x', '7'])).toEqual({
    kind: 'script',
    text: "SELECT '$1', a FROM t WHERE b = :p2::bigint AND c = :p1\n;\n",
    defines: ['p1=x', 'p2=7'],
  });
});

test('the statements of a request are one script, in a transaction where the route has one', () => {
  const statements = [
    { text: 'SELECT $1::int -- why', values: ['1'] },
    { text: 'SELECT $1::int', values: ['2'] },
  ];
  const transaction = { begin: 'BEGIN', end: 'ROLLBACK' };
  expect(printPgbenchScript({ statements, transaction })).toEqual({
    kind: 'script',
    text: 'BEGIN;\nSELECT :p1::int -- why\n;\nSELECT :p2::int\n;\nROLLBACK;\n',
    defines: ['p1=1', 'p2=2'],
  });
});

test('what pgbench could not send as it is gets no script', () => {
  expect(script("SELECT '12:30'", [])).toMatchObject({ kind: 'none' });
  expect(script('SELECT $1::text', [null])).toMatchObject({ kind: 'none' });
  expect(printPgbenchScript({ statements: [], transaction: undefined })).toMatchObject({
    kind: 'none',
  });
});
