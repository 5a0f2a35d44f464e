/** PostgreSQL types to the kinds that the generated service distinguishes. */
import type { PostgresType, ScalarKind } from '../model/column.js';
import type { Catalog } from './description.js';

export function resolveType(catalog: Catalog, oid: number, typmod = -1): PostgresType {
  const type = catalog.types.get(oid);
  if (!type) return { name: `type ${oid}`, kind: 'unsupported', isArray: false };
  const name = type.formatted;
  if (type.kind === 'd') return { ...resolveType(catalog, type.baseOid), name };
  // point and its like have elements too, but are no arrays.
  if (type.category === 'A') {
    return { name, kind: resolveType(catalog, type.elementOid).kind, isArray: true };
  }
  if (type.kind === 'e') return { name, kind: 'text', isArray: false };
  const kind = KINDS[type.name] ?? 'unsupported';
  // numeric(p, s): s in the lower 11 bits, behind an offset of 4.
  const scale = kind === 'decimal' && typmod >= 4 ? { scale: (typmod - 4) & 0x7ff } : {};
  return { name, kind, isArray: false, ...scale };
}

/**
 * By `pg_type.typname`. What psycopg2 gives as `str` is text, also where Python would have a better type
 * (uuid, inet, tsvector); time, interval and bytea become objects that Flask's JSON refuses.
 * Source: psycopg2/extensions, "Type casting of SQL types into Python objects".
 */
const KINDS: Readonly<Record<string, ScalarKind>> = {
  int2: 'integer',
  int4: 'integer',
  oid: 'integer',
  int8: 'bigint',
  numeric: 'decimal',
  float4: 'float',
  float8: 'float',
  bool: 'boolean',
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  name: 'text',
  char: 'text',
  citext: 'text',
  unknown: 'text',
  uuid: 'text',
  inet: 'text',
  cidr: 'text',
  macaddr: 'text',
  macaddr8: 'text',
  money: 'text',
  xml: 'text',
  tsvector: 'text',
  tsquery: 'text',
  bit: 'text',
  varbit: 'text',
  point: 'text',
  line: 'text',
  lseg: 'text',
  box: 'text',
  path: 'text',
  polygon: 'text',
  circle: 'text',
  regclass: 'text',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
  json: 'json',
  jsonb: 'json',
};
