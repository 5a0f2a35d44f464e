/**
 * Reads from the system catalog what the OIDs of a description stand for, and the names of all tables and
 * columns, so that a misspelled one can be answered with the right one. Everything is in a fixed order.
 */
import type {
  CatalogColumn as DescribedAttribute,
  CatalogType as DescribedType,
} from '../describe/description.js';
import { withClient } from './with-client.js';

export interface CatalogType extends DescribedType {
  readonly oid: number;
}

export interface CatalogColumn extends DescribedAttribute {
  readonly name: string;
}

export interface CatalogTable {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** Whether its name alone finds it, by the search path of the connection. */
  readonly isVisible: boolean;
  readonly columns: readonly string[];
}

export interface Catalog {
  /** The types asked for, with the base types of domains and the elements of arrays down to the last. */
  readonly types: ReadonlyMap<number, CatalogType>;
  /** All columns of the tables asked for. */
  readonly columns: readonly CatalogColumn[];
  /** All tables and views that are not PostgreSQL's own. */
  readonly tables: readonly CatalogTable[];
}

/** @throws DatabaseUnavailable without a connection. */
export async function readCatalog(
  url: string,
  wanted: { readonly typeOids: Iterable<number>; readonly tableOids: Iterable<number> },
): Promise<Catalog> {
  return withClient(url, async (client) => {
    const types = await client.query<CatalogType>(TYPES, [[...new Set(wanted.typeOids)]]);
    const columns = await client.query<CatalogColumn>(COLUMNS, [[...new Set(wanted.tableOids)]]);
    const tables = await client.query<CatalogTable>(TABLES);
    return {
      types: new Map(types.rows.map((type) => [type.oid, type])),
      columns: columns.rows,
      tables: tables.rows,
    };
  });
}

const TYPES = `
  WITH RECURSIVE wanted (oid) AS (
    SELECT unnest($1::oid[])
    UNION
    SELECT next.oid
      FROM wanted
      JOIN pg_catalog.pg_type AS type ON type.oid = wanted.oid
     CROSS JOIN LATERAL (VALUES (type.typbasetype), (type.typelem)) AS next (oid)
     WHERE next.oid <> 0
  )
  SELECT type.oid, typname AS name, pg_catalog.format_type(type.oid, NULL) AS formatted,
         typtype AS kind, typcategory AS category, typbasetype AS "baseOid",
         typelem AS "elementOid", typnotnull AS "isNotNull"
    FROM pg_catalog.pg_type AS type
    JOIN wanted ON wanted.oid = type.oid
   ORDER BY type.oid`;

const COLUMNS = `
  SELECT attrelid AS "tableOid", attnum AS number, attname AS name, attnotnull AS "isNotNull",
         EXISTS (
           SELECT FROM pg_catalog.pg_index
             JOIN pg_catalog.pg_class ON pg_class.oid = indrelid
            WHERE indrelid = attrelid AND indisunique AND indimmediate AND indpred IS NULL
              AND indnkeyatts = 1 AND indkey[0] = attnum
              -- The index of a parent says nothing about the rows of its children.
              AND (relkind = 'p' OR NOT relhassubclass)
         ) AS "isUnique"
    FROM pg_catalog.pg_attribute
   WHERE attrelid = ANY ($1::oid[]) AND attnum > 0 AND NOT attisdropped
   ORDER BY attrelid, attnum`;

const TABLES = `
  SELECT class.oid, nspname AS schema, relname AS name,
         pg_catalog.pg_table_is_visible(class.oid) AS "isVisible",
         ARRAY(
           SELECT attname::text
             FROM pg_catalog.pg_attribute
            WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum
         ) AS columns
    FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   WHERE relkind IN ('r', 'p', 'f', 'v', 'm')
     AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
   ORDER BY nspname, relname`;
