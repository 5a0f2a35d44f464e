/** Does with the service's psycopg what scenarios say, each in the context of a request of its own. */
import Fastify, { type FastifyInstance } from 'fastify';
import { requestContexts, runDetached } from '../../templates/service/src/flask/context.js';
import { db } from '../../templates/service/src/plugins/db.js';
import { executeBatch, executeValues } from '../../templates/service/src/psycopg/batches.js';
import { Connection, connect } from '../../templates/service/src/psycopg/connection.js';
import { Cursor } from '../../templates/service/src/psycopg/cursor.js';
import {
  DictCursor,
  NamedTupleCursor,
  RealDictCursor,
} from '../../templates/service/src/psycopg/dict-rows.js';
import { PsycopgError } from '../../templates/service/src/psycopg/errors.js';
import { AsIs, Json } from '../../templates/service/src/psycopg/json-adapter.js';
import { Identifier, Literal, SQL } from '../../templates/service/src/psycopg/sql.js';
import {
  DateTime,
  PyDate,
  PyTime,
  TimeDelta,
} from '../../templates/service/src/python/datetime.js';
import { ValueEnum } from '../../templates/service/src/python/enum.js';
import { Decimal } from '../../templates/service/src/python/decimal.js';
import { Dict } from '../../templates/service/src/python/dict.js';
import { Exception } from '../../templates/service/src/python/exceptions.js';
import { getattr } from '../../templates/service/src/python/getattr.js';
import { getItem } from '../../templates/service/src/python/items.js';
import { iterate } from '../../templates/service/src/python/iterate.js';
import { PySet } from '../../templates/service/src/python/set.js';
import { repr, str } from '../../templates/service/src/python/text.js';
import { typeName } from '../../templates/service/src/python/type-name.js';
import { toFloat, tupleOf, type Value } from '../../templates/service/src/python/value.js';
import { databaseOptions } from '../support/database-options.js';

/** What JSON can say of a Python value: see `oracle.py`. */
export type Described = unknown;

export interface Scenario {
  readonly cursor?: 'tuple' | 'dict' | 'real' | 'named';
  readonly steps: readonly (readonly [name: string, ...values: Described[]])[];
}

const TAGS: Readonly<Record<string, (value: never) => Value>> = {
  $tuple: (items: Described[]) => tupleOf(items.map(read)),
  $decimal: (text: string) => new Decimal(text),
  $int: (text: string) => BigInt(text),
  $float: (text: string) => toFloat(Number(text.replace('inf', 'Infinity'))),
  $date: (text: string) => PyDate.fromisoformat(text),
  $datetime: (text: string) => DateTime.fromisoformat(text),
  $time: (text: string) => PyTime.fromisoformat(text),
  $timedelta: (parts: number[]) => new TimeDelta(...parts),
  $member: (value: Value) => new ValueEnum('MEMBER', value),
  $bytes: (hex: string) => Buffer.from(hex, 'hex'),
  $json: (value: Described) => new Json(read(value)),
  $set: (items: Value[]) => new PySet(items),
  $asis: (text: string) => new AsIs(text),
  $sql: ([text, ...parts]: [string, ...Described[]]) => new SQL(text).format(parts.map(read)),
  $identifier: (names: string[]) => new Identifier(...names),
  $literal: (value: Described) => new Literal(read(value)),
};

function read(value: Described): Value {
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== 'object' || value === null) return value as Value;
  const [[tag, inner] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0 && TAGS[tag]) return TAGS[tag](inner as never);
  const result = new Dict();
  for (const [key, item] of Object.entries(value)) result.set(key, read(item));
  return result;
}

const FACTORIES = {
  tuple: Cursor,
  dict: DictCursor,
  real: RealDictCursor,
  named: NamedTupleCursor,
} as const;

async function step(
  connection: Connection,
  cursor: Cursor,
  [name, ...described]: Scenario['steps'][number],
): Promise<Value> {
  const values = described.map(read);
  const [first = null, second = null] = values;
  switch (name) {
    case 'commit':
    case 'rollback':
    case 'close':
      return connection[name]();
    case 'set':
      connection[first as 'autocommit'] = second as boolean;
      return null;
    case 'get':
      return connection[first as 'autocommit'];
    case 'set_session':
      return connection.set_session(...values);
    case 'with':
      return within(connection, values);
    case 'execute_values':
      return executeValues(cursor, first, second, ...values.slice(2));
    case 'execute_batch':
      return executeBatch(cursor, first, second, ...values.slice(2));
    case 'attribute':
      return cursor[first as 'rowcount'];
    case 'item':
      return getItem(cursor.fetchone(), first);
    case 'member':
      return getattr(cursor.fetchone(), first);
    case 'names':
      return [...iterate(cursor.description)].map((column) => getItem(column, 0));
    case 'description':
      return cursor.description === null
        ? null
        : [...iterate(cursor.description)].map((column) => tupleOf(iterate(column)));
    case 'rows':
      return [...cursor];
    case 'execute':
    case 'executemany':
    case 'callproc':
      return (cursor[name] as (...given: Value[]) => Promise<Value>).apply(cursor, values);
    default:
      return (cursor[name as 'fetchmany'] as (...given: Value[]) => Value).apply(cursor, values);
  }
}

async function within(connection: Connection, values: readonly Value[]): Promise<Value> {
  const entered = connection.pyEnter();
  try {
    const inner = entered.cursor();
    await inner.execute(values[0]!, values[1]);
    const result = inner.description === null ? inner.rowcount : inner.fetchall();
    inner.pyExit();
    await connection.pyExit();
    return result;
  } catch (error) {
    await connection.pyExit(error as Error);
    throw error;
  }
}

export async function startApp(connectionString: string): Promise<FastifyInstance> {
  const app = Fastify();
  await app.register(db, databaseOptions(connectionString));
  await app.register(requestContexts);
  await app.ready();
  return app;
}

export function runHere(scenario: Scenario): Promise<string[]> {
  return runDetached(async () => {
    const outcomes: string[] = [];
    const connection = connect();
    const cursor = connection.cursor(null, FACTORIES[scenario.cursor ?? 'tuple']);
    for (const action of scenario.steps) {
      try {
        outcomes.push(repr(await step(connection, cursor, action)));
      } catch (error) {
        outcomes.push(printError(error));
      }
    }
    return outcomes;
  });
}

function printError(error: unknown): string {
  if (error instanceof PsycopgError) {
    const { pgcode, diag } = error;
    return `${typeName(error)} ${pgcode ?? 'None'} ${str(diag.constraint_name)}\n${str(error)}`;
  }
  return error instanceof Exception ? `${typeName(error)}\n${str(error)}` : String(error);
}
