/** A PostgreSQL type as far as the type of a literal beside it matters. */
import type { BindScalar, BindType } from '../model/service.js';
import type { Catalog } from './description.js';

/** Domains count as what they are based on, as in PostgreSQL's operators and casts. */
export function bindType(catalog: Catalog, oid: number): BindType {
  const type = catalog.types.get(oid);
  if (!type) return 'other';
  if (type.kind === 'd') return bindType(catalog, type.baseOid);
  if (type.category !== 'A') return SCALARS[type.name] ?? 'other';
  const item = bindType(catalog, type.elementOid);
  return item.endsWith('[]') ? 'other' : `${item as BindScalar}[]`;
}

/** By `pg_type.typname`. */
const SCALARS: Readonly<Record<string, BindScalar>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  numeric: 'numeric',
  float4: 'real',
  float8: 'double',
  bool: 'boolean',
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  name: 'text',
  citext: 'text',
  json: 'json',
  jsonb: 'json',
};
