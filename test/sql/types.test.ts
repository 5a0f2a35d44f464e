/**
 * Each built-in type, by itself, as an array, and NULL: through the real driver and the generated query, against what
 * psycopg2 and Flask's JSON make of it. What Flask refuses has to be refused when the code is generated.
 */
import { beforeAll, expect, test } from 'vitest';
import { readService } from '../../src/manifest/read-service.js';
import { describe } from '../../src/pipeline/describe-manifest.js';
import { findPython } from '../../src/pipeline/find-python.js';
import { loadSqlParser } from '../../src/sql/parse-sql.js';
import { useDatabases } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { runGenerated, runPsycopg2 } from './run-statements.js';

const databases = useDatabases([]);
beforeAll(() => loadSqlParser());

/** By type: two values as PostgreSQL reads them. */
const SAMPLES: Readonly<Record<string, readonly [string, string]>> = {
  bigint: ['9223372036854775807', '-5'],
  bit: ['1', '0'],
  'bit varying': ['101', ''],
  boolean: ['true', 'false'],
  box: ['(1,1),(0,0)', '(2,2),(1,1)'],
  bytea: ['\\x6162', ''],
  'character(3)': ['ab', 'é'],
  'character varying': ['ab, "c"', 'NULL'],
  cidr: ['10.0.0.0/8', '::/0'],
  circle: ['<(1,2),3>', '<(0,0),1>'],
  date: ['2006-02-15', '1582-10-04'],
  'double precision': ['1.5', '1e-7'],
  inet: ['10.0.0.1', '10.0.0.0/8'],
  integer: ['2147483647', '-1'],
  interval: ['1 day 02:03:04', '-1 mon'],
  json: ['{"b": 1.0, "a": [1e2, null]}', '"text"'],
  jsonb: ['{"b": 1.0, "a": [null]}', '12345678901234567890'],
  jsonpath: ['$.a', '$[*]'],
  line: ['{1,2,3}', '{0,1,0}'],
  lseg: ['[(1,1),(0,0)]', '[(0,0),(1,2)]'],
  macaddr: ['08:00:2b:01:02:03', '00:00:00:00:00:00'],
  macaddr8: ['08:00:2b:01:02:03:04:05', '00:00:00:00:00:00:00:00'],
  money: ['12.34', '-1000'],
  name: ['a name', 'x'],
  numeric: ['1.50', '0.00000001'],
  oid: ['4294967295', '0'],
  path: ['((0,0),(1,1))', '[(0,0),(1,1)]'],
  pg_lsn: ['16/B374D848', '0/0'],
  point: ['(1,2)', '(0.5,-1)'],
  polygon: ['((0,0),(1,1),(2,0))', '((0,0),(1,1))'],
  real: ['1.5', '0.1'],
  regclass: ['pg_class', 'pg_type'],
  smallint: ['32767', '-1'],
  text: ['é😀 "q" \\ {}', ''],
  time: ['12:30:00', '00:00'],
  timestamp: ['2006-02-15 09:46:27.5', '1969-12-31 23:59:59'],
  'timestamp with time zone': ['2006-02-15 09:46:27+02', '2020-02-29 00:00:00+00'],
  'time with time zone': ['12:30+02', '00:00Z'],
  tsquery: ['a & b', 'c'],
  tsvector: ["'a':1 'b':2", ''],
  uuid: ['A3BB189E-8BF9-3888-9912-ACE4E6543002', '00000000-0000-0000-0000-000000000000'],
  xml: ['<a>1</a>', 'text'],
  int4range: ['[1,5)', 'empty'],
  tstzrange: ['[2020-01-01,)', 'empty'],
};

const CASES = Object.entries(SAMPLES).flatMap(([type, [first, second]]) => {
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const scalar = `SELECT v::${type} AS v FROM (VALUES (1, ${literal(first)}), (2, ${literal(second)}), (3, NULL)) AS t (n, v) ORDER BY n`;
  const array = `SELECT v FROM (VALUES (1, ARRAY[${literal(first)}, NULL, ${literal(second)}]::${type}[]), (2, '{}'), (3, NULL)) AS t (n, v) ORDER BY n`;
  return [
    { type, sql: scalar },
    { type: `${type}[]`, sql: array },
  ];
});

test('each type arrives as psycopg2 gives it, or is refused as Flask refuses it', async (context) => {
  const { resources } = databases;
  const { url } = await databases.create('types');
  const routes = CASES.map(({ sql }, index) => ({
    rule: `/${index}`,
    endpoint: `query_${index}`,
    queries: { [`query_${index}`]: { sql } },
    // Beside something else, so that the rows come as rows: other ways are in fetch-as.test.ts.
    answer: { rows: `$query_${index}`, is: 'rows' },
  }));
  const manifest = { version: 1, app: { name: 'types' }, blueprints: { types: { routes } } };
  const { service: parsed } = readService({
    name: 'port.yaml',
    text: JSON.stringify(manifest, undefined, 1),
  });
  const { service, diagnostics } = await describe(url, parsed!);
  const refused = new Set(
    diagnostics.map(({ labels: [label] }) => {
      const before = label!.source.text.slice(0, label!.end);
      return Number(/"query_(\d+)"[^"]*$/.exec(before.slice(0, before.lastIndexOf('"sql"')))?.[1]);
    }),
  );
  const calls = CASES.map((_, index) =>
    JSON.stringify({ module: 'types', names: [`query_${index}`], values: '{}' }),
  );
  const generated = await runGenerated(resources, service, url, calls);
  const python = await findPython(resources, process.env, ['flask', 'psycopg2']);
  if (python.kind === 'missing') return skipWithoutFlask(context, python.reason);
  const expected = await runPsycopg2(
    resources,
    python.command,
    url,
    CASES.map(({ sql }) => JSON.stringify({ sql })),
  );
  const differences = CASES.flatMap(({ type }, index) => {
    const psycopg2 = expected[index]!;
    const outcome = refused.has(index) ? 'refused' : generated[index]!;
    const isSame =
      'error' in psycopg2
        ? outcome === 'refused'
        : outcome !== 'refused' &&
          'rows' in outcome &&
          'rows' in psycopg2 &&
          JSON.stringify(JSON.parse(outcome.rows)) === JSON.stringify(JSON.parse(psycopg2.rows));
    return isSame ? [] : [{ type, psycopg2, outcome }];
  });
  return expect(differences).toEqual([]);
});
