/** What a PostgreSQL server answers about statements and types, as far as `describe` needs it. */
export type Description = DescribedStatement | RefusedStatement;

export interface DescribedStatement {
  readonly ok: true;
  /** OIDs of types. */
  readonly parameters: readonly number[];
  readonly columns: readonly DescribedColumn[];
}

export interface DescribedColumn {
  readonly name: string;
  readonly typeOid: number;
  /** What the type says in brackets, as PostgreSQL encodes it; -1 for nothing. */
  readonly typmod: number;
  /** The table and column it comes from, unchanged; 0 when it is computed. */
  readonly tableOid: number;
  readonly columnNumber: number;
}

export interface RefusedStatement {
  readonly ok: false;
  readonly error: StatementError;
}

export interface StatementError {
  readonly message: string;
  /** UTF-16 units of the statement that was sent. */
  readonly offset: number | undefined;
  readonly sqlstate: string | undefined;
  readonly hint: string | undefined;
  readonly detail: string | undefined;
}

export interface Catalog {
  readonly types: ReadonlyMap<number, CatalogType>;
  readonly columns: readonly CatalogColumn[];
  readonly tables: readonly CatalogTable[];
}

export interface CatalogTable {
  readonly oid: number;
  readonly name: string;
  readonly columns: readonly string[];
}

/** A row of `pg_type`. */
export interface CatalogType {
  /** `int4`. */
  readonly name: string;
  /** As SQL writes it: `integer`, `text[]`, `mpaa_rating`. */
  readonly formatted: string;
  /** `typtype`: b base, c composite, d domain, e enum, p pseudo, r range, m multirange. */
  readonly kind: string;
  /** `typcategory`: A array, B boolean, N numeric, S string, … */
  readonly category: string;
  /** What a domain is based on; 0 for what is no domain. */
  readonly baseOid: number;
  /** What an array (category A) holds; 0 for what cannot be subscripted. */
  readonly elementOid: number;
  /** A domain that refuses NULL. */
  readonly isNotNull: boolean;
}

/** A row of `pg_attribute`. */
export interface CatalogColumn {
  readonly tableOid: number;
  readonly number: number;
  /** Always false for the columns of a view. */
  readonly isNotNull: boolean;
  /** Whether a unique index on this column alone covers every row of the table. */
  readonly isUnique: boolean;
}
