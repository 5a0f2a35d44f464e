/**
 * Values as a Python view may have them, types of columns, and places of a statement in which a parameter can
 * stand: the matrix that says whether a bound `$1` means what psycopg2's literal meant.
 */
import fc from 'fast-check';
import type { Json } from '../../src/model/json.js';
import type { InputType } from '../../src/model/service.js';

/** By column type: the values that its table holds, as SQL. */
export const COLUMN_TYPES: Readonly<Record<string, readonly string[]>> = {
  smallint: ['5', '0', 'NULL'],
  integer: ['5', '2005', 'NULL'],
  bigint: ['5', '99999999999', 'NULL'],
  numeric: ['5', '1.5', 'NULL'],
  'numeric(6,2)': ['5', '2.50', 'NULL'],
  real: ['5', '1.5', 'NULL'],
  'double precision': ['5', '1.5', 'NULL'],
  boolean: ['true', 'false', 'NULL'],
  text: ["'5'", "'abc'", 'NULL'],
  'varchar(10)': ["'5'", "'abc'", 'NULL'],
  'char(5)': ["'5'", "'abc'", 'NULL'],
  date: ["'2006-02-15'", "'2005-05-01'", 'NULL'],
  timestamp: ["'2006-02-15 09:46:27'", 'NULL'],
  timestamptz: ["'2006-02-15 09:46:27+00'", 'NULL'],
  time: ["'12:30'", 'NULL'],
  interval: ["'1 day'", 'NULL'],
  uuid: ["'a3bb189e-8bf9-3888-9912-ace4e6543002'", 'NULL'],
  json: [`'{"a": 1}'`, 'NULL'],
  jsonb: [`'{"a": 1}'`, `'5'`, 'NULL'],
  bytea: [`'\\x6162'`, 'NULL'],
  'integer[]': ["'{1,2}'", "'{}'", 'NULL'],
  'text[]': ["'{a,b}'", 'NULL'],
  'numeric[]': ["'{1.5}'", 'NULL'],
  mood: ["'happy'", 'NULL'],
  year: ['2005', 'NULL'],
};

export const PREAMBLE = `
  CREATE TYPE mood AS ENUM ('happy', 'sad');
  CREATE DOMAIN year AS integer CHECK (VALUE BETWEEN 1901 AND 2155);
`;

/** By name: a statement about the table `TABLE`, whose column of type `TYPE` is `v`. */
export const PLACES: Readonly<Record<string, string>> = {
  equal: 'SELECT id FROM TABLE WHERE v = :v ORDER BY id',
  different: 'SELECT id FROM TABLE WHERE v <> :v ORDER BY id',
  less: 'SELECT id FROM TABLE WHERE v < :v ORDER BY id',
  between: 'SELECT id FROM TABLE WHERE v BETWEEN :v AND :v ORDER BY id',
  in_list: 'SELECT id FROM TABLE WHERE v IN (:v, :v) ORDER BY id',
  optional: 'SELECT id FROM TABLE WHERE (:v IS NULL OR v = :v) ORDER BY id',
  any_of: 'SELECT id FROM TABLE WHERE v = ANY(:v) ORDER BY id',
  like: 'SELECT id FROM TABLE WHERE v LIKE :v ORDER BY id',
  insert: 'INSERT INTO TABLE (v) VALUES (:v) RETURNING v',
  insert_select: 'INSERT INTO TABLE (v) SELECT :v RETURNING v',
  update: 'UPDATE TABLE SET v = :v WHERE id = 1 RETURNING v',
  update_from:
    'UPDATE TABLE SET v = new.v FROM (VALUES (1, :v)) AS new (id, v) WHERE TABLE.id = new.id RETURNING TABLE.v',
  coalesce: 'SELECT coalesce(v, :v) AS r FROM TABLE ORDER BY id',
  add: 'SELECT v + :v AS r FROM TABLE ORDER BY id',
  concatenate: 'SELECT v || :v AS r FROM TABLE ORDER BY id',
  choose: 'SELECT CASE id WHEN 1 THEN :v ELSE v END AS r FROM TABLE ORDER BY id',
  cast: 'SELECT :v::TYPE AS r',
  select: 'SELECT :v AS r',
  limit: 'SELECT id FROM TABLE ORDER BY id LIMIT :v',
};

const STRINGS: readonly Json[] = [
  '',
  '5',
  'abc',
  ' 7 ',
  '2005',
  '1.5',
  'true',
  'happy',
  '2006-02-15',
  '12:30',
  '1 day',
  '{1,2}',
  '{"a": 1}',
  '99999999999',
  "O'Neil \\ x%",
  'é😀',
  'a3bb189e-8bf9-3888-9912-ace4e6543002',
];
const INTS: readonly string[] = [
  '0',
  '1',
  '-1',
  '5',
  '2005',
  '40000',
  '2147483648',
  '99999999999',
  '9223372036854775808',
  '100000000000000000000',
];
const FLOATS: readonly string[] = [
  '0.0',
  '1.0',
  '1.5',
  '2.5',
  '-2.5',
  '5.0',
  '1e20',
  '1e-07',
  '123.456',
];
const OTHERS: readonly string[] = [
  '[]',
  '[1, 2]',
  '["a", "b"]',
  '[5, null]',
  '[null]',
  '[1.5]',
  '[2005]',
  '["5"]',
  '[true]',
  '[[1],[2]]',
  '{"a": 1}',
  '{}',
];

/** The same at each run: the seed is fixed. */
function random(arbitrary: fc.Arbitrary<string>): string[] {
  return fc.sample(arbitrary, { seed: 20061502, numRuns: 4 });
}

const RANDOM = {
  str: random(fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => JSON.stringify(text))),
  int: random(fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }).map(String)),
  float: random(
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
      .filter((value) => !Number.isInteger(value) && Math.abs(value) > 1e-6)
      .map(String),
  ),
  list: random(
    fc.array(fc.integer(), { minLength: 1, maxLength: 4 }).map((list) => JSON.stringify(list)),
  ),
};

/** By the type of an input: values as JSON texts, so that `1.0` stays a float. */
export const VALUES: Readonly<Record<InputType, readonly string[]>> = {
  str: [...STRINGS.map((value) => JSON.stringify(value)), ...RANDOM.str, 'null'],
  int: [...INTS, ...RANDOM.int, 'null'],
  float: [...FLOATS, ...RANDOM.float, 'NaN', 'Infinity', 'null'],
  bool: ['true', 'false', 'null'],
  any: [
    ...STRINGS.map((value) => JSON.stringify(value)),
    ...INTS,
    ...FLOATS,
    ...OTHERS,
    ...Object.values(RANDOM).flat(),
    'true',
    'false',
    'null',
  ],
};
