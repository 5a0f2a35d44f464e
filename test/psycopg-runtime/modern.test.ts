/** What psycopg 3.3 gave for the same statements: it is not among what tests can count on, so its answers are here. */
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runDetached } from '../../templates/service/src/flask/context.js';
import { PsycopgError } from '../../templates/service/src/psycopg/errors.js';
import { Json } from '../../templates/service/src/psycopg/json-adapter.js';
import { connectModern, dict_row } from '../../templates/service/src/psycopg/modern.js';
import { dict } from '../../templates/service/src/python/dict.js';
import { Exception } from '../../templates/service/src/python/exceptions.js';
import { repr, str } from '../../templates/service/src/python/text.js';
import { typeName } from '../../templates/service/src/python/type-name.js';
import { tuple, type Value } from '../../templates/service/src/python/value.js';
import { useDatabases } from '../support/database.js';
import { startApp } from './run-here.js';

const databases = useDatabases([join(import.meta.dirname, 'schema.sql')]);
let app: FastifyInstance;
beforeAll(async () => {
  app = await startApp((await databases.create('modern')).url);
});
afterAll(() => app.close());

const TYPED = 'select %s, pg_typeof(%s)';

const CASES: readonly (readonly [sql: string, values: Value, expected: string])[] = [
  [TYPED, tuple(1, 1), "[(1, 'smallint')]"],
  [TYPED, tuple(-1, -1), "[(-1, 'smallint')]"],
  [TYPED, tuple(40000, 40000), "[(40000, 'integer')]"],
  [TYPED, tuple(3000000000, 3000000000), "[(3000000000, 'bigint')]"],
  [TYPED, tuple(1.5, 1.5), "[(1.5, 'double precision')]"],
  [TYPED, tuple(true, true), "[(True, 'boolean')]"],
  [TYPED, tuple(Buffer.from('x'), Buffer.from('x')), "[(b'x', 'bytea')]"],
  [TYPED, tuple([1, 2], [1, 2]), "[([1, 2], 'smallint[]')]"],
  [TYPED, tuple(new Json(dict({ a: 1 })), new Json(null)), "[({'a': 1}, 'json')]"],
  [
    TYPED,
    tuple('abc', 'abc'),
    'IndeterminateDatatype 42P18 could not determine data type of parameter $2',
  ],
  [
    'select %s',
    tuple(dict({ a: 1 })),
    "ProgrammingError None cannot adapt type 'dict' using placeholder '%s' (format: AUTO)",
  ],
  [
    'select %s',
    tuple(1, 2),
    'ProgrammingError None the query has 1 placeholders but 2 parameters were passed',
  ],
  ['select %s', 'ab', 'TypeError query parameters should be a sequence or a mapping, got str'],
  ['select %(a)s', dict({}), 'ProgrammingError None query parameter missing: a'],
  [
    'select %d',
    tuple(1),
    "ProgrammingError None only '%s', '%b', '%t' are allowed as placeholders, got '%d'",
  ],
  [
    'select 1 where 1 in %s',
    tuple(tuple(1, 2)),
    'SyntaxError 42601 syntax error at or near "$1"\nLINE 1: select 1 where 1 in $1\n                            ^',
  ],
  [
    "select 1 where 'a' = %s",
    tuple(5),
    'InvalidTextRepresentation 22P02 invalid input syntax for type smallint: "a"\nLINE 1: select 1 where \'a\' = $1\n                       ^',
  ],
  ["select '%%'", tuple(), "[('%',)]"],
  [
    "select 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
    null,
    "[(UUID('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),)]",
  ],
];

test.each(CASES)('%s %s', async (sql, values, expected) => {
  const found = await runDetached(async () => {
    try {
      return repr((await connectModern().execute(sql, values)).fetchall());
    } catch (error) {
      return printError(error);
    }
  });
  expect(found).toBe(expected);
});

test('has rows as dicts, transactions in transactions, the rows of many statements, and closes at the end of a with', async () => {
  await runDetached(async () => {
    const connection = connectModern(null, false, dict_row).pyEnter();
    expect(repr((await connection.execute('select 1 a, 2 b')).fetchone())).toBe("{'a': 1, 'b': 2}");
    await connection.commit();
    const outer = await connection.transaction().pyEnter();
    await connection.execute('insert into reviews (film_id, text) values (1, %s)', tuple('outer'));
    const inner = await connection.transaction().pyEnter();
    await connection.execute('delete from reviews');
    await inner.pyExit(new Error('inner'));
    await outer.pyExit();
    const cursor = await connection.execute("select count(*) n from reviews where text = 'outer'");
    expect(repr(cursor.fetchall())).toBe("[{'n': 1}]");
    const many = connection.cursor();
    const inserted = [tuple('a'), tuple('b'), tuple('c')];
    await many.runMany('insert into reviews (film_id, text) values (1, %s)', inserted);
    expect(many.rowcount).toBe(3);
    await connection.pyExit();
    await expect(connection.execute('select 1')).rejects.toThrow('the connection is closed');
  });
});

function printError(error: unknown): string {
  if (error instanceof PsycopgError) {
    return `${typeName(error)} ${error.sqlstate ?? 'None'} ${str(error)}`;
  }
  return error instanceof Exception ? `${typeName(error)} ${str(error)}` : String(error);
}
