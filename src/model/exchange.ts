/**
 * A request that is sent to two services, and what each did with it: its answer, and what changed in its
 * database. This is what `verify` records, compares and shows.
 */
export interface PlannedRequest {
  /** The route it is meant for, as a person reads it: `GET /films/<int:id>/`. */
  readonly route: string;
  /** What it tries: `id is 2^31`. */
  readonly case: string;
  readonly method: string;
  /** With its query string, percent-encoded, as it is sent. `{{name}}` stands for a bound value. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Requests of one client share the cookies that it was given, each side's its own; undefined sends none of them. */
  readonly client?: string;
  /** What later requests take from the answer, each side from its own: name → `$.id`, `header:location`, `cookie:id`. */
  readonly bind?: Readonly<Record<string, string>>;
  /** Requests of one sequence belong together; undefined for one that stands alone. */
  readonly sequence?: string;
}

export type ObservedAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Those that say something about the answer, normalised, by lower-case name in order. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: ObservedBody;
    }
  /** Refused, reset, late, or cut short. */
  | { readonly kind: 'none'; readonly reason: string };

export interface ObservedBody {
  readonly size: number;
  readonly sha256: string;
  /** Undefined for what is no UTF-8, and for what is too long to keep. */
  readonly text: string | undefined;
}

/** What one request did to a database. Tables and sequences that did not change are left out. */
export interface DatabaseChange {
  readonly tables: readonly TableChange[];
  readonly sequences: readonly SequenceChange[];
}

export interface TableChange {
  readonly table: string;
  /** Rows as `row_to_json` writes them, sorted; a row that was updated is gone and added. */
  readonly added: readonly string[];
  readonly gone: readonly string[];
  /** Of a table too large to read: how many rows more, and the sum of the hashes of what changed. */
  readonly summary?: { readonly rows: number; readonly hash: string };
}

export interface SequenceChange {
  readonly sequence: string;
  /** By how much its last value rose. */
  readonly by: string;
}

export interface Observation {
  readonly answer: ObservedAnswer;
  /** Undefined where nobody looked at the database. */
  readonly change: DatabaseChange | undefined;
}

/** What was not the same when the reference was asked again: kept as paths, and checked for its kind only. */
export interface Noise {
  readonly isStatusUnstable: boolean;
  readonly headers: readonly string[];
  readonly body: BodyNoise | undefined;
  readonly tables: readonly TableNoise[];
  readonly sequences: readonly string[];
}

export type BodyNoise =
  | {
      readonly kind: 'json';
      readonly paths: Readonly<Record<string, string>>;
      readonly isUnordered: boolean;
    }
  /** Of a text: which of its words, counted from 0. */
  | { readonly kind: 'text'; readonly words: readonly number[] }
  /** Nothing of it can be compared. */
  | { readonly kind: 'all' };

export interface TableNoise {
  readonly table: string;
  /** Undefined: any of them. */
  readonly columns: readonly string[] | undefined;
}
