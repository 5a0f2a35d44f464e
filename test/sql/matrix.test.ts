import { expect, test } from 'vitest';
import { findPython } from '../../src/pipeline/find-python.js';
import { loadSql } from '../../src/postgres/load-sql.js';
import { useDatabases } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { KNOWN_GAPS } from './matrix-known-gaps.js';
import { MATRIX, MATRIX_SCHEMA, runThroughGeneratedCode, runThroughPsycopg2 } from './matrix.js';
import type { Outcome } from './run-statements.js';

const databases = useDatabases([]);

test('a value means to a generated query what it means to psycopg2', async (context) => {
  const { resources } = databases;
  const python = await findPython(resources, process.env, ['flask', 'psycopg2']);
  if (python.kind === 'missing') return skipWithoutFlask(context, python.reason);
  const { url } = await databases.create('matrix');
  await loadSql(url, [{ name: 'matrix.sql', text: MATRIX_SCHEMA }]);
  const expected = await runThroughPsycopg2(resources, python.command, url);
  const actual = await runThroughGeneratedCode(resources, url);
  expect(MATRIX.length).toBeGreaterThan(40_000);
  expect([expected.length, actual.length]).toEqual([MATRIX.length, MATRIX.length]);

  const fired = new Set<string>();
  const differences = MATRIX.flatMap((one, index) => {
    const [psycopg2, generated] = [expected[index]!, actual[index]!];
    if (isSame(psycopg2, generated)) return [];
    const gap = KNOWN_GAPS.find(({ covers }) => covers(one, psycopg2, generated));
    if (!gap) return [{ ...one, psycopg2, generated }];
    fired.add(gap.what);
    return [];
  });
  expect(differences).toEqual([]);
  // A gap that has closed is taken from the list.
  expect(KNOWN_GAPS.map(({ what }) => what)).toEqual(
    KNOWN_GAPS.map(({ what }) => what).filter((what) => fired.has(what)),
  );
}, 300_000);

function isSame(psycopg2: Outcome, generated: Outcome): boolean {
  if ('refused' in psycopg2) return false;
  if ('error' in psycopg2) {
    // Flask has no JSON for time, interval and bytea, which is reported before any code is written.
    if (psycopg2.error === 'TypeError' || 'refused' in generated) return true;
    return 'error' in generated && exceptionOf(psycopg2.error) === exceptionOf(generated.error);
  }
  return 'rows' in psycopg2 && 'rows' in generated && sameJson(psycopg2.rows, generated.rows);
}

/** psycopg2's exceptions follow the class of a SQLSTATE; what it refuses itself is a ProgrammingError. */
function exceptionOf(error: string): string {
  return error === 'ProgrammingError' ? '42' : error.slice(0, 2);
}

/** How a float is written depends on the schema of the answer, which is compared elsewhere. */
function sameJson(a: string, b: string): boolean {
  const isJson = !/NaN|Infinity/.test(a + b);
  return a === b || (isJson && JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b)));
}
