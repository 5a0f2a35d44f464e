/**
 * The type of a column or parameter as PostgreSQL describes it, reduced to what the generated service
 * distinguishes. `unsupported` is a type that Flask's `jsonify` refuses (time, interval, bytea, …).
 */
export type ScalarKind =
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'float'
  | 'boolean'
  | 'text'
  | 'date'
  | 'timestamp'
  | 'json'
  | 'unsupported';

export interface PostgresType {
  /** As PostgreSQL prints it: `integer`, `mpaa_rating`, `text[]`. Domains are resolved to their base. */
  readonly name: string;
  readonly kind: ScalarKind;
  /** For an array, `kind` is the kind of its elements. */
  readonly isArray: boolean;
  /**
   * Text only because psycopg2 leaves it as that: an array or a row, `(1,2)`, or a type of an extension. PostgreSQL's
   * JSON may be something else.
   */
  readonly isOpaque?: true;
  /** Digits after the point of a numeric that fixes them. */
  readonly scale?: number;
}

export interface Column {
  readonly name: string;
  readonly type: PostgresType;
  readonly isNullable: boolean;
  /** No two rows of the result share a value. */
  readonly isUnique: boolean;
}
