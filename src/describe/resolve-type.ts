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
    const element = resolveType(catalog, type.elementOid);
    if (element.kind === 'unsupported') return { name, kind: 'unsupported', isArray: true };
    // Of what psycopg2 has no array of, such as uuid[], it gives the text: '{…,…}'.
    const isKnown = ARRAY_ELEMENTS.has(catalog.types.get(type.elementOid)!.name);
    return isKnown
      ? { name, kind: element.kind, isArray: true }
      : { name, kind: 'text', isArray: false, isOpaque: true };
  }
  // psycopg2 gives a row as text, '(1,2)', unless somebody registers the type.
  if (type.kind === 'c' || type.name === 'record') {
    return { name, kind: 'text', isArray: false, isOpaque: true };
  }
  if (type.kind === 'e') return { name, kind: 'text', isArray: false };
  // psycopg2 leaves what it does not know as text, types of extensions among it.
  const kind = KINDS[type.name] ?? 'text';
  const opacity = kind === 'text' && !TEXTS.has(type.name) ? { isOpaque: true as const } : {};
  // numeric(p, s): s in the lower 11 bits, behind an offset of 4.
  const scale = kind === 'decimal' && typmod >= 4 ? { scale: (typmod - 4) & 0x7ff } : {};
  return { name, kind, isArray: false, ...scale, ...opacity };
}

/**
 * By `pg_type.typname`, all that psycopg2 makes something else of than text; time, interval, bytea and ranges become
 * objects that Flask's JSON refuses.
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
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
  json: 'json',
  jsonb: 'json',
  time: 'unsupported',
  timetz: 'unsupported',
  interval: 'unsupported',
  bytea: 'unsupported',
  int4range: 'unsupported',
  int8range: 'unsupported',
  numrange: 'unsupported',
  daterange: 'unsupported',
  tsrange: 'unsupported',
  tstzrange: 'unsupported',
};

/** The types whose JSON is the text that psycopg2 gives, too. */
const TEXTS: ReadonlySet<string> = new Set(
  'text varchar bpchar char name uuid inet cidr macaddr macaddr8 xml tsvector tsquery'.split(' '),
);

/** The types whose arrays psycopg2 makes lists. Source: psycopg/typecast_builtins.c, and run with 2.9.5. */
const ARRAY_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'int2 int4 int8 oid numeric float4 float8 bool text varchar bpchar char name cidr inet macaddr ' +
    'date timestamp timestamptz json jsonb'
  ).split(' '),
);
