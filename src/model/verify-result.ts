/**
 * What `verify` found, as data: the document that `port verify --json` prints, so a field may be added and
 * never renamed. Secrets are masked in it.
 */
import type { Layer } from './expected-difference.js';

export interface VerifyResult {
  readonly summary: VerifySummary;
  readonly routes: readonly VerifiedRoute[];
  readonly differences: readonly VerifyDifference[];
  /** Differences that the manifest declares, and how often each was met; 0 is stale. */
  readonly expected: readonly ExpectedOutcome[];
  readonly noise: readonly NoiseNote[];
  readonly coverage: Coverage;
  /** Where the two sides came from, in words. */
  readonly reference: string;
  readonly candidate: string;
  /** What a reader has to know in order to read the result rightly. */
  readonly notes: readonly string[];
  /** Why not all requests were sent; undefined when they were. */
  readonly stopped: string | undefined;
}

export interface VerifySummary {
  readonly requests: number;
  readonly same: number;
  /** Requests with a difference that nobody declared. */
  readonly different: number;
  /** Requests after which both databases had gone through the same; and those after which not. */
  readonly databaseSame: number;
  readonly databaseDifferent: number;
  readonly routes: number;
  readonly routesSame: number;
  /** Requests in which something varied between two runs of the reference. */
  readonly noise: number;
  /** Requests that differ as declared. */
  readonly expected: number;
  /** Requests that were planned and not sent. */
  readonly unsent: number;
}

export interface VerifiedRoute {
  readonly route: string;
  readonly requests: number;
  readonly same: number;
  readonly different: number;
  readonly expected: number;
  /** The reference's answers by status; `none` for no answer. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests that changed the reference's or the candidate's rows. */
  readonly writes: number;
}

export interface VerifyDifference {
  readonly route: string;
  readonly case: string;
  readonly layer: Layer;
  /** What differs, in short. */
  readonly reference: string;
  readonly candidate: string;
  /** The header, JSON path, table or sequence it is about. */
  readonly place: string | undefined;
  /** The request, counted from 1. */
  readonly request: number;
  readonly method: string;
  readonly path: string;
  readonly curl: string;
  /** Both answers, as they came; shortened when they are long. */
  readonly answers: { readonly reference: string; readonly candidate: string };
  /** The rows that only one side saw come (`+`) or go (`-`). */
  readonly rows: { readonly reference: readonly string[]; readonly candidate: readonly string[] };
  /** The smallest request that still differs; undefined when it was not looked for. */
  readonly smallest: SmallestRequest | undefined;
}

export interface SmallestRequest {
  readonly curl: string;
  readonly reference: string;
  readonly candidate: string;
  /** Requests that have to come before it, as curl lines. */
  readonly after: readonly string[];
}

export interface ExpectedOutcome {
  readonly route: string | undefined;
  readonly layer: Layer;
  readonly reason: string;
  readonly requests: number;
}

export interface NoiseNote {
  readonly route: string;
  readonly what: string;
  readonly requests: number;
}

export interface Coverage {
  readonly routes: {
    readonly covered: number;
    readonly all: number;
    readonly missing: readonly string[];
  };
  /** Of the statuses a manifest names for its routes. */
  readonly statuses: {
    readonly covered: number;
    readonly all: number;
    readonly missing: readonly string[];
  };
  /** Undefined where the candidate was not started here, so that nobody could watch it. */
  readonly statements:
    | { readonly covered: number; readonly all: number; readonly missing: readonly string[] }
    | undefined;
}
