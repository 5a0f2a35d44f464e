/**
 * Enumerations of PostgreSQL as those of Python, for psycopg 3: their labels are the names of members.
 * Source: psycopg/_typeinfo.py and types/enum.py, 3.1.
 */
import { Dict } from '../python/dict.js';
import { type Enum, membersOf } from '../python/enum.js';
import { PyTypeError } from '../python/exceptions.js';
import { iterate } from '../python/iterate.js';
import { repr, str } from '../python/text.js';
import { className } from '../python/type-name.js';
import type { Value } from '../python/value.js';
import { ALL_CONNECTIONS, type Adapters } from './adapters.js';
import { arrayOf } from './column-values.js';
import { DataError, ProgrammingError } from './errors.js';
import type { ModernConnection } from './modern.js';
import { isComposable } from './sql.js';
import { UndefinedObject } from './sqlstate-errors.js';

type EnumClass = abstract new (...values: never[]) => Enum;

export class EnumInfo {
  static readonly pythonClass: string = 'EnumInfo';
  enum: Value = null;

  constructor(
    readonly name: string,
    readonly oid: number,
    readonly array_oid: number,
    readonly regtype: string,
    readonly labels: readonly string[],
  ) {}
}

const INFO = `SELECT t.typname, t.oid::int8, t.typarray::int8, t.oid::regtype::text, array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
WHERE t.oid = to_regtype(%s) GROUP BY t.typname, t.oid, t.typarray`;

/** `EnumInfo.fetch(conn, name)`: None where there is no such type. */
export async function fetchEnum(context: Value, name: Value): Promise<EnumInfo | null> {
  const connection = context as ModernConnection;
  const text = isComposable(name) ? name.as_string(connection) : str(name);
  const transaction = connection.transaction();
  await transaction.pyEnter();
  try {
    const cursor = await connection.cursor().run(INFO, [text]);
    const rows = cursor.fetchall().map((row) => [...iterate(row)]);
    await transaction.pyExit();
    if (rows.length > 1)
      throw new ProgrammingError(`found ${rows.length} different types named ${text}`);
    const [row] = rows;
    if (!row) return null;
    const [type, oid, array, regtype, labels] = row as [string, number, number, string, string[]];
    return new EnumInfo(type, oid, array, regtype, labels);
  } catch (error) {
    await transaction.pyExit(error as Error);
    if (error instanceof UndefinedObject) return null;
    throw error;
  }
}

/** For one connection, or for all. */
export function registerEnum(
  info: Value,
  context: Value = null,
  type: Value = null,
  mapping: Value = null,
): void {
  if (!(info instanceof EnumInfo))
    throw new PyTypeError('no info passed. Is the requested enum available?');
  const adapters = context === null ? ALL_CONNECTIONS : (context as ModernConnection).adapters;
  const members = membersOf(type as unknown as EnumClass);
  const pairs = mapping instanceof Dict ? [...mapping.entries()] : [...iterate(mapping ?? [])];
  const labels = new Map<Value, string>(members.map((member) => [member, member.name]));
  for (const pair of pairs) {
    const [member, label] = iterate(pair);
    labels.set(member!, str(label!));
  }
  info.enum = type;
  const byLabel = new Map([...labels].map(([member, label]) => [label, member]));
  const load = (label: string): Value => {
    const member = byLabel.get(label);
    if (member !== undefined) return member;
    throw new DataError(`bad member for enum ${className(type as object)}: ${repr(label)}`);
  };
  register(adapters, info, { load, type: type as object, labels });
}

function register(
  { loaders, dumpers }: Adapters,
  { oid, array_oid: array, regtype }: EnumInfo,
  {
    load,
    type,
    labels,
  }: {
    readonly load: (label: string) => Value;
    readonly type: object;
    readonly labels: ReadonlyMap<Value, string>;
  },
): void {
  loaders.set(oid, load);
  loaders.set(array, arrayOf(load));
  dumpers.set(type, (member) => ({ text: labels.get(member)!, cast: `::${regtype}` }));
}
